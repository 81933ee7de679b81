/** Filters, keys and what changes by place, on painted pictures. */
import type { Stage } from '../../render-agent/src/compose/color/stages';
import type { Draw } from '../../render-agent/src/compose/draws';
import { drawsOf } from '../../render-agent/src/compose/frame';
import { Painter } from '../../render-agent/src/compose/paint';
import { type Planes, takePlanes } from '../../render-agent/src/compose/surface';
import { frames, microseconds, pixels } from '../../render-agent/src/kernel/units';
import { constant, type Curve } from '../../render-agent/src/timeline/curve';
import { scaled } from '../../render-agent/src/timeline/geometry';
import type { Grading, Layer, Scene } from '../../render-agent/src/timeline/scene';
import { cubeOf } from '../support/cubes';
import { UNMOVED } from '../../render-agent/src/timeline/timeline';
import { apart, codesAt, colorAt, flat, type Triple } from '../support/colors';
import { freshArena, pictureOf } from '../support/engine';

const arena = freshArena();
const CANVAS = { width: 32, height: 16 };
const NEAR = 5;
const ORANGE: Triple = [0.8, 0.5, 0.2];
const TEAL: Triple = [0.1, 0.5, 0.5];
const GREEN: Triple = [0, 0.85, 0.1];
const SKIN: Triple = [0.88, 0.67, 0.55];
const gray = (value: number): Triple => [value, value, value];
const luma = ([r, g, b]: Triple): Triple => gray(0.2126 * r + 0.7152 * g + 0.0722 * b);

const layer = (id: string, content: Layer['content'], more: Partial<Layer> = {}): Layer => ({
	id,
	content,
	from: frames(0),
	to: frames(10),
	start: microseconds(0),
	duration: microseconds(1_000_000),
	placement: UNMOVED,
	animations: [],
	crossings: [],
	bottom: false,
	...more,
});
const filled = (id: string, [red, green, blue]: Triple, more: Partial<Layer> = {}): Layer =>
	layer(id, { kind: 'fill', color: { red, green, blue, alpha: 1 } }, more);

const graded = (change: Partial<Grading>): Grading => ({
	luts: [],
	adjustments: {},
	filters: [],
	...change,
});
const MONO = graded({
	filters: [{ look: { family: 'monochrome', monochrome: 1 }, strength: 1 }],
});

/** A frame of a scene of fills. */
const painted = (layers: readonly Layer[], frame = 0): Planes => {
	const rate = { num: 10, den: 1 } as Scene['canvas']['rate'];
	const canvas = { width: pixels(CANVAS.width), height: pixels(CANVAS.height), rate };
	const scene: Scene = { canvas, sources: [], layers };
	const none = { width: 0, height: 0, dx: 0, dy: 0 };
	const draws = drawsOf(scene, frames(frame), {
		boxOf: () => none,
		isText: () => false,
		partsOf: () => [],
	});
	const target = takePlanes(arena, CANVAS, false);
	new Painter(arena, CANVAS).frame(target, draws, () => target);
	return target;
};

describe('a filter layer', () => {
	const small = { ...UNMOVED, scaleX: constant(0.5), x: constant(8) };
	const filter = layer(
		'filter',
		{ kind: 'filter' },
		{ grading: MONO, from: frames(3), to: frames(6) },
	);

	it('changes all that lies beneath and nothing above', () => {
		const scene = [filled('below', ORANGE), filter, filled('above', TEAL, { placement: small })];
		const target = painted(scene, 4);
		expect(apart(colorAt(arena, target, [4, 8]), luma(ORANGE))).toBeLessThanOrEqual(NEAR);
		expect(apart(colorAt(arena, target, [26, 8]), TEAL)).toBeLessThanOrEqual(NEAR);
	});

	it('changes every layer beneath it', () => {
		const scene = [filled('below', ORANGE), filled('second', TEAL, { placement: small }), filter];
		const target = painted(scene, 4);
		expect(apart(colorAt(arena, target, [4, 8]), luma(ORANGE))).toBeLessThanOrEqual(NEAR);
		expect(apart(colorAt(arena, target, [26, 8]), luma(TEAL))).toBeLessThanOrEqual(NEAR);
	});

	it.each([2, 6])('changes nothing at frame %p, outside its time', (frame) => {
		const target = painted([filled('below', ORANGE), filter], frame);
		expect(apart(colorAt(arena, target, [4, 8]), ORANGE)).toBeLessThanOrEqual(NEAR);
	});
});

