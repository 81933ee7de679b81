/** The demo's portrait photograph, drawn: paper lanterns that rise over a lake. */
import { clouds, ramp, randomOf } from './noise';
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

const LAKE_SKY: readonly Color[] = [
	[8, 12, 40],
	[22, 30, 82],
	[66, 56, 122],
	[150, 92, 130],
];

/** A paper lantern: a soft light, a body that glows from below, a dark rim. Lengths in pixels. */
const lantern = (
	sheet: Sheet,
	{ x, y, size }: Readonly<Record<'x' | 'y' | 'size', number>>,
): void => {
	const { ink } = sheet;
	glow(sheet, { x, y, radius: size * 4.2, color: [255, 140, 56], strength: 0.55 });
	const body = ink.createRadialGradient(x, y + size * 0.5, size * 0.1, x, y, size * 1.25);
	body.addColorStop(0, css([255, 246, 196]));
	body.addColorStop(0.45, css([255, 178, 82]));
	body.addColorStop(1, css([196, 74, 34]));
	ink.fillStyle = body;
	ink.beginPath();
	ink.moveTo(x - size * 0.52, y + size * 0.86);
	ink.bezierCurveTo(x - size * 0.95, y - size * 0.2, x - size * 0.72, y - size, x, y - size);
	ink.bezierCurveTo(
		x + size * 0.72,
		y - size,
		x + size * 0.95,
		y - size * 0.2,
		x + size * 0.52,
		y + size * 0.86,
	);
	ink.closePath();
	ink.fill();
};

const lanterns = (sheet: Sheet, count: number): void => {
	const random = randomOf(52);
	const all = Array.from({ length: count }, () => ({
		x: random() * sheet.width,
		y: random() ** 0.8 * sheet.height * 0.66,
		size: 5 + random() ** 3 * 46,
	})).sort((a, b) => a.size - b.size);
	for (const one of all) lantern(sheet, one);
};

/** Lanterns that rise over a lake: a portrait, 900 × 1350. */
export const lanternLake = (): Sheet => {
	const sheet = sheetOf(900, 1350);
	const ground = 930;
	fillBy(sheet, (x, y) => {
		const veil = ramp(0.5, 0.8, clouds(x * 2.2, y * 6, { seed: 33 }));
		return blend(shade(LAKE_SKY, y / 0.7), [180, 110, 140], veil * 0.3);
	});
	stars(sheet, { count: 300, until: 0.55, seed: 8 });
	fillBelow(sheet, (x) => ridge(x, { top: 0.66, relief: 0.1, wave: 2.2, seed: 3 }), {
		crest: [58, 48, 100],
		foot: [120, 82, 124],
		depth: 0.14,
	});
	fillBelow(sheet, (x) => ridge(x, { top: 0.7, relief: 0.09, wave: 1.6, seed: 9 }), {
		crest: [20, 22, 54],
		foot: [44, 38, 80],
		depth: 0.12,
	});
	lanterns(sheet, 46);
	lantern(sheet, { x: 560, y: 400, size: 84 });
	lantern(sheet, { x: 250, y: 640, size: 58 });
	reflect(sheet, stillWater(ground));
	return sheet;
};
