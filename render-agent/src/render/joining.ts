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
import type { Tools } from './tools';

const FILES_ONLY = ['-protocol_whitelist', 'file,pipe'];

/** A line of ffmpeg's concat list; the names are ours, without quotes. */
const line = (file: string): string => `file '${file.replaceAll("'", String.raw`'\''`)}'`;

/**
 * Joins chunks in their order with the sound.
 * @param list a file that is written for ffmpeg, in the work folder
 * @throws {AgentError} ENCODE_FAILED
 */
export const join = async (
	{
		chunks,
		sound,
		list,
		file,
		container,
	}: { chunks: readonly string[]; sound: string; list: string; file: string; container: Container },
	{ ffmpeg }: Pick<Tools, 'ffmpeg'>,
	signal: AbortSignal,
): Promise<void> => {
	await writeFile(list, `ffconcat version 1.0\n${chunks.map(line).join('\n')}\n`);
	await make(
		{
			ffmpeg,
			inputs: [
				{ options: [...FILES_ONLY, '-f', 'concat', '-safe', '0'], file: list },
				{ options: FILES_ONLY, file: sound },
			],
			outputOptions: joinOptions(container),
			file,
			failure: 'ENCODE_FAILED',
		},
		signal,
	).made;
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

/**
 * Looks at the finished file: streams, size, every frame there, and that its end can be decoded.
 * @throws {AgentError} ENCODE_FAILED
 */
export const verify = async (
	file: string,
	{ canvas, frames }: { readonly canvas: Canvas; readonly frames: Frames },
	{ tools, signal }: { readonly tools: Tools; readonly signal: AbortSignal },
): Promise<void> => {
	const look = [
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
	const { code, printed, said } = await run(tools.ffprobe, look, signal);
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