describe('the grading of a clip', () => {
	it('changes the clip and nothing beneath it', () => {
		const placement = { ...UNMOVED, scaleX: constant(0.5), x: constant(8) };
		const above = filled('above', TEAL, { placement, grading: MONO });
		const target = painted([filled('below', ORANGE), above]);
		expect(apart(colorAt(arena, target, [4, 8]), ORANGE)).toBeLessThanOrEqual(NEAR);
		expect(apart(colorAt(arena, target, [26, 8]), luma(TEAL))).toBeLessThanOrEqual(NEAR);
	});

	it('ramps with keyframes, each frame brighter than the one before, by the formula', () => {
		const brightness: Curve = {
			kind: 'keyed',
			keys: [
				{ at: microseconds(0), value: 0 },
				{ at: microseconds(900_000), value: 0.45 },
			],
		};
		const clip = filled('a', gray(0.3), { grading: graded({ adjustments: { brightness } }) });
		const shown = Array.from(
			{ length: 10 },
			(_, frame) => colorAt(arena, painted([clip], frame), [4, 4])[1],
		);
		shown.forEach((value, frame) => {
			const wanted = 1 - 0.7 ** (1 + 5 * frame * 0.05);
			expect(Math.abs(value - wanted) * 255).toBeLessThanOrEqual(3);
			if (frame > 0) expect(value).toBeGreaterThan(shown[frame - 1] ?? 1);
		});
	});
});

describe('a LUT file', () => {
	const swap = cubeOf(
		`LUT_3D_SIZE 2\n0 0 0\n0 0 1\n0 1 0\n0 1 1\n1 0 0\n1 0 1\n1 1 0\n1 1 1\n`.replace(/\r/g, ''),
	);
	const same = cubeOf(`LUT_3D_SIZE 2\n0 0 0\n1 0 0\n0 1 0\n1 1 0\n0 0 1\n1 0 1\n0 1 1\n1 1 1\n`);
	const through = (strength: number, cube: typeof swap): Triple => {
		const target = flat(arena, ORANGE, CANVAS);
		const steps = [{ kind: 'cube', cube: 'x', strength } as const];
		const draw: Draw = { kind: 'stages', stages: [{ kind: 'color', steps }] };
		new Painter(arena, CANVAS, () => cube).over(target, [draw], () => target);
		return colorAt(arena, target, [4, 4]);
	};

	it('that changes nothing changes nothing', () => {
		expect(apart(through(1, same), ORANGE)).toBeLessThanOrEqual(NEAR);
	});

	it('that swaps red and blue does, at half strength by half', () => {
		expect(apart(through(1, swap), [0.2, 0.5, 0.8])).toBeLessThanOrEqual(NEAR);
		expect(apart(through(0.5, swap), [0.5, 0.5, 0.5])).toBeLessThanOrEqual(NEAR);
	});
});

