/** Paints a frame: executes a tree of draws on planes with the kernels. Owns scratch memory; knows nothing of clips. */
import { type Affine, after, inverse, type Size, scaled, shifted } from '../timeline/geometry';
import type { Color } from '../timeline/text';
import { Backgrounds } from './blur';
import type { Cover, Draw, Part } from './draws';
import type { Arena } from './kernels';
import { clear, givePlanes, half, type Plane, type Planes, planesOf, takePlanes } from './surface';

/** What the painter asks of the sources of a scene: the picture to draw now. Stays valid until the frame is done. */
export type PictureOf = (source: number) => Planes;

const SHAPES: Readonly<Record<Cover['shape'], number>> = {
	line: 0,
	mirror: 1,
	circle: 2,
	rectangle: 3,
	clock: 4,
	heart: 5,
	star: 6,
};

/** A source place for each target sample: u = ux + x·a + y·b, v = uy + x·c + y·d, in samples. */
interface Sampling {
	readonly ux: number;
	readonly uy: number;
	readonly a: number;
	readonly b: number;
	readonly c: number;
	readonly d: number;
}

/** The map from target samples to source samples, given the map from canvas pixels to source pixels. */
const samplingOf = (back: Affine, target: Plane, source: Plane): Sampling => {
	const toCanvas = { xx: target.step, xy: 0, yx: 0, yy: target.step, dx: target.x0, dy: target.y0 };
	const toSample = after(scaled(1 / source.step, 1 / source.step), shifted(-source.x0, -source.y0));
	const map = after(toSample, after(back, toCanvas));
	return { ux: map.dx, uy: map.dy, a: map.xx, b: map.xy, c: map.yx, d: map.yy };
};

/** Samples beyond which a drift over a plane's length would show. */
const DRIFT = 1 / 256;
/** Below this many source samples a target sample, one level of detail is enough. */
const COARSE = 1.75;
const WHOLE = 256;

/** Luma and chroma of a color, BT.709 limited, not premultiplied. */
export const lumaChroma = ({ red, green, blue }: Color): readonly [number, number, number] => [
	Math.round(16 + 219 * (0.2126 * red + 0.7152 * green + 0.0722 * blue)),
	Math.round(128 + 224 * (-0.114572 * red - 0.385428 * green + 0.5 * blue)),
	Math.round(128 + 224 * (0.5 * red - 0.454153 * green - 0.045847 * blue)),
];

/** A rectangle of a picture, on even pixels, as a picture that shares its memory. */
interface View {
	readonly plane: Plane;
	readonly stride: number;
}

interface Laid {
	readonly matrix: Affine;
	readonly opacity: number;
	readonly covers: readonly Cover[];
	readonly parts?: readonly Part[];
}

/** The planes of coverage for one draw: at luma and at chroma size. */
interface CoverPlanes {
	readonly large: number;
	readonly small: number;
}

const NO_COVER: CoverPlanes = { large: 0, small: 0 };

/** Paints frames of one canvas size. */
export class Painter {
	private readonly scratch: number;
	private readonly rowBytes: number;
	private readonly white: number;
	private readonly solid: number;
	private readonly backgrounds: Backgrounds;
	private readonly arena: Arena;
	private readonly canvas: Size;

	constructor(arena: Arena, canvas: Size) {
		this.arena = arena;
		this.canvas = canvas;
		this.rowBytes = 16_384;
		this.scratch = arena.take(this.rowBytes * 5);
		this.white = arena.take(this.rowBytes);
		this.solid = arena.take(this.rowBytes);
		arena.bytes(this.white, this.rowBytes).fill(255);
		this.backgrounds = new Backgrounds(arena);
	}

	/** Paints a frame on `target`, from black (or transparent where it has alpha) up. */
	frame(target: Planes, draws: readonly Draw[], pictureOf: PictureOf): void {
		clear(this.arena, target);
		this.over(target, draws, pictureOf);
	}

