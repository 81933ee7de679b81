import { type CopySource, OUR_SETS } from '../../../render-agent/src/compile/copies';
import { encodingOf, planWithCopies } from '../../../render-agent/src/compile/plan';
import type { AssetReference } from '../../../render-agent/src/timeline/asset';
import type { VisualClip } from '../../../render-agent/src/timeline/timeline';
import { guessedFacts } from '../../support/guessedFacts';
import {
	assetId,
	canvasOf,
	fill,
	picture,
	rgb,
	type Span,
	timelineOf,
	transition,
} from '../../support/timelines';

const NAMES = ['a', 'b', 'c', 'd'] as const;
type Name = (typeof NAMES)[number];

const assets = NAMES.map((name): AssetReference => ({
	...{ id: assetId(name), use: 'video', label: name, usedBy: [] },
	place: { kind: 'path', path: name },
}));
const canvas = canvasOf({ width: 320, height: 240 });
const every = (step: number, from = 0): readonly number[] =>
	Array.from({ length: 1800 / step }, (_, i) => from + i * step);

/** A minute with a key frame each second, which can be cut before every fourth picture. */
const stream = (sets = '67aa', id = 0): CopySource => ({
	...{ width: 320, height: 240, rate: { num: 15360, den: 512 } },
	sets: [
		{ kind: 'sequence', id, bytes: sets },
		{ kind: 'picture', id, bytes: '68' },
	],
	keys: every(30),
	cuts: [...new Set([...every(30), ...every(4)])].sort((one, other) => one - other),
});

/** Frames of each chunk, and the first sample of those that are copied. */
const chunksOf = (
	visuals: readonly VisualClip[],
	sources: Partial<Record<Name, CopySource>>,
	transitions: Parameters<typeof timelineOf>[1]['transitions'] = [],
) => {
	const timeline = timelineOf(10, { canvas, visuals, assets, transitions });
	const known = NAMES.flatMap((name) => {
		const source = sources[name];
		return source ? [[assetId(name), source] as const] : [];
	});
	const media = { facts: guessedFacts(timeline), sources: new Map(known) };
	const { chunks } = planWithCopies(timeline, media, encodingOf('h264', 'standard'));
	const ids = new Set(chunks.map(({ encoding }) => encoding.sets));
	expect(ids.size).toBe(1);
	return {
		sets: chunks[0]?.encoding.sets,
		chunks: chunks.map(({ count, copy }) => (copy ? [count, copy.first] : [count])),
	};
};

const clip = (name: Name, at: Span, from: number) =>
	picture(assetId(name), at, { source: [from, from + at[1] - at[0]] });

describe('copies in the plan', () => {
	it('run from the first key frame to the last cut, and the rest is encoded with what follows', () => {
		// 5.5 s of a from 1.5 s on: samples 45 to 210, then 4.5 s of b, of which nothing may be copied.
		const visuals = [clip('a', [0, 5.5], 1.5), clip('b', [5.5, 10], 0)];
		expect(chunksOf(visuals, { a: stream() })).toEqual({
			sets: OUR_SETS,
			chunks: [[15], [150, 60], [135]],
		});
		const uneven = [clip('a', [0, 5.4], 1.5), clip('b', [5.4, 10], 0)];
		// Sample 207 is the first that is not shown: the cut before it is 204.
		expect(chunksOf(uneven, { a: stream() }).chunks).toEqual([[15], [144, 60], [141]]);
	});

	it('leave no chunk of one or two frames beside them', () => {
		const visuals = (frames: number) => [
			clip('a', [0, frames / 30], 0),
			clip('b', [frames / 30, 10], 1),
		];
		const sources = { a: stream(), b: stream() };
		const counts = (frames: number) =>
			chunksOf(visuals(frames), sources).chunks.map(([count]) => count);
		expect(counts(124)).toEqual([124, 170, 6]);
		// Two frames after sample 124: the cut before is taken.
		expect(counts(126)).toEqual([120, 6, 174]);
		expect(counts(127)).toEqual([124, 3, 170, 3]);
		const late = [fill(rgb(0, 0, 0), [0, 2 / 30]), clip('a', [2 / 30, 10], 0)];
		expect(chunksOf(late, sources).chunks).toEqual([[150], [150]]);
	});

	it('are none without a stream that fits, and our sets keep their id', () => {
		const visuals = [clip('a', [0, 10], 0)];
		const none = { sets: undefined, chunks: [[150], [150]] };
		expect(chunksOf(visuals, {})).toEqual(none);
		expect(chunksOf(visuals, { a: { ...stream(), width: 640 } })).toEqual(none);
		expect(chunksOf(visuals, { a: { ...stream(), rate: { num: 25, den: 1 } } })).toEqual(none);
		expect(chunksOf(visuals, { a: { ...stream(), keys: [] } })).toEqual(none);
		expect(chunksOf(visuals, { a: stream() }).chunks).toEqual([[300, 0]]);
	});

	it('leave out what is shown with something else, or crosses it', () => {
		const gray = fill(rgb(128, 128, 128), [4, 5], { layer: 1 });
		expect(chunksOf([clip('a', [0, 10], 0), gray], { a: stream() }).chunks).toEqual([
			[120, 0],
			[30],
			[150, 150],
		]);
		const two = [clip('a', [0, 5], 0), clip('b', [5, 10], 0)] as const;
		const cross = transition({ family: 'dissolve' }, two, 1);
		const crossed = chunksOf(two, { a: stream(), b: stream() }, [cross]);
		// Half a second on both sides of the cut, and up to the next key frame of the second.
		expect(crossed.chunks).toEqual([[132, 0], [48], [120, 30]]);
	});

	it('have one meaning for each id: clashing sets are encoded, the fewer frames of them', () => {
		const visuals = [clip('a', [0, 3], 0), clip('b', [3, 7], 0), clip('c', [7, 10], 0)];
		const both = chunksOf(visuals, { a: stream('67aa'), b: stream('67bb'), c: stream('67aa') });
		expect(both.chunks).toEqual([[90, 0], [120], [90, 0]]);
		const apart = { a: stream('67aa'), b: stream('67bb', 2), c: stream('67aa') };
		expect(chunksOf(visuals, apart).chunks).toEqual([
			[90, 0],
			[120, 0],
			[90, 0],
		]);
		const ours = { a: stream('67aa', OUR_SETS) };
		expect(chunksOf(visuals, ours).chunks.flat()).toEqual([90, 120, 90]);
	});
});
