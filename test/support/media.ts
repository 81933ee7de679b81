/** Reads a finished video with ffmpeg and ffprobe: pictures, sound and what its streams say. Decodes once. */
import { execFile, spawn } from 'node:child_process';
import { open } from 'node:fs/promises';
import { promisify } from 'node:util';
import { ffmpegPath, ffprobePath } from './ffmpegPath';
import type { Sound } from './samples';
import { type Frame, indexAt, type Video } from './video';

const run = promisify(execFile);

/** The sample rate at which sound is read. */
const SOUND_RATE = 48_000;

/** What a file says about itself. */
export interface StreamFacts {
	readonly codec: string;
	readonly width: number;
	readonly height: number;
	/** Frames a second as the container gives them. */
	readonly fps: number;
	readonly pixelFormat: string;
	/** Color range, space, transfer and primaries, in ffprobe's words; empty when untagged. */
	readonly color: {
		readonly range: string;
		readonly space: string;
		readonly transfer: string;
		readonly primaries: string;
	};
	/** Length of the picture stream in seconds. */
	readonly videoSeconds: number;
	/** Length of the sound stream in seconds, undefined without sound. */
	readonly audioSeconds: number | undefined;
	readonly audioCodec: string | undefined;
	/** Whether the index comes before the media, so that a player can start while downloading. */
	readonly faststart: boolean;
}

type Json = Readonly<Record<string, unknown>>;

const text = (value: unknown): string => (typeof value === 'string' ? value : '');

const rateOf = (value: unknown): number => {
	const [num = 0, den = 1] = text(value).split('/').map(Number);
	return num / den;
};

/** The order of the top level boxes of an mp4, such as `ftyp moov mdat`. */
export const boxesOf = async (file: string): Promise<readonly string[]> => {
	const handle = await open(file);
	try {
		const boxes: string[] = [];
		const head = Buffer.alloc(16);
		for (let at = 0; ;) {
			const { bytesRead } = await handle.read(head, 0, 16, at);
			if (bytesRead < 8) return boxes;
			const short = head.readUInt32BE(0);
			const size = short === 1 ? Number(head.readBigUInt64BE(8)) : short;
			boxes.push(head.toString('latin1', 4, 8));
			if (size < 8) return boxes;
			at += size;
		}
	} finally {
		await handle.close();
	}
};

const probe = async (file: string): Promise<readonly Json[]> => {
	const { stdout } = await run(ffprobePath(), [
		...['-v', 'error', '-show_streams', '-of', 'json', file],
	]);
	const { streams = [] } = JSON.parse(stdout) as { readonly streams?: readonly Json[] };
	return streams;
};

const secondsOf = (stream: Json | undefined): number | undefined =>
	stream === undefined ? undefined : Number(stream['duration']);

/**
 * Codec, size, tags and lengths of a video file.
 * @throws {RangeError} when there is no picture in it
 */
export const readFacts = async (file: string): Promise<StreamFacts> => {
	const streams = await probe(file);
	const picture = streams.find((stream) => stream['codec_type'] === 'video');
	const sound = streams.find((stream) => stream['codec_type'] === 'audio');
	if (picture === undefined) throw new RangeError(`no picture in ${file}`);
	const boxes = await boxesOf(file);
	return {
		codec: text(picture['codec_name']),
		width: Number(picture['width']),
		height: Number(picture['height']),
		fps: rateOf(picture['r_frame_rate']),
		pixelFormat: text(picture['pix_fmt']),
		color: {
			range: text(picture['color_range']),
			space: text(picture['color_space']),
			transfer: text(picture['color_transfer']),
			primaries: text(picture['color_primaries']),
		},
		videoSeconds: secondsOf(picture) ?? 0,
		audioSeconds: secondsOf(sound),
		audioCodec: sound === undefined ? undefined : text(sound['codec_name']),
		faststart: boxes.includes('moov') && boxes.indexOf('moov') < boxes.indexOf('mdat'),
	};
};

