/** Reads the pictures in the letters of a scene before its first frame. */
import type { Scene, StillSource } from '../timeline/scene';
import type { Reading } from './pictureReader';
import { withRgba } from './stillReader';
import type { LetterPicture, LetterPictures } from './text/pictureBrush';

const picturesIn = ({ sources }: Scene): readonly StillSource[] =>
	sources.flatMap((source) => {
		if (source.kind === 'text') return source.pictures ?? [];
		return source.kind === 'nested' ? source.pieces.flatMap(({ scene }) => picturesIn(scene)) : [];
	});

const read = (source: StillSource, reading: Reading): Promise<LetterPicture> =>
	withRgba(source, reading, ({ at, length }) => ({
		...{ width: source.width, height: source.height },
		rgba: new Uint8ClampedArray(reading.arena.bytes(at, length)),
	}));

/**
 * The pictures in letters of a scene and the scenes within it, each read once.
 * @throws {AgentError} MEDIA_BROKEN; RENDER_FAILED when a decoder was killed; the signal's reason when aborted
 */
export const readLetterPictures = async (
	scene: Scene,
	reading: Reading,
): Promise<LetterPictures> => {
	const sources = new Map(picturesIn(scene).map((source) => [source.media.sha256, source]));
	const pictures = new Map<string, LetterPicture>();
	for (const [sha256, source] of sources) pictures.set(sha256, await read(source, reading));
	return pictures;
};
