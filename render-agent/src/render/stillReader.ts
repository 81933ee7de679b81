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

/**
 * The picture of a still.
 * @throws {AgentError} MEDIA_BROKEN; RENDER_FAILED when the decoder was killed
 */
export const readStill = async (source: StillSource, reading: Reading): Promise<Planes> => {
	const { arena, ffmpeg, signal } = reading;
	const { width, height, alpha } = source;
	const running = start(ffmpeg, stillArguments(source), { stdout: true, signal });
	const length = alpha ? width * height * 4 : width * height + half(width) * half(height) * 2;
	const opaque = alpha ? undefined : takePlanes(arena, source, false);
	const at = opaque?.y ?? arena.take(length);
	const pull = running.stdout && new Pull(running.stdout);
	const filled = pull ? await fill(pull, arena, { at, length }) : 0;
	const { said, isKilled } = await running.ended;
	signal.throwIfAborted();
	if (isKilled) throw killedFailure(source.media.label);
	if (filled < length)
		throw new AgentError('MEDIA_BROKEN', { object: source.media.label, cause: said });
	if (opaque) return opaque;
	const planes = planesFromRgba(reading, at, { width, height });
	arena.give(at, length);
	return planes;
};
