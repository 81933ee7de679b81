/** The demo's landscapes, drawn: mountains at dusk, a city at night, the sea. */
import { clouds, noise, ramp, randomOf } from './noise';
import {
	blend,
	type Color,
	css,
	fillBelow,
	fillBy,
	glow,
	reflect,
	ridge,
	shade,
	type Sheet,
	sheetOf,
	stars,
	stillWater,
} from './paint';

const DUSK_SKY: readonly Color[] = [
	[16, 18, 52],
	[44, 32, 88],
	[112, 52, 116],
	[214, 96, 104],
	[255, 164, 98],
	[255, 214, 148],
];

const HORIZON = 0.62;

const pines = ({ ink, width, height }: Sheet, line: (x: number) => number, color: Color): void => {
	const random = randomOf(31);
	ink.fillStyle = css(color);
	for (let x = 0; x < width; x += 6 + random() * 17) {
		const [tall, foot] = [(26 + random() * 66) * (height / 1080), line(x / width) * height + 8];
		ink.beginPath();
		for (let step = 0; step < 6; step++) {
			const [upper, lower] = [foot - tall * (1 - step / 6), foot - tall * (0.72 - step / 7)];
			const half = tall * 0.045 * (step + 1);
			ink.moveTo(x, upper);
			ink.lineTo(x + half, lower);
			ink.lineTo(x - half, lower);
		}
		ink.fill();
	}
};

/** Layered mountains after sunset, 1920 × 1080. */
export const duskMountains = (): Sheet => {
	const sheet = sheetOf(1920, 1080);
	fillBy(sheet, (x, y) => {
		const sky = shade(DUSK_SKY, y / HORIZON);
		const veil = ramp(0.5, 0.78, clouds(x * 3.2 + y * 1.5, y * 13, { seed: 5, octaves: 6 }));
		const lit = blend([255, 138, 108], [255, 208, 156], y / HORIZON);
		return blend(sky, lit, veil * 0.5 * ramp(0.06, 0.4, y));
	});
	stars(sheet, { count: 420, until: 0.36, seed: 11 });
	const sun = { x: 1270, y: 610 };
	glow(sheet, { ...sun, radius: 900, color: [255, 150, 90], strength: 0.5 });
	glow(sheet, { ...sun, radius: 260, color: [255, 226, 170], strength: 0.95 });
	const layers = 7;
	for (let i = 0; i < layers; i++) {
		const near = i / (layers - 1);
		const shape = {
			top: 0.56 + near * 0.3,
			relief: 0.2 + near * 0.08,
			wave: 3.4 - near * 1.2,
			seed: 40 + i,
		};
		const crest = blend([206, 116, 128], [15, 14, 38], near ** 0.75);
		const foot = blend([255, 186, 140], [46, 32, 70], near ** 0.7);
		const line = (x: number): number => ridge(x, shape);
		fillBelow(sheet, line, { crest, foot, depth: 0.3 });
		if (i === layers - 1) pines(sheet, line, crest);
		else glow(sheet, { ...sun, radius: 760, color: [255, 140, 84], strength: 0.12 });
	}
	return sheet;
};

const NIGHT_SKY: readonly Color[] = [
	[6, 10, 30],
	[12, 22, 58],
	[28, 44, 96],
	[82, 70, 122],
	[196, 120, 118],
];

const WINDOWS: readonly Color[] = [
	[255, 205, 128],
	[255, 226, 170],
	[255, 180, 96],
	[180, 220, 255],
];

interface Tower {
	readonly x: number;
	readonly wide: number;
	readonly top: number;
}

const windows = (
	sheet: Sheet,
	{ x, wide, top }: Tower,
	{ ground, seed, share }: Readonly<Record<'ground' | 'seed' | 'share', number>>,
): void => {
	const random = randomOf(seed);
	const { ink } = sheet;
	for (let row = top + 10; row < ground - 8; row += 11)
		for (let column = x + 6; column < x + wide - 8; column += 9) {
			if (random() > share * (0.4 + noise(column / 40, row / 50, seed) * 1.1)) continue;
			ink.fillStyle = css(
				WINDOWS[Math.floor(random() * WINDOWS.length)] ?? [255, 220, 160],
				0.45 + random() * 0.55,
			);
			ink.fillRect(column, row, 5, 6);
		}
};

const towers = (sheet: Sheet, near: number, ground: number): void => {
	const random = randomOf(200 + Math.round(near * 10));
	const { ink, width } = sheet;
	const wall = blend([70, 66, 118], [9, 11, 30], near);
	for (let x = -30; x < width;) {
		const wide = 46 + random() * 92;
		const downtown = Math.exp(-(((x - width * 0.58) / (width * 0.24)) ** 2));
		const tall = (90 + random() * 190 + downtown * 270 * random() ** 0.6) * (1.25 - near * 0.5);
		const tower = { x, wide, top: ground - tall };
		const fill = ink.createLinearGradient(0, tower.top, 0, ground);
		fill.addColorStop(0, css(wall));
		fill.addColorStop(1, css(blend(wall, [150, 104, 132], 0.42 * (1 - near * 0.7))));
		ink.fillStyle = fill;
		ink.fillRect(x, tower.top, wide, tall);
		if (random() > 0.62) ink.fillRect(x + wide / 2 - 2, tower.top - 44, 4, 44);
		windows(sheet, tower, { ground, seed: Math.round(x) + 900, share: 0.16 + near * 0.42 });
		x += wide + random() * (14 - near * 8);
	}
};

