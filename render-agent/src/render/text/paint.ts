/** The strokes of the brush: background, shadows, outlines, fills, in this order. Skia's contexts do not leave this folder. */
import { createCanvas } from '@napi-rs/canvas';
import type { LetterGradient, TextBlock, TextStyle } from '../../timeline/text';
import { around, type Box } from './boxes';
import { backgroundBoxes, LEAN_AXIS, leanOf, lineOf, shadowOffset, thickeningOf } from './extent';
import { type Brush, brushOf, opaque, type Surface } from './gradientBrush';
import type { PlacedCluster, TextLayout, TextLine } from './layout';
import { useFace } from './measure';

/** How much of an em's height lies above the baseline. */
const ABOVE = 0.88;

/** Everything of one style: what a pass paints at once. */
interface StyleGroup {
	readonly style: TextStyle;
	readonly clusters: readonly PlacedCluster[];
	readonly underlines: readonly Box[];
	/** Whether each character has its own piece of the underline instead: on an arc. */
	readonly lined: boolean;
	/** Pixels of one em, the same for all. */
	readonly em: number;
}

/** Paints a laid-out text. What lies lower is painted first over the whole text, so no letter covers its neighbor. */
export const paintText = (surface: Surface, block: TextBlock, layout: TextLayout): void => {
	paintBackground(surface, block, layout);
	const groups = groupsOf(layout);
	for (const group of groups) paintShadow(surface, group);
	for (const group of groups) {
		const widestFirst = [...group.style.strokes].sort((a, b) => b.width - a.width);
		for (const { color, width, gradient } of widestFirst)
			withAlpha(surface, color.alpha, (on) => {
				inked(on, { group, gradient }, (own, part, ink) =>
					paintOutline(own, part, { ink: ink ?? opaque(color), width }),
				);
			});
	}
	for (const group of groups)
		withAlpha(surface, group.style.fill.alpha, (on) => {
			const { fill, gradient } = group.style;
			inked(on, { group, gradient }, (own, part, ink) => paintFill(own, part, ink ?? opaque(fill)));
		});
};

/** What paints: one color, or what each cluster has, in its own place. */
type Ink = string | ((cluster: PlacedCluster) => Brush);

/**
 * Paints with a gradient, where there is one: over each letter as it is painted, or over all words at once. What has
 * colors of its own keeps them.
 */
const inked = (
	surface: Surface,
	{
		group,
		gradient,
	}: { readonly group: StyleGroup; readonly gradient?: LetterGradient | undefined },
	paint: (on: Surface, part: StyleGroup, ink: Ink | undefined) => void,
): void => {
	if (!gradient) {
		paint(surface, group, undefined);
		return;
	}
	const own = group.clusters.filter(({ face }) => face.color);
	paint(surface, { ...group, clusters: own, underlines: [] }, undefined);
	const letters = { ...group, clusters: group.clusters.filter(({ face }) => !face.color) };
	if (gradient.over === 'letter') {
		const ink = ({ advance, em }: PlacedCluster): Brush => {
			const height = em * surface.scale;
			const box = { x: 0, y: -ABOVE * height, width: advance * surface.scale, height };
			return brushOf(surface.context, gradient, box);
		};
		paint(surface, letters, ink);
		return;
	}
	const whole = around(letters.clusters.map(({ box }) => box));
	if (!whole) return;
	const layer = layerOf(surface);
	paint(layer, letters, opaque(group.style.fill));
	const { context } = layer;
	context.resetTransform();
	context.fillStyle = brushOf(context, gradient, inBitmap(layer, whole));
	context.globalCompositeOperation = 'source-in';
	context.fillRect(0, 0, context.canvas.width, context.canvas.height);
	lay(surface, layer, { alpha: 1 });
};

const groupsOf = (layout: TextLayout): readonly StyleGroup[] => {
	const clusters = layout.lines.flatMap((line) => line.clusters);
	const styles = new Set(clusters.map(({ style }) => style));
	return [...styles].map((style) => {
		const own = clusters.filter((cluster) => cluster.style === style);
		const lined = style.underline && !layout.vertical && own.some(({ turn }) => turn !== undefined);
		return {
			style,
			clusters: own.filter(({ glyphs }) => glyphs !== '' || lined),
			lined,
			underlines:
				style.underline && !lined
					? layout.lines.flatMap((line) => underlinesOf(line, style, layout.vertical))
					: [],
			em: own[0]?.em ?? 0,
		};
	});
};

/** The lines under (in columns: left of) the stretches of a row that have a style. */
const underlinesOf = (line: TextLine, style: TextStyle, vertical: boolean): readonly Box[] => {
	const stretches: PlacedCluster[][] = [];
	line.clusters.forEach((cluster, i) => {
		if (cluster.style !== style) return;
		if (i > 0 && line.clusters[i - 1]?.style === style) stretches.at(-1)?.push(cluster);
		else stretches.push([cluster]);
	});
	return stretches.flatMap((stretch) => underlineOf(stretch, vertical));
};

const underlineOf = (stretch: readonly PlacedCluster[], vertical: boolean): readonly Box[] => {
	const all = around(stretch.map(({ box }) => box));
	const first = stretch[0];
	if (!all || !first) return [];
	// One style in one line: all clusters share the em and, in rows, the baseline.
	const { em, baseline, style } = first;
	const line = lineOf(style);
	const thickness = line.thickness * em;
	if (!vertical) {
		const y = baseline + line.offset * em - thickness / 2;
		return [{ ...all, y, height: thickness }];
	}
	const x = all.x + all.width / 2 - (0.5 + line.offset / 2) * em;
	return [{ ...all, x, width: thickness }];
};

/** Paints opaque on the surface, or by way of a second bitmap so that overlaps do not show through. */
const withAlpha = (surface: Surface, alpha: number, paint: (on: Surface) => void): void => {
	if (alpha <= 0) return;
	if (alpha >= 1) {
		paint(surface);
		return;
	}
	const layer = layerOf(surface);
	paint(layer);
	lay(surface, layer, { alpha });
};

const layerOf = (surface: Surface): Surface => {
	const { width, height } = surface.context.canvas;
	return { ...surface, context: createCanvas(width, height).getContext('2d') };
};

const lay = (
	{ context }: Surface,
	layer: Surface,
	{ alpha, x = 0, y = 0, blur = 0 }: { alpha: number; x?: number; y?: number; blur?: number },
): void => {
	context.save();
	context.resetTransform();
	context.globalAlpha = Math.max(0, Math.min(1, alpha));
	if (blur > 0) context.filter = `blur(${blur}px)`;
	context.drawImage(layer.context.canvas, x, y);
	context.restore();
};

const paintBackground = (surface: Surface, block: TextBlock, layout: TextLayout): void => {
	const { context, scale, left, top } = surface;
	const { background } = block;
	if (!background) return;
	context.save();
	context.globalAlpha = Math.max(0, Math.min(1, background.color.alpha));
	context.fillStyle = opaque(background.color);
	context.beginPath();
	for (const { x, y, width, height, radius } of backgroundBoxes(block, layout))
		context.roundRect(
			...([(x - left) * scale, (y - top) * scale, width * scale, height * scale] as const),
			radius * scale,
		);
	context.fill();
	context.restore();
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

const inBitmap = ({ scale, left, top }: Surface, { x, y, width, height }: Box): Box => ({
	...{ x: (x - left) * scale, y: (y - top) * scale },
	...{ width: width * scale, height: height * scale },
});