	/** Paints over what is on `target`. */
	over(target: Planes, draws: readonly Draw[], pictureOf: PictureOf): void {
		for (const draw of draws) this.draw(target, draw, pictureOf);
	}

	private draw(target: Planes, draw: Draw, pictureOf: PictureOf): void {
		switch (draw.kind) {
			case 'picture':
				this.picture(target, pictureOf(draw.source), draw);
				return;
			case 'fill':
				this.fill(target, draw);
				return;
			case 'blurred':
				this.blurred(target, draw, pictureOf(draw.source));
				return;
			case 'group': {
				const side = takePlanes(this.arena, target.width, target.height, !draw.opaque);
				this.frame(side, draw.draws, pictureOf);
				this.picture(target, side, draw);
				givePlanes(this.arena, side);
				return;
			}
			case 'mix':
				this.mix(target, draw, pictureOf);
		}
	}

	private mix(target: Planes, draw: Extract<Draw, { kind: 'mix' }>, pictureOf: PictureOf): void {
		const from = takePlanes(this.arena, target.width, target.height, !draw.opaque);
		const to = takePlanes(this.arena, target.width, target.height, !draw.opaque);
		this.frame(from, draw.from, pictureOf);
		this.frame(to, draw.to, pictureOf);
		this.arena.kernels.mix(from.y, to.y, from.bytes, Math.round(draw.amount * WHOLE));
		this.picture(target, from, {
			matrix: scaled(this.canvas.width, this.canvas.height),
			opacity: 1,
			covers: [],
		});
		givePlanes(this.arena, from);
		givePlanes(this.arena, to);
	}

	private fill(target: Planes, { color, opacity, covers }: Extract<Draw, { kind: 'fill' }>): void {
		const weight = Math.round(opacity * color.alpha * WHOLE);
		const values = [...lumaChroma(color), 255, 255];
		const cover = this.coverPlanes(covers, target);
		planesOf(target).forEach((plane, i) => {
			this.arena.bytes(this.solid, plane.width).fill(values[i] ?? 0);
			const mask = plane.step === 1 ? cover.large : cover.small;
			this.arena.kernels.overlay(
				this.solid,
				0,
				0,
				plane.at,
				plane.width,
				mask,
				plane.width,
				plane.width,
				plane.height,
				weight,
			);
		});
		this.giveCover(cover, target);
	}

	private blurred(
		target: Planes,
		{ sigma, opacity, covers }: Extract<Draw, { kind: 'blurred' }>,
		picture: Planes,
	): void {
		const small = this.backgrounds.blurred(picture, { canvas: this.canvas, sigma });
		const factor = Math.max(this.canvas.width / small.width, this.canvas.height / small.height);
		const matrix = after(
			shifted(this.canvas.width / 2, this.canvas.height / 2),
			after(scaled(small.width * factor, small.height * factor), shifted(-0.5, -0.5)),
		);
		this.picture(target, small, { matrix, opacity, covers });
		givePlanes(this.arena, small);
	}

	/** Lays a picture on the target; its unit square goes where `matrix` says. */
	private picture(target: Planes, picture: Planes, laid: Laid): void {
		const cover = this.coverPlanes(laid.covers, target);
		for (const part of laid.parts ?? [undefined])
			this.part(target, picture, { ...laid, cover, part });
		this.giveCover(cover, target);
	}

	private part(
		target: Planes,
		picture: Planes,
		{ matrix, opacity, cover, part }: Laid & { cover: CoverPlanes; part: Part | undefined },
	): void {
		const window = evenWindow(picture, part);
		if (window.width <= 0 || window.height <= 0) return;
		const toCanvas = after(
			matrix,
			after(scaled(1 / picture.width, 1 / picture.height), shifted(window.x, window.y)),
		);
		const back = inverse(toCanvas);
		if (!back) return;
		const sources = planesOf(picture);
		const levels = this.levels(back, sources, picture, part === undefined);
		planesOf(target).forEach((plane, i) => {
			const view = levels.views[i] ?? this.opaqueAlpha(plane.step, window);
			const source = part && levels.views[i] ? cut(view, picture, window) : view;
			const sampling = samplingOf(levels.back, plane, source.plane);
			const mask = plane.step === 1 ? cover.large : cover.small;
			this.lay(plane, source, { sampling, weight: Math.round(opacity * WHOLE), mask });
		});
		for (const planes of levels.taken) this.arena.give(planes.at, planes.bytes);
	}

