/** The demo's films, drawn frame by frame: an aurora over a lake, fireflies in the grass. */
import { createCanvas } from '@napi-rs/canvas';
import { clouds, noise, ramp, randomOf } from './noise';
import {
	blend,
	type Color,
	fillBelow,
	glow,
	reflect,
	ridge,
	shade,
	type Sheet,
	sheetOf,
	stars,
} from './paint';

/** A film: its size, its length in frames, and how frame `n` is drawn. Thirty frames a second. */
export interface Film {
	readonly width: number;
	readonly height: number;
	readonly frames: number;
	readonly draw: (n: number) => Sheet;
}

/** Frames a second of every film. */
export const RATE = 30;

const SKY: readonly Color[] = [
	[4, 8, 26],
	[8, 20, 48],
	[18, 46, 74],
	[44, 84, 96],
];

const CURTAIN: readonly Color[] = [
	[86, 255, 176],
	[64, 236, 190],
	[70, 150, 255],
	[170, 92, 255],
];

/** How bright the aurora is at a place, by three curtains that wander, and how high above its hem. */
const curtains = (x: number, y: number, time: number): readonly [light: number, rise: number] => {
	let [light, rise] = [0, 0];
	for (let i = 0; i < 3; i++) {
		const drift = time * (0.1 + i * 0.045);
		const hem =
			0.36 +
			i * 0.09 +
			0.2 * (clouds(x * 1.7 + drift, i * 9 + time * 0.12, { seed: 70 + i, octaves: 3 }) - 0.5);
		const above = hem - y;
		const rays = 0.35 + 0.9 * noise(x * 26 + drift * 9, time * 0.9 + i * 5, 90 + i) ** 1.5;
		const reach = 0.1 + 0.28 * noise(x * 4 + i * 3, time * 0.35, 33 + i);
		const glowing = ramp(-0.025, 0.012, above) * Math.exp(-Math.max(0, above) / reach) * rays;
		const strength = 0.25 + 0.9 * ramp(0.3, 0.7, noise(x * 2.2 - drift, time * 0.3 + i * 7, 12));
		light += glowing * strength * (1 - i * 0.18);
		rise += glowing * strength * Math.max(0, above);
	}
	return [light, light === 0 ? 0 : rise / light];
};

const SCALE = 5;
const SHORE = 0.72;

/** The sky and its light, small: it is soft, and drawn again in the water. */
const skyAt = (time: number, { width, height }: Pick<Film, 'width' | 'height'>) => {
	const [wide, high] = [width / SCALE, Math.ceil((height * SHORE) / SCALE)];
	const canvas = createCanvas(wide, high);
	const ink = canvas.getContext('2d');
	const image = ink.createImageData(wide, high);
	const { data } = image;
	for (let y = 0, at = 0; y < high; y++)
		for (let x = 0; x < wide; x++, at += 4) {
			const [light, rise] = curtains(x / wide, (y * SCALE) / height, time);
			const sky = shade(SKY, (y / high) ** 1.3);
			const color = shade(CURTAIN, rise * 5.5);
			for (let i = 0; i < 3; i++) data[at + i] = (sky[i] ?? 0) + (color[i] ?? 0) * light * 0.95;
			data[at + 3] = 255;
		}
	ink.putImageData(image, 0, 0);
	return canvas;
};

/** An aurora over a lake, 1280 × 720, five seconds. */
export const aurora = (): Film => {
	const size = { width: 1280, height: 720 };
	const night = sheetOf(size.width, size.height);
	stars(night, { count: 500, until: 0.72, seed: 4 });
	const draw = (n: number): Sheet => {
		const time = n / RATE;
		const sheet = sheetOf(size.width, size.height);
		const { ink } = sheet;
		ink.drawImage(skyAt(time, size), 0, 0, size.width, size.height * SHORE);
		ink.globalCompositeOperation = 'lighter';
		ink.globalAlpha = 0.8;
		ink.drawImage(night.ink.canvas, 0, 0);
		ink.globalAlpha = 1;
		ink.globalCompositeOperation = 'source-over';
		fillBelow(sheet, (x) => ridge(x, { top: 0.6, relief: 0.17, wave: 2.6, seed: 6 }), {
			crest: [14, 34, 52],
			foot: [26, 60, 74],
			depth: 0.16,
		});
		fillBelow(sheet, (x) => ridge(x, { top: 0.67, relief: 0.1, wave: 3.4, seed: 2 }), {
			crest: [6, 12, 24],
			foot: [8, 18, 32],
			depth: 0.1,
		});
		reflect(sheet, {
			shore: Math.round(size.height * SHORE),
			step: 2,
			squeeze: 1.9,
			ripple: (row, depth) => (noise(row / 5 - time * 2.2, 2, 5) - 0.5) * (4 + depth * 26),
			color: [4, 10, 28],
			cover: [0.22, 0.62],
		});
		return sheet;
	};
	return { ...size, frames: 5 * RATE, draw };
};

const GRASS: readonly Color[] = [
	[10, 26, 40],
	[16, 44, 48],
	[10, 24, 26],
];

/** Fireflies that rise from the grass, 640 × 640, four seconds. */
export const fireflies = (): Film => {
	const size = { width: 640, height: 640 };
	const random = randomOf(90);
	const swarm = Array.from({ length: 70 }, () => ({
		x: random() * 640,
		y: random() * 760,
		depth: random(),
		turn: random() * 6.3,
	}));
	const blades = Array.from({ length: 150 }, () => ({
		x: random() * 640,
		tall: 60 + random() * 190,
		lean: random() - 0.5,
	}));
	const draw = (n: number): Sheet => {
		const time = n / RATE;
		const sheet = sheetOf(640, 640);
		const { ink } = sheet;
		const ground = ink.createLinearGradient(0, 0, 0, 640);
		for (const t of [0, 0.5, 1])
			ground.addColorStop(t, `rgb(${shade(GRASS, t).map(Math.round).join(',')})`);
		ink.fillStyle = ground;
		ink.fillRect(0, 0, 640, 640);
		for (const { x, tall, lean } of blades) {
			const sway = Math.sin(time * 1.6 + x / 70) * 14 + lean * 60;
			const [r, g, b] = blend([6, 20, 22], [30, 84, 66], ramp(250, 60, tall));
			ink.strokeStyle = `rgb(${r.toFixed(0)}, ${g.toFixed(0)}, ${b.toFixed(0)})`;
			ink.lineWidth = 3;
			ink.beginPath();
			ink.moveTo(x, 644);
			ink.quadraticCurveTo(x, 640 - tall * 0.5, x + sway, 640 - tall);
			ink.stroke();
		}
		for (const { x, y, depth, turn } of swarm) {
			const up = (((y - time * (26 + depth * 46)) % 760) + 760) % 760;
			const [left, top] = [x + Math.sin(time * 1.3 + turn) * (14 + depth * 22), up - 60];
			const beat = 0.45 + 0.55 * Math.sin(time * 3.1 + turn * 3);
			const light = { x: left, y: top, strength: 0.9 * Math.max(0.1, beat) };
			glow(sheet, { ...light, radius: 10 + depth * 46, color: [196, 255, 110] });
			glow(sheet, { ...light, radius: 3 + depth * 8, color: [255, 255, 220] });
		}
		return sheet;
	};
	return { ...size, frames: 4 * RATE, draw };
};
