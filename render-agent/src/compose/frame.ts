/** One frame of a scene as a tree of draws: evaluates every layer's placement, animations, mask and transitions. */
import type { Frames } from '../kernel/units';
import { valueAt } from '../timeline/curve';
import { type Affine, after, type Size, scaled, shifted } from '../timeline/geometry';
import type { Crossing, Layer, Scene } from '../timeline/scene';
import { clipMoment } from '../timeline/tempo';
import { atRest } from './atRest';
import { maskCover, type MatteSource, type Standing, stretchOf, wipeCover } from './covers';
import { apartDraws } from './apart';
import { blendedTwice, blendedWhole } from './blendedCrossing';
import { crossingDraws } from './crossing';
import type { Cover, Draw, EffectDraw, Step, TextPart } from './draws';
import { effectDraws } from './effects/effectDraws';
import { stagesAt, stepsAt, wholeColorsAt } from './gradedSteps';
import { isLettered, settled, textDraws } from './lettering';
import { maskLine, maskShade } from './maskTrims';
import { motionOf } from './motion';
import { uncovered } from './uncovered';
import { outlineCovers, outlineDraws } from './outlines';
import { type Piece, pieceDraws, pieceGroups } from './pieces';
import { standOf, textStandOf } from './standing';

/** How large a source is on the canvas at scale 1, and where its middle lies from the clip's place. */
export interface Box extends Size {
	readonly dx: number;
	readonly dy: number;
}

/** What only the loaded source knows: its box, and the characters of a text in reading order. */
export interface Boxes {
	readonly boxOf: (source: number) => Box;
	readonly isText: (source: number) => boolean;
	readonly partsOf: (source: number) => readonly TextPart[];
}

/** What is laid, and on what. */
interface Room {
	readonly box: Box;
	readonly canvas: Size;
	readonly isText: boolean;
	/** Of what its mask is made of. */
	readonly matte?: Box;
}

/** Where a layer stands at a moment. `unit` takes the unit square of its source to the canvas. */
interface Placed {
	readonly unit: Affine;
	readonly opacity: number;
	readonly covers: readonly Cover[];
	/** What lies beneath it and belongs to it. */
	readonly beneath: readonly Draw[];
	/** What lies on it and belongs to it. */
	readonly above: readonly Draw[];
	readonly typed: number | undefined;
	readonly stages: readonly Step[];
	readonly effects: readonly EffectDraw[];
	readonly pieces: readonly Piece[] | undefined;
}

const stageDraws = (stages: readonly Step[]): readonly Draw[] =>
	stages.length === 0 ? [] : [{ kind: 'stages', stages }];

/** What a layer's mask is made of, as it stands. */
const matteIn = (
	{ matte: source }: Layer,
	{ matte, ...scale }: { matte: Box | undefined } & Pick<MatteSource, 'scaleX' | 'scaleY'>,
): Pick<Standing, 'matte'> =>
	matte && source !== undefined ? { matte: { source, ...scale, ...matte } } : {};

const placed = (layer: Layer, at: number, { box, canvas, matte, isText }: Room): Placed => {
	const { placement, mask, outline } = layer;
	const whole = layer.animations.filter((animation) => !isLettered(animation));
	const motion = motionOf(whole, at, canvas);
	const room = { box, canvas, motion };
	const stand = isText ? textStandOf(layer, at, room) : standOf(placement, at, room);
	const { scaleX, scaleY, size, frame, unit } = stand;
	const { wipe, opening } = motion;
	const stretch = stretchOf(scaleX, scaleY);
	const standing = { at, size, frame, stretch, ...matteIn(layer, { matte, scaleX, scaleY }) };
	const opacity = Math.min(1, Math.max(0, valueAt(placement.opacity, at) * motion.opacity));
	return {
		unit,
		opacity,
		covers: [
			...outlineCovers(outline, standing),
			...(mask ? [maskCover(mask, standing)] : []),
			...(wipe ? [wipeCover(wipe.direction, wipe.share, { size, frame })] : []),
			...(opening ? uncovered(opening.look, opening.share, { size, frame }) : []),
		],
		beneath: [...outlineDraws(outline, standing, opacity), ...maskShade(mask, standing, opacity)],
		above: maskLine(mask, standing, opacity),
		typed: motion.typed,
		pieces: motion.pieces,
		stages: stepsAt(layer, standing, unit),
		effects: [
			...(layer.effects ?? []).flatMap((effect) => effectDraws(effect, at, layer.duration)),
			...(motion.effects ?? []),
		],
	};
};

