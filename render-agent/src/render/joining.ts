/** Joins chunks and sound to the finished file without encoding. */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat, writeFile } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';
import { type Container, joinOptions } from './encoding';
import { make } from './ffmpegEncoder';
import { FILES_ONLY } from './quality/joinedVideo';
import { whileFileGrows } from './stall';
import type { Tools } from './tools';

/** A line of ffmpeg's concat list; the names are ours, without quotes. */
const line = (file: string): string => `file '${file.replaceAll("'", String.raw`'\''`)}'`;

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

/** Size and SHA-256 of a file. */
export const fingerprint = async (
	file: string,
): Promise<{ readonly bytes: number; readonly sha256: string }> => {
	const hash = createHash('sha256');
	await pipeline(createReadStream(file), hash);
	return { bytes: (await stat(file)).size, sha256: hash.digest('hex') };
};
