/** How wide glyphs are and where their ink lies, in em. Owns the one measuring context of a thread. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Face } from './faces';

/** Where the ink of glyphs lies, in em from the origin on the baseline; each positive outwards. */
export interface Ink {
	readonly left: number;
	readonly right: number;
	readonly above: number;
	readonly below: number;
}

/** Advance and ink of glyphs, in em. */
export interface Measured extends Ink {
	readonly advance: number;
}

const SIZE = 256;
const MAX_REMEMBERED = 50_000;
const memory = new Map<string, Measured>();
let context: SKRSContext2D | undefined;

/** A context's text settings for one face; `size` is the em in pixels. Captions have no kerning. */
export const useFace = (target: SKRSContext2D, face: Face, size: number): void => {
	target.font = `${size}px "${face.family}"`;
	target.fontKerning = 'none';
	target.textBaseline = 'alphabetic';
	target.textAlign = 'left';
};

/** The measures of a text in a face, remembered. */
export const measure = (face: Face, text: string): Measured => {
	const key = `${face.family}\n${text}`;
	const found = memory.get(key);
	if (found) return found;
	if (memory.size >= MAX_REMEMBERED) memory.clear();
	context ??= createCanvas(1, 1).getContext('2d');
	useFace(context, face, SIZE);
	const metrics = context.measureText(text);
	const made = {
		advance: metrics.width / SIZE,
		left: metrics.actualBoundingBoxLeft / SIZE,
		right: metrics.actualBoundingBoxRight / SIZE,
		above: metrics.actualBoundingBoxAscent / SIZE,
		below: metrics.actualBoundingBoxDescent / SIZE,
	};
	memory.set(key, made);
	return made;
};
