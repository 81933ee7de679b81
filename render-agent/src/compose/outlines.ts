/** Outlines of clips: rounded corners, the line around them, the shadow beneath. */
import { valueAt } from '../timeline/curve';
import { type Affine, after, shifted } from '../timeline/geometry';
import type { Shade } from '../timeline/looks';
import { shadedAt } from '../timeline/painting';
import type { Color } from '../timeline/text';
import type { Outline } from '../timeline/timeline';
import type { Standing } from './covers';
import type { Cover, Draw } from './draws';

/** An edge as sharp as the pixels allow. */
const SHARP = 0.5;
/** The clip lies a little over the line around it, so that nothing shines through between both. */
const OVER = 1;

const rectangle = (
	{ at, size, frame }: Standing,
	rounding: Outline['rounding'],
	{ grown = 0, soft = SHARP }: { readonly grown?: number; readonly soft?: number },
): Cover => {
	const halfWidth = Math.max(1e-3, size.width / 2 + grown);
	const halfHeight = Math.max(1e-3, size.height / 2 + grown);
	const share = Math.min(1, Math.max(0, valueAt(rounding, at)));
	const radius = share === 0 ? 0 : share * (Math.min(size.width, size.height) / 2) + grown;
	const largest = Math.min(halfWidth, halfHeight);
	return {
		...{ shape: 'rectangle', matrix: frame, halfWidth, halfHeight, soft, inverted: false },
		radius: Math.min(largest, Math.max(0, radius)),
	};
};

/** The shapes that keep what rounded corners leave of a clip. */
export const outlineCovers = (
	outline: Outline | undefined,
	standing: Standing,
): readonly Cover[] =>
	!outline || valueAt(outline.rounding, standing.at) <= 0
		? []
		: [rectangle(standing, outline.rounding, {})];

/** Where a shadow falls at a moment, its color, and half the width of its soft edge. */
export const shadeAt = (
	{ moving = {}, ...shade }: Shade,
	{ at, size, frame }: Standing,
): { readonly color: Color; readonly fallen: Affine; readonly soft: number } => {
	const { color, distance, angle, blur } = shadedAt(shade, moving, at);
	const side = Math.min(size.width, size.height);
	const turn = (angle * Math.PI) / 180;
	const far = distance * side;
	return {
		color,
		fallen: after(frame, shifted(Math.cos(turn) * far, -Math.sin(turn) * far)),
		soft: Math.max(SHARP, blur * side),
	};
};

const shadowDraw = (
	{ rounding, shadow }: Outline,
	standing: Standing,
	opacity: number,
): readonly Draw[] => {
	if (!shadow) return [];
	const { color, fallen, soft } = shadeAt(shadow, standing);
	const cover = rectangle({ ...standing, frame: fallen }, rounding, { soft });
	return [{ kind: 'fill', color, opacity, covers: [cover] }];
};

const strokeDraw = (
	{ rounding, stroke }: Outline,
	standing: Standing,
	opacity: number,
): readonly Draw[] => {
	if (!stroke || stroke.width <= 0) return [];
	const width = stroke.width * Math.min(standing.size.width, standing.size.height);
	const outer = rectangle(standing, rounding, { grown: width });
	const inner = { ...rectangle(standing, rounding, { grown: -OVER }), inverted: true };
	return [{ kind: 'fill', color: stroke.color, opacity, covers: [outer, inner] }];
};

/** What lies beneath a clip with an outline: its shadow, then its line. */
export const outlineDraws = (
	outline: Outline | undefined,
	standing: Standing,
	opacity: number,
): readonly Draw[] =>
	outline
		? [...shadowDraw(outline, standing, opacity), ...strokeDraw(outline, standing, opacity)]
		: [];
