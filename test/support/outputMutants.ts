/** Ways in which output goes wrong between the encoder and the reader, done to the files of a rendering. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { ffmpegPath } from './ffmpegPath';
import { made } from './studio';

/** The files of a rendering: three chunks of 60 frames, 64 × 36 at 30 a second; the sound; both joined. */
export interface Parts {
	readonly folder: string;
	readonly files: readonly string[];
	readonly sound: string;
	readonly file: string;
}

/** What goes wrong, how it is done, and what must be said of it. */
export type Mutant = readonly [string, (parts: Parts) => void, RegExp];

const make = (...args: readonly string[]): void => {
	execFileSync(ffmpegPath(), ['-v', 'error', '-y', '-nostdin', ...args]);
};

/** A file made of another, in its place. */
export const remade = (file: string, ...args: readonly string[]): void => {
	const other = `${file}.other.mp4`;
	make(...args, other);
	copyFileSync(other, file);
};

const ENCODED = [
	'-an',
	'-c:v',
	'libx264',
	'-preset',
	'ultrafast',
	'-crf',
	'28',
	'-g',
	'250',
	'-bf',
	'3',
];
const AS_CHUNKS = [
	...ENCODED,
	'-pix_fmt',
	'yuv420p',
	'-profile:v',
	'high',
	'-video_track_timescale',
	'15360',
];

/** A picture that is black from a frame on. */
const blackFrom = (frame: number): string =>
	`drawbox=color=black:t=fill:w=iw:h=ih:enable='gte(n,${String(frame)})'`;

const fileOf = ({ files }: Parts, chunk: number): string => files[chunk] ?? '';

