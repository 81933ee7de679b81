/** The pictures in the letters of a caption: which files they are, and in which style each lies. Pure. */
import type { AssetId } from '../timeline/asset';
import type { StillSource, TextSource } from '../timeline/scene';
import type { TextBlock, TextStyle } from '../timeline/text';

type Textured = TextStyle | TextStyle['strokes'][number];

/** A caption whose pictures in letters are known by their content, and these pictures; what is not there has none. */
export const withPictures = (
	block: TextBlock,
	pictureOf: (asset: AssetId) => StillSource | undefined,
): Pick<TextSource, 'block' | 'pictures'> => {
	const found = new Map<string, StillSource>();
	const dress = <T extends Textured>(painted: T): T => {
		const { texture } = painted;
		const picture = texture && pictureOf(texture.asset);
		if (!picture) return painted;
		const { sha256 } = picture.media;
		found.set(sha256, picture);
		return { ...painted, texture: { ...texture, sha256 } };
	};
	const runs = block.runs.map(({ text, style }) => ({
		text,
		style: { ...dress(style), strokes: style.strokes.map(dress) },
	}));
	// Most captions have none, and stay the same object.
	return found.size === 0
		? { block }
		: { block: { ...block, runs }, pictures: [...found.values()] };
};
