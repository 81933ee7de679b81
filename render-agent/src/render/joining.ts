/** Joins chunks and sound to the finished file without encoding, and looks whether it is what was planned. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { AgentError } from '../kernel/errors';
import type { Frames } from '../kernel/units';
import type { Canvas } from '../timeline/timeline';
import { type Container, joinOptions } from './encoding';
import { make } from './ffmpegEncoder';
import { run } from './processes';
import { watchStall, whileFileGrows } from './stall';
import type { Tools } from './tools';

/** How much longer than a standstill elsewhere the reading of the finished file may take. */
const READINGS = 10;

const FILES_ONLY = ['-protocol_whitelist', 'file,pipe'];

/** A line of ffmpeg's concat list; the names are ours, without quotes. */
const line = (file: string): string => `file '${file.replaceAll("'", String.raw`'\''`)}'`;

/** What joins and verifies, and how long it may make no progress. Milliseconds. */
export interface Joiner {
	readonly tools: Tools;
	readonly patience: number;
}

/**
 * Joins chunks in their order with the sound.
 * @param list a file that is written for ffmpeg, in the work folder
 * @throws {AgentError} ENCODE_FAILED, DISK_FULL
 */
export const join = async (
	{
		chunks,
		sound,
		list,
		file,
		container,
	}: { chunks: readonly string[]; sound: string; list: string; file: string; container: Container },
	{ tools: { ffmpeg }, patience }: Joiner,
	signal: AbortSignal,
): Promise<void> => {
	await writeFile(list, `ffconcat version 1.0\n${chunks.map(line).join('\n')}\n`);
	const making = {
		ffmpeg,
		inputs: [
			{ options: [...FILES_ONLY, '-f', 'concat', '-safe', '0'], file: list },
			{ options: FILES_ONLY, file: sound },
		],
		outputOptions: joinOptions(container),
		file,
		failure: 'ENCODE_FAILED',
	} as const;
	const growth = { file, patience, code: 'ENCODE_FAILED' } as const;
	await whileFileGrows((stop) => make(making, stop).made, growth, signal);
};

interface Probed {
	readonly streams?: readonly {
		readonly codec_type?: string;
		readonly width?: number;
		readonly height?: number;
		readonly nb_read_packets?: string;
	}[];
}

const wrong = (what: string): AgentError =>
	new AgentError('ENCODE_FAILED', { cause: `the finished file ${what}` });

/** A finished file, and what it should hold. */
export interface Finished {
	readonly file: string;
	readonly canvas: Canvas;
	readonly frames: Frames;
}

/**
 * Looks at the finished file: streams, size, every frame there, and that its end can be decoded.
 * @throws {AgentError} ENCODE_FAILED
 */
export const verify = async (
	finished: Finished,
	{ tools, patience }: Joiner,
	signal: AbortSignal,
): Promise<void> => {
	// Reading a long file says nothing meanwhile.
	const watch = watchStall('ENCODE_FAILED', { patience: READINGS * patience }, signal);
	try {
		await look(finished, tools, watch.signal);
	} finally {
		watch.end();
	}
};

const look = async (
	{ file, canvas, frames }: Finished,
	tools: Tools,
	signal: AbortSignal,
): Promise<void> => {
	const question = [
		'-v',
		'error',
		...FILES_ONLY,
		'-count_packets',
		'-show_entries',
		'stream=codec_type,width,height,nb_read_packets',
		'-of',
		'json',
		file,
	];
	const { code, printed, said } = await run(tools.ffprobe, question, signal);
	signal.throwIfAborted();
	if (code !== 0) throw wrong(`cannot be read: ${said}`);
	const { streams = [] } = JSON.parse(printed) as Probed;
	const picture = streams.find(({ codec_type }) => codec_type === 'video');
	if (!picture) throw wrong('has no picture');
	if (!streams.some(({ codec_type }) => codec_type === 'audio')) throw wrong('has no sound');
	if (picture.width !== canvas.width || picture.height !== canvas.height)
		throw wrong(`is ${String(picture.width)}x${String(picture.height)}`);
	if (Number(picture.nb_read_packets) !== frames)
		throw wrong(`has ${String(picture.nb_read_packets)} frames of ${String(frames)}`);
	const end = [
		'-v',
		'error',
		'-nostdin',
		'-xerror',
		...FILES_ONLY,
		'-sseof',
		'-1',
		'-i',
		file,
		'-f',
		'null',
		'-',
	];
	const decoded = await run(tools.ffmpeg, end, signal);
	signal.throwIfAborted();
	if (decoded.code !== 0) throw wrong(`cannot be decoded: ${decoded.said}`);
};

/** Size and SHA-256 of a file. */
export const fingerprint = async (
	file: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> => {
	const hash = createHash('sha256');
	await pipeline(createReadStream(file), hash);
	return { bytes: (await stat(file)).size, sha256: hash.digest('hex') };
};
