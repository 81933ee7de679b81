/** Captions whose characters move, appear or light up one after another. */
import type { Draw, TextPart } from '../../../render-agent/src/compose/draws';
import { type Boxes, drawsOf } from '../../../render-agent/src/compose/frame';
import { layersOf } from '../../../render-agent/src/compile/layers';
import { sceneOf } from '../../../render-agent/src/compile/scenes';
import { frames, fromSeconds } from '../../../render-agent/src/kernel/units';
import type { Animation, TextClip } from '../../../render-agent/src/timeline/timeline';
import { captionIn } from '../../support/captions';
import { rangeOf, rgb, type Span, timelineOf, words } from '../../support/timelines';

/** Ten characters side by side. */
const PARTS: readonly TextPart[] = Array.from({ length: 10 }, (_, i) => ({
	...{ left: i / 10, top: 0, right: (i + 1) / 10, bottom: 1, offset: i },
}));
const boxesOf = (parts: readonly TextPart[]): Boxes => ({
	boxOf: () => ({ width: 20, height: 10, dx: 0, dy: 0 }),
	isText: () => true,
	partsOf: () => parts,
});
type Picture = Extract<Draw, { kind: 'picture' }>;
const drawsAt = (
	frame: number,
	more: Partial<TextClip>,
	boxes = boxesOf(PARTS),
): readonly Picture[] => {
	const timeline = timelineOf(2, {
		visuals: [words(captionIn({}, '0123456789'), [0, 2], { more })],
	});
	const window = { from: frames(0), to: timeline.frames };
	const scene = sceneOf(timeline, { placed: layersOf(timeline), facts: new Map() }, window);
	return drawsOf(scene, frames(frame), boxes).filter((draw) => draw.kind === 'picture');
};
const moving = (phase: Animation['phase'], look: Animation['look']): Partial<TextClip> => ({
	animations: [{ phase, look, window: rangeOf([0, 1]), by: 'character' }],
});
const shownIn = (draws: readonly Picture[]): readonly number[] =>
	draws.flatMap(({ parts }) => (parts ?? []).map(({ left }) => Math.round(left * 10)));

it('characters come one after another, and end as the whole caption', () => {
	const fade = moving('in', { family: 'fade' });
	const opacities = (frame: number) => drawsAt(frame, fade).map(({ opacity }) => opacity);
	expect(opacities(0)).toEqual([]);
	const middle = opacities(15);
	expect(middle.length).toBeGreaterThan(3);
	expect([...middle].sort((a, b) => b - a)).toEqual(middle);
	expect(opacities(29).length).toBe(10);
	// One picture: the edges of characters drawn side by side would show.
	expect(drawsAt(30, fade)).toMatchObject([{ opacity: 1 }]);
	expect(drawsAt(30, fade)[0]?.parts).toBeUndefined();
});

it('too many characters to be told apart move as a whole', () => {
	const many = boxesOf(Array.from({ length: 13 }, () => PARTS).flat());
	const fade = moving('in', { family: 'fade' });
	expect(drawsAt(0, fade, many)).toEqual([]);
	expect(drawsAt(15, fade, many)).toMatchObject([{ opacity: 0.5 }]);
	expect(drawsAt(15, fade, many)[0]?.parts).toBeUndefined();
});

it('characters that bounce all the time rise by a fifth of their height or more', () => {
	const bounce = moving('loop', { family: 'bounce', direction: 'up' });
	const tops = Array.from({ length: 60 }, (_, i) => drawsAt(i, bounce))
		.flat()
		.filter(({ parts }) => parts !== undefined)
		.map(({ matrix }) => matrix.dy);
	expect(Math.max(...tops) - Math.min(...tops)).toBeGreaterThan(10 / 5);
});

it('each turns about its own middle', () => {
	const spun = drawsAt(12, moving('in', { family: 'spin', degrees: 360 }));
	const middles = spun.map(({ matrix, parts: [part] = [] }) => {
		const [u, v] = [((part?.left ?? 0) + (part?.right ?? 0)) / 2, 0.5];
		return [
			matrix.xx * u + matrix.xy * v + matrix.dx,
			matrix.yx * u + matrix.yy * v + matrix.dy,
		].map((place) => Math.round(place * 1000) / 1000);
	});
	// The caption of 20 × 10 pixels lies on even ones: from 22 and 14 on.
	expect(middles).toEqual(spun.map((_, i) => [22 + 2 * i + 1, 14 + 5]));
	expect(spun[0]?.matrix.xy).not.toBe(spun[1]?.matrix.xy);
});

const spoken = (way: 'appear' | 'light'): Partial<TextClip> => {
	const at = ([from, to]: Span, [start, end]: Span) => ({
		...{ from: fromSeconds(from), to: fromSeconds(to), start, end },
	});
	const list = [at([0.5, 0.8], [0, 3]), at([1, 1.5], [4, 8])];
	return {
		spoken: way === 'appear' ? { way, words: list } : { way, words: list, color: rgb(1, 0, 0) },
	};
};

it('words that are spoken are there from their time on, with the last what stands behind it', () => {
	const seen = (seconds: number) => shownIn(drawsAt(seconds * 30, spoken('appear')));
	expect(seen(0.4)).toEqual([]);
	expect(seen(0.5)).toEqual([0, 1, 2]);
	expect(seen(0.9)).toEqual([0, 1, 2]);
	expect(seen(1.9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
});

it('before the first word nothing is there, however the characters come', () => {
	const both = { ...moving('in', { family: 'fade' }), ...spoken('appear') };
	expect(drawsAt(12, both)).toEqual([]);
});

it('a word that lights up is drawn once more from its own picture, for its time', () => {
	const seen = (seconds: number) =>
		drawsAt(seconds * 30, spoken('light')).map((draw) => [draw.source, shownIn([draw])]);
	const all = [0, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]];
	expect(seen(0.4)).toEqual([all]);
	expect(seen(0.6)).toEqual([all, [1, [0, 1, 2]]]);
	expect(seen(1.2)).toEqual([all, [1, [4, 5, 6, 7]]]);
});
