/** Reads the LUT files of a scene before its first frame. Understands no LUT itself. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { type Cube, readingCube } from '../compose/color/cube';
import { AgentError } from '../kernel/errors';
import type { MediaFile, Scene } from '../timeline/scene';

/** The tables of LUT files by sha256. */
export type Cubes = ReadonlyMap<string, Cube>;

/** A cube of 129 entries along each axis, written with all its digits. Bytes. */
const LARGEST = 128 * 1024 * 1024;

const filesIn = ({ layers, sources }: Scene): readonly MediaFile[] => [
	...layers.flatMap(({ grading }) => grading?.luts.map(({ media }) => media) ?? []),
	...sources.flatMap((source) =>
		source.kind === 'nested' ? source.pieces.flatMap(({ scene }) => filesIn(scene)) : [],
	),
];

const broken = (label: string): AgentError =>
	new AgentError('MEDIA_BROKEN', {
		object: {
			zh: `${label}（LUT 文件不完整或格式有误）`,
			en: `${label} (the LUT file is not complete or not well-formed)`,
		},
	});

/** Bytes that are read at once. */
const PIECE = 64 * 1024;

/**
 * The table of a LUT file.
 * @throws {AgentError} MEDIA_BROKEN, TOO_LARGE; the signal's reason when aborted
 */
export const readCube = async (
	{ file, label }: Pick<MediaFile, 'file' | 'label'>,
	signal: AbortSignal,
): Promise<Cube> => {
	const { size } = await stat(file);
	if (size > LARGEST)
		throw new AgentError('TOO_LARGE', { object: label, hint: { limit: '128 MiB' } });
	const reading = readingCube();
	const pieces = createReadStream(file, { encoding: 'latin1', highWaterMark: PIECE });
	for await (const piece of pieces) {
		signal.throwIfAborted();
		if (!reading.take(String(piece))) throw broken(label);
	}
	const cube = reading.end();
	if (cube) return cube;
	throw broken(label);
};

/**
 * The LUT files that a scene and the scenes within it use, each read once.
 * @throws {AgentError} MEDIA_BROKEN, TOO_LARGE; the signal's reason when aborted
 */
export const readCubes = async (scene: Scene, signal: AbortSignal): Promise<Cubes> => {
	const files = new Map(filesIn(scene).map((media) => [media.sha256, media]));
	const cubes = new Map<string, Cube>();
	for (const [sha256, media] of files) cubes.set(sha256, await readCube(media, signal));
	return cubes;
};