const backdropDraws = (
	layer: Layer,
	at: number,
	{ boxes, canvas }: { boxes: Boxes; canvas: Size },
): readonly Draw[] => {
	const { backdrop, content } = layer;
	if (!backdrop) return [];
	const laid = { opacity: 1, covers: [] };
	if (backdrop.kind === 'color') return [{ kind: 'fill', color: backdrop.color, ...laid }];
	if (backdrop.kind === 'blur') {
		if (content.kind !== 'source') return [];
		const stages = wholeColorsAt(layer, at);
		const { sigma } = backdrop;
		const graded = stages.length > 0 && { stages };
		return [{ kind: 'blurred', source: content.source, sigma, ...laid, ...graded }];
	}
	const { width, height } = boxes.boxOf(backdrop.source);
	const factor = Math.max(canvas.width / width, canvas.height / height);
	const matrix = after(
		shifted(canvas.width / 2, canvas.height / 2),
		after(scaled(width * factor, height * factor), shifted(-0.5, -0.5)),
	);
	return [{ kind: 'picture', source: backdrop.source, matrix, ...laid }];
};

/** Effects as steps of painting. */
const steps = (effects: readonly EffectDraw[]): readonly Draw[] =>
	effects.map((effect): Draw => ({ kind: 'effect', ...effect }));

/** Effects on a whole canvas. */
const spread = (effects: readonly EffectDraw[]): readonly Draw[] =>
	effects.map((effect): Draw => ({ kind: 'effect', ...effect, spreads: true }));

const fillDraw = (
	{ color, gradient }: Extract<Layer['content'], { kind: 'fill' }>,
	{ unit, opacity, covers, effects, stages }: Placed,
	{ blend }: Layer,
): Extract<Draw, { kind: 'group' }> => ({
	kind: 'group',
	draws: [
		{ kind: 'fill', color, opacity: 1, covers: [], ...(gradient && { gradient }) },
		...stageDraws(stages),
		...steps(effects),
	],
	matrix: unit,
	opacity,
	covers,
	opaque: (gradient?.stops.map((stop) => stop.color) ?? [color]).every(({ alpha }) => alpha === 1),
	...(blend && { blend }),
});

/** A text with effects is drawn on a canvas of its own: they reach beyond its letters, and their lengths are the canvas's. */
const effected = (
	draws: readonly Draw[],
	effects: readonly EffectDraw[],
	{ layer, canvas }: { readonly layer: Layer; readonly canvas: Size },
): readonly Draw[] =>
	effects.length === 0
		? draws
		: [
				{
					kind: 'group',
					draws: [...draws, ...steps(effects)],
					matrix: scaled(canvas.width, canvas.height),
					...{ opacity: 1, covers: [], opaque: false },
					...(layer.blend && { blend: layer.blend }),
				},
			];

const sourceDraw = (
	source: number,
	layer: Layer,
	{ placed, boxes, at, room }: { placed: Placed; boxes: Boxes; at: number; room: Room },
): readonly Draw[] => {
	const { unit, opacity, covers, typed, stages, effects } = placed;
	const matrix = room.isText ? unit : atRest(unit, layer, room);
	const whole = {
		kind: 'picture' as const,
		source,
		matrix,
		opacity,
		covers,
		...(stages.length > 0 && { stages }),
	};
	const blend = layer.blend && { blend: layer.blend };
	if (!room.isText) {
		const picture = { ...whole, ...(effects.length > 0 && { effects }), ...blend };
		return pieceDraws(picture, placed.pieces);
	}
	const letters = effects.length > 0 ? whole : { ...whole, ...blend };
	const draws = textDraws(letters, layer, { boxes, at, typed });
	return effected(draws, effects, { layer, canvas: room.canvas });
};

