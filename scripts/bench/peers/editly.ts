/** editly: clips of layers drawn on a canvas by Node, transitions in WebGL, rendered by its command. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpegPath, ffprobePath } from '../../../test/support/ffmpegPath';
import { ENCODER, SOUND_ENCODER } from '../limit';
import type { Layer } from '../timelines';
import { captionPictures } from './captionPictures';
import { unlessInPath } from './inPath';
import type { Job, Peer } from './peer';

/** What a specification says of clips and sound; times in seconds. */
interface Clips {
	readonly clips: readonly object[];
	readonly [setting: string]: unknown;
}

const videoLayer = (
	{ src, in: from, dur }: Layer,
	{ media, timeline }: Job,
	resizeMode: 'stretch' | 'contain-blur' = 'stretch',
): object => ({
	...{ type: 'video', path: join(media, src), resizeMode },
	...{ cutFrom: from, cutTo: from + dur / timeline.fps },
});

/** Clips one after another with their own sound. */
const cuts = (job: Job): Clips => ({
	clips: job.timeline.video.map((layer) => ({
		layers: [videoLayer(layer, job)],
		duration: layer.dur / job.timeline.fps,
	})),
	keepSourceAudio: true,
});

/** Stills that it zooms its own way, from the middle, and dissolves. */
const zoomedStills = ({ timeline: { video, fps, audio }, media }: Job): Clips => {
	const [music] = audio;
	return {
		clips: video.map(({ src, dur, kb }, i) => {
			const [from, to] = [kb?.[0][0] ?? 1, kb?.[1][0] ?? 1];
			const zoom = { zoomDirection: to > from ? 'in' : 'out', zoomAmount: Math.abs(to - from) };
			const layer = { type: 'image', path: join(media, src), resizeMode: 'cover', ...zoom };
			const crossed = (video[i + 1]?.xfade ?? 0) / fps;
			return {
				...{ layers: [layer], duration: dur / fps },
				transition: { name: 'fade', duration: crossed },
			};
		}),
		...(music && { audioTracks: [{ path: join(media, music.src), mixVolume: music.gain ?? 1 }] }),
	};
};

/** A video with pictures above it, and music. */
const captioned = (job: Job): Clips => {
	const { timeline, media, folder } = job;
	const { captions, fps, video, w, h, audio } = timeline;
	const { files, x, y, width } = captionPictures(timeline, join(folder, 'captions'));
	const shown = files.map((path, i) => {
		const start = ((captions?.every ?? 0) * i) / fps;
		return {
			...{ type: 'image-overlay', path, zoomDirection: null, width: width / w },
			position: { x: x / w, y: y / h, originX: 'left', originY: 'top' },
			...{ start, stop: start + ((captions?.frames ?? 0) - 0.5) / fps },
		};
	});
	return {
		clips: video.map((layer) => ({
			...{ layers: [videoLayer(layer, job), ...shown], duration: layer.dur / fps },
		})),
		keepSourceAudio: true,
		audioTracks: audio
			.slice(1)
			.map(({ src, gain = 1 }) => ({ path: join(media, src), mixVolume: gain })),
	};
};

/** A picture over its own blur, which it makes from one decoding. */
const blurredGround = (job: Job): Clips => ({
	clips: job.timeline.video.slice(1).map((layer) => ({
		layers: [videoLayer(layer, job, 'contain-blur')],
		duration: layer.dur / job.timeline.fps,
	})),
	keepSourceAudio: true,
});

const WRITTEN: Readonly<Partial<Record<Job['name'], (job: Job) => Clips>>> = {
	T1: cuts,
	T2: zoomedStills,
	T3: captioned,
	T5: blurredGround,
};

const settings = ({ timeline: { w, h, fps }, output }: Job): object => ({
	...{ outPath: output, width: w, height: h, fps, defaults: { transition: null } },
	...{ ffmpegPath: ffmpegPath(), ffprobePath: ffprobePath() },
	customOutputArgs: [...ENCODER, ...SOUND_ENCODER],
});

/** editly by its command. */
export const editly: Peer = {
	name: 'editly',
	about: 'editly with the same ffmpeg and encoder settings; it asks for a display',
	absent: unlessInPath(
		['editly', 'xvfb-run'],
		'its packages gl and canvas are built by install scripts, which a plain npm ci does not run',
	),
	prepare: (job) => {
		const written = WRITTEN[job.name];
		if (!written) return 'it has neither keyframes of places nor speed curves';
		const file = join(job.folder, 'editly.json');
		writeFileSync(file, JSON.stringify({ ...settings(job), ...written(job) }));
		return { program: 'xvfb-run', args: ['-a', 'editly', '--json', file] };
	},
};
