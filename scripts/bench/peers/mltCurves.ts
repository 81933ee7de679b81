/** Speeds, a speed curve and transitions as MLT has them: clips on tracks of their own, which cross for some frames. */
import { join } from 'node:path';
import { ran } from '../draftMotion';
import type { Layer, Timeline } from '../timelines';
import { type Entry, entryOf, filter, pictureProducer, type Project } from './mltProject';
import type { Job } from './peer';
import { writeRings } from './rings';

/** MLT shows the last picture that has begun at a moment: with this added, in pictures, it is the nearest, and of two that are as near the earlier. */
const NEAREST = 0.499;

/** Frames of a clip with the moments of its file that they show, in seconds: a line between two frames would not follow the curve. */
const timeMap = (layer: Layer, fps: number): string =>
	Array.from({ length: Math.round(layer.dur) + 1 }, (_, frame) => {
		const seconds = layer.in + (ran(layer, frame) + NEAREST) / fps;
		return `${String(frame)}=${seconds.toFixed(6)}`;
	}).join(';');

const isPlain = ({ ramp, speed = 1 }: Layer): boolean => !ramp && speed === 1;

/** The frame of its producer with which a clip begins: a link gives the pictures of the clip only. */
const firstOf = (layer: Layer, fps: number): number =>
	isPlain(layer) ? entryOf(layer, '', fps).from : 0;

/**
 * A clip at its speed. Its link `timeremap` costs no more than the producer `timewarp`, which knows no curves and rounds in
 * its own way. The property is `map` in MLT 7.12; later ones call it `time_map` and still know this name.
 */
const pacedEntry = (
	project: Project,
	layer: Layer,
	{ media, fps, within }: { media: string; fps: number; within: string },
): Entry => {
	if (isPlain(layer))
		return entryOf(layer, pictureProducer(project, layer, { media, within }), fps);
	const file = { resource: join(media, layer.src), mlt_service: 'avformat', audio_index: -1 };
	const link = { mlt_service: 'timeremap', image_mode: 'nearest', map: timeMap(layer, fps) };
	return { ...entryOf(layer, project.chain(file, link, within), fps), from: firstOf(layer, fps) };
};

/** Its last frames moved out to the left, where the next clip pushes it. A filter counts the frames of its producer. */
const pushedOut = ({ w, h, fps }: Timeline, layer: Layer, next: Layer | undefined): string => {
	if (next?.xtype !== 'slideleft') return '';
	const last = firstOf(layer, fps) + layer.dur - 1;
	const { xfade = 0 } = next;
	const rect = `0=0 0 ${String(w)} ${String(h)} 1;${String(xfade)}=${String(-w)} 0 ${String(w)} ${String(h)} 1`;
	const time = { in: last + 1 - xfade, out: last };
	return filter({ mlt_service: 'qtblend', ...time, rect, compositing: 0, distort: 1 });
};

/** How a clip comes over the one before. */
const cross = (
	project: Project,
	pair: readonly [number, number],
	{ layer, job }: { layer: Layer; job: Job },
): void => {
	const { timeline, folder } = job;
	const [w, h] = [String(timeline.w), String(timeline.h)];
	const { start, xfade = 0, xtype = 'fade' } = layer;
	const time = { in: start, out: start + xfade - 1, progressive: 1 };
	if (xtype === 'slideleft') {
		const geometry = `0=${w} 0 ${w} ${h} 1;${String(xfade)}=0 0 ${w} ${h} 1`;
		project.transition('composite', pair, { ...time, geometry, distort: 1 });
		return;
	}
	const resource =
		xtype === 'fade' ? undefined : writeRings(join(folder, 'rings.pgm'), timeline, 'dark');
	project.transition('luma', pair, { ...time, ...(resource && { resource }) });
};

/** Clips at their speeds and curves, each on a track above the one before. */
export const paced = (project: Project, job: Job): void => {
	const { timeline, media } = job;
	const { video, fps } = timeline;
	video.forEach((layer, i) => {
		const within = pushedOut(timeline, layer, video[i + 1]);
		const track = project.track([pacedEntry(project, layer, { media, fps, within })]);
		if (i > 0) cross(project, [track - 1, track], { layer, job });
	});
};
