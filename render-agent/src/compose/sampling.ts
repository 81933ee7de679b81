/** Which place of a source each target sample shows, and the windows of pictures that are drawn. Pure. */
import { type Affine, after, scaled, shifted } from '../timeline/geometry';
import type { Part } from './draws';
import { half, type Plane, type Planes } from './surface';

/** A source place for each target sample: u = ux + x·a + y·b, v = uy + x·c + y·d, in samples. */
export interface Sampling {
	readonly ux: number;
	readonly uy: number;
	readonly a: number;
	readonly b: number;
	readonly c: number;
	readonly d: number;
}

/** The map from target samples to source samples, given the map from canvas pixels to source pixels. */
export const samplingOf = (
	back: Affine,
	target: Plane,
	source: Pick<Plane, 'step' | 'x0' | 'y0'>,
): Sampling => {
	const toCanvas = {
		xx: target.step,
		xy: 0,
		yx: 0,
		yy: target.step,
		dx: target.x0,
		dy: target.y0,
	};
	const toSample = after(scaled(1 / source.step, 1 / source.step), shifted(-source.x0, -source.y0));
	const map = after(toSample, after(back, toCanvas));
	return { ux: map.dx, uy: map.dy, a: map.xx, b: map.xy, c: map.yx, d: map.yy };
};

/** A plane to draw from, with the distance from one row to the next. */
export interface View {
	readonly plane: Plane;
	readonly stride: number;
}

/** A rectangle of whole pixels. */
export interface Window {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** The whole pixels of a part, widened to even ones so that chroma can be cut with it. */
export const evenWindow = ({ width, height }: Planes, part: Part | undefined): Window => {
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

/** The window of a plane; `hasAlpha` tells whether an alpha plane of the same layout goes along. */
export const cut = ({ plane, stride }: View, hasAlpha: boolean, window: Window): View => {
	const { step } = plane;
	const offset = (window.y / step) * stride + window.x / step;
	const size =
		step === 1
			? { width: window.width, height: window.height }
			: { width: half(window.width), height: half(window.height) };
	return {
		plane: { ...plane, ...size, at: plane.at + offset, alpha: hasAlpha ? plane.alpha + offset : 0 },
		stride,
	};
};
