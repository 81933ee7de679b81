/** The blurred background of a picture as filters of ffmpeg: the steps that `compose/blur` takes, as near as filters come. Pure. */
import { chromaAfter, radiiOf, softeningOf } from '../compose/blur';
import type { Size } from '../timeline/geometry';

/** Pixels of the small picture that are kept beyond what is seen, so that edges are blended as in the whole. */
const MARGIN = 2;

/** Pixels of a picture, from one on, so many. */
interface Stretch {
	readonly from: number;
	readonly length: number;
}

/** A stretch of the small picture on even pixels, and where it lies once it is enlarged. */
interface Cut extends Stretch {
	readonly enlarged: number;
	readonly offset: number;
}

const cutOf = (small: number, canvas: number, factor: number): Cut => {
	const seen = canvas / factor;
	const from = Math.max(0, Math.floor(((small - seen) / 2 - MARGIN) / 2) * 2);
	const length = Math.min(small - from, Math.ceil((seen + 2 * MARGIN) / 2) * 2 + 2);
	const enlarged = Math.max(canvas, Math.round((length * factor) / 2) * 2);
	const left = ((small - seen) / 2 - from) * factor;
	const offset = Math.min(enlarged - canvas, Math.max(0, Math.round(left / 2) * 2));
	return { from, length, enlarged, offset };
};

/** What of a picture is made small: pixels of the small one, and of the picture itself. */
interface Taken {
	readonly small: Stretch;
	readonly full: Stretch;
}

/**
 * What of the picture must be made small so that blurring gives a stretch of the small one as the whole would; all of it where
 * pixels of the small one are not whole ones of it.
 * @param times pixels of the picture for one of the small one
 * @param reach pixels of the small picture that a blurred one takes in on each side, an even number
 */
const takenFor = (
	{ from, length }: Stretch,
	{ small, full, times, reach }: Record<'small' | 'full' | 'times' | 'reach', number>,
): Taken => {
	if (small * times !== full || small % 2 === 1)
		return { small: { from: 0, length: small }, full: { from: 0, length: full } };
	const begin = Math.max(0, from - reach);
	const part = { from: begin, length: Math.min(small, from + length + reach) - begin };
	return { small: part, full: { from: part.from * times, length: part.length * times } };
};

/** Parts of a pixel in which ffmpeg says where chroma lies, counted from the middle of the first one. */
const CHROMA_PARTS = 256;

/** Where chroma lies in the small picture and in the large one, for a filter that takes it to lie in the middle of two pixels. */
const chromaPlaces = (levels: number): string => {
	const place = Math.round((chromaAfter(levels) - chromaAfter(0)) * CHROMA_PARTS);
	return `in_h_chr_pos=${String(place)}:out_h_chr_pos=0`;
};

const isSeen = (radius: number): boolean => radius > 0;

const blurs = (radii: readonly number[], planes: number): readonly string[] =>
	radii.filter(isSeen).map((radius) => `avgblur=sizeX=${String(radius)}:planes=${String(planes)}`);

const sumOf = (radii: readonly number[]): number => radii.reduce((sum, radius) => sum + radius, 0);

const rectangle = (...numbers: readonly number[]): string => numbers.map(String).join(':');

/** Filters that make of a picture the blurred one that covers the canvas. */
export const softGround = (
	picture: Size,
	{ canvas, sigma }: { readonly canvas: Size; readonly sigma: number },
): readonly string[] => {
	const { levels, sigma: local, width, height } = softeningOf(picture, { canvas, sigma });
	const [radii, chromaRadii] = [radiiOf(local), radiiOf(local / 2)];
	const factor = Math.max(canvas.width / width, canvas.height / height);
	const across = cutOf(width, canvas.width, factor);
	const down = cutOf(height, canvas.height, factor);
	const times = 2 ** levels;
	const reach = 2 * Math.max(Math.ceil(sumOf(radii) / 2), sumOf(chromaRadii));
	const wide = takenFor(across, { small: width, full: picture.width, times, reach });
	const high = takenFor(down, { small: height, full: picture.height, times, reach });
	const part = rectangle(wide.full.length, high.full.length, wide.full.from, high.full.from);
	const isPart = wide.small.length < width || high.small.length < height;
	return [
		...(isPart ? [`crop=${part}:exact=1`] : []),
		// Halved twice or more, each sample is the mean of all that it stands for: one step is the same as several.
		...(levels > 0 ? [`scale=${rectangle(wide.small.length, high.small.length)}:flags=area`] : []),
		...blurs(radii, 1),
		...blurs(chromaRadii, 6),
		`crop=${rectangle(across.length, down.length, across.from - wide.small.from, down.from - high.small.from)}:exact=1`,
		`scale=${String(across.enlarged)}:${String(down.enlarged)}:flags=bilinear:${chromaPlaces(levels)}`,
		`crop=${rectangle(canvas.width, canvas.height, across.offset, down.offset)}`,
	];
};
