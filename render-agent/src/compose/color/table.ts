/** Bakes changes of color into a table of luma and chroma that the kernels look up. BT.709 limited, as all planes are. */
import type { ColorLook } from '../../timeline/looks';
import { type Cube, cubeChange } from './cube';
import { type Change, clamped, lookChange, type Rgb, type Sliders, slidersChange } from './sliders';

/** One change of color, as plain data. `cube` is the sha256 of a LUT file; strengths run 0…1. */
export type ColorStep =
	| { readonly kind: 'sliders'; readonly sliders: Sliders }
	| { readonly kind: 'look'; readonly look: ColorLook; readonly strength: number }
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
		case 'cube': {
			const cube = cubes(step.cube);
			return cube ? cubeChange(cube) : () => undefined;
		}
	}
};

const partly = (change: Change, strength: number): Change => {
	if (strength >= 1) return change;
	return (color) => {
		const [red, green, blue] = color;
		change(color);
		color[0] = red + (color[0] - red) * strength;
		color[1] = green + (color[1] - green) * strength;
		color[2] = blue + (color[2] - blue) * strength;
	};
};

/** What several steps do to a color, one after another. */
export const stepsChange = (steps: readonly ColorStep[], cubes: CubeOf): Change => {
	const changes = steps.map((step) =>
		partly(changeOf(step, cubes), step.kind === 'sliders' ? 1 : clamped(step.strength)),
	);
	return (color) => {
		for (const change of changes) change(color);
	};
};

/** A color from luma and chroma as code values. */
export const rgbFrom = (y: number, u: number, v: number): Rgb => {
	const luma = (y - 16) / 219;
	const cb = (u - 128) / 224;
	const cr = (v - 128) / 224;
	return [luma + 1.5748 * cr, luma - 0.187324 * cb - 0.468124 * cr, luma + 1.8556 * cb];
};

/** Luma and chroma of a color as code values, not rounded. */
export const yuvFrom = ([red, green, blue]: Readonly<Rgb>): Rgb => {
	const luma = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
	return [
		16 + 219 * luma,
		128 + (224 * (blue - luma)) / 1.8556,
		128 + (224 * (red - luma)) / 1.5748,
	];
};

/** How far outside 0…1 nodes matter: further out no pixel lies between them and the colors that exist. */
const REACH = 0.2;

/**
 * The change as it goes on beyond 0…1: mirrored at the nearest color that exists, so that what is looked up between a node
 * inside and one outside is right at the edge.
 */
const extended = (change: Change): Change => {
	return (color) => {
		const edge: Rgb = [clamped(color[0]), clamped(color[1]), clamped(color[2])];
		const away = [color[0] - edge[0], color[1] - edge[1], color[2] - edge[2]] as const;
		const far = Math.max(...away.map(Math.abs));
		if (far === 0) {
			change(color);
			return;
		}
		const share = Math.min(1, REACH / far);
		const mirror: Rgb = [
			clamped(edge[0] - away[0] * share),
			clamped(edge[1] - away[1] * share),
			clamped(edge[2] - away[2] * share),
		];
		change(edge);
		change(mirror);
		color[0] = 2 * edge[0] - mirror[0];
		color[1] = 2 * edge[1] - mirror[1];
		color[2] = 2 * edge[2] - mirror[2];
	};
};

/** A table: at [v][u][y] the new luma, u and v, in parts of a code value. */
export const tableOf = (steps: readonly ColorStep[], cubes: CubeOf): Int16Array => {
	const change = extended(stepsChange(steps, cubes));
	const table = new Int16Array(NODES ** 3 * 3);
	let at = 0;
	for (let v = 0; v < NODES; v++)
		for (let u = 0; u < NODES; u++)
			for (let y = 0; y < NODES; y++) {
				const color = rgbFrom(y * SPACING, u * SPACING, v * SPACING);
				change(color);
				const [luma, cb, cr] = yuvFrom(color);
				table[at] = Math.round(luma * PARTS);
				table[at + 1] = Math.round(cb * PARTS);
				table[at + 2] = Math.round(cr * PARTS);
				at += 3;
			}
	return table;
};
