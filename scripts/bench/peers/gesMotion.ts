/** Clips that move as GStreamer Editing Services have them: place, size and opacity bound to values over time. */
import type { Layer } from '../timelines';
import { clipOf, moving, soundClips } from './gesClips';
import type { Clip } from './gesProject';
import { turning } from './gesTurn';
import type { Job } from './peer';
import { momentsOf, type Rectangle, rectangleAt, viewRectangle, viewsOf } from './rectangles';

/** Clips of the layers of a timeline, each above the one before, and below them its sounds. */
const stacked = (job: Job, made: (layer: Layer, clip: Clip) => Clip): readonly Clip[] => {
	const { video } = job.timeline;
	const clips = video.map((layer, i) =>
		made(layer, clipOf(layer, job, { layer: video.length - 1 - i, only: 'video' })),
	);
	return [...clips, ...soundClips(job, video.length)];
};

/** How much of a still has come over the one before. */
const shareAt = ({ xfade = 0 }: Layer, frame: number): number =>
	xfade > 0 ? Math.min(1, frame / xfade) : 1;

/** Stills that move, each coming little by little over the one before. */
export const kenBurns = (job: Job): readonly Clip[] => {
	const { timeline } = job;
	const { fps } = timeline;
	return stacked(job, (layer, clip) => {
		const { dur, xfade = 0 } = layer;
		const [from, to] = viewsOf(layer).map((view) => viewRectangle(timeline, layer, view));
		const at = (frame: number): Rectangle => {
			const between = (i: number): number =>
				(from?.[i] ?? 0) + (((to?.[i] ?? 0) - (from?.[i] ?? 0)) * frame) / dur;
			return [between(0), between(1), between(2), between(3), shareAt(layer, frame)];
		};
		const rectangles = [...new Set([0, xfade, dur])].map((frame) => [frame, at(frame)] as const);
		return moving(clip, layer, { fps, rectangles });
	});
};

/** Layers that move over the lowest, turning where they turn. */
export const layered = (job: Job): readonly Clip[] => {
	const { timeline } = job;
	return stacked(job, (layer, clip) => {
		const { x = 0, y = 0, sc = 1, al = 1, rot = 0 } = layer;
		if (rot !== 0) return turning(timeline, layer, clip);
		const rectangles = momentsOf([x, y, sc, al]).map(
			(frame) => [frame, rectangleAt(timeline, layer, frame)] as const,
		);
		return moving(clip, layer, { fps: timeline.fps, rectangles });
	});
};