describe('a chroma key', () => {
	const keyed = (color: Triple, key: object = {}): Triple => {
		const target = flat(arena, [0.2, 0.2, 0.9], CANVAS);
		const [red, green, blue] = GREEN;
		const stage: Stage = {
			kind: 'key',
			key: {
				color: { red, green, blue, alpha: 1 },
				...{ intensity: 0.3, shadow: 0, softness: 0.1, spill: 0 },
				...key,
			},
		};
		const draw: Draw = {
			kind: 'picture',
			source: 0,
			matrix: scaled(CANVAS.width, CANVAS.height),
			opacity: 1,
			covers: [],
			stages: [stage],
		};
		new Painter(arena, CANVAS).over(target, [draw], () => flat(arena, color, CANVAS));
		return colorAt(arena, target, [8, 8]);
	};
	const BLUE: Triple = [0.2, 0.2, 0.9];

	it('removes its color', () => {
		expect(apart(keyed(GREEN), BLUE)).toBeLessThanOrEqual(NEAR);
		expect(apart(keyed([0.08, 0.78, 0.15]), BLUE)).toBeLessThanOrEqual(NEAR);
	});

	it('keeps skin, white and black as they are', () => {
		for (const color of [SKIN, gray(1), gray(0)] as const)
			expect(apart(keyed(color), color)).toBeLessThanOrEqual(NEAR);
	});

	it('at no intensity removes nothing that is not the very color', () => {
		expect(apart(keyed([0.3, 0.75, 0.3], { intensity: 0 }), [0.3, 0.75, 0.3])).toBeLessThanOrEqual(
			NEAR,
		);
	});

	it('takes the reflection of its color out of what is kept', () => {
		const tinted: Triple = [0.6, 0.75, 0.6];
		const [red, green, blue] = keyed(tinted, { spill: 1 });
		expect(Math.max(green - red, green - blue)).toBeLessThan(0.06);
	});

	it('keeps shadows on it, as dark as they are', () => {
		const shade: Triple = [0, 0.4, 0.05];
		const [, , without] = keyed(shade, { intensity: 0.7 });
		const [, , kept] = keyed(shade, { intensity: 0.7, shadow: 1 });
		expect(without).toBeGreaterThan(0.8);
		expect(kept).toBeLessThan(without - 0.2);
	});
});

describe('what changes by place', () => {
	const staged = (picture: Planes, stage: Stage): Planes => {
		new Painter(arena, CANVAS).over(picture, [{ kind: 'stages', stages: [stage] }], () => picture);
		return picture;
	};

	it('a vignette darkens the corners and leaves the middle', () => {
		const target = staged(flat(arena, gray(0.6), CANVAS), { kind: 'vignette', amount: 0.8 });
		expect(apart(colorAt(arena, target, [16, 8]), gray(0.6))).toBeLessThanOrEqual(NEAR);
		expect(colorAt(arena, target, [0, 0])[1]).toBeLessThan(0.25);
	});

	it('sharpening widens the step of an edge, its opposite narrows it', () => {
		const edge = (): Planes => pictureOf(arena, CANVAS, { sample: (x) => (x < 16 ? 90 : 150) });
		const step = (picture: Planes): number =>
			codesAt(arena, picture, [16, 8])[0] - codesAt(arena, picture, [15, 8])[0];
		expect(step(staged(edge(), { kind: 'sharpen', amount: 0.5 }))).toBeGreaterThan(70);
		expect(step(staged(edge(), { kind: 'sharpen', amount: -0.5 }))).toBeLessThan(50);
	});

	it('grain scatters around the gray, differs between frames and is the same for the same', () => {
		const grainy = (seed: number): readonly number[] => {
			const target = staged(flat(arena, gray(0.5), CANVAS), { kind: 'grain', amount: 0.5, seed });
			return [...arena.bytes(target.y, CANVAS.width * CANVAS.height)];
		};
		const [one, again, other] = [grainy(1), grainy(1), grainy(2)];
		expect(one).toEqual(again);
		expect(one).not.toEqual(other);
		const mean = one.reduce((sum, value) => sum + value, 0) / one.length;
		const spread = Math.sqrt(one.reduce((sum, value) => sum + (value - mean) ** 2, 0) / one.length);
		expect(Math.abs(mean - 125.5)).toBeLessThan(3);
		expect(spread).toBeGreaterThan(3);
	});
});
