/** One ffmpeg graph for each timeline, written by hand for just that timeline and tuned: the contender that knows it all beforehand. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ffmpegPath } from '../../../test/support/ffmpegPath';
import { ENCODER, SOUND_ENCODER, soundGraph } from '../limit';
import type { Layer, Timeline } from '../timelines';
import { captionPictures } from './captionPictures';
import { type Drawing, overlays, span } from './overlays';
import type { Job, Peer } from './peer';
import { viewsOf } from './rectangles';

const cuts = ({ timeline, media }: Job): Drawing => {
	const { video } = timeline;
	const names = video.map((_, i) => `[${String(i)}:v]`).join('');
	return {
		inputs: video.flatMap((layer) => span(timeline, layer, media)),
		graph: `${names}concat=n=${String(video.length)}:v=1:a=0[v]`,
	};
};

/** zoompan on a picture scaled once to the largest zoom: whole pixels only, which is why slow motion judders. */
const kenBurns = ({ timeline, media }: Job): Drawing => {
	const { video, w, h, fps } = timeline;
	const moved = video.map((layer, i) => {
		const [[z0, x0, y0], [z1, x1, y1]] = viewsOf(layer);
		const share = `on/${String(layer.dur)}`;
		const line = (from: number, to: number): string =>
			`(${String(from)}+${String(to - from)}*${share})`;
		const greatest = Math.max(z0, z1);
		const zoom = line(z0, z1);
		return (
			`[${String(i)}:v]scale=${String(Math.ceil((w * greatest) / 2) * 2)}:${String(Math.ceil((h * greatest) / 2) * 2)}:force_original_aspect_ratio=increase,crop=${String(Math.ceil((w * greatest) / 2) * 2)}:${String(Math.ceil((h * greatest) / 2) * 2)},format=yuv420p,` +
			`zoompan=z='${zoom}':x='max(0,min(iw-iw/zoom,iw*${line(x0, x1)}-iw/zoom/2))':y='max(0,min(ih-ih/zoom,ih*${line(y0, y1)}-ih/zoom/2))':d=${String(layer.dur)}:s=${String(w)}x${String(h)}:fps=${String(fps)},setsar=1[k${String(i)}]`
		);
	});
	return {
		inputs: video.flatMap(({ src }) => ['-i', join(media, src)]),
		graph: [...moved, ...faded(timeline, 'k')].join(';'),
	};
};

/** The clips `[<name>0]`, `[<name>1]` … faded into one another, into `[v]`. */
const faded = ({ video, fps }: Timeline, name: string): readonly string[] =>
	video.slice(1).map(({ start, xfade = 0, xtype = 'fade' }, i) => {
		const before = i === 0 ? `[${name}0]` : `[x${String(i)}]`;
		const made = i === video.length - 2 ? '[v]' : `[x${String(i + 1)}]`;
		return `${before}[${name}${String(i + 1)}]xfade=transition=${xtype}:duration=${String(xfade / fps)}:offset=${String(start / fps)}${made}`;
	});

/** Captions from one input that shows a picture for as long as it stands. */
const captioned = ({ timeline, media, folder }: Job): Drawing => {
	const { captions, video, fps } = timeline;
	const { files, blank, x, y } = captionPictures(timeline, join(folder, 'captions'));
	const { frames = 0, every = 0 } = captions ?? {};
	const list = files.flatMap((file) => [
		...[`file '${file}'`, `duration ${String(frames / fps)}`],
		...(every > frames ? [`file '${blank}'`, `duration ${String((every - frames) / fps)}`] : []),
	]);
	const concat = join(folder, 'captions.txt');
	writeFileSync(concat, ['ffconcat version 1.0', ...list, `file '${blank}'`, ''].join('\n'));
	return {
		inputs: [
			...video.flatMap((layer) => span(timeline, layer, media)),
			...['-f', 'concat', '-safe', '0', '-i', concat],
		],
		graph: `[1:v]format=yuva420p[c];[0:v][c]overlay=${String(x)}:${String(y)}:eof_action=pass[v]`,
	};
};

