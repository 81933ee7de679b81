/** A clip shows the same wherever it starts: drafts round its start to the microsecond, and no frame sees anything of that. */
import fc from 'fast-check';
import { layersOf } from '../../render-agent/src/compile/layers';
import { sceneOf } from '../../render-agent/src/compile/scenes';
import type { Draw, TextPart } from '../../render-agent/src/compose/draws';
import { type Boxes, drawsOf } from '../../render-agent/src/compose/frame';
import { frames, plus, rateOf } from '../../render-agent/src/kernel/units';
import {
	animated,
	captionPiece,
	draftOf,
	extra,
	type Json,
	keyframes,
	read,
	segmentWith,
	textTrack,
	timeRange,
	us,
} from '../support/drafts';

const WORDS = 'Shift me';
/** Each character of the caption side by side. */
const PARTS: readonly TextPart[] = Array.from(WORDS, (_, i) => ({
	...{ left: i / WORDS.length, right: (i + 1) / WORDS.length, top: 0, bottom: 1, offset: i },
}));
const BOXES: Boxes = {
	boxOf: () => ({ width: 80, height: 10, dx: 0, dy: 0 }),
	isText: () => true,
	partsOf: () => PARTS,
};

/** As many frames, on the microsecond as drafts have it. */
type Rounding = (time: number) => number;

/** A caption that is typed, untyped, moved by keyframes and blurred for a while; everything of it on whole frames. */
const captionAt = (
	first: number,
	fps: number,
	{ round, length }: { round: Rounding; length: Rounding },
): Json => {
	const { num, den } = rateOf(fps);
	const time = (count: number): number => round((count * den * 1e6) / num) / 1e6;
	const blur = { name: '模糊', resource_id: '1', apply_time_range: timeRange(time(3), time(11)) };
	const caption = captionPiece(
		WORDS,
		[0, 1],
		animated(['in', '打字机 I', 0, time(16)], ['out', '打字机 I', 0, time(8)]),
		keyframes('KFTypePositionX', [0, 0], [time(20), 0.5]),
		extra('video_effects', blur),
		segmentWith({
			target_timerange: { start: us(time(first)), duration: length(us(time(40))) },
		}),
	);
	return { ...draftOf(textTrack(caption)), fps };
};

/** What each of the caption's frames draws. */
const shownOf = (json: Json, first: number): readonly (readonly Draw[])[] => {
	const { timeline } = read(json);
	const window = { from: frames(first), to: frames(first + 40) };
	const scene = sceneOf(timeline, { placed: layersOf(timeline), facts: new Map() }, window);
	return Array.from({ length: 40 }, (_, i) => drawsOf(scene, plus(window.from, frames(i)), BOXES));
};

/** What is there or is not: characters and effects of each frame. */
const stepsOf = (shown: readonly (readonly Draw[])[]): readonly string[] =>
	shown.map((draws) =>
		JSON.stringify(draws, (key, value: unknown) => {
			if (key === 'parts') return (value as readonly unknown[]).length;
			return typeof value === 'number' ? undefined : value;
		}),
	);

const rates = fc.constantFrom(30, 29.97, 25, 60);
const roundings = fc.constantFrom(Math.round, Math.floor, Math.ceil);
const starts = fc.integer({ min: 1, max: 100_000 });

it.each([0, 7])('a caption that starts at frame %i is whole after its way in', (first) => {
	const shown = shownOf(captionAt(first, 30, { round: Math.round, length: (time) => time }), first);
	const typed = stepsOf(shown).map((step) => /"parts":(\d+)/.exec(step)?.[1] ?? 'all');
	expect(typed.slice(0, 18)).toEqual([...Array.from('0011223344556677'), 'all', 'all']);
	expect(typed.slice(31, 40)).toEqual(['all', 'all', ...Array.from('7654321')]);
});

it('every frame of a clip draws the same, whatever frame the clip starts on', () => {
	fc.assert(
		fc.property(rates, roundings, starts, (fps, round, first) => {
			const exact = { round, length: (time: number) => time };
			const there = shownOf(captionAt(first, fps, exact), first);
			expect(there).toEqual(shownOf(captionAt(0, fps, exact), 0));
		}),
		{ numRuns: 60 },
	);
});

it('and comes and goes on the same frames where its length is rounded another way', () => {
	const here = (fps: number): readonly string[] =>
		stepsOf(shownOf(captionAt(0, fps, { round: Math.round, length: (time) => time }), 0));
	const cases = fc.record({
		fps: rates,
		round: roundings,
		first: starts,
		off: fc.constantFrom(-1, 0, 1),
	});
	fc.assert(
		fc.property(cases, ({ fps, round, first, off }) => {
			const shown = shownOf(captionAt(first, fps, { round, length: (time) => time + off }), first);
			expect(stepsOf(shown)).toEqual(here(fps));
		}),
		{ numRuns: 60 },
	);
});
