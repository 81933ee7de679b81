/** The blurred background of a picture as filters of ffmpeg: the steps that `compose/blur` takes, as near as filters come. Pure. */
import { radiiOf, softeningOf } from '../compose/blur';
import { half } from '../compose/surface';
import type { Size } from '../timeline/geometry';

/** Pixels of the small picture that are kept beyond what is seen, so that edges are blended as in the whole. */
const MARGIN = 2;

/** A stretch of the small picture on even pixels, and where it lies once it is enlarged. */
interface Cut {
	readonly from: number;
	readonly length: number;
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

const blurs = (sigma: number, planes: number): readonly string[] =>
	radiiOf(sigma)
		.filter((radius) => radius > 0)
		.map((radius) => `avgblur=sizeX=${String(radius)}:planes=${String(planes)}`);

/** Filters that make of a picture the blurred one that covers the canvas. */
export const softGround = (
	picture: Size,
	{ canvas, sigma }: { readonly canvas: Size; readonly sigma: number },
): readonly string[] => {
	const { levels, sigma: local, width, height } = softeningOf(picture, { canvas, sigma });
	const sizes = Array.from({ length: levels }, (_, i) => i).reduce<readonly Size[]>((all) => {
		const { width, height } = all.at(-1) ?? picture;
		return [...all, { width: half(width), height: half(height) }];
	}, []);
	const factor = Math.max(canvas.width / width, canvas.height / height);
	const across = cutOf(width, canvas.width, factor);
	const down = cutOf(height, canvas.height, factor);
	const rectangle = (...numbers: readonly number[]): string => numbers.map(String).join(':');
	const last = sizes.at(-1);
	return [
		// Halved twice or more, each sample is the mean of all that it stands for: one step is the same as several.
		...(last ? [`scale=${String(last.width)}:${String(last.height)}:flags=area`] : []),
		...blurs(local, 1),
		...blurs(local / 2, 6),
		`crop=${rectangle(across.length, down.length, across.from, down.from)}:exact=1`,
		`scale=${String(across.enlarged)}:${String(down.enlarged)}:flags=bilinear`,
		`crop=${rectangle(canvas.width, canvas.height, across.offset, down.offset)}`,
	];
};
