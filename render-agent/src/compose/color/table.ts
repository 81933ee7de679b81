/** Bakes changes of color into a table of luma and chroma that the kernels look up. BT.709 limited, as all planes are. */
import type { Grade } from '../../timeline/grades';
import type { ColorLook } from '../../timeline/looks';
import { type Cube, cubeChange } from './cube';
import { gradeChange } from './grades';
import {
	type Change,
	clamped,
	lookChange,
	lumaOf,
	type Rgb,
	type Sliders,
	slidersChange,
} from './sliders';

/** One change of color, as plain data. `cube` is the sha256 of a LUT file; strengths run 0…1. */
export type ColorStep =
	| { readonly kind: 'sliders'; readonly sliders: Sliders }
	| { readonly kind: 'look'; readonly look: ColorLook; readonly strength: number }
	| { readonly kind: 'grade'; readonly grade: Grade }
	| { readonly kind: 'cube'; readonly cube: string; readonly strength: number };

/** The LUT file of a sha256. */
export type CubeOf = (sha256: string) => Cube | undefined;

/** Nodes along each axis of a table: one every 8 code values, 0 … 256. */
export const NODES = 33;
const SPACING = 8;
/** Values are kept with this many parts of a code value. */
export const PARTS = 64;

const changeOf = (step: ColorStep, cubes: CubeOf): Change => {
	switch (step.kind) {
		case 'sliders':
			return slidersChange(step.sliders);
		case 'look':
			return lookChange(step.look);
		case 'grade':
			return gradeChange(step.grade);
		case 'cube': {
			const cube = cubes(step.cube);
			return cube ? cubeChange(cube) : () => undefined;
		}
	}
};

const partly = (change: Change, strength: number): Change => {
	if (strength >= 1) return change;
	return (color) => {
		const red = color[0];
		const green = color[1];
		const blue = color[2];
		change(color);
		color[0] = red + (color[0] - red) * strength;
		color[1] = green + (color[1] - green) * strength;
		color[2] = blue + (color[2] - blue) * strength;
	};
};

/** What several steps do to a color, one after another. */
export const stepsChange = (steps: readonly ColorStep[], cubes: CubeOf): Change => {
	const changes = steps.map((step) =>
		partly(changeOf(step, cubes), 'strength' in step ? clamped(step.strength) : 1),
	);
	return (color) => {
		for (const change of changes) change(color);
	};
};

const rgbInto = (color: Rgb, y: number, [u, v]: readonly [number, number]): void => {
	const luma = (y - 16) / 219;
	const cb = (u - 128) / 224;
	const cr = (v - 128) / 224;
	color[0] = luma + 1.5748 * cr;
	color[1] = luma - 0.187324 * cb - 0.468124 * cr;
	color[2] = luma + 1.8556 * cb;
};

/** A color from luma and chroma as code values. */
export const rgbFrom = (y: number, u: number, v: number): Rgb => {
	const color: Rgb = [0, 0, 0];
	rgbInto(color, y, [u, v]);
	return color;
};

/** Luma and chroma of a color as code values, not rounded. */
export const yuvFrom = (color: Readonly<Rgb>): Rgb => {
	const luma = lumaOf(color);
	return [
		16 + 219 * luma,
		128 + (224 * (color[2] - luma)) / 1.8556,
		128 + (224 * (color[0] - luma)) / 1.5748,
	];
};

/** Nodes further outside 0…1 than this touch no cell that a color of 0…1 lies in. */
const REACH = 0.16;

const clamp = (from: Readonly<Rgb>, to: Rgb): void => {
	to[0] = clamped(from[0]);
	to[1] = clamped(from[1]);
	to[2] = clamped(from[2]);
};

/**
 * The change as it goes on beyond 0…1: mirrored at the nearest color that exists, so that what is looked up between a node
 * inside and one outside is right at the edge. Far outside it stays what it is at the edge.
 */
const extended = (change: Change): Change => {
	const edge: Rgb = [0, 0, 0];
	const mirror: Rgb = [0, 0, 0];
	return (color) => {
		clamp(color, edge);
		const red = edge[0] - color[0];
		const green = edge[1] - color[1];
		const blue = edge[2] - color[2];
		const far = Math.max(Math.abs(red), Math.abs(green), Math.abs(blue));
		if (far > 0 && far <= REACH) {
			mirror[0] = edge[0] + red;
			mirror[1] = edge[1] + green;
			mirror[2] = edge[2] + blue;
			clamp(mirror, mirror);
			change(mirror);
			change(edge);
			color[0] = 2 * edge[0] - mirror[0];
			color[1] = 2 * edge[1] - mirror[1];
			color[2] = 2 * edge[2] - mirror[2];
			return;
		}
		change(edge);
		color[0] = edge[0];
		color[1] = edge[1];
		color[2] = edge[2];
	};
};

/** A table: at [v][u][y] the new luma, u and v, in parts of a code value. */
export const tableOf = (steps: readonly ColorStep[], cubes: CubeOf): Int16Array => {
	const change = extended(stepsChange(steps, cubes));
	const table = new Int16Array(NODES ** 3 * 3);
	const color: Rgb = [0, 0, 0];
	let at = 0;
	for (let v = 0; v < NODES; v++)
		for (let u = 0; u < NODES; u++)
			for (let y = 0; y < NODES; y++) {
				rgbInto(color, y * SPACING, [u * SPACING, v * SPACING]);
				change(color);
				const luma = lumaOf(color);
				table[at] = Math.round((16 + 219 * luma) * PARTS);
				table[at + 1] = Math.round((128 + (224 * (color[2] - luma)) / 1.8556) * PARTS);
				table[at + 2] = Math.round((128 + (224 * (color[0] - luma)) / 1.5748) * PARTS);
				at += 3;
			}
	return table;
};