/** What a layer's content is laid in. */
const roomOf = (
	{ content, matte }: Layer,
	{ boxes, canvas }: { boxes: Boxes; canvas: Size },
): Room => ({
	canvas,
	...(content.kind === 'source'
		? { box: boxes.boxOf(content.source), isText: boxes.isText(content.source) }
		: { box: { ...canvas, dx: 0, dy: 0 }, isText: false }),
	...(matte !== undefined && { matte: boxes.boxOf(matte) }),
});

const contentDraws = (
	given: Layer,
	at: number,
	{ boxes, canvas }: { boxes: Boxes; canvas: Size },
): readonly Draw[] => {
	const { content } = given;
	if (content.kind === 'filter') return stageDraws(stagesAt(given, at));
	if (content.kind === 'effect') return spread(effectDraws(content.effect, at, given.duration));
	const layer = settled(given, boxes);
	const room = roomOf(layer, { boxes, canvas });
	const { box } = room;
	const where = placed(layer, at, room);
	if (where.opacity === 0 || box.width <= 0 || box.height <= 0) return [];
	const own =
		content.kind === 'fill'
			? pieceGroups(fillDraw(content, where, layer), where.pieces)
			: sourceDraw(content.source, layer, { placed: where, boxes, at, room });
	return [...where.beneath, ...own, ...where.above];
};

const layerDraws = (layer: Layer, frame: Frames, { scene, boxes }: Drawing): readonly Draw[] => {
	const { canvas } = scene;
	const at = clipMoment(frame, canvas.rate, layer.start);
	const room = { boxes, canvas };
	return [...backdropDraws(layer, at, room), ...contentDraws(layer, at, room)];
};

interface Drawing {
	readonly scene: Scene;
	readonly boxes: Boxes;
}

const activeCrossing = (layer: Layer, frame: Frames): Crossing | undefined =>
	layer.crossings.find(({ from, to }) => frame >= from && frame < to);

/** A layer as it is laid when nothing is mixed by a mode: the pair of a transition is mixed as one. */
const unblended = (layer: Layer): Layer => {
	const { blend, ...plain } = layer;
	return blend === undefined ? layer : plain;
};

/** What a frame of a transition shows of its two layers. */
const crossed = (
	{ look, from, to, apart }: Crossing,
	[left, right]: readonly [Layer, Layer],
	{ frame, drawing }: { readonly frame: Frames; readonly drawing: Drawing },
): readonly Draw[] => {
	const drawn = (layer: Layer): readonly Draw[] => layerDraws(unblended(layer), frame, drawing);
	const { canvas } = drawing.scene;
	const isPlain = !left.blend && !right.blend;
	const opaque = left.bottom && right.bottom && isPlain;
	const spreads = left.spreads === true && right.spreads === true && isPlain;
	if (apart === undefined) {
		const share = (frame - from) / (to - from);
		const sides = { from: drawn(left), to: drawn(right), share, canvas, opaque, spreads };
		const draws = crossingDraws(look, sides);
		return left.blend === right.blend
			? blendedWhole(draws, left.blend, canvas)
			: blendedTwice(draws, [left, right], { share, canvas });
	}
	const goes = frame < apart;
	const share = goes ? (frame - from) / (apart - from) : (frame - apart) / (to - apart);
	const shown = goes ? left : right;
	const draws = apartDraws(look, { draws: drawn(shown), goes, share, canvas, opaque, spreads });
	return blendedWhole(draws, shown.blend, canvas);
};

/** Everything that a frame of a scene shows, back to front. */
export const drawsOf = (scene: Scene, frame: Frames, boxes: Boxes): readonly Draw[] =>
	scene.layers.flatMap((layer, index) => {
		const drawing = { scene, boxes };
		const crossing = activeCrossing(layer, frame);
		if (!crossing)
			return frame >= layer.from && frame < layer.to ? layerDraws(layer, frame, drawing) : [];
		const right = scene.layers[crossing.right];
		if (index !== crossing.left || !right) return [];
		return crossed(crossing, [layer, right], { frame, drawing });
	});
