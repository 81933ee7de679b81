/** The strokes of the brush: background, shadows, outlines, fills, in this order. Skia's contexts do not leave this folder. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Color, TextBlock, TextStyle } from '../../timeline/text';
import {
	around,
	backgroundBoxes,
	LEAN,
	LEAN_AXIS,
	shadowOffset,
	THICKENING,
	UNDERLINE,
} from './extent';
import type { Box, PlacedCluster, TextLayout, TextLine } from './layoutText';
import { useFace } from './measure';

/** A bitmap that is painted: `left` and `top` are the layout's place of its corner, `scale` its pixels per canvas pixel. */
export interface Surface {
	readonly context: SKRSContext2D;
	readonly scale: number;
	readonly left: number;
	readonly top: number;
}

/** Everything of one style: what a pass paints at once. */
interface StyleGroup {
	readonly style: TextStyle;
	readonly clusters: readonly PlacedCluster[];
	readonly underlines: readonly Box[];
	/** Pixels of one em, the same for all. */
	readonly em: number;
}

const channel = (part: number): number => Math.round(Math.max(0, Math.min(1, part)) * 255);
const opaque = ({ red, green, blue }: Color): string =>
	`rgb(${channel(red)}, ${channel(green)}, ${channel(blue)})`;

/** Paints a laid-out text. What lies lower is painted first over the whole text, so no letter covers its neighbor. */
export const paintText = (surface: Surface, block: TextBlock, layout: TextLayout): void => {
	paintBackground(surface, block, layout);
	const groups = groupsOf(layout);
	for (const group of groups) paintShadow(surface, group);
	for (const group of groups) {
		const widestFirst = [...group.style.strokes].sort((a, b) => b.width - a.width);
		for (const { color, width } of widestFirst)
			withAlpha(surface, color.alpha, (on) => paintOutline(on, group, { color, width }));
	}
	for (const group of groups)
		withAlpha(surface, group.style.fill.alpha, (on) => paintFill(on, group));
};

const groupsOf = (layout: TextLayout): readonly StyleGroup[] => {
	const clusters = layout.lines.flatMap((line) => line.clusters);
	const styles = new Set(clusters.map(({ style }) => style));
	return [...styles].map((style) => {
		const own = clusters.filter((cluster) => cluster.style === style);
		return {
			style,
			clusters: own.filter(({ glyphs }) => glyphs !== ''),
			underlines: style.underline
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
	const { em, baseline } = first;
	const thickness = UNDERLINE.thickness * em;
	if (!vertical) {
		const y = baseline + UNDERLINE.offset * em - thickness / 2;
		return [{ ...all, y, height: thickness }];
	}
	const x = all.x + all.width / 2 - (0.5 + UNDERLINE.offset / 2) * em;
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
		if (color.alpha > 0) paintOutline(layer, group, { color: shadow.color, width });
	paintFill(layer, group);
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
	{ clusters, underlines, em }: StyleGroup,
	{ color, width }: { readonly color: Color; readonly width: number },
): void => {
	const { context } = surface;
	context.strokeStyle = opaque(color);
	context.lineJoin = 'round';
	context.lineCap = 'round';
	for (const cluster of clusters.filter(({ face }) => !face.color)) {
		atOrigin(surface, cluster);
		context.lineWidth =
			(width + (cluster.thicken ? 2 * THICKENING : 0)) * cluster.em * surface.scale;
		context.strokeText(cluster.glyphs, 0, 0);
	}
	context.lineWidth = width * em * surface.scale;
	for (const box of underlines) context.strokeRect(...rectangle(surface, box));
};

const paintFill = (surface: Surface, { style, clusters, underlines }: StyleGroup): void => {
	const { context } = surface;
	context.fillStyle = opaque(style.fill);
	context.strokeStyle = context.fillStyle;
	context.lineJoin = 'round';
	for (const cluster of clusters) {
		atOrigin(surface, cluster);
		context.fillText(cluster.glyphs, 0, 0);
		if (!cluster.thicken || cluster.face.color) continue;
		context.lineWidth = 2 * THICKENING * cluster.em * surface.scale;
		context.strokeText(cluster.glyphs, 0, 0);
	}
	for (const box of underlines) context.fillRect(...rectangle(surface, box));
};

/** Moves the context's origin to a cluster's. Baselines lie on whole pixels, where Skia would put the glyphs anyway. */
const atOrigin = ({ context, scale, left, top }: Surface, cluster: PlacedCluster): void => {
	const { face, em, style } = cluster;
	const lean = style.italic && !face.color ? LEAN : 0;
	const x = (cluster.x - left - lean * LEAN_AXIS * em) * scale;
	const y = Math.round((cluster.baseline - top) * scale);
	useFace(context, face, em * scale);
	context.setTransform(1, 0, -lean, 1, x, y);
};

/** A box in bitmap pixels; the context's transform is set back. */
const rectangle = (
	{ context, scale, left, top }: Surface,
	{ x, y, width, height }: Box,
): readonly [number, number, number, number] => {
	context.resetTransform();
	return [(x - left) * scale, (y - top) * scale, width * scale, height * scale];
};
