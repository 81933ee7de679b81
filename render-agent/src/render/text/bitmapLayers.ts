/** Second bitmaps beside the one that is painted, and how they are laid on it. */
import { createCanvas } from '@napi-rs/canvas';
import type { Box } from './boxes';
import type { Surface } from './gradientBrush';

/** Paints opaque on the surface, or by way of a second bitmap so that overlaps do not show through. */
export const withAlpha = (surface: Surface, alpha: number, paint: (on: Surface) => void): void => {
	if (alpha <= 0) return;
	if (alpha >= 1) {
		paint(surface);
		return;
	}
	const layer = layerOf(surface);
	paint(layer);
	lay(surface, layer, { alpha });
};

/** A clear bitmap of the same size. */
export const layerOf = (surface: Surface): Surface => {
	const { width, height } = surface.context.canvas;
	return { ...surface, context: createCanvas(width, height).getContext('2d') };
};

/** Lays a bitmap on another, shifted and blurred by its pixels. */
export const lay = (
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

/** A box of the layout in the pixels of a bitmap. */
export const inBitmap = ({ scale, left, top }: Surface, { x, y, width, height }: Box): Box => ({
	...{ x: (x - left) * scale, y: (y - top) * scale },
	...{ width: width * scale, height: height * scale },
});
