/** GStreamer Editing Services by their command, for timelines whose clips rest where they are. */
import { join } from 'node:path';
import { GOP, THREADS } from '../limit';
import type { Layer, Sound, Timeline } from '../timelines';
import { captionPictures } from './captionPictures';
import { unlessInPath } from './inPath';
import type { Job, Peer } from './peer';

/** Left, top, width, height in pixels of the canvas. */
type Place = readonly [number, number, number, number];

interface Shown {
	readonly file: string;
	/** Seconds. */
	readonly start: number;
	readonly duration: number;
	readonly from?: number;
	/** From above; 0 is the highest. */
	readonly layer: number;
	readonly place?: Place;
	readonly only?: 'video' | 'audio';
}

// A number without a point would be nanoseconds.
const seconds = (value: number): string => value.toFixed(6);

const clip = ({ file, start, duration, from = 0, layer, place, only }: Shown) => [
	...['+clip', file, `start=${seconds(start)}`, `inpoint=${seconds(from)}`],
	...[`duration=${seconds(duration)}`, `layer=${String(layer)}`],
	...(only ? [`track-types=${only}`] : []),
	...(place ?? []).flatMap((value, i) => [
		`set-${['posx', 'posy', 'width', 'height'][i] ?? ''}`,
		String(Math.round(value)),
	]),
];

const shown = (
	{ src, start, dur, in: from }: Layer | Sound,
	{ media, timeline: { fps } }: Job,
	layer: number,
): Shown => ({
	...{ file: join(media, src), start: start / fps, duration: dur / fps, from, layer },
});

/** Clips one after another with their own sound. */
const cuts = (job: Job): readonly string[] =>
	job.timeline.video.flatMap((layer) => clip(shown(layer, job, 0)));

const music = (job: Job, layer: number): readonly string[] =>
	job.timeline.audio
		.slice(1)
		.flatMap((sound) => [
			...clip({ ...shown(sound, job, layer), only: 'audio' }),
			...['set-volume', String(sound.gain ?? 1)],
		]);

/** A video with its sound, pictures above it, and music. */
const captioned = (job: Job): readonly string[] => {
	const { timeline, folder } = job;
	const { files, x, y, width, height } = captionPictures(timeline, join(folder, 'captions'));
	const { every = 0, frames = 0 } = timeline.captions ?? {};
	const captions = files.flatMap((file, i) =>
		clip({
			...{ file, layer: 0, place: [x, y, width, height] },
			...{ start: (i * every) / timeline.fps, duration: frames / timeline.fps },
		}),
	);
	const videos = timeline.video.flatMap((layer) => clip(shown(layer, job, 1)));
	return [...captions, ...videos, ...music(job, 2)];
};

const blurredGround = (job: Job): readonly string[] => {
	const { video, w, h } = job.timeline;
	const [ground, picture] = video;
	if (!ground || !picture) return [];
	const [inner, wide] = [(w * 9) / 16, (h * 16) / 9];
	return [
		...clip({ ...shown(picture, job, 0), place: [0, (h - inner) / 2, w, inner] }),
		...clip({
			...shown(ground, job, 1),
			...{ place: [(w - wide) / 2, 0, wide, h], only: 'video' },
		}),
		...['+effect', `gaussianblur sigma=${String(ground.blur ?? 0)}`],
	];
};

const WRITTEN: Readonly<Partial<Record<Job['name'], (job: Job) => readonly string[]>>> = {
	T1: cuts,
	T3: captioned,
	T5: blurredGround,
};

const caps = ({ w, h, fps }: Timeline): string =>
	`video/x-raw,width=${String(w)},height=${String(h)},framerate=${String(fps)}/1`;

/** x264 as everybody has it: pass 5 is constant quality, preset 3 is veryfast. The format before the arrow keeps it from copying. */
const profile = ({ timeline }: Job): string => {
	const x264 = `pass=5,quantizer=20,speed-preset=3,key-int-max=${GOP},bframes=3,threads=${THREADS}`;
	return `video/quicktime,variant=iso:${caps(timeline)}->video/x-h264|element-properties,${x264}:audio/mpeg,mpegversion=4`;
};

/**
 * Said of what needs keyframes. A project in a file can have them: bindings of place and size (`direct-absolute`) were seen to
 * move a video and stills that dissolve, loaded with `--load` by GES 1.22.
 */
const NOT_WRITTEN =
	'the words of its command have no keyframes; a project file with them has not been written for it';

/** GStreamer Editing Services. */
export const ges: Peer = {
	name: 'GES',
	about: 'ges-launch-1.0 with x264 at the same settings',
	absent: unlessInPath(
		['ges-launch-1.0'],
		'Debian: gstreamer1.0-tools, gstreamer1.0-plugins-ugly, gstreamer1.0-libav, ges1.0-tools',
	),
	prepare: (job) => {
		const written = WRITTEN[job.name];
		if (!written) return NOT_WRITTEN;
		const canvas = ['--video-caps', caps(job.timeline)];
		const output = ['-o', job.output, '-f', profile(job)];
		return { program: 'ges-launch-1.0', args: [...canvas, ...written(job), ...output] };
	},
};
