/** What letters are painted with: one color, a gradient or a picture, over all words of a style or each letter anew. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { LetterGradient, TextStyle } from '../../timeline/text';
import { layerOf, lay, inBitmap } from './bitmapLayers';
import { around, type Box } from './boxes';
import { type Brush, brushOf, opaque, type Surface } from './gradientBrush';
import type { PlacedCluster } from './layout';
import { type LetterPictures, type PictureBrush, pictureBrushOf } from './pictureBrush';
import type { StyleGroup } from './styleGroups';

/** How much of an em's height lies above the baseline. */
const ABOVE = 0.88;

/** What paints: one color, or what each cluster has, in its own place. */
export type Ink = string | ((cluster: PlacedCluster) => Brush);

/** What paints instead of a color, each where it is. */
type Painted = Pick<TextStyle, 'gradient' | 'texture'>;

/** Paints letters in one color, or each with what it has. */
type Paint = (on: Surface, part: StyleGroup, ink: Ink | undefined) => void;

/** The brush for all words at once; a picture that is not there leaves the gradient, if there is one. */
const wholeBrush = (
	{ gradient, texture }: Painted,
	pictures: LetterPictures,
): ((context: SKRSContext2D, box: Box) => Brush | PictureBrush) | undefined => {
	const picture = texture?.sha256 === undefined ? undefined : pictures.get(texture.sha256);
	if (texture && picture)
		return (context, box) => pictureBrushOf(context, { texture, picture }, box);
	return gradient?.over === 'words' ? (context, box) => brushOf(context, gradient, box) : undefined;
};

const letterInk = (surface: Surface, gradient: LetterGradient): Ink => {
	return ({ advance, em }) => {
		const height = em * surface.scale;
		const box = { x: 0, y: -ABOVE * height, width: advance * surface.scale, height };
		return brushOf(surface.context, gradient, box);
	};
};

const paintWhole = (
	surface: Surface,
	letters: StyleGroup,
	{ brushFor, paint }: { brushFor: NonNullable<ReturnType<typeof wholeBrush>>; paint: Paint },
): void => {
	const whole = around(letters.clusters.map(({ box }) => box));
	if (!whole) return;
	const layer = layerOf(surface);
	paint(layer, letters, opaque(letters.style.fill));
	const { context } = layer;
	context.resetTransform();
	context.fillStyle = brushFor(context, inBitmap(layer, whole));
	context.globalCompositeOperation = 'source-in';
	context.fillRect(0, 0, context.canvas.width, context.canvas.height);
	lay(surface, layer, { alpha: 1 });
};

/**
 * Paints with a picture or a gradient, where there is one: over each letter as it is painted, or over all words at once.
 * What has colors of its own keeps them.
 */
export const inked = (
	surface: Surface,
	{ group, pictures, ...painted }: Painted & { group: StyleGroup; pictures: LetterPictures },
	paint: Paint,
): void => {
	const { gradient } = painted;
	const brushFor = wholeBrush(painted, pictures);
	if (!brushFor && !gradient) {
		paint(surface, group, undefined);
		return;
	}
	const own = group.clusters.filter(({ face }) => face.color);
	paint(surface, { ...group, clusters: own, underlines: [] }, undefined);
	const letters = { ...group, clusters: group.clusters.filter(({ face }) => !face.color) };
	if (brushFor) paintWhole(surface, letters, { brushFor, paint });
	else if (gradient) paint(surface, letters, letterInk(surface, gradient));
};
