/** Chunks that are told the same are drawn the same, frame by frame, whatever was done to the timeline around them. */
import fc from 'fast-check';
import { encodingOf, planOf } from '../../render-agent/src/compile/plan';
import type { TextPart } from '../../render-agent/src/compose/draws';
import { type Boxes, drawsOf } from '../../render-agent/src/compose/frame';
import { innerFrame, ownPicture } from '../../render-agent/src/compose/shownPicture';
import {
	type Frames,
	frames,
	type Microseconds,
	microseconds,
	minus,
	plus,
	startOf,
	tickOf,
	toSeconds,
} from '../../render-agent/src/kernel/units';
import { meaningOf } from '../../render-agent/src/render/chunkMeaning';
import { madeKey } from '../../render-agent/src/render/madeKey';
import { runArguments } from '../../render-agent/src/render/decoding';
import { runsOf } from '../../render-agent/src/render/decoderRuns';
import type { ChunkPlan, Source } from '../../render-agent/src/timeline/scene';
import { clipMoment } from '../../render-agent/src/timeline/tempo';
import type { Timeline, VisualClip } from '../../render-agent/src/timeline/timeline';
import { anyDraft, timelineOf } from '../support/anyDraft';
import { guessedFacts } from '../support/guessedFacts';
import { nested, timelineOf as timelineWith } from '../support/timelines';

const PARTS: readonly TextPart[] = [
	{ left: 0, right: 0.5, top: 0, bottom: 1, offset: 0 },
	{ left: 0.5, right: 1, top: 0, bottom: 1, offset: 1 },
];
const BOXES: Boxes = {
	boxOf: () => ({ width: 80, height: 10, dx: 0, dy: 0 }),
	isText: () => true,
	partsOf: () => PARTS,
};

const chunksIn = (timeline: Timeline): readonly ChunkPlan[] =>
	planOf(timeline, guessedFacts(timeline), { ...encodingOf('h264', 'standard'), gop: frames(60) })
		.chunks;

/** Everything later by whole frames, behind a gap. */
const later = (timeline: Timeline, count: number): Timeline => {
	const { canvas, visuals, transitions } = timeline;
	const by = microseconds(Math.round(count * tickOf(canvas.rate)));
	const moved = (time: Microseconds): Microseconds => plus(time, by);
	return {
		...timeline,
		frames: plus(timeline.frames, frames(count)),
		visuals: visuals.map((clip) => ({
			...clip,
			target: { ...clip.target, start: moved(clip.target.start) },
		})),
		transitions: transitions.map((one) => ({ ...one, cut: moved(one.cut) })),
	};
};

/** A clip that ends earlier, as an editor trims it. */
const trimmed = (clip: VisualClip, by: Microseconds): VisualClip => {
	const { duration } = clip.target;
	if (duration <= by) return clip;
	const target = { ...clip.target, duration: minus(duration, by) };
	if (clip.kind !== 'picture' && clip.kind !== 'nested') return { ...clip, target };
	const kept = Math.round((clip.source.duration * target.duration) / duration);
	return { ...clip, target, source: { ...clip.source, duration: microseconds(kept) } };
};

const edits = fc.record({ count: fc.nat(200), clip: fc.nat(8), by: fc.nat(2_000_000) });

const edited = (
	timeline: Timeline,
	{ count, clip, by }: { readonly count: number; readonly clip: number; readonly by: number },
): Timeline =>
	later(
		{
			...timeline,
			visuals: timeline.visuals.map((one, i) =>
				i === clip ? trimmed(one, microseconds(by)) : one,
			),
		},
		count,
	);

/** What is read for a frame: how the file is opened, and which of its pictures it is. */
const readFor = (source: Source, at: Frames, { scene: { canvas } }: ChunkPlan): unknown => {
	const tick = tickOf(canvas.rate);
	if (source.kind === 'nested')
		return innerFrame(source, clipMoment(at, canvas.rate, source.paced.target.start), tick);
	if (source.kind !== 'video') return source.kind;
	const { lead, runs } = runsOf(source, canvas);
	const place =
		source.sampling === 'even'
			? at - source.first
			: ownPicture(source, clipMoment(at, canvas.rate, source.paced.target.start), tick);
	return { lead, place, opened: runs.map((run) => runArguments(source, run)) };
};

const shownBy = (chunk: ChunkPlan): readonly unknown[] =>
	Array.from({ length: chunk.count }, (_, i) => {
		const at = plus(chunk.first, frames(i));
		return {
			draws: drawsOf(chunk.scene, at, BOXES),
			read: i % 20 === 0 && chunk.scene.sources.map((source) => readFor(source, at, chunk)),
		};
	});

/** A timeline as a compound clip that plays most of it. */
const compound = (inner: Timeline): Timeline => {
	const length = Math.max(1, toSeconds(startOf(inner.frames, inner.canvas.rate)) - 0.5);
	return timelineWith(length, { visuals: [nested(inner, [0, length])] });
};

/** The chunks of one timeline and those of another that are told the same. */
const alike = (one: Timeline, other: Timeline): readonly (readonly [ChunkPlan, ChunkPlan])[] => {
	const known = new Map(chunksIn(one).map((chunk) => [madeKey(meaningOf(chunk), []), chunk]));
	return chunksIn(other).flatMap((chunk) => {
		const same = known.get(madeKey(meaningOf(chunk), []));
		return same ? [[same, chunk] as const] : [];
	});
};

it('chunks that are told the same draw and read the same', () => {
	let found = 0;
	fc.assert(
		fc.property(anyDraft, edits, fc.boolean(), (json, edit, isNested) => {
			const read = timelineOf(json);
			if (!read || read.frames === 0) return;
			const timeline = isNested ? compound(read) : read;
			for (const [here, there] of alike(timeline, edited(timeline, edit))) {
				if (here.scene.layers.length > 0) found += 1;
				expect(shownBy(there)).toEqual(shownBy(here));
			}
		}),
		{ numRuns: 400 },
	);
	// A law about nothing would hold as well.
	expect(found).toBeGreaterThan(20);
});
