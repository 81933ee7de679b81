/** Joins chunks and sound to the finished file without encoding. */
import { stat, writeFile } from 'node:fs/promises';
import { sha256Of } from '../assets/hashFile';
import {
	type FrameRate,
	frames,
	type Frames,
	minus,
	plus,
	startOf,
	toSeconds,
} from '../kernel/units';
import { type Container, joinOptions } from './encoding';
import { make } from './ffmpegEncoder';
import { FILES_ONLY } from './quality/joinedVideo';
import { whileFileGrows } from './stall';
import type { Tools } from './tools';

/** A chunk's file and how many frames it has. */
export interface JoinedChunk {
	readonly file: string;
	readonly count: Frames;
}

/**
 * ffmpeg's concat list. Lengths are told, for files tell theirs in milliseconds only: with most rates that adds up, chunk
 * by chunk. Each is what lies between the chunk's rounded ends, so that roundings do not add up either.
 */
const listOf = (chunks: readonly JoinedChunk[], rate: FrameRate): string => {
	const lines = ['ffconcat version 1.0'];
	let [at, begin] = [frames(0), startOf(frames(0), rate)];
	for (const { file, count } of chunks) {
		at = plus(at, count);
		const end = startOf(at, rate);
		const length = toSeconds(minus(end, begin)).toFixed(6);
		lines.push(`file '${file.replaceAll("'", String.raw`'\''`)}'`, `duration ${length}`);
		begin = end;
	}
	return `${lines.join('\n')}\n`;
};

/**
 * So that no decoder opens a picture of each chunk to find out what it is like: boxes of mp4 and mov say it. Matroska says
 * things of its own that only a decoder knows.
 */
const UNOPENED = ['-codec_whitelist', 'none'];

/** What a container adds to each of its parts at most: a description of it, of its frames, and what it begins with. */
const BESIDE = 64 * 1024;
const PART_OF_IT = 1.25;

/** More than a file that is joined of others can have. Bytes. */
const mostBytesOf = async (files: readonly string[]): Promise<number> => {
	const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
	return sizes.reduce((sum, size) => sum + size * PART_OF_IT + BESIDE, BESIDE);
};

/** What joins, and how long it may make no progress. Milliseconds. */
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
		rate,
		sound,
		list,
		file,
		container,
	}: {
		chunks: readonly JoinedChunk[];
		rate: FrameRate;
		sound: string;
		list: string;
		file: string;
		container: Container;
	},
	{ tools: { ffmpeg }, patience }: Joiner,
	signal: AbortSignal,
): Promise<void> => {
	await writeFile(list, listOf(chunks, rate));
	const unopened = container === 'mp4' || container === 'mov' ? UNOPENED : [];
	const making = {
		ffmpeg,
		inputs: [
			{ options: [...FILES_ONLY, ...unopened, '-f', 'concat', '-safe', '0'], file: list },
			{ options: FILES_ONLY, file: sound },
		],
		outputOptions: joinOptions(container),
		file,
		failure: 'ENCODE_FAILED',
	} as const;
	const mostBytes = await mostBytesOf([...chunks.map((chunk) => chunk.file), sound]);
	const growth = { file, patience, mostBytes, code: 'ENCODE_FAILED' } as const;
	await whileFileGrows((stop) => make(making, stop).made, growth, signal);
};

/** Size and SHA-256 of a file. */
export const fingerprint = async (
	file: string,
	signal: AbortSignal,
): Promise<{ readonly bytes: number; readonly sha256: string }> => {
	const sha256 = await sha256Of(file, signal);
	return { bytes: (await stat(file)).size, sha256 };
};