/** A skyline and its lights in the water, 1920 × 1080. */
export const cityNight = (): Sheet => {
	const sheet = sheetOf(1920, 1080);
	const ground = 770;
	fillBy(sheet, (x, y) => {
		const sky = shade(NIGHT_SKY, y / 0.74);
		const veil = ramp(0.48, 0.8, clouds(x * 3, y * 9, { seed: 77 }));
		return blend(sky, [150, 110, 150], veil * 0.34);
	});
	stars(sheet, { count: 260, until: 0.5, seed: 21 });
	glow(sheet, { x: 420, y: 210, radius: 420, color: [190, 210, 255], strength: 0.4 });
	glow(sheet, { x: 420, y: 210, radius: 84, color: [255, 250, 232], strength: 1 });
	sheet.ink.fillStyle = css([255, 250, 234]);
	sheet.ink.beginPath();
	sheet.ink.arc(420, 210, 46, 0, Math.PI * 2);
	sheet.ink.fill();
	for (const near of [0, 0.45, 1]) {
		towers(sheet, near, ground);
		glow(sheet, {
			x: 1120,
			y: ground,
			radius: 980,
			color: [255, 150, 110],
			strength: 0.2 - near * 0.14,
		});
	}
	reflect(sheet, stillWater(ground));
	return sheet;
};

const SEA_SKY: readonly Color[] = [
	[58, 116, 168],
	[120, 170, 196],
	[212, 204, 186],
	[255, 206, 150],
	[255, 182, 120],
];

const seaColor = (x: number, y: number): Color => {
	const depth = (y - 0.55) / 0.45;
	const far = 1 / (0.05 + depth);
	const swell = clouds(x * 5 * far * 0.22 + 9, depth * 4 + far * 2.2, { seed: 15, octaves: 5 });
	const fine = noise((x - 0.5) * 70 * far * 0.22, far * 34, 4);
	const water = blend([232, 168, 130], [12, 62, 96], ramp(0, 0.62, depth));
	const path = Math.exp(-(((x - 0.36) / (0.03 + depth * 0.16)) ** 2));
	const spark = ramp(0.56, 0.82, swell * 0.55 + fine * 0.5) * path;
	const lit = blend(water, [255, 214, 160], ramp(0.5, 0.72, swell) * (0.42 - depth * 0.25));
	return blend(
		blend(lit, [6, 36, 66], ramp(0.5, 0.3, swell) * 0.55 * depth),
		[255, 238, 200],
		spark,
	);
};

const boat = (
	{ ink }: Sheet,
	{ x, y, size }: Readonly<Record<'x' | 'y' | 'size', number>>,
): void => {
	ink.save();
	ink.translate(x, y);
	ink.scale(size, size);
	ink.fillStyle = css([30, 34, 56]);
	ink.beginPath();
	ink.moveTo(-30, 0);
	ink.quadraticCurveTo(0, 16, 34, 0);
	ink.closePath();
	ink.fill();
	ink.fillStyle = css([250, 236, 214], 0.96);
	ink.beginPath();
	ink.moveTo(2, -78);
	ink.quadraticCurveTo(34, -36, 30, -6);
	ink.lineTo(2, -6);
	ink.closePath();
	ink.fill();
	ink.fillStyle = css([232, 190, 160], 0.96);
	ink.beginPath();
	ink.moveTo(-2, -66);
	ink.quadraticCurveTo(-20, -30, -24, -6);
	ink.lineTo(-2, -6);
	ink.closePath();
	ink.fill();
	ink.restore();
};

/** The sea in the first light with one sail, 1920 × 1080. */
export const morningSea = (): Sheet => {
	const sheet = sheetOf(1920, 1080);
	fillBy(sheet, (x, y) => {
		if (y > 0.55) return seaColor(x, y);
		const veil = ramp(0.46, 0.74, clouds(x * 2.6 + 3, y * 7.5, { seed: 61, octaves: 6 }));
		const lit = blend([244, 236, 226], [255, 196, 140], y / 0.55);
		return blend(shade(SEA_SKY, y / 0.55), lit, veil * 0.72);
	});
	const sun = { x: 690, y: 520 };
	glow(sheet, { ...sun, radius: 820, color: [255, 190, 120], strength: 0.42 });
	glow(sheet, { ...sun, radius: 190, color: [255, 244, 214], strength: 1 });
	boat(sheet, { x: 1260, y: 622, size: 1.35 });
	return sheet;
};
