/** Colors as planes have them. */
import type { Color } from '../timeline/text';

/** Luma and chroma of a color, BT.709 limited, not premultiplied. */
export const lumaChroma = ({ red, green, blue }: Color): readonly [number, number, number] => [
	Math.round(16 + 219 * (0.2126 * red + 0.7152 * green + 0.0722 * blue)),
	Math.round(128 + 224 * (-0.114572 * red - 0.385428 * green + 0.5 * blue)),
	Math.round(128 + 224 * (0.5 * red - 0.454153 * green - 0.045847 * blue)),
];
