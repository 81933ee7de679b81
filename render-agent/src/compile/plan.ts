/** The render plan: one chunk plan for each run of frames and one plan for the whole sound. A function of its arguments. */
import { type Frames, frames, plus } from '../kernel/units';
import type { ChunkPlan, Encoding, Scene } from '../timeline/scene';
import type { Timeline } from '../timeline/timeline';
import { type Chunk, chunksOf } from './chunks';
import { hardCuts, layersOf, type PlacedClip } from './layers';
import { type Facts, sceneOf } from './scenes';
import type { FrameWindow } from './sources';
import { type SoundPlan, soundPlanOf } from './sound';

/** Everything that is needed to make the video. */
export interface RenderPlan {
	readonly chunks: readonly ChunkPlan[];
	readonly sound: SoundPlan;
}

/**
 * Frames between key frames at most, and so in a chunk: what is encoded anew after the smallest edit. At 250 a still
 * picture takes two percent less, and such an edit nearly twice as long.
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

const cutInto = (timeline: Timeline, placed: readonly PlacedClip[], gop: Frames) =>
	chunksOf(timeline.frames, hardCuts(placed), gop);

/** How a timeline is cut into chunks, which needs no file of it. */
export const cutOf = (timeline: Timeline, { gop }: Pick<Encoding, 'gop'>): readonly Chunk[] =>
	cutInto(timeline, layersOf(timeline), gop);

/** The plan of a timeline. Same timeline and facts, same plan. */
export const planOf = (timeline: Timeline, facts: Facts, encoding: Encoding): RenderPlan => {
	const placed = layersOf(timeline);
	const chunks = cutInto(timeline, placed, encoding.gop).map(({ first, count }) => ({
		first,
		count,
		scene: sceneOf(timeline, { placed, facts }, { from: first, to: plus(first, count) }),
		encoding,
	}));
	return { chunks, sound: soundPlanOf(timeline, facts) };
};

/** The scene of any stretch of frames of a timeline, as the chunks' own scenes are made. */
export const stretchesOf = (timeline: Timeline, facts: Facts): ((window: FrameWindow) => Scene) => {
	const placed = layersOf(timeline);
	return (window) => sceneOf(timeline, { placed, facts }, window);
};