	/** The picture at a level of detail that suits how small it is drawn. */
	private levels(back: Affine, sources: readonly Plane[], picture: Planes, whole: boolean): Levels {
		const shrunk = Math.min(Math.hypot(back.xx, back.xy), Math.hypot(back.yx, back.yy));
		const views = sources.map((plane) => ({ plane, stride: plane.width }));
		if (!whole || shrunk < COARSE) return { views, back, taken: [] };
		const steps = Math.max(1, Math.floor(Math.log2(shrunk / COARSE)) + 1);
		return this.halved(views, { back, steps, picture });
	}

	private halved(
		views: readonly View[],
		{ back, steps, picture }: { back: Affine; steps: number; picture: Planes },
	): Levels {
		const taken: { at: number; bytes: number }[] = [];
		const shrink = ({ plane }: View): Plane => {
			let { at, width, height } = plane;
			for (let i = 0; i < steps && width > 1 && height > 1; i++) {
				const w = half(width);
				const h = half(height);
				const out = this.arena.take(w * h);
				taken.push({ at: out, bytes: w * h });
				this.arena.kernels.halve(at, width, height, width, out);
				at = out;
				width = w;
				height = h;
			}
			return { ...plane, at, width, height };
		};
		const small = views.map((view) => shrink(view));
		const alphaOf = (step: 1 | 2): number =>
			picture.a === 0 ? 0 : (small.find((plane, i) => i >= 3 && plane.step === step)?.at ?? 0);
		const factor = 2 ** -steps;
		return {
			views: small.map((plane) => ({
				plane: { ...plane, alpha: alphaOf(plane.step) },
				stride: plane.width,
			})),
			back: after(scaled(factor, factor), back),
			taken,
		};
	}

	/** The alpha of an opaque picture: one row of 255 read again and again. */
	private opaqueAlpha(step: 1 | 2, { width, height }: Size): View {
		const at = { step, x0: 0.5, y0: step === 1 ? 0.5 : 1 };
		const size = step === 1 ? { width, height } : { width: half(width), height: half(height) };
		return { plane: { at: this.white, alpha: 0, ...size, ...at }, stride: 0 };
	}

	private lay(
		target: Plane,
		{ plane, stride }: View,
		{ sampling, weight, mask }: { sampling: Sampling; weight: number; mask: number },
	): void {
		const { kernels } = this.arena;
		const { ux, uy, a, b, c, d } = sampling;
		const straight = Math.abs(b) * target.height < DRIFT && Math.abs(c) * target.width < DRIFT;
		const shift = { x: Math.round(ux), y: Math.round(uy) };
		const unscaled =
			Math.abs(a - 1) * target.width < DRIFT && Math.abs(d - 1) * target.height < DRIFT;
		if (straight && unscaled && Math.abs(ux - shift.x) < DRIFT && Math.abs(uy - shift.y) < DRIFT) {
			this.overlay(target, { plane, stride }, { shift, weight, mask });
			return;
		}
		if (straight && a > 0 && d > 0 && a < 1.99 && d < 1.99) {
			kernels.drawScaled(
				plane.at,
				plane.alpha,
				plane.width,
				plane.height,
				stride,
				target.at,
				target.width,
				target.height,
				target.width,
				ux,
				uy,
				a,
				d,
				weight,
				mask,
				target.width,
				this.scratch,
				this.rowBytes,
			);
			return;
		}
		kernels.drawAffine(
			plane.at,
			plane.alpha,
			plane.width,
			plane.height,
			stride,
			target.at,
			target.width,
			target.height,
			target.width,
			ux,
			uy,
			a,
			b,
			c,
			d,
			weight,
			mask,
			target.width,
			this.scratch,
			this.rowBytes,
		);
	}

