/** Finds stretches that need no drawing: one video at the canvas's own size after another, at most with resting pictures above. */
import { type Frames, least, most, plus } from '../kernel/units';
import type { Curve } from '../timeline/curve';
import type { ChunkPlan, Layer, Scene, VideoSource } from '../timeline/scene';

/** Frames of a scene. */
export type Stretch = Pick<ChunkPlan, 'first' | 'count' | 'scene'>;

/** A stretch that one ffmpeg can make without our drawing. */
export interface Direct {
	/** Videos, each the whole picture, one after another. */
	readonly bases: readonly Layer[];
	/** Texts and stills that lie above. */
	readonly above: readonly Layer[];
}

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

const standsWhole = ({ placement }: Layer): boolean =>
	isAlways(placement.x, 0) &&
	isAlways(placement.y, 0) &&
	isAlways(placement.scaleX, 1) &&
	isAlways(placement.scaleY, 1) &&
	isAlways(placement.rotation, 0) &&
	isAlways(placement.opacity, 1) &&
	!placement.flipX &&
	!placement.flipY;

const fillsCanvas = (source: VideoSource, { canvas: { width, height } }: Scene): boolean =>
	source.width === width &&
	source.height === height &&
	Math.abs(source.box.width - width) < 1e-6 &&
	Math.abs(source.box.height - height) < 1e-6;

const runsStraight = ({ sampling, loops, alpha, paced }: VideoSource): boolean =>
	sampling === 'even' && !loops && !alpha && !paced.reversed && paced.tempo.kind === 'constant';

/** The video of a layer that is the whole picture as long as it is seen. */
const wholeVideo = (layer: Layer, stretch: Stretch): VideoSource | undefined => {
	const { scene } = stretch;
	const { content } = layer;
	const source = content.kind === 'source' ? scene.sources[content.source] : undefined;
	return source?.kind === 'video' &&
		isPlain(layer, stretch) &&
		standsWhole(layer) &&
		fillsCanvas(source, scene) &&
		runsStraight(source)
		? source
		: undefined;
};

/** Whether a layer is a text or a still that has a ground of its own nowhere. */
const isPicture = ({ content, backdrop }: Layer, { scene }: Stretch): boolean => {
	const source = content.kind === 'source' ? scene.sources[content.source] : undefined;
	return (source?.kind === 'text' || source?.kind === 'still') && !backdrop;
};

/** Whether layers follow one another from the first frame to the last, without a gap and never two at once. */
const tile = (layers: readonly Layer[], { first, count }: Stretch): boolean => {
	let at: Frames = first;
	for (const { from, to } of layers) {
		if (most(from, first) !== at) return false;
		at = least(to, plus(first, count));
	}
	return at === plus(first, count);
};

const isEven = ({ canvas: { width, height } }: Scene): boolean =>
	width % 2 === 0 && height % 2 === 0;

/** How a stretch can be made without drawing its frames one by one; undefined where it cannot. */
export const directOf = (stretch: Stretch): Direct | undefined => {
	const { scene, first, count } = stretch;
	const seen = scene.layers.filter(({ from, to }) => from < plus(first, count) && to > first);
	const isBase = (layer: Layer): boolean => wholeVideo(layer, stretch) !== undefined;
	const above = seen.slice(seen.findLastIndex(isBase) + 1);
	const bases = seen.slice(0, seen.length - above.length);
	const isSo =
		isEven(scene) &&
		bases.every(isBase) &&
		tile(bases, stretch) &&
		above.every((layer) => isPlain(layer, stretch) && isPicture(layer, stretch));
	return isSo ? { bases, above } : undefined;
};
