/** The brushes of the demo's pictures: skies, stars, glows, ridges, grain. Draws on a canvas, reads no file. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import { clouds, mix, noise, randomOf } from './noise';

/** A color: red, green, blue, 0 to 255. */
export type Color = readonly [number, number, number];

/** A picture in the making. */
export interface Sheet {
	readonly ink: SKRSContext2D;
	readonly width: number;
	readonly height: number;
}

/** The color between two, `t` from 0 to 1. */
export const blend = (a: Color, b: Color, t: number): Color => [
	mix(a[0], b[0], t),
	mix(a[1], b[1], t),
	mix(a[2], b[2], t),
];

/** The color at `t` of stops that are evenly spread from 0 to 1. */
export const shade = (stops: readonly Color[], t: number): Color => {
	const at = Math.min(0.9999, Math.max(0, t)) * (stops.length - 1);
	const [a = [0, 0, 0], b = a] = stops.slice(Math.floor(at), Math.floor(at) + 2);
	return blend(a, b, at - Math.floor(at));
};

/** A color as CSS writes it. */
export const css = ([r, g, b]: Color, alpha = 1): string =>
	`rgba(${r.toFixed(1)}, ${g.toFixed(1)}, ${b.toFixed(1)}, ${alpha.toFixed(4)})`;

/** An empty sheet. */
export const sheetOf = (width: number, height: number): Sheet => ({
	ink: createCanvas(width, height).getContext('2d'),
	width,
	height,
});

/** Fills the sheet pixel by pixel; places go from 0 to 1. A hair of grain keeps gradients free of bands. */
export const fillBy = (
	{ ink, width, height }: Sheet,
	color: (x: number, y: number) => Color,
): void => {
	const image = ink.createImageData(width, height);
	const { data } = image;
	const random = randomOf(7);
	for (let y = 0, at = 0; y < height; y++)
		for (let x = 0; x < width; x++, at += 4) {
			const grain = (random() + random() - 1) * 1.6;
			const [r, g, b] = color(x / width, y / height);
			data[at] = r + grain;
			data[at + 1] = g + grain;
			data[at + 2] = b + grain;
			data[at + 3] = 255;
		}
	ink.putImageData(image, 0, 0);
};

/** A light: where, how far it reaches, and what it adds. Lengths in pixels. */
export interface Light {
	readonly x: number;
	readonly y: number;
	readonly radius: number;
	readonly color: Color;
	/** 1 adds the whole color in the middle. */
	readonly strength: number;
}

const falloff = (distance: number): number => Math.max(0, 1 - distance) ** 2.6;

/** From this radius on, eight bits would show as rings: such lights are added pixel by pixel, with grain. */
const LARGE = 110;

const wideGlow = ({ ink, width, height }: Sheet, light: Light): void => {
	const { x, y, radius, color, strength } = light;
	const [left, top] = [Math.max(0, Math.floor(x - radius)), Math.max(0, Math.floor(y - radius))];
	const wide = Math.min(width, Math.ceil(x + radius)) - left;
	const high = Math.min(height, Math.ceil(y + radius)) - top;
	const image = ink.getImageData(left, top, wide, high);
	const { data } = image;
	const [red, green, blue] = color;
	const random = randomOf(3);
	for (let row = 0, at = 0; row < high; row++)
		for (let column = 0; column < wide; column++, at += 4) {
			const away = (left + column - x) ** 2 + (top + row - y) ** 2;
			if (away >= radius * radius) continue;
			const added = strength * falloff(Math.sqrt(away) / radius);
			const grain = random() + random() - 1;
			data[at] = (data[at] ?? 0) + red * added + grain;
			data[at + 1] = (data[at + 1] ?? 0) + green * added + grain;
			data[at + 2] = (data[at + 2] ?? 0) + blue * added + grain;
		}
	ink.putImageData(image, left, top);
};

