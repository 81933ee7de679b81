import type { Draw } from '../../../render-agent/src/compose/draws';
import { type Boxes, drawsOf } from '../../../render-agent/src/compose/frame';
import { innerFrame } from '../../../render-agent/src/compose/shownPicture';
import { layersOf } from '../../../render-agent/src/compile/layers';
import { sceneOf } from '../../../render-agent/src/compile/scenes';
import { frames } from '../../../render-agent/src/kernel/units';
import { applied } from '../../../render-agent/src/timeline/geometry';
import type { TransitionLook } from '../../../render-agent/src/timeline/looks';
import type { Timeline } from '../../../render-agent/src/timeline/timeline';
import { captionIn } from '../../support/captions';
import { canvasOf, fill, rangeOf, rgb, timelineOf, words } from '../../support/timelines';

/** A text of 20 × 10 pixels that stands where it is put. */
const boxes: Boxes = {
	boxOf: () => ({ width: 20, height: 10, dx: 0, dy: 0 }),
	isText: () => true,
	partsOf: () =>
		Array.from({ length: 10 }, (_, i) => ({
			...{ left: i / 10, top: 0, right: (i + 1) / 10, bottom: 1, offset: i },
		})),
};
const drawsAt = (timeline: Timeline, frame: number): readonly Draw[] => {
	const window = { from: frames(0), to: timeline.frames };
	const scene = sceneOf(timeline, { placed: layersOf(timeline), facts: new Map() }, window);
	return drawsOf(scene, frames(frame), boxes);
};
const text = captionIn({}, 'text');

it('a text stands with its middle on its place', () => {
	const [draw] = drawsAt(timelineOf(1, { visuals: [words(text, [0, 1], { x: 8, y: -5 })] }), 3);
	expect(draw).toMatchObject({ kind: 'picture', opacity: 1 });
	const middle = draw?.kind === 'picture' && applied(draw.matrix, 0.5, 0.5);
	expect(middle).toEqual({ x: 40, y: 13 });
});

it('a text that rests lies on whole pixels, where it is sharp', () => {
	const [draw] = drawsAt(timelineOf(1, { visuals: [words(text, [0, 1], { x: 0.4, y: 0.7 })] }), 0);
	expect(draw).toMatchObject({ matrix: { dx: 22, dy: 14 } });
});

it('a clip is drawn from its first frame to before its last', () => {
	const timeline = timelineOf(2, { visuals: [fill(rgb(1, 0, 0), [0.5, 1])] });
	expect([14, 15, 29, 30].map((frame) => drawsAt(timeline, frame).length)).toEqual([0, 1, 1, 0]);
});

it('a typewriter draws the characters that are there', () => {
	const typing = {
		...words(text, [0, 1]),
		animations: [{ phase: 'in', look: { family: 'typewriter' }, window: rangeOf([0, 1]) } as const],
	};
	const [draw] = drawsAt(timelineOf(1, { visuals: [typing] }), 15);
	const parts = draw?.kind === 'picture' ? draw.parts : [];
	expect(parts?.map(({ left }) => left)).toEqual([0, 0.1, 0.2, 0.3, 0.4]);
});

const LOOKS: readonly TransitionLook[] = [
	...[{ family: 'dissolve' } as const, { family: 'blur' } as const, { family: 'clock' } as const],
	{ family: 'fadeThrough', color: rgb(1, 1, 1) },
	{ family: 'slide', direction: 'up' },
	{ family: 'push', direction: 'right' },
	{ family: 'wipe', direction: 'down' },
	{ family: 'iris', opening: true, shape: 'circle' },
	{ family: 'blinds', axis: 'horizontal' },
	{ family: 'doors', axis: 'vertical', opening: false },
	{ family: 'diagonal', corner: 'topRight' },
	{ family: 'zoom', inward: true },
	{ family: 'spin', clockwise: false },
];

it.each(LOOKS)('a $family crossing two texts draws them at the lower one only', (look) => {
	const [left, right] = [
		{ ...words(text, [0, 1]), id: 'left' },
		{ ...words(text, [1, 2]), id: 'right' },
	];
	const cut = right.target.start;
	const transitions = [{ left: 'left', right: 'right', cut, duration: cut, look }];
	const timeline = timelineOf(2, { visuals: [left, right], transitions });
	const shown = JSON.stringify(drawsAt(timeline, 20));
	expect(shown).not.toBe(JSON.stringify(drawsAt(timeline, 40)));
	expect(drawsAt(timeline, 30).length).toBeLessThanOrEqual(2);
	expect(drawsAt(timeline, 14)).toHaveLength(1);
	expect(drawsAt(timeline, 45)).toHaveLength(1);
});

it('a timeline within shows the frame at the moment of the outer one, at its own rate', () => {
	const paced = {
		...{ target: rangeOf([1, 3]), source: rangeOf([2, 6]), tempo: { kind: 'constant' } as const },
		reversed: false,
	};
	const source = {
		...{ kind: 'nested' as const, pieces: [], rate: { num: 25, den: 1 } },
		...{ window: { from: frames(0), to: frames(140) }, canvas: canvasOf(), box: canvasOf() },
		ground: 'clear' as const,
	};
	const shown = (reversed: boolean): readonly number[] =>
		[0, 500_000, 1_000_000, 2_000_000].map((at) =>
			innerFrame({ ...source, paced: { ...paced, reversed } }, at, 1e6 / 30),
		);
	expect(shown(false)).toEqual([50, 75, 100, 139]);
	expect(shown(true)).toEqual([139, 123, 98, 48]);
});
