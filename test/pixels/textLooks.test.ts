/** Letters filled with gradients, and rows bent to arcs. */
import { rasterText, type RasterText } from '../../render-agent/src/render/text/rasterText';
import type { LetterGradient } from '../../render-agent/src/timeline/text';
import {
	caption,
	captionIn,
	color,
	inkBoxOf,
	ownFonts,
	pixelAt,
	styled,
	type Ink,
	type InkBox,
} from '../support/captions';

const fonts = ownFonts();
const draw = (...written: Parameters<typeof captionIn>): RasterText =>
	rasterText(captionIn(...written), { scale: 1, fonts });

const RED = color(1, 0, 0);
const BLUE = color(0, 0, 1);
const between = (over: LetterGradient['over'], angle: number): LetterGradient => ({
	...{ over, angle },
	stops: [
		{ at: 0, color: RED },
		{ at: 1, color: BLUE },
	],
});

/** Full ink that is more red than blue, or the other way. */
const isRed: Ink = ({ red, blue, alpha }) => alpha > 0.9 && red > blue + 0.1;
const isBlue: Ink = ({ red, blue, alpha }) => alpha > 0.9 && blue > red + 0.1;
const boxOf = (bitmap: RasterText, ink?: Ink): InkBox => {
	const box = inkBoxOf(bitmap, ink);
	if (!box) throw new RangeError('there is no such ink');
	return box;
};

describe('a gradient in letters', () => {
	it('leads over all words of its style, in the direction of its angle', () => {
		const right = draw({ gradient: between('words', 0) }, '国国国国');
		expect(boxOf(right, isRed).right).toBeLessThan(0);
		expect(boxOf(right, isBlue).left).toBeGreaterThan(0);
		const up = draw({ gradient: between('words', 90) }, '国国国国');
		expect(boxOf(up, isRed).top).toBeGreaterThan(boxOf(up, isBlue).bottom - 1);
	});

	it('that is round goes from the middle to both ends', () => {
		const round = draw({ gradient: { ...between('words', 0), round: true } }, '■■■■■■■■');
		const at = (x: number) => pixelAt(round, Math.round(round.originX + x), round.originY | 0);
		expect(at(22).red).toBeGreaterThan(0.8);
		for (const side of [-1, 1]) {
			expect(at(side * 140).blue).toBeGreaterThan(0.8);
			expect(Math.abs(at(side * 62).red - 0.61)).toBeLessThan(0.1);
		}
	});

	it('has each of its colors where its stop says', () => {
		const stops = [
			{ at: 0, color: RED },
			{ at: 0.25, color: color(0, 1, 0) },
			{ at: 1, color: BLUE },
		];
		const bitmap = draw({ gradient: { over: 'words', angle: 0, stops } }, '■■■■■■■■');
		const at = (share: number) =>
			pixelAt(bitmap, Math.round(bitmap.originX + (share - 0.5) * 320), bitmap.originY | 0);
		const quarter = at(0.265);
		expect(quarter.green).toBeGreaterThan(0.9);
		const half = at(0.6);
		// 0.35 of the way from green to blue, of 0.75.
		expect(half.blue).toBeCloseTo(0.35 / 0.75, 1);
		expect(half.red).toBe(0);
	});

	it('over each letter begins anew with it', () => {
		const bitmap = draw({ gradient: between('letter', 0) }, '国国');
		const leftHalf: Ink = (pixel) => isBlue(pixel);
		expect(boxOf(bitmap, leftHalf).left).toBeLessThan(0);
		expect(boxOf(bitmap, isRed).right).toBeGreaterThan(0);
	});

	it('leaves emoji and other styles as they are', () => {
		const runs = [
			{ text: '国🔴', style: styled({ gradient: between('words', 0) }) },
			{ text: '国', style: styled({ fill: color(0, 1, 0) }) },
		];
		const bitmap = rasterText(caption(runs), { scale: 1, fonts });
		const isGreen: Ink = ({ green, red, alpha }) => alpha > 0.9 && green > 0.9 && red < 0.1;
		expect(boxOf(bitmap, isGreen).left).toBeGreaterThan(0);
	});

	it('in outlines colors them and not the fill', () => {
		const strokes = [{ color: color(0, 0, 0), width: 0.2, gradient: between('words', 0) }];
		const bitmap = draw({ strokes }, '国国国');
		expect(boxOf(bitmap, isRed).right).toBeLessThan(0);
		const isWhite: Ink = ({ red, green, blue }) => Math.min(red, green, blue) > 0.95;
		expect(boxOf(bitmap, isWhite).count).toBeGreaterThan(300);
	});

	it('that is half clear is half clear', () => {
		const clear = { at: 0, color: color(1, 0, 0, 0.5) };
		const gradient = { ...between('words', 0), stops: [clear, { ...clear, at: 1 }] };
		const bitmap = draw({ gradient }, '■');
		expect(pixelAt(bitmap, bitmap.originX | 0, bitmap.originY | 0)).toEqual(
			expect.objectContaining({ red: 1, alpha: expect.closeTo(0.5, 1) as number }),
		);
	});
});