/** The bytes that ffmpeg writes to its standard output, handed on in pieces. */
const pour = (args: readonly string[], take: (piece: Buffer) => void): Promise<void> =>
	new Promise((resolve, reject) => {
		const child = spawn(ffmpegPath(), ['-nostdin', '-v', 'error', ...args]);
		let said = '';
		child.stdout.on('data', take);
		child.stderr.on('data', (piece: Buffer) => (said += piece.toString()));
		child.on('error', reject);
		child.on('close', (code) => {
			if (code === 0) resolve();
			else reject(new RangeError(`ffmpeg ended with ${String(code)}: ${said.slice(-500)}`));
		});
	});

/** Cuts a stream of bytes into pictures and counts them; keeps those whose index is wanted, and the last. */
class Pictures {
	readonly kept = new Map<number, Uint8Array>();
	readonly #size: number;
	readonly #wanted: ReadonlySet<number>;
	#filled = 0;
	#picture: Uint8Array;
	last: Uint8Array;
	count = 0;

	constructor(size: number, wanted: ReadonlySet<number>) {
		this.#size = size;
		this.#wanted = wanted;
		this.#picture = new Uint8Array(size);
		this.last = this.#picture;
	}

	take(piece: Uint8Array): void {
		for (let from = 0; from < piece.length;) {
			const part = piece.subarray(from, from + this.#size - this.#filled);
			this.#picture.set(part, this.#filled);
			this.#filled += part.length;
			from += part.length;
			if (this.#filled === this.#size) this.#finish();
		}
	}

	#finish(): void {
		if (this.#wanted.has(this.count)) this.kept.set(this.count, this.#picture);
		this.last = this.#picture;
		this.count += 1;
		this.#filled = 0;
		this.#picture = new Uint8Array(this.#size);
	}
}

/** BT.709 limited range, whatever the tags say, to RGB. */
const TO_RGB =
	'scale=in_color_matrix=bt709:in_range=tv:out_range=pc:flags=bicubic+accurate_rnd+full_chroma_int,format=rgb24';

/**
 * Decodes every picture of a video, counts them, and keeps those on screen at `times` (seconds).
 * A time past the end means the last picture.
 */
export const readVideo = async (file: string, times: readonly number[]): Promise<Video> => {
	const { width, height, fps } = await readFacts(file);
	const wanted = new Set(times.map((time) => indexAt(time, fps, Number.MAX_SAFE_INTEGER)));
	const pictures = new Pictures(width * height * 3, wanted);
	const input = ['-i', file, '-map', '0:v:0', '-fps_mode', 'passthrough', '-vf', TO_RGB];
	await pour([...input, '-f', 'rawvideo', '-'], (piece) => {
		pictures.take(piece);
	});
	const frames = pictures.count;
	const at = (time: number): Frame => {
		const index = indexAt(time, fps, frames);
		const rgb = index === frames - 1 ? pictures.last : pictures.kept.get(index);
		if (rgb === undefined) throw new RangeError(`the picture at ${String(time)} s was not kept`);
		return { width, height, rgb };
	};
	return { width, height, fps, frames, at };
};

/** The sound of a file as the mean of its channels at 48 kHz; no samples when it has none. */
export const readSound = async (file: string): Promise<Sound> => {
	const streams = await probe(file);
	if (!streams.some((stream) => stream['codec_type'] === 'audio'))
		return { rate: SOUND_RATE, samples: new Float32Array() };
	const pieces: Buffer[] = [];
	// Left to itself ffmpeg adds two channels at 0.7 each; the mean of both is meant.
	const isStereo = streams.some((stream) => stream['channels'] === 2);
	const mean = isStereo ? ['-af', 'pan=mono|c0=0.5*c0+0.5*c1'] : ['-ac', '1'];
	const output = [...mean, '-ar', String(SOUND_RATE), '-f', 'f32le', '-'];
	await pour(['-i', file, '-map', '0:a:0', ...output], (piece) => {
		pieces.push(piece);
	});
	const bytes = new Uint8Array(Buffer.concat(pieces));
	return { rate: SOUND_RATE, samples: new Float32Array(bytes.buffer) };
};
