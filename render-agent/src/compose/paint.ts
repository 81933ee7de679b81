/** Paints a frame: executes a tree of draws on planes with the kernels. Knows nothing of clips. */
import { type Affine, after, inverse, scaled, shifted, type Size } from '../timeline/geometry';
import { BrokenInvariant } from '../kernel/errors';
import type { BlendMode } from '../timeline/looks';
import { blend } from './blending';
import { Backgrounds } from './blur';
import { StagePainter } from './color/stagePainter';
import type { CubeOf } from './color/table';
import { type CoverPlanes, type Covering, giveCover, takeCovers } from './coverPlanes';
import { type Level, levelOf } from './detail';
import type { Cover, Draw, EffectDraw, Part } from './draws';
import { applyEffect } from './effects/applyEffect';
import type { Arena } from './kernels';
import { giveStrip, takeStrip } from './gradientStrip';
import { Layer } from './laying';
import { cut, evenWindow, samplingOf, type View } from './sampling';
import { lumaChroma } from './lumaChroma';
import { tint } from './tint';
import { clear, copyPlanes, givePlanes, type Planes, planesOf, takePlanes } from './surface';

/** What the painter asks of the sources of a scene: the picture to draw now. Stays valid until the frame is done. */
export type PictureOf = (source: number) => Planes;

const noPicture: PictureOf = () => {
	throw new BrokenInvariant('nothing is painted');
};

const WHOLE = 256;
const LONGEST_ROW = 16_384;

interface Laid {
	readonly matrix: Affine;
	readonly opacity: number;
	readonly covers: readonly Cover[];
	readonly parts?: readonly Part[];
	readonly blend?: BlendMode;
}

/** The whole picture at a level of detail, or a window of it as it is. */
const drawnFrom = (
	arena: Arena,
	picture: Planes,
	{ matrix, part }: { matrix: Affine; part: Part | undefined },
): Level | undefined => {
	const window = evenWindow(picture, part);
	if (window.width <= 0 || window.height <= 0) return undefined;
	const toUnit = after(scaled(1 / picture.width, 1 / picture.height), shifted(window.x, window.y));
	const back = inverse(after(matrix, toUnit));
	if (!back) return undefined;
	if (!part) return levelOf(arena, picture, back);
	const views = planesOf(picture).map((plane) =>
		cut({ plane, stride: plane.width }, picture.a !== 0, window),
	);
	return { views, back, taken: [] };
};

/** Paints frames of one canvas size. */
export class Painter {
	private readonly arena: Arena;
	private readonly canvas: Size;
	private readonly layer: Layer;
	private readonly backgrounds: Backgrounds;
	private readonly stages: StagePainter;
	/** A row of full alpha, and one for the color of fills. */
	private readonly white: number;
	private readonly solid: number;
	/** The pictures of the frame that is painted: some are covers of others. */
	private pictureOf: PictureOf = noPicture;
	private readonly covering: Covering;

	constructor(arena: Arena, canvas: Size, cubes: CubeOf = () => undefined) {
		this.arena = arena;
		this.canvas = canvas;
		this.layer = new Layer(arena);
		this.backgrounds = new Backgrounds(arena);
		this.stages = new StagePainter(arena, cubes);
		this.white = arena.take(LONGEST_ROW);
		this.solid = arena.take(LONGEST_ROW);
		arena.bytes(this.white, LONGEST_ROW).fill(255);
		this.covering = {
			arena,
			lay: ({ source, matrix }, onto) => {
				const picture = this.pictureOf(source);
				this.laid(onto, picture, { matrix, opacity: 1, covers: [] });
				return picture.a !== 0;
			},
		};
	}

	/** Paints a frame on `target`, from black (or transparent where it has alpha) up. */
	frame(target: Planes, draws: readonly Draw[], pictureOf: PictureOf): void {
		clear(this.arena, target);
		this.over(target, draws, pictureOf);
	}

	/** Paints over what is on `target`. */
	over(target: Planes, draws: readonly Draw[], pictureOf: PictureOf): void {
		this.pictureOf = pictureOf;
		for (const draw of draws) this.draw(target, draw, pictureOf);
	}

	private draw(target: Planes, draw: Draw, pictureOf: PictureOf): void {
		switch (draw.kind) {
			case 'picture':
				this.source(target, pictureOf(draw.source), draw);
				return;
			case 'fill':
				this.fill(target, draw);
				return;
			case 'blurred':
				this.blurred(target, draw, pictureOf(draw.source));
				return;
			case 'group': {
				const side = takePlanes(this.arena, target, !draw.opaque);
				this.frame(side, draw.draws, pictureOf);
				this.picture(target, side, draw);
				givePlanes(this.arena, side);
				return;
			}
			case 'mix':
				this.mix(target, draw, pictureOf);
				return;
			case 'tint':
				tint(this.arena, target, draw);
				return;
			case 'effect':
				this.effect(target, draw);
				return;
			case 'stages':
				this.stages.apply(target, draw.stages);
		}
	}

	private effect(target: Planes, effect: EffectDraw & { readonly spreads?: true }): void {
		applyEffect(target, effect, {
			arena: this.arena,
			lay: (onto, picture, laid) => {
				this.picture(onto, picture, laid);
			},
		});
	}

	private source(target: Planes, picture: Planes, draw: Extract<Draw, { kind: 'picture' }>): void {
		const { stages = [], effects = [] } = draw;
		if (stages.length + effects.length === 0) {
			this.picture(target, picture, draw);
			return;
		}
		const changed = this.stages.applied(picture, stages);
		for (const effect of effects) this.effect(changed, effect);
		this.picture(target, changed, draw);
		givePlanes(this.arena, changed);
	}