/** Adds light about a point, fading to nothing at its radius. */
export const glow = (sheet: Sheet, light: Light): void => {
	const { x, y, radius, color, strength } = light;
	if (radius >= LARGE) {
		wideGlow(sheet, light);
		return;
	}
	const { ink } = sheet;
	const fill = ink.createRadialGradient(x, y, 0, x, y, radius);
	for (const t of [0, 0.06, 0.12, 0.2, 0.3, 0.4, 0.5, 0.65, 0.8, 1])
		fill.addColorStop(t, css(color, Math.min(1, strength) * falloff(t)));
	ink.save();
	ink.globalCompositeOperation = 'lighter';
	ink.fillStyle = fill;
	ink.fillRect(x - radius, y - radius, radius * 2, radius * 2);
	ink.restore();
};

/** Strews stars over the upper part of a sheet, denser towards the top. */
export const stars = (
	sheet: Sheet,
	{ count, until, seed }: Readonly<Record<'count' | 'until' | 'seed', number>>,
): void => {
	const random = randomOf(seed);
	for (let i = 0; i < count; i++) {
		const [x, y] = [random() * sheet.width, random() ** 1.6 * until * sheet.height];
		const size = random() ** 6;
		const faint = 1 - y / (until * sheet.height);
		const color: Color = random() > 0.7 ? [255, 226, 200] : [214, 228, 255];
		glow(sheet, { x, y, radius: 1.4 + size * 7, color, strength: (0.35 + size) * faint });
	}
};

/** The height of a ridge across the sheet, 0 to 1 from the top, by place from 0 to 1. */
export const ridge = (
	x: number,
	{ top, relief, wave, seed }: Readonly<Record<'top' | 'relief' | 'wave' | 'seed', number>>,
): number => {
	const fold = 1 - Math.abs(2 * clouds(x * wave, seed * 3.7, { seed, octaves: 6 }) - 1);
	return top + relief * (0.75 - fold);
};

/** Fills what lies below a line, from `near` at its crest into `far` at the foot: haze gathers in valleys. */
export const fillBelow = (
	{ ink, width, height }: Sheet,
	line: (x: number) => number,
	{ crest, foot, depth }: { readonly crest: Color; readonly foot: Color; readonly depth: number },
): void => {
	ink.beginPath();
	ink.moveTo(0, height);
	let highest = 1;
	for (let x = 0; x <= width; x += 1) {
		const y = line(x / width);
		highest = Math.min(highest, y);
		ink.lineTo(x, y * height);
	}
	ink.lineTo(width, height);
	ink.closePath();
	const fill = ink.createLinearGradient(0, highest * height, 0, (highest + depth) * height);
	fill.addColorStop(0, css(crest));
	fill.addColorStop(1, css(foot));
	ink.fillStyle = fill;
	ink.fill();
};

/** How far beyond its edges a reflection is drawn, so that no ripple bares them. Pixels. */
const OVERHANG = 40;

/** Still or moving water: where it begins, how it ripples, what color it takes on. */
export interface Water {
	/** First row of the water. */
	readonly shore: number;
	/** Rows drawn at once. */
	readonly step: number;
	/** How much of what stands above is seen in one row. */
	readonly squeeze: number;
	/** Sideways shift of a row in pixels; `depth` from 0 at the shore to 1. */
	readonly ripple: (row: number, depth: number) => number;
	readonly color: Color;
	/** How much of the color covers the first and the last row. */
	readonly cover: readonly [number, number];
}

/** Draws what stands above the shore once more below it, upside down, rippled and darker. */
export const reflect = ({ ink, width, height }: Sheet, water: Water): void => {
	const { shore, step, squeeze, ripple, color, cover } = water;
	for (let y = shore; y < height; y += step) {
		const depth = (y - shore) / (height - shore);
		const from = Math.max(0, shore - (y - shore) * squeeze - step);
		const left = ripple(y, depth) - OVERHANG;
		ink.drawImage(ink.canvas, 0, from, width, step, left, y, width + 2 * OVERHANG, step);
		ink.fillStyle = css(color, mix(cover[0], cover[1], depth));
		ink.fillRect(0, y, width, step);
	}
};

const ripple = (row: number, depth: number): number =>
	(noise(row / 3.2, 3, 9) - 0.5) * (8 + depth * 46) + Math.sin(row * 0.9) * depth * 5;

/** Water on a calm night, from its first row on. */
export const stillWater = (shore: number): Water => ({
	shore,
	step: 1,
	squeeze: 1.25,
	ripple,
	color: [7, 12, 34],
	cover: [0.32, 0.74],
});
