/** Reads a still picture into linear memory once. */
import { half, type Planes, takePlanes } from '../compose/surface';
import { AgentError } from '../kernel/errors';
import type { StillSource } from '../timeline/scene';
import { stillArguments } from './decoding';
import { fill, type Reading } from './pictureReader';
import { killedFailure, start } from './processes';
import { Pull } from './pulling';

/** Straight RGBA pixels as planes, premultiplied. The pixels must lie in the arena at `rgba`. */
export const planesFromRgba = (
	{ arena }: Pick<Reading, 'arena'>,
	rgba: number,
	{ width, height }: { readonly width: number; readonly height: number },
): Planes => {
	const planes = takePlanes(arena, { width, height }, true);
	arena.kernels.rgbaToPlanes(
		rgba,
		width,
		height,
		planes.y,
		planes.u,
		planes.v,
		planes.a,
		planes.ca,
	);
	return planes;
};

/** A stretch of linear memory. */
interface Room {
	readonly at: number;
	readonly length: number;
}

const readInto = async (
	{ at, length }: Room,
	source: StillSource,
	{ arena, ffmpeg, signal }: Reading,
): Promise<void> => {
	const running = start(ffmpeg, stillArguments(source), { stdout: true, signal });
	const pull = running.stdout && new Pull(running.stdout);
	const filled = pull ? await fill(pull, arena, { at, length }) : 0;
	const { said, isKilled } = await running.ended;
	signal.throwIfAborted();
	if (isKilled) throw killedFailure(source.media.label);
	if (filled < length)
		throw new AgentError('MEDIA_BROKEN', { object: source.media.label, cause: said });
};

/**
 * What is made of the straight RGBA pixels of a still that has alpha, which lie in the arena meanwhile.
 * @throws {AgentError} MEDIA_BROKEN; RENDER_FAILED when the decoder was killed
 */
export const withRgba = async <T>(
	source: StillSource,
	reading: Reading,
	make: (room: Room) => T,
): Promise<T> => {
	const { arena } = reading;
	const length = source.width * source.height * 4;
	const room = { at: arena.take(length), length };
	await readInto(room, source, reading);
	const made = make(room);
	arena.give(room.at, length);
	return made;
};

/**
 * The picture of a still.
 * @throws {AgentError} MEDIA_BROKEN; RENDER_FAILED when the decoder was killed
 */
export const readStill = async (source: StillSource, reading: Reading): Promise<Planes> => {
	const { width, height, alpha } = source;
	if (alpha)
		return withRgba(source, reading, ({ at }) => planesFromRgba(reading, at, { width, height }));
	const planes = takePlanes(reading.arena, source, false);
	const length = width * height + half(width) * half(height) * 2;
	await readInto({ at: planes.y, length }, source, reading);
	return planes;
};
