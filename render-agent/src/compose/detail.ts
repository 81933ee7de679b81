/** Levels of detail: pictures drawn much smaller than they are, are halved first, so that nothing is skipped over. */
import { type Affine, after, scaled } from '../timeline/geometry';
import type { Arena } from './kernels';
import type { View } from './sampling';
import { half, type Plane, type Planes, planesOf } from './surface';

/** A picture at the level that suits, and the memory that it took. */
export interface Level {
	readonly views: readonly View[];
	/** From canvas pixels to this level's pixels. */
	readonly back: Affine;
	readonly taken: readonly { readonly at: number; readonly bytes: number }[];
}

/** Below this many source samples a target sample, the picture itself is drawn. */
const COARSE = 1.75;

const viewsOf = (picture: Planes): readonly View[] =>
	planesOf(picture).map((plane) => ({ plane, stride: plane.width }));

/** Where the samples of a plane lie after halvings, in pixels of the small picture: each stands between the two it is made of. */
const sited = (plane: Plane, halvings: number): Plane => {
	let { x0, y0 } = plane;
	for (let i = 0; i < halvings; i++) {
		x0 = (x0 + plane.step / 2) / 2;
		y0 = (y0 + plane.step / 2) / 2;
	}
	return { ...plane, x0, y0 };
};

/** How many halvings a map from canvas to picture asks for. */
const halvingsFor = ({ xx, xy, yx, yy }: Affine): number => {
	const shrunk = Math.min(Math.hypot(xx, xy), Math.hypot(yx, yy));
	return shrunk < COARSE ? 0 : Math.floor(Math.log2(shrunk / COARSE)) + 1;
};

/** The picture at the level of detail that suits how small `back` draws it. The caller gives `taken` back. */
export const levelOf = (arena: Arena, picture: Planes, back: Affine): Level => {
	const halvings = halvingsFor(back);
	if (halvings === 0) return { views: viewsOf(picture), back, taken: [] };
	const taken: { at: number; bytes: number }[] = [];
	const shrink = ({ plane }: View): Plane => {
		let { at, width, height } = plane;
		for (let i = 0; i < halvings; i++) {
			const bytes = half(width) * half(height);
			const out = arena.take(bytes);
			taken.push({ at: out, bytes });
			arena.kernels.halve(at, width, height, width, out);
			at = out;
			width = half(width);
			height = half(height);
		}
		return { ...sited(plane, halvings), at, width, height };
	};
	const small = viewsOf(picture).map(shrink);
	const alphaOf = (step: 1 | 2): number =>
		small.find((plane, i) => i >= 3 && plane.step === step)?.at ?? 0;
	const factor = 2 ** -halvings;
	return {
		views: small.map((plane) => ({
			plane: { ...plane, alpha: alphaOf(plane.step) },
			stride: plane.width,
		})),
		back: after(scaled(factor, factor), back),
		taken,
	};
};