	private overlay(
		target: Plane,
		{ plane, stride }: View,
		{ shift, weight, mask }: { shift: { x: number; y: number }; weight: number; mask: number },
	): void {
		const x0 = Math.max(0, -shift.x);
		const y0 = Math.max(0, -shift.y);
		const width = Math.min(target.width, plane.width - shift.x) - x0;
		const height = Math.min(target.height, plane.height - shift.y) - y0;
		if (width <= 0 || height <= 0) return;
		const from = (y0 + shift.y) * stride + x0 + shift.x;
		const to = y0 * target.width + x0;
		this.arena.kernels.overlay(
			plane.at + from,
			plane.alpha === 0 ? 0 : plane.alpha + from,
			stride,
			target.at + to,
			target.width,
			mask === 0 ? 0 : mask + to,
			target.width,
			width,
			height,
			weight,
		);
	}

	private coverPlanes(covers: readonly Cover[], target: Planes): CoverPlanes {
		if (covers.length === 0) return NO_COVER;
		const [luma, chroma] = planesOf(target);
		if (!luma || !chroma) return NO_COVER;
		return { large: this.coverPlane(covers, luma), small: this.coverPlane(covers, chroma) };
	}

	private coverPlane(covers: readonly Cover[], target: Plane): number {
		const bytes = target.width * target.height;
		const out = this.arena.take(bytes);
		covers.forEach((cover, i) => {
			if (i === 0) {
				this.shape(cover, target, out);
				return;
			}
			const other = this.arena.take(bytes);
			this.shape(cover, target, other);
			this.arena.kernels.multiplyCover(out, other, bytes);
			this.arena.give(other, bytes);
		});
		return out;
	}

	private shape(cover: Cover, target: Plane, out: number): void {
		const back = inverse(cover.matrix);
		if (!back) {
			this.arena.bytes(out, target.width * target.height).fill(cover.inverted ? 255 : 0);
			return;
		}
		const { ux, uy, a, b, c, d } = samplingOf(back, target, { ...target, step: 1, x0: 0, y0: 0 });
		this.arena.kernels.drawShape(
			out,
			target.width,
			target.height,
			target.width,
			ux,
			uy,
			a,
			b,
			c,
			d,
			SHAPES[cover.shape],
			cover.halfWidth,
			cover.halfHeight,
			cover.radius,
			cover.soft,
			cover.inverted ? 1 : 0,
		);
	}

	private giveCover({ large, small }: CoverPlanes, { width, height }: Planes): void {
		if (large !== 0) this.arena.give(large, width * height);
		if (small !== 0) this.arena.give(small, half(width) * half(height));
	}
}

interface Levels {
	readonly views: readonly View[];
	readonly back: Affine;
	readonly taken: readonly { readonly at: number; readonly bytes: number }[];
}

/** The whole pixels of a part, widened to even ones so that chroma can be cut with it. */
const evenWindow = (
	{ width, height }: Planes,
	part: Part | undefined,
): { x: number; y: number; width: number; height: number } => {
	if (!part) return { x: 0, y: 0, width, height };
	const x = Math.floor((part.left * width) / 2) * 2;
	const y = Math.floor((part.top * height) / 2) * 2;
	return {
		x,
		y,
		width: Math.min(width, Math.ceil(part.right * width)) - x,
		height: Math.min(height, Math.ceil(part.bottom * height)) - y,
	};
};

const cut = (
	{ plane, stride }: View,
	picture: Planes,
	window: { x: number; y: number; width: number; height: number },
): View => {
	const { step } = plane;
	const offset = (window.y / step) * stride + window.x / step;
	const size =
		step === 1
			? { width: window.width, height: window.height }
			: { width: half(window.width), height: half(window.height) };
	return {
		plane: {
			...plane,
			...size,
			at: plane.at + offset,
			alpha: picture.a === 0 ? 0 : plane.alpha + offset,
		},
		stride,
	};
};
