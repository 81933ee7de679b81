/**
 * Finds stretches of which most frames need no drawing: one resting video after another, at most with resting pictures above.
 * Frames between them, as where clips cross, are drawn.
 */
import { type Frames, least, minus, most, plus } from '../kernel/units';
import type { Curve } from '../timeline/curve';
import { restingPlace } from '../timeline/resting';
import type { ChunkPlan, Layer, Scene, VideoSource } from '../timeline/scene';

/** Frames of a scene. */
export type Stretch = Pick<ChunkPlan, 'first' | 'count' | 'scene'>;

/** Frames that one video shows as it is, laid on whole pixels. `from` is inside, `to` is not. */
export interface VideoPiece {
	readonly kind: 'video';
	readonly layer: Layer;
	readonly from: Frames;
	readonly to: Frames;
	/** Its upper left corner on the canvas, even numbers. */
	readonly x: number;
	readonly y: number;
}

/** Frames that must be drawn one by one. `from` is inside, `to` is not. */
export interface DrawnPiece {
	readonly kind: 'drawn';
	readonly from: Frames;
	readonly to: Frames;
}

/** A stretch that one ffmpeg can make with little drawing of ours. */
export interface Direct {
	/** One after another, without a gap. */
	readonly pieces: readonly (VideoPiece | DrawnPiece)[];
	/** What drawn pieces show: the scene's layers up to those above. */
	readonly beneath: readonly Layer[];
	/** Texts and stills that lie above. */
	readonly above: readonly Layer[];
}

/** Fewer frames of a video are drawn with what lies beside them: its file would be opened for too little. */
const SHORTEST_VIDEO = 16;
/** Where more than this share must be drawn, drawing all is no dearer. */
const MOST_DRAWN = 0.5;

const isAlways = (curve: Curve, value: number): boolean =>
	curve.kind === 'constant' && curve.value === value;

const touches = (layer: Layer, { first, count }: Stretch): boolean =>
	layer.crossings.some(({ from, to }) => from < plus(first, count) && to > first);

/** Whether nothing is done to what a layer shows but to lay it somewhere. */
const isPlain = (layer: Layer, stretch: Stretch): boolean => {
	const { animations, mask, outline, effects = [], grading, spoken, blend } = layer;
	const changes = [mask, outline, grading, spoken, blend, ...animations, ...effects];
	return changes.every((change) => change === undefined) && !touches(layer, stretch);
};

const isStraight = ({ placement }: Layer): boolean =>
	isAlways(placement.rotation, 0) &&
	isAlways(placement.opacity, 1) &&
	!placement.flipX &&
	!placement.flipY;

/** Whether its pictures come in the order in which they are shown. */
const runsForward = ({ loops, alpha, paced }: VideoSource): boolean =>
	!loops && !alpha && !paced.reversed;

const isGround = ({ backdrop }: Layer): boolean =>
	backdrop === undefined || backdrop.kind === 'blur';

const sourceOf = ({ content }: Layer, { sources }: Scene): Scene['sources'][number] | undefined =>
	content.kind === 'source' ? sources[content.source] : undefined;

/** The video of a layer that is laid as it is, whatever its place. */
const plainVideo = (layer: Layer, stretch: Stretch): VideoSource | undefined => {
	const source = sourceOf(layer, stretch.scene);
	return source?.kind === 'video' &&
		runsForward(source) &&
		isPlain(layer, stretch) &&
		isStraight(layer) &&
		isGround(layer)
		? source
		: undefined;
};

/** Where the video of a layer rests, pixel for pixel; undefined where it is drawn in another way. */
const laidIn = (layer: Layer, stretch: Stretch): Pick<VideoPiece, 'x' | 'y'> | undefined => {
	const { canvas } = stretch.scene;
	const source = plainVideo(layer, stretch);
	const place = source && restingPlace(layer.placement, source.box, canvas);
	if (!place || place.width !== source.width || place.height !== source.height) return undefined;
	const { x, y, width, height } = place;
	const isInside = x >= 0 && y >= 0 && x + width <= canvas.width && y + height <= canvas.height;
	return isInside ? { x, y } : undefined;
};

