/** The limit of a timeline: what decoding what it shows, encoding its finished frames, and its sound cost alone. */
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { encodingOf } from '../../render-agent/src/compile/plan';
import { encoderThreads } from '../../render-agent/src/render/encoding';
import { ffmpegPath } from '../../test/support/ffmpegPath';
import { ran } from './draftMotion';
import { measured, type Command, type Used } from './measure';
import type { Timeline } from './timelines';

/** Frames between key frames at most: the agent’s own, the same for every contender. */
export const GOP = String(encodingOf('h264', 'standard').gop);

/** Threads of the encoder: those of the agent on this machine, the same for every contender. */
export const THREADS = String(encoderThreads(availableParallelism(), 1));

/** Options of the encoder, the same for every contender. */
export const ENCODER: readonly string[] = [
	...['-c:v', 'libx264', '-preset', 'veryfast', '-crf', '20', '-pix_fmt', 'yuv420p'],
	...['-profile:v', 'high', '-g', GOP, '-bf', '3', '-threads', THREADS],
];

/** Options of the sound's encoder, the same for every contender. */
export const SOUND_ENCODER: readonly string[] = [
	'-c:a',
	'aac',
	'-b:a',
	'192k',
	'-ar',
	'48000',
	'-ac',
	'2',
];

const QUIET = ['-nostdin', '-v', 'error', '-y'];

const ffmpegWith = (...args: readonly string[]): Command => ({
	...{ program: ffmpegPath(), args: [...QUIET, ...args] },
});

const decodes = ({ video, fps }: Timeline, media: string): readonly Command[] => {
	const seen = new Set<string>();
	return video.flatMap((layer) => {
		const place =
			layer.kind === 'image'
				? []
				: ['-ss', String(layer.in), '-t', String(ran(layer, layer.dur) / fps)];
		const args = [...place, '-i', join(media, layer.src), '-map', '0:v:0', '-f', 'null', '-'];
		const key = args.join(' ');
		if (seen.has(key)) return [];
		seen.add(key);
		return [ffmpegWith('-threads', '2', ...args)];
	});
};

/** Arguments that mix the sound of a timeline; inputs are counted from `first`. */
export const soundGraph = (
	{ audio, fps }: Timeline,
	media: string,
	first: number,
): { readonly inputs: readonly string[]; readonly graph: string } => {
	const inputs = audio.flatMap(({ src, dur, in: from }) => [
		...['-ss', String(from), '-t', String(dur / fps), '-i', join(media, src)],
	]);
	const parts = audio.map(({ start, gain = 1 }, i) => {
		const delay = String(Math.round((start / fps) * 48_000));
		return `[${String(first + i)}:a]aresample=48000,aformat=channel_layouts=stereo,volume=${String(gain)},adelay=${delay}S:all=1[a${String(i)}]`;
	});
	const names = audio.map((_, i) => `[a${String(i)}]`).join('');
	const mix = `${names}amix=inputs=${String(audio.length)}:normalize=0:dropout_transition=0[a]`;
	return { inputs, graph: [...parts, mix].join(';') };
};

const soundPass = (timeline: Timeline, media: string, file: string): Command => {
	const { inputs, graph } = soundGraph(timeline, media, 0);
	return ffmpegWith(
		...[...inputs, '-filter_complex', graph, '-map', '[a]', ...SOUND_ENCODER, '-f', 'mp4', file],
	);
};

/** What the limit is made of, CPU seconds. */
export interface Limit {
	readonly decode: number;
	readonly encode: number;
	readonly sound: number;
	readonly cpu: number;
	/** Wall seconds of the longest of the three, for they can run beside each other. */
	readonly wall: number;
}

const sum = (all: readonly Used[], part: 'cpu' | 'wall'): number =>
	all.reduce((total, used) => total + used[part], 0);

/** Raw frames of a timeline as ffmpeg's input. */
export const rawInput = ({ w, h, fps }: Timeline, raw: string): readonly string[] => [
	...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${String(w)}x${String(h)}`],
	...['-r', String(fps), '-i', raw],
];

/** Encodes raw frames in one pass. */
export const encodeCommand = (timeline: Timeline, raw: string, file: string): Command =>
	ffmpegWith(...rawInput(timeline, raw), ...ENCODER, '-f', 'mp4', file);

/** Measures the limit once. `raw` holds the finished frames; what is made goes to `onePass` and `sound`. */
export const limitOf = async (
	timeline: Timeline,
	{ media, raw, onePass, sound }: { media: string; raw: string; onePass: string; sound: string },
): Promise<Limit> => {
	const decoded: Used[] = [];
	for (const command of decodes(timeline, media)) decoded.push(await measured(command));
	const input = rawInput(timeline, raw);
	const reading = await measured(ffmpegWith(...input, '-c', 'copy', '-f', 'null', '-'));
	const encoding = await measured(encodeCommand(timeline, raw, onePass));
	const mixing = await measured(soundPass(timeline, media, sound));
	const decode = sum(decoded, 'cpu');
	const encode = encoding.cpu - reading.cpu;
	return {
		...{ decode, encode, sound: mixing.cpu, cpu: decode + encode + mixing.cpu },
		wall: Math.max(sum(decoded, 'wall'), encoding.wall, mixing.wall),
	};
};
