/** GStreamer Editing Services: a project with values over time, rendered by `ges-launch-1.0`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOP, THREADS } from '../limit';
import { captionPictures } from './captionPictures';
import { clipOf, restingAt, soundClips } from './gesClips';
import { paced } from './gesCurves';
import { kenBurns, layered } from './gesMotion';
import { type Clip, projectText, videoCaps } from './gesProject';
import { unlessInPath } from './inPath';
import type { Job, Peer } from './peer';

/** Clips one after another. */
const cuts = (job: Job): readonly Clip[] => [
	...job.timeline.video.map((layer) => clipOf(layer, job, { layer: 0, only: 'video' })),
	...soundClips(job, 1),
];

/** A video, and pictures above it. */
const captioned = (job: Job): readonly Clip[] => {
	const { timeline, folder } = job;
	const pictures = captionPictures(timeline, join(folder, 'captions'));
	const { x, y, width, height } = pictures;
	const { every = 0, frames = 0 } = timeline.captions ?? {};
	const captions = pictures.files.map((src, i) => {
		const layer = { src, start: i * every, dur: frames, in: 0 };
		const clip = clipOf(layer, { ...job, media: '' }, { layer: 0, only: 'video' });
		return restingAt(clip, [x, y, width, height]);
	});
	const videos = timeline.video.map((layer) => clipOf(layer, job, { layer: 1, only: 'video' }));
	return [...captions, ...videos, ...soundClips(job, 2)];
};

const blurredGround = (job: Job): readonly Clip[] => {
	const { video, w, h } = job.timeline;
	const [ground, picture] = video;
	if (!ground || !picture) return [];
	const [inner, wide] = [(w * 9) / 16, (h * 16) / 9];
	const below = clipOf(ground, job, { layer: 1, only: 'video' });
	return [
		restingAt(clipOf(picture, job, { layer: 0, only: 'video' }), [0, (h - inner) / 2, w, inner]),
		{
			...restingAt(below, [(w - wide) / 2, 0, wide, h]),
			effects: [{ elements: `gaussianblur sigma=${String(ground.blur ?? 0)}` }],
		},
		...soundClips(job, 2),
	];
};

const DRAWINGS: Readonly<Record<Job['name'], (job: Job) => readonly Clip[]>> = {
	T1: cuts,
	T2: kenBurns,
	T3: captioned,
	T4: layered,
	T5: blurredGround,
	T6: paced,
	T7: captioned,
	T8: captioned,
};

/** x264 as everybody has it: pass 5 is constant quality, preset 3 is veryfast. The format before the arrow keeps it from copying. */
const profile = ({ timeline }: Job): string => {
	const x264 = `pass=5,quantizer=20,speed-preset=3,key-int-max=${GOP},bframes=3,threads=${THREADS}`;
	return `video/quicktime,variant=iso:${videoCaps(timeline)}->video/x-h264|element-properties,${x264}:audio/mpeg,mpegversion=4|element-properties,bitrate=192000`;
};

/** GStreamer Editing Services. */
export const ges: Peer = {
	name: 'GES',
	about: 'ges-launch-1.0 with x264 at the same settings',
	absent: unlessInPath(
		['ges-launch-1.0'],
		'Debian: gstreamer1.0-tools, gstreamer1.0-plugins-ugly, gstreamer1.0-plugins-bad, gstreamer1.0-libav, frei0r-plugins, ges1.0-tools',
	),
	prepare: (job) => {
		const file = join(job.folder, 'project.xges');
		writeFileSync(file, projectText(job.timeline, DRAWINGS[job.name](job)));
		return {
			program: 'ges-launch-1.0',
			args: ['--load', file, '-o', job.output, '-f', profile(job)],
		};
	},
};