	private mix(target: Planes, draw: Extract<Draw, { kind: 'mix' }>, pictureOf: PictureOf): void {
		if (draw.onBackdrop) {
			this.mixOnBackdrop(target, draw, pictureOf);
			return;
		}
		const from = takePlanes(this.arena, target, !draw.opaque);
		const to = takePlanes(this.arena, target, !draw.opaque);
		this.frame(from, draw.from, pictureOf);
		this.frame(to, draw.to, pictureOf);
		const { mix, addPlane } = this.arena.kernels;
		if (draw.joined) addPlane(from.y, to.y, from.bytes, 0, WHOLE);
		else mix(from.y, to.y, from.bytes, Math.round(draw.amount * WHOLE));
		const matrix = scaled(this.canvas.width, this.canvas.height);
		this.picture(target, from, { matrix, opacity: 1, covers: [] });
		givePlanes(this.arena, from);
		givePlanes(this.arena, to);
	}

	private mixOnBackdrop(
		target: Planes,
		{ from, to, amount }: Extract<Draw, { kind: 'mix' }>,
		pictureOf: PictureOf,
	): void {
		const other = takePlanes(this.arena, target, target.a !== 0);
		copyPlanes(this.arena, target, other);
		this.over(target, from, pictureOf);
		this.over(other, to, pictureOf);
		this.arena.kernels.mix(target.y, other.y, target.bytes, Math.round(amount * WHOLE));
		givePlanes(this.arena, other);
	}

	private fill(target: Planes, fill: Extract<Draw, { kind: 'fill' }>): void {
		const { color, gradient, opacity, covers } = fill;
		if (gradient) {
			const strip = takeStrip(this.arena, gradient, this.canvas);
			this.picture(target, strip.planes, { matrix: strip.matrix, opacity, covers });
			giveStrip(this.arena, strip);
			return;
		}
		const weight = Math.round(opacity * color.alpha * WHOLE);
		const values = [...lumaChroma(color), 255, 255];
		const cover = takeCovers(this.covering, covers, target);
		planesOf(target).forEach(({ at, width, height, step }, i) => {
			this.arena.bytes(this.solid, width).fill(values[i] ?? 0);
			const mask = step === 1 ? cover.large : cover.small;
			this.arena.kernels.overlay(
				...([this.solid, 0, 0, at, width, mask, width, width, height, weight] as const),
			);
		});
		giveCover(this.arena, cover, target);
	}

	private blurred(
		target: Planes,
		{ sigma, opacity, covers, stages = [] }: Extract<Draw, { kind: 'blurred' }>,
		picture: Planes,
	): void {
		const { canvas } = this;
		const small = this.backgrounds.blurred(picture, { canvas, sigma });
		this.stages.apply(small, stages);
		const factor = Math.max(canvas.width / small.width, canvas.height / small.height);
		const size = scaled(small.width * factor, small.height * factor);
		const matrix = after(
			shifted(canvas.width / 2, canvas.height / 2),
			after(size, shifted(-0.5, -0.5)),
		);
		this.picture(target, small, { matrix, opacity, covers });
		givePlanes(this.arena, small);
	}

	/** Gives back what the painter keeps from frame to frame. */
	release(): void {
		this.stages.release();
		this.layer.release();
		this.arena.give(this.white, LONGEST_ROW);
		this.arena.give(this.solid, LONGEST_ROW);
	}

	/** Lays a picture on the target; its unit square goes where `matrix` says. */
	private picture(target: Planes, picture: Planes, laid: Laid): void {
		if (!laid.blend || laid.blend === 'normal') {
			this.laid(target, picture, laid);
			return;
		}
		const layer = takePlanes(this.arena, target, true);
		clear(this.arena, layer);
		this.laid(layer, picture, laid);
		blend(this.arena, { target, layer }, { mode: laid.blend, matrix: laid.matrix });
		givePlanes(this.arena, layer);
	}

	private laid(target: Planes, picture: Planes, laid: Laid): void {
		const cover = takeCovers(this.covering, laid.covers, target);
		const weight = Math.round(laid.opacity * WHOLE);
		for (const part of laid.parts ?? [undefined]) {
			const level = drawnFrom(this.arena, picture, { matrix: laid.matrix, part });
			if (!level) continue;
			this.level(target, level, { cover, weight });
			for (const { at, bytes } of level.taken) this.arena.give(at, bytes);
		}
		giveCover(this.arena, cover, target);
	}

	private level(
		target: Planes,
		{ views, back }: Level,
		{ cover, weight }: { cover: CoverPlanes; weight: number },
	): void {
		planesOf(target).forEach((plane, i) => {
			const view = views[i] ?? this.fullAlpha(views, plane.step);
			if (!view) return;
			const sampling = samplingOf(back, plane, view.plane);
			const mask = plane.step === 1 ? cover.large : cover.small;
			this.layer.lay(plane, view, { sampling, weight, mask });
		});
	}

	/** The alpha of an opaque picture: one row of 255 that is read again and again. */
	private fullAlpha(views: readonly View[], step: 1 | 2): View | undefined {
		const like = views[step === 1 ? 0 : 1];
		if (!like) return undefined;
		const { width, height } = like.plane;
		const y0 = step === 1 ? 0.5 : 1;
		return {
			plane: { at: this.white, alpha: 0, width, height, step, x0: 0.5, y0 },
			stride: 0,
		};
	}
}
