/** MLT, which Shotcut and Kdenlive render with: a project of tracks, layers laid by its `qtblend`, rendered by `melt`. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GOP, THREADS } from '../limit';
import { type Keyed, type Layer, type Timeline, valueAt } from '../timelines';
import { captionPictures } from './captionPictures';
import { unlessInPath } from './inPath';
import { paced } from './mltCurves';
import { type Entry, entryOf, filter, pictureProducer, Project } from './mltProject';
import type { Job, Peer } from './peer';
import { momentsOf, type Rectangle, rectangleAt, viewRectangle, viewsOf } from './rectangles';

/** Keyframes as MLT writes them, at every moment where one of several keyed values has one. */
const keyframes = (values: readonly Keyed[], text: (at: number) => string): string =>
	momentsOf(values)
		.map((at) => `${String(Math.round(at))}=${text(at)}`)
		.join(';');

const rectangleText = (rectangle: Rectangle): string =>
	rectangle.map((one) => one.toFixed(3)).join(' ');

/** Place, size and opacity of a layer as a rectangle over time. */
const rectangle = (timeline: Timeline, layer: Layer): string => {
	const { sc = 1, x = 0, y = 0, al = 1 } = layer;
	return keyframes([sc, x, y, al], (at) => rectangleText(rectangleAt(timeline, layer, at)));
};

const plainTrack = (project: Project, { timeline, media }: Job): void => {
	const { video, fps } = timeline;
	project.track(
		video.map((layer) => entryOf(layer, pictureProducer(project, layer, { media }), fps)),
	);
};

/** Two tracks in turn, with a dissolve where their clips overlap. */
const kenBurns = (project: Project, { timeline, media }: Job): void => {
	const { video, fps } = timeline;
	const entries = video.map((layer) => {
		const [first, last] = viewsOf(layer).map((view) =>
			rectangleText(viewRectangle(timeline, layer, view)),
		);
		const rect = `0=${String(first)};${String(layer.dur - 1)}=${String(last)}`;
		const within = filter({ mlt_service: 'qtblend', rect, compositing: 0, distort: 1 });
		return entryOf(layer, pictureProducer(project, layer, { media, within }), fps);
	});
	const lower = project.track(entries.filter((_, i) => i % 2 === 0));
	const upper = project.track(entries.filter((_, i) => i % 2 === 1));
	video.slice(1).forEach(({ start, xfade = 0 }, i) => {
		const holds = { in: start, out: start + xfade - 1, reverse: i % 2 };
		project.transition('luma', [lower, upper], holds);
	});
};

const captioned = (project: Project, job: Job): void => {
	plainTrack(project, job);
	const { timeline, folder } = job;
	const { captions, frames } = timeline;
	const { files, x, y, width, height } = captionPictures(timeline, join(folder, 'captions'));
	const entries = files.map((file, i): Entry => ({
		...{ start: Math.round((captions?.every ?? 0) * i), dur: captions?.frames ?? 0, from: 0 },
		producer: project.producer({ resource: file, mlt_service: 'qimage', length: 100_000 }),
	}));
	const rect = [x, y, width, height, 1].join(' ');
	project.transition('qtblend', [0, project.track(entries)], { in: 0, out: frames - 1, rect });
};

const layered = (project: Project, { timeline, media }: Job): void => {
	const { fps, video } = timeline;
	video.forEach((layer, i) => {
		const producer = pictureProducer(project, layer, { media });
		const track = project.track([entryOf(layer, producer, fps)]);
		if (i === 0) return;
		const { rot = 0 } = layer;
		const turn =
			rot === 0
				? {}
				: { rotation: keyframes([rot], (at) => String(valueAt(rot, at))), rotate_center: 1 };
		const time = { in: layer.start, out: layer.start + layer.dur - 1 };
		project.transition('qtblend', [0, track], {
			...time,
			rect: rectangle(timeline, layer),
			...turn,
		});
	});
};

const blurredGround = (project: Project, { timeline, media }: Job): void => {
	const { video, w, h, fps, frames } = timeline;
	const [ground, picture] = video;
	if (!ground || !picture) return;
	const width = (h * 16) / 9;
	const rect = [(w - width) / 2, 0, width, h, 1].join(' ');
	const within =
		filter({ mlt_service: 'qtblend', rect, compositing: 0, distort: 0 }) +
		filter({ mlt_service: 'avfilter.gblur', 'av.sigma': ground.blur ?? 0 });
	project.track([entryOf(ground, pictureProducer(project, ground, { media, within }), fps)]);
	const inner = (w * 9) / 16;
	const place = [0, (h - inner) / 2, w, inner, 1].join(' ');
	const track = project.track([
		entryOf(picture, pictureProducer(project, picture, { media }), fps),
	]);
	project.transition('qtblend', [0, track], { in: 0, out: frames - 1, rect: place });
};

const addSound = (project: Project, { timeline, media }: Job): void => {
	const { audio, fps, frames } = timeline;
	for (const sound of audio) {
		const within =
			sound.gain === undefined
				? ''
				: filter({ mlt_service: 'volume', level: (20 * Math.log10(sound.gain)).toFixed(3) });
		const resource = join(media, sound.src);
		const holds = { resource, mlt_service: 'avformat', video_index: -1 };
		const track = project.track([entryOf(sound, project.producer(holds, within), fps)], 'video');
		project.transition('mix', [0, track], { in: 0, out: frames - 1, always_active: 1, sum: 1 });
	}
};

const DRAWINGS: Readonly<Record<Job['name'], (project: Project, job: Job) => void>> = {
	T1: plainTrack,
	T2: kenBurns,
	T3: captioned,
	T4: layered,
	T5: blurredGround,
	T6: paced,
	T7: captioned,
	T8: captioned,
};

/**
 * Every frame, one at a time beside the encoder's threads. Two at a time (-2) give the same pictures for more CPU and more
 * wall time on two cores, on T4 for more than twice as much; pictures asked for as `yuv420p`, which spares a conversion,
 * have their third plane wrong in MLT 7.12.
 */
const WHOLE = 'real_time=-1';

/** MLT by its command. */
export const mlt: Peer = {
	name: 'MLT',
	about:
		'melt with its Qt module, which asks for a display; every frame is rendered, one beside the encoder',
	absent: unlessInPath(['melt', 'xvfb-run'], 'Debian: melt, xvfb, xauth'),
	prepare: (job) => {
		const project = new Project();
		DRAWINGS[job.name](project, job);
		addSound(project, job);
		const file = join(job.folder, 'project.mlt');
		writeFileSync(file, project.text(job.timeline));
		const encoder = [
			'vcodec=libx264',
			'preset=veryfast',
			'crf=20',
			`g=${GOP}`,
			'bf=3',
			'pix_fmt=yuv420p',
		];
		const sound = ['acodec=aac', 'ab=192k', 'ar=48000', 'channels=2'];
		return {
			program: 'xvfb-run',
			args: [
				...['-a', 'melt'],
				...['-quiet', file, '-consumer', `avformat:${job.output}`, 'f=mp4', ...encoder, ...sound],
				...[`threads=${THREADS}`, WHOLE],
			],
		};
	},
};
