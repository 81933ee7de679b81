/** How ffmpeg lays a picture on the blurred one of itself. Pure. */
import type { Size } from '../timeline/geometry';
import { softGround } from './softGround';

/** A rectangle of whole canvas pixels, all numbers even. */
interface Place extends Size {
	readonly x: number;
	readonly y: number;
}

/** The ground before and behind a picture that fills the canvas in one direction; undefined where it fills it in none. */
const besideOf = (
	{ x, y, width, height }: Place,
	canvas: Size,
): { readonly stack: 'vstack' | 'hstack'; readonly bands: readonly [Place, Place] } | undefined => {
	if (width === canvas.width) {
		const below = y + height;
		const bands = [
			{ x, y: 0, width, height: y },
			{ x, y: below, width, height: canvas.height - below },
		] as const;
		return { stack: 'vstack', bands };
	}
	if (height !== canvas.height) return undefined;
	const right = x + width;
	const bands = [
		{ x: 0, y, width: x, height },
		{ x: right, y, width: canvas.width - right, height },
	] as const;
	return { stack: 'hstack', bands };
};

/** Bands of a ground that are there, cut out of it, and the picture `[…p]` between them. */
const stacked = (
	{ stack, bands }: NonNullable<ReturnType<typeof besideOf>>,
	name: string,
): string => {
	const cuts = bands.map(({ x, y, width, height }, i) => {
		const [whole, band] = [`[${name}w${String(i)}]`, `[${name}b${String(i)}]`];
		const crop = `${whole}crop=${[width, height, x, y].map(String).join(':')}${band};`;
		return width > 0 && height > 0 ? { whole, band, crop } : { whole: '', band: '', crop: '' };
	});
	const [before, behind] = cuts.map(({ band }) => band);
	const there = cuts.filter(({ band }) => band !== '');
	const all = `${before ?? ''}[${name}p]${behind ?? ''}`;
	const wholes = there.map(({ whole }) => whole).join('');
	const crops = there.map(({ crop }) => crop).join('');
	return `split=${String(there.length)}${wholes};${crops}${all}${stack}=inputs=${String(there.length + 1)}`;
};

/**
 * Filters that make of a picture the whole canvas: the picture at its place on the blurred one of itself.
 * @param name makes the names of pads
 */
export const laidOnGround = (
	place: Place,
	{ canvas, sigma, name }: { readonly canvas: Size; readonly sigma: number; readonly name: string },
): string => {
	const ground = softGround(place, { canvas, sigma }).join(',');
	const beside = besideOf(place, canvas);
	// Laid over it, the picture would be given an alpha plane and be mixed with the ground pixel by pixel.
	const laid = beside
		? `,${stacked(beside, name)}`
		: `[${name}s];[${name}s][${name}p]overlay=x=${String(place.x)}:y=${String(place.y)}:format=yuv420`;
	return `split[${name}p][${name}g];[${name}g]${ground}${laid}`;
};
