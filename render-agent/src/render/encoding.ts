/** What encoders and joins are told. Pure: plans in, arguments out. */
import { SAMPLE_RATE } from '../compile/sound';
import type { Frames } from '../kernel/units';
import type { Encoding } from '../timeline/scene';
import type { Canvas } from '../timeline/timeline';
import { type EncoderFamily, encoderName, hardwareOptions } from './encoders';

/** The containers that a video can be in. */
export type Container = 'mp4' | 'mov' | 'webm' | 'mkv';

const TAGS = [
	'-colorspace',
	'bt709',
	'-color_primaries',
	'bt709',
	'-color_trc',
	'bt709',
	'-color_range',
	'tv',
];

/** Options of the raw pictures that the encoder reads. */
export const rawVideoInput = ({ width, height, rate }: Canvas): readonly string[] => [
	...['-f', 'rawvideo', '-pix_fmt', 'yuv420p', '-s', `${String(width)}x${String(height)}`],
	...['-r', `${String(rate.num)}/${String(rate.den)}`, ...TAGS],
];

/**
 * More bits for the last frames of a chunk, on which nothing builds, so that x264 saves there: its last one comes out nearly as
 * the one before, and slow motion halts. In x264's zones: first frame, last frame, times the bits.
 */
const endZones = (count: Frames): string => {
	const [before, last] = [`${String(count - 4)},${String(count - 2)}`, String(count - 1)];
	return count > 4 ? `zones=${before},b=1.1/${last},${last},b=1.3` : '';
};

const softwareOptions = (
	{ codec, preset, crf, gop, sets = 0 }: Encoding,
	{ threads, count }: { readonly threads: number; readonly count: Frames },
): readonly string[] => {
	const common = ['-crf', String(crf), '-preset', preset, '-g', String(gop)];
	const encoder = ['-c:v', encoderName('software', codec), ...common];
	switch (codec) {
		case 'h264': {
			const params = [sets > 0 ? `sps-id=${String(sets)}` : '', endZones(count)].filter(Boolean);
			const told = params.length > 0 ? ['-x264-params', params.join(':')] : [];
			return [...encoder, '-profile:v', 'high', '-bf', '3', ...told, '-threads', String(threads)];
		}
		case 'h265': {
			const params = `pools=${String(threads)}:log-level=error`;
			return [...encoder, '-tag:v', 'hvc1', '-x265-params', params];
		}
		case 'av1':
			return [...encoder, '-svtav1-params', `lp=${String(threads)}`];
	}
};

/** Ticks a second of every chunk. With 512 of them ffmpeg takes each frame of a second for one tick long. */
export const timescaleOf = ({ rate }: Pick<Canvas, 'rate'>): number =>
	Math.max(1024, rate.num * (rate.num < 1000 ? 512 : 1));

/**
 * Threads of each of `slots` encoders that share the cores. Half as many again as there are cores: each waits for the rows of
 * the picture before. It costs no more, and cores are idle less.
 */
export const encoderThreads = (cores: number, slots: number): number =>
	Math.max(1, Math.floor((1.5 * cores) / slots));

/** Options that encode a chunk of `count` frames. The time base is the same in every chunk, so that they join. */
export const chunkOptions = (
	encoding: Encoding,
	canvas: Canvas,
	{
		family,
		...room
	}: { readonly family: EncoderFamily; readonly threads: number; readonly count: Frames },
): readonly string[] => [
	...(family === 'software' ? softwareOptions(encoding, room) : hardwareOptions(family, encoding)),
	...[
		'-pix_fmt',
		'yuv420p',
		...TAGS,
		'-an',
		'-video_track_timescale',
		String(timescaleOf(canvas)),
		'-f',
		'mp4',
	],
];

/** Options of the raw samples that the sound's encoder reads. */
export const rawSoundInput: readonly string[] = [
	'-f',
	'f32le',
	'-ar',
	String(SAMPLE_RATE),
	'-ac',
	'2',
];

/** Options that encode the whole sound. */
export const soundOptions = (container: Container): readonly string[] =>
	container === 'webm'
		? ['-c:a', 'libopus', '-b:a', '160k', '-f', 'webm']
		: ['-c:a', 'aac', '-b:a', '192k', '-f', 'ipod', '-movie_timescale', String(SAMPLE_RATE)];

const MUXERS = { mp4: 'mp4', mov: 'mov', webm: 'webm', mkv: 'matroska' } as const;

/** Options that join chunks and sound without encoding. */
export const joinOptions = (container: Container): readonly string[] => [
	...['-map', '0:v:0', '-map', '1:a:0', '-c', 'copy', '-map_metadata', '-1'],
	...(container === 'mp4' || container === 'mov' ? ['-movflags', '+faststart'] : []),
	...['-f', MUXERS[container]],
];
