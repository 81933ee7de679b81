/** The render plan: one chunk plan for each run of frames and one plan for the whole sound. A function of its arguments. */
import { type Frames, frames, most, minus, plus } from '../kernel/units';
import type { ChunkPlan, Encoding, Scene } from '../timeline/scene';
import type { Timeline } from '../timeline/timeline';
import { type Chunk, chunksOf } from './chunks';
import { copiesOf, type CopiedSpan, type CopySources, OUR_SETS } from './copies';
import { type Cut, cutsOf } from './cuts';
import { layersOf } from './layers';
import { type Facts, sceneOf } from './scenes';
import type { FrameWindow } from './sources';
import { type SoundPlan, soundPlanOf } from './sound';

/** Everything that is needed to make the video. */
export interface RenderPlan {
	readonly chunks: readonly ChunkPlan[];
	readonly sound: SoundPlan;
}

/**
 * Frames between key frames at most. A chunk has less than 60 more: what is encoded anew after the smallest edit. At 250 a still
 * picture takes two percent less, and such an edit nearly twice as long. Where the picture moves by itself: twice as many.
 */
const GOP = frames(150);

/** Settings of the encoder for a quality, the same on every machine. */
export const encodingOf = (
	codec: Encoding['codec'],
	quality: 'draft' | 'standard' | 'high',
): Encoding => {
	const presets = {
		h264: { draft: ['ultrafast', 28], standard: ['veryfast', 20], high: ['medium', 17] },
		h265: { draft: ['ultrafast', 30], standard: ['veryfast', 23], high: ['medium', 20] },
		av1: { draft: ['12', 45], standard: ['10', 34], high: ['7', 27] },
	} as const;
	const [preset, crf] = presets[codec][quality];
	return { codec, preset, crf, gop: GOP };
};

/** How a timeline is cut into chunks where nothing is copied, which needs no file of it. */
export const cutOf = (timeline: Timeline, { gop }: Pick<Encoding, 'gop'>): readonly Chunk[] =>
	chunksOf(timeline.frames, cutsOf(layersOf(timeline), timeline), gop);

const NO_COPIES: CopySources = new Map();

/** The chunks of a timeline: what is copied, and between that as `chunksOf` cuts it. */
const partsOf = (
	total: Frames,
	cuts: readonly Cut[],
	{ gop, copies }: { readonly gop: Frames; readonly copies: readonly CopiedSpan[] },
): readonly (Chunk & Partial<CopiedSpan>)[] => {
	const between = (from: Frames, to: Frames): readonly Chunk[] => {
		const inside = cuts
			.filter(({ at }) => at < to)
			.map((cut) => ({ ...cut, at: minus(cut.at, from) }));
		return chunksOf(minus(to, from), inside, gop).map(({ first, count }) => ({
			first: plus(first, from),
			count,
		}));
	};
	let at = frames(0);
	const parts = copies.flatMap((span) => {
		const before = between(at, span.first);
		at = plus(span.first, span.count);
		return [...before, span];
	});
	return [...parts, ...between(at, total)];
};

/** The plan of a timeline in which streams of these files are copied where they fit. */
export const planWithCopies = (
	timeline: Timeline,
	{ facts, sources }: { readonly facts: Facts; readonly sources: CopySources },
	encoding: Encoding,
): RenderPlan => {
	const placed = layersOf(timeline);
	const copies = copiesOf({ timeline, placed, facts, sources });
	const told = copies.length > 0 ? { ...encoding, sets: OUR_SETS } : encoding;
	const parts = partsOf(timeline.frames, cutsOf(placed, timeline), { gop: encoding.gop, copies });
	const chunks = parts.map(({ first, count, copy }) => ({
		...{ first, count, ...(copy && { copy }) },
		encoding: copy ? told : { ...told, gop: most(count, told.gop) },
		scene: sceneOf(timeline, { placed, facts }, { from: first, to: plus(first, count) }),
	}));
	return { chunks, sound: soundPlanOf(timeline, facts) };
};

/** The plan of a timeline of which every frame is encoded. Same timeline and facts, same plan. */
export const planOf = (timeline: Timeline, facts: Facts, encoding: Encoding): RenderPlan =>
	planWithCopies(timeline, { facts, sources: NO_COPIES }, encoding);

/** The scene of any stretch of frames of a timeline, as the chunks' own scenes are made. */
export const stretchesOf = (timeline: Timeline, facts: Facts): ((window: FrameWindow) => Scene) => {
	const placed = layersOf(timeline);
	return (window) => sceneOf(timeline, { placed, facts }, window);
};