describe('a row on an arc', () => {
	/** Eleven letters of 40 pixels: one in the very middle. */
	const WORDS = '■'.repeat(11);
	const LENGTH = 440;
	/** The middle of the ink of a column, from the text's center. */
	const heightAt = (bitmap: RasterText, x: number): number => {
		const column: number[] = [];
		for (let y = 0; y < bitmap.height; y += 1)
			if (pixelAt(bitmap, Math.round(bitmap.originX + x), y).alpha > 0.5)
				column.push(y - bitmap.originY);
		return column.reduce((sum, y) => sum + y, 0) / column.length;
	};

	it('keeps its length along the arc: half a circle is as wide as its diameter', () => {
		const { left, right } = boxOf(draw({}, WORDS, { arc: 180 }));
		const diameter = (2 * LENGTH) / Math.PI;
		// The outer edge of the letters lies up to half a line outside.
		expect(right - left).toBeGreaterThan(diameter - 4);
		expect(right - left).toBeLessThan(diameter + 44);
	});

	it.each([90, -90])('of %d degrees follows its circle to a pixel', (arc) => {
		const bitmap = draw({}, WORDS, { arc });
		const radius = LENGTH / (Math.PI / 2);
		const middle = heightAt(bitmap, 0);
		for (const letter of [-4, -2, 2, 4]) {
			const x = radius * Math.sin((letter * 40) / radius);
			const sagitta = radius - Math.sqrt(radius ** 2 - x ** 2);
			const down = (heightAt(bitmap, x) - middle) * Math.sign(arc);
			expect(Math.abs(down - sagitta)).toBeLessThan(3);
		}
	});

	it('closes to a ring at 360 degrees, with nothing in its middle', () => {
		const bitmap = draw({}, WORDS, { arc: 360 });
		const { left, right, top, bottom } = boxOf(bitmap);
		expect(right - left).toBeCloseTo(bottom - top, -1);
		expect(pixelAt(bitmap, bitmap.originX | 0, bitmap.originY | 0).alpha).toBe(0);
	});

	it('takes its underline and second row along, and nothing is cut off', () => {
		for (const arc of [150, -150]) {
			const { left, right, top, bottom } = boxOf(
				draw({ underline: true, italic: true }, '国国国国国国\n国国国', { arc }),
			);
			const whole = draw({ underline: true, italic: true }, '国国国国国国\n国国国', { arc });
			expect(left + whole.originX).toBeGreaterThan(0);
			expect(top + whole.originY).toBeGreaterThan(0);
			expect(right + whole.originX).toBeLessThan(whole.width);
			expect(bottom + whole.originY).toBeLessThan(whole.height);
		}
	});

	it('is the straight row without an angle', () => {
		expect(draw({}, '国国', { arc: 0 }).rgba).toEqual(draw({}, '国国').rgba);
	});
});