/** Between encoding and joining. */
export const BEFORE_JOINING: readonly Mutant[] = [
	[
		'a chunk that is gone',
		(copy) => {
			rmSync(fileOf(copy, 1));
		},
		/chunk 2 is missing or empty/,
	],
	[
		'a chunk of no bytes',
		(copy) => {
			writeFileSync(fileOf(copy, 1), '');
		},
		/chunk 2 is missing or empty/,
	],
	[
		'a chunk that breaks off',
		(copy) => {
			truncateSync(fileOf(copy, 1), 2_000);
		},
		/chunk 2 has no whole index/,
	],
	[
		'a chunk whose data is cut out',
		(copy) => {
			const bytes = readFileSync(fileOf(copy, 0));
			const at = bytes.indexOf('mdat');
			const size = bytes.readUInt32BE(at - 4);
			const shorter = Buffer.concat([
				bytes.subarray(0, at + 4 + 100),
				bytes.subarray(at - 4 + size),
			]);
			shorter.writeUInt32BE(108, at - 4);
			writeFileSync(fileOf(copy, 0), shorter);
		},
		/chunk 1 does not have all of its data/,
	],
	[
		'a chunk with a frame less',
		(copy) => {
			remade(fileOf(copy, 1), '-i', fileOf(copy, 1), '-frames:v', '59', ...AS_CHUNKS);
		},
		/chunk 2 has 59 frames of 60/,
	],
	[
		'two chunks that are swapped',
		(copy) => {
			copyFileSync(fileOf(copy, 1), `${fileOf(copy, 1)}.x`);
			copyFileSync(fileOf(copy, 2), fileOf(copy, 1));
			copyFileSync(`${fileOf(copy, 1)}.x`, fileOf(copy, 2));
		},
		/not show what was drawn at the start of chunk 2/,
	],
	[
		'a chunk that is there twice',
		(copy) => {
			copyFileSync(fileOf(copy, 0), fileOf(copy, 2));
		},
		/start of chunk 3/,
	],
	[
		'a chunk that is black',
		(copy) => {
			remade(fileOf(copy, 1), ...made('color=c=black:s=64x36:r=30:d=2'), ...AS_CHUNKS);
		},
		/chunk 2/,
	],
	[
		'a chunk whose last frames are black',
		(copy) => {
			remade(fileOf(copy, 0), '-i', fileOf(copy, 0), '-vf', blackFrom(55), ...AS_CHUNKS);
		},
		/at the end of chunk 1/,
	],
	[
		'a chunk whose very last frame is black',
		(copy) => {
			remade(fileOf(copy, 2), '-i', fileOf(copy, 2), '-vf', blackFrom(59), ...AS_CHUNKS);
		},
		/at the end of chunk 3/,
	],
	[
		'a chunk that ends with the last frame of the next',
		(copy) => {
			const joined = "[0:v][1:v]overlay=enable='gte(n,59)'";
			const both = ['-i', fileOf(copy, 1), '-i', fileOf(copy, 2)];
			remade(fileOf(copy, 1), ...both, '-filter_complex', joined, ...AS_CHUNKS);
		},
		/at the end of chunk 2/,
	],
	[
		'a chunk whose last frames are dropped and the one before shown for them',
		(copy) => {
			const still = 'trim=end_frame=45,tpad=stop=15:stop_mode=clone';
			remade(fileOf(copy, 0), '-i', fileOf(copy, 0), '-vf', still, ...AS_CHUNKS);
		},
		/at the end of chunk 1/,
	],
	[
		'a chunk with its last frame twice',
		(copy) => {
			const again = 'tpad=stop=1:stop_mode=clone';
			remade(fileOf(copy, 0), '-i', fileOf(copy, 0), '-vf', again, ...AS_CHUNKS);
		},
		/chunk 1 has 61 frames of 60/,
	],
	[
		'a chunk at another rate',
		(copy) => {
			remade(
				fileOf(copy, 1),
				'-r',
				'25',
				'-i',
				fileOf(copy, 1),
				'-frames:v',
				'60',
				'-r',
				'25',
				...AS_CHUNKS,
			);
		},
		/chunk 2 has (frames of uneven length|25.000 frames a second)/,
	],
	[
		'a chunk of another size',
		(copy) => {
			remade(fileOf(copy, 1), '-i', fileOf(copy, 1), '-vf', 'scale=128:72', ...AS_CHUNKS);
		},
		/chunk 2 is 128x72 instead of 64x36/,
	],
	[
		'a chunk of another pixel format',
		(copy) => {
			remade(
				fileOf(copy, 1),
				'-i',
				fileOf(copy, 1),
				...ENCODED,
				'-pix_fmt',
				'yuv444p',
				'-video_track_timescale',
				'15360',
			);
		},
		/chunk 2 is encoded with other settings/,
	],
	[
		'a chunk of another profile',
		(copy) => {
			remade(
				fileOf(copy, 2),
				'-i',
				fileOf(copy, 2),
				...ENCODED,
				'-pix_fmt',
				'yuv420p',
				'-profile:v',
				'baseline',
				'-bf',
				'0',
				'-video_track_timescale',
				'15360',
			);
		},
		/chunk 3 is encoded with other settings/,
	],
	[
		'a chunk of another codec',
		(copy) => {
			remade(
				fileOf(copy, 1),
				'-i',
				fileOf(copy, 1),
				'-an',
				'-c:v',
				'mpeg4',
				'-video_track_timescale',
				'15360',
			);
		},
		/chunk 2 is encoded as mp4v, not h264/,
	],
	[
		'a sound that is mute',
		(copy) => {
			make(...made('anullsrc=r=48000:cl=stereo:d=6'), '-c:a', 'aac', '-f', 'ipod', copy.sound);
		},
		/not sound like what was mixed at 0.0 s/,
	],
	[
		'a sound that is too short',
		(copy) => {
			make('-i', copy.file, '-vn', '-t', '5', '-c:a', 'aac', '-f', 'ipod', copy.sound);
		},
		/not as long as the picture/,
	],
	[
		'a sound that is too long',
		(copy) => {
			make(
				'-i',
				copy.file,
				'-vn',
				'-af',
				'apad=pad_dur=1',
				'-c:a',
				'aac',
				'-f',
				'ipod',
				copy.sound,
			);
		},
		/not as long as the picture/,
	],
	[
		'a sound that comes late',
		(copy) => {
			make(
				'-i',
				copy.file,
				'-vn',
				'-af',
				'adelay=600:all=1,atrim=end=6',
				'-c:a',
				'aac',
				'-f',
				'ipod',
				copy.sound,
			);
		},
		/not sound like what was mixed/,
	],
];
