/** Layers and sounds of a timeline as clips of GStreamer Editing Services, and where their pictures lie over time. */
import { join } from 'node:path';
import type { Layer, Sound } from '../timelines';
import { type Clip, type Motion, nanoseconds, type Points } from './gesProject';
import type { Job } from './peer';
import type { Rectangle } from './rectangles';

/**
 * Nanoseconds by which a clip begins before its first frame. One that began with it would be seen a frame late, for what
 * was shown before is shown up to and with that moment.
 */
const SOONER = 1000;

/** A layer or a sound, with its picture or what is heard of it. */
export const clipOf = (
	{ src, start, dur, in: from }: Pick<Layer | Sound, 'src' | 'start' | 'dur' | 'in'>,
	{ media, timeline: { fps } }: Job,
	{ layer, only }: Pick<Clip, 'layer' | 'only'>,
): Clip => {
	const edge = (frame: number): number => Math.max(0, nanoseconds(frame, fps) - SOONER);
	return {
		...{ file: join(media, src), layer, only, start: edge(start) },
		...{ duration: edge(start + dur) - edge(start), from: nanoseconds(from * fps, fps) },
	};
};

/** Every sound of a timeline, each on a layer of its own from `below` on. */
export const soundClips = (job: Job, below: number): readonly Clip[] =>
	job.timeline.audio.map((sound, i) => ({
		...clipOf(sound, job, { layer: below + i, only: 'audio' }),
		values: { 'GstVolume::volume': `(double)${String(sound.gain ?? 1)}` },
	}));

const PLACE = ['posx', 'posy', 'width', 'height'] as const;

/** A clip that rests in a place, in whole pixels. */
export const restingAt = (clip: Clip, place: readonly number[]): Clip => ({
	...clip,
	values: Object.fromEntries(
		PLACE.map((name, i) => [
			`GstFramePositioner::${name}`,
			`(int)${String(Math.round(place[i] ?? 0))}`,
		]),
	),
});

/**
 * Frames by which the pictures of the benchmark's videos are late in their files: x264's B-frames come after two others. The
 * edit list of the file takes that back, but GES binds the values of a picture to its time before that.
 */
const LATE = 2;

/** A clip whose pictures lie in rectangles over time, at frames of the file. GES rounds them to whole pixels. */
export const moving = (
	clip: Clip,
	{ kind }: Layer,
	{ fps, rectangles }: { fps: number; rectangles: readonly (readonly [number, Rectangle])[] },
): Clip => {
	const late = kind === 'video' ? LATE : 0;
	const along = (part: number): Points =>
		rectangles.map(([frame, rectangle]) => [
			clip.from + nanoseconds(frame + late, fps),
			rectangle[part] ?? 0,
		]);
	const motion: Motion = Object.fromEntries(
		[...PLACE, 'alpha'].map((name, part) => [name, along(part)]),
	);
	return { ...clip, motion };
};
