/** The strokes of the brush: background, shadows, outlines, fills, in this order. Skia's contexts do not leave this folder. */
import type { TextBlock } from '../../timeline/text';
import { paintBackground } from './backgrounds';
import { inBitmap, lay, layerOf, withAlpha } from './bitmapLayers';
import type { Box } from './boxes';
import { LEAN_AXIS, leanOf, lineOf, shadowOffset, thickeningOf } from './extent';
import { type Brush, opaque, type Surface } from './gradientBrush';
import { type Ink, inked } from './inked';
import type { PlacedCluster, TextLayout } from './layout';
import { useFace } from './measure';
import type { LetterPictures } from './pictureBrush';
import { groupsOf, type StyleGroup } from './styleGroups';

/** Paints a laid-out text. What lies lower is painted first over the whole text, so no letter covers its neighbor. */
export const paintText = (
	surface: Surface,
	block: TextBlock,
	{ layout, pictures }: { readonly layout: TextLayout; readonly pictures: LetterPictures },
): void => {
	paintBackground(surface, block, layout);
	const groups = groupsOf(layout);
	for (const group of groups) paintShadow(surface, group);
	for (const group of groups) {
		const widestFirst = [...group.style.strokes].sort((a, b) => b.width - a.width);
		for (const { color, width, ...painted } of widestFirst)
			withAlpha(surface, color.alpha, (on) => {
				inked(on, { group, pictures, ...painted }, (own, part, ink) =>
					paintOutline(own, part, { ink: ink ?? opaque(color), width }),
				);
			});
	}
	for (const group of groups)
		withAlpha(surface, group.style.fill.alpha, (on) => {
			const { fill, gradient, texture } = group.style;
			const painted = { ...(gradient && { gradient }), ...(texture && { texture }) };
			inked(on, { group, pictures, ...painted }, (own, part, ink) =>
				paintFill(own, part, ink ?? opaque(fill)),
			);
		});
};

const paintShadow = (surface: Surface, group: StyleGroup): void => {
	const { shadow, strokes } = group.style;
	if (!shadow || shadow.color.alpha <= 0) return;
	const layer = layerOf(surface);
	for (const { width, color } of strokes)
		if (color.alpha > 0) paintOutline(layer, group, { ink: opaque(shadow.color), width });
	paintFill(layer, group, opaque(shadow.color));
	// Colored glyphs cast shadows like the others.
	const { context } = layer;
	context.resetTransform();
	context.globalCompositeOperation = 'source-in';
	context.fillStyle = opaque(shadow.color);
	context.fillRect(0, 0, context.canvas.width, context.canvas.height);
	const em = group.em * surface.scale;
	const offset = shadowOffset(shadow);
	const fall = { x: offset.x * em, y: offset.y * em, blur: shadow.blur * em };
	lay(surface, layer, { alpha: shadow.color.alpha, ...fall });
};

/** The outline of everything in a group; `width` in em. */
const paintOutline = (
	surface: Surface,
	{ clusters, underlines, lined, em }: StyleGroup,
	{ ink, width }: { readonly ink: Ink; readonly width: number },
): void => {
	const { context } = surface;
	context.lineJoin = 'round';
	context.lineCap = 'round';
	for (const cluster of clusters.filter(({ face }) => !face.color)) {
		atOrigin(surface, cluster);
		context.strokeStyle = inkFor(ink, cluster);
		context.lineWidth = (width + 2 * thickeningOf(cluster)) * cluster.em * surface.scale;
		context.strokeText(cluster.glyphs, 0, 0);
		if (!lined) continue;
		context.lineWidth = width * em * surface.scale;
		context.strokeRect(...ownUnderline(surface, cluster));
	}
	context.lineWidth = width * em * surface.scale;
	for (const box of underlines) context.strokeRect(...rectangle(surface, box));
};

const paintFill = (
	surface: Surface,
	{ clusters, underlines, lined }: StyleGroup,
	ink: Ink,
): void => {
	const { context } = surface;
	context.lineJoin = 'round';
	for (const cluster of clusters) {
		atOrigin(surface, cluster);
		context.fillStyle = inkFor(ink, cluster);
		context.strokeStyle = context.fillStyle;
		context.fillText(cluster.glyphs, 0, 0);
		if (lined) context.fillRect(...ownUnderline(surface, cluster));
		const thickening = thickeningOf(cluster);
		if (thickening <= 0 || cluster.face.color) continue;
		context.lineWidth = 2 * thickening * cluster.em * surface.scale;
		context.strokeText(cluster.glyphs, 0, 0);
	}
	for (const box of underlines) {
		if (typeof ink === 'string') context.fillStyle = ink;
		context.fillRect(...rectangle(surface, box));
	}
};

const inkFor = (ink: Ink, cluster: PlacedCluster): string | Brush =>
	typeof ink === 'string' ? ink : ink(cluster);

/** The piece of an underline below a cluster, from its origin. */
const ownUnderline = (
	{ scale }: Surface,
	{ advance, em, style }: PlacedCluster,
): readonly [number, number, number, number] => {
	const line = lineOf(style);
	const thickness = line.thickness * em * scale;
	const y = line.offset * em * scale - thickness / 2;
	return [0, y, advance * scale, thickness];
};

/**
 * Moves the context's origin to a cluster's. Baselines of straight rows lie on whole pixels, where Skia would put the
 * glyphs anyway.
 */
const atOrigin = ({ context, scale, left, top }: Surface, cluster: PlacedCluster): void => {
	const { face, em, turn = 0 } = cluster;
	const lean = leanOf(cluster);
	const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
	const back = lean * LEAN_AXIS * em;
	const x = (cluster.x - left - back * cos) * scale;
	const y = (cluster.baseline - top - back * sin) * scale;
	useFace(context, face, em * scale);
	context.setTransform(
		...([cos, sin, -lean * cos - sin, cos - lean * sin] as const),
		...([x, turn === 0 ? Math.round(y) : y] as const),
	);
};

/** A box in bitmap pixels; the context's transform is set back. */
const rectangle = (surface: Surface, box: Box): readonly [number, number, number, number] => {
	surface.context.resetTransform();
	const { x, y, width, height } = inBitmap(surface, box);
	return [x, y, width, height];
};