/** Whether a layer is a text or a still that always looks the same and has a ground of its own nowhere. */
const isPicture = (layer: Layer, { scene }: Stretch): boolean => {
	const source = sourceOf(layer, scene);
	const isFixed = source?.kind === 'still' || (source?.kind === 'text' && !source.moving);
	return isFixed && !layer.backdrop;
};

const isEven = ({ canvas: { width, height } }: Scene): boolean =>
	width % 2 === 0 && height % 2 === 0;

type Span = Pick<DrawnPiece, 'from' | 'to'>;

/** The frames of a stretch, cut wherever one of the layers appears, leaves, or begins or ends to cross another. */
export const spansOf = (
	{ first, count }: Pick<Stretch, 'first' | 'count'>,
	layers: readonly Pick<Layer, 'from' | 'to' | 'crossings'>[],
): readonly Span[] => {
	const end = plus(first, count);
	const edges = layers.flatMap(({ from, to, crossings }) => [
		...[from, to],
		...crossings.flatMap((crossing) => [crossing.from, crossing.to]),
	]);
	const cuts = [...new Set([first, ...edges, end])]
		.filter((at) => at >= first && at <= end)
		.sort((a, b) => a - b);
	return cuts.slice(1).map((to, i) => ({ from: cuts[i] ?? first, to }));
};

type Piece = VideoPiece | DrawnPiece;

const pieceOf = (span: Span, beneath: readonly Layer[], scene: Scene): Piece => {
	const { from, to } = span;
	const seen = beneath.filter((layer) => layer.from < to && layer.to > from);
	const [layer] = seen;
	const place =
		layer && seen.length === 1
			? laidIn(layer, { first: from, count: minus(to, from), scene })
			: undefined;
	return layer && place ? { kind: 'video', layer, ...span, ...place } : { kind: 'drawn', ...span };
};

const isSame = (a: Piece, b: Piece): boolean =>
	a.kind === 'drawn' ? b.kind === 'drawn' : b.kind === 'video' && a.layer === b.layer;

/** Neighbors that are made in the same way become one. */
const merged = (pieces: readonly Piece[]): readonly Piece[] => {
	const all: Piece[] = [];
	for (const piece of pieces) {
		const last = all.at(-1);
		if (last && isSame(last, piece)) all.splice(-1, 1, { ...last, to: piece.to });
		else all.push(piece);
	}
	return all;
};

const withoutShort = (pieces: readonly Piece[]): readonly Piece[] => {
	if (pieces.every(({ kind }) => kind === 'video')) return pieces;
	const all = pieces.map((piece): Piece =>
		piece.kind === 'video' && piece.to - piece.from < SHORTEST_VIDEO
			? { kind: 'drawn', from: piece.from, to: piece.to }
			: piece,
	);
	return merged(all);
};

const drawnFrames = (pieces: readonly Piece[]): number =>
	pieces.reduce((sum, { kind, from, to }) => sum + (kind === 'drawn' ? to - from : 0), 0);

/** How most of a stretch can be made without drawing its frames one by one; undefined where it cannot. */
export const directOf = (stretch: Stretch): Direct | undefined => {
	const { scene, first, count } = stretch;
	const end = plus(first, count);
	const isSeen = ({ from, to }: Layer): boolean => from < end && to > first;
	const isAbove = (layer: Layer): boolean => isPlain(layer, stretch) && isPicture(layer, stretch);
	const lowest = scene.layers.findLastIndex((layer) => isSeen(layer) && !isAbove(layer));
	const beneath = scene.layers.slice(0, lowest + 1);
	const above = scene.layers.slice(lowest + 1).filter(isSeen);
	if (!isEven(scene)) return undefined;
	const spans = spansOf(stretch, beneath.filter(isSeen));
	const pieces = withoutShort(merged(spans.map((span) => pieceOf(span, beneath, scene))));
	return drawnFrames(pieces) > count * MOST_DRAWN ? undefined : { pieces, beneath, above };
};

/** A scene with its videos opened for these frames only. */
export const windowed = (scene: Scene, from: Frames, to: Frames): Scene => ({
	...scene,
	sources: scene.sources.map((source) => {
		if (source.kind !== 'video') return source;
		const first = most(source.first, from);
		const end = least(plus(source.first, source.count), to);
		return end > first ? { ...source, first, count: minus(end, first) } : source;
	}),
});