/** Decoded once, blurred at a quarter of the size. */
const blurredGround = ({ timeline, media }: Job): Drawing => {
	const { video, w, h } = timeline;
	const [ground, picture] = video;
	const inner = Math.round((w * 9) / 32) * 2;
	return {
		inputs: picture ? span(timeline, picture, media) : [],
		graph:
			`[0:v]split[a][b];[a]crop=ih*${String(w)}/${String(h)}:ih,scale=${String(w / 4)}:${String(h / 4)}:flags=area,gblur=sigma=${String((ground?.blur ?? 0) / 4)},scale=${String(w)}:${String(h)}:flags=bilinear[g];` +
			`[b]scale=${String(w)}:${String(inner)}[p];[g][p]overlay=0:(H-h)/2[v]`,
	};
};

/** The moment of the clip at which a moment of the file is shown, for a ramp of two straight pieces. */
const rampTime = (ramp: NonNullable<Layer['ramp']>, fps: number): string => {
	const [first, second, third] = ramp;
	if (!first || !second || !third) return 'PTS';
	const piece = (
		[begin, from]: readonly [number, number],
		[end, to]: readonly [number, number],
		passed: number,
	): string => {
		const slope = (to - from) / (end - begin);
		return `${String(begin)}+(sqrt(${String(from * from)}+${String(2 * slope)}*(T*${String(fps)}-${String(passed)}))-${String(from)})/${String(slope)}`;
	};
	const turn = ((first[1] + second[1]) / 2) * (second[0] - first[0]);
	return `(if(lt(T*${String(fps)},${String(turn)}),${piece(first, second, 0)},${piece(second, third, turn)}))/${String(fps)}/TB`;
};

const paced = ({ timeline, media }: Job): Drawing => {
	const { video, fps } = timeline;
	const clips = video.map(({ speed = 1, ramp, dur }, i) => {
		const time = ramp ? rampTime(ramp, fps) : `PTS/${String(speed)}`;
		return `[${String(i)}:v]setpts='${time}',fps=${String(fps)},tpad=stop=9:stop_mode=clone,trim=end_frame=${String(dur)},setpts=PTS-STARTPTS,fps=${String(fps)}[k${String(i)}]`;
	});
	return {
		inputs: video.flatMap((layer) => span(timeline, layer, media)),
		graph: [...clips, ...faded(timeline, 'k')].join(';'),
	};
};

const DRAWINGS: Readonly<Record<Job['name'], (job: Job) => Drawing>> = {
	T1: cuts,
	T2: kenBurns,
	T3: captioned,
	T4: overlays,
	T5: blurredGround,
	T6: paced,
	T7: captioned,
	T8: captioned,
};

/** ffmpeg with a graph made by hand. */
export const graph: Peer = {
	name: 'one ffmpeg graph',
	about:
		'the same ffmpeg, one filter graph written by hand for each timeline; captions are given to it as pictures',
	absent: () => undefined,
	prepare: (job) => {
		const { timeline, media, folder, output } = job;
		const { inputs, graph: drawing } = DRAWINGS[job.name](job);
		const count = inputs.filter((word) => word === '-i').length;
		const sound = soundGraph(timeline, media, count);
		const script = join(folder, 'graph.txt');
		writeFileSync(script, `${drawing};\n${sound.graph}\n`);
		return {
			program: ffmpegPath(),
			args: [
				...['-nostdin', '-v', 'error', '-y', ...inputs, ...sound.inputs],
				...['-filter_complex_script', script, '-map', '[v]', '-map', '[a]', ...ENCODER],
				...['-r', String(timeline.fps), '-frames:v', String(timeline.frames), ...SOUND_ENCODER],
				...['-movflags', '+faststart', output],
			],
		};
	},
};
