/** Clips of videos, photos, stickers, colors and compound clips. */
import type { AssetId } from '../timeline/asset';
import { type Curve, mapped } from '../timeline/curve';
import { share } from '../timeline/painting';
import type { Color, Gradient } from '../timeline/text';
import type { Crop, Graded, PictureClip, ShownClip, VisualClip } from '../timeline/timeline';
import { ADJUSTED, blendOf, blendShareOf } from './adjustments';
import { animationsOf } from './animations';
import { backdropOf } from './backdrops';
import { colorOf } from './colors';
import { isBox, isSameEdge } from './crops';
import { effectsOn, isOfEffects } from './effects';
import { isOfKey, keyOf } from './chromaKeys';
import { gradientThrough } from './gradients';
import { gradedOf } from './grading';
import { noteKeyframes } from './keyframeNotes';
import { type Keyed, keyedBy } from './keyframes';
import { isOfMixed } from './luts';
import { colorMaskOf, isOfMaskOff, MASKED, MASKED_OF_COLORS, maskOf } from './masks';
import type { MaterialOf } from './materialSchema';
import { isOfShadow, OUTLINED, outlineOf } from './outlines';
import { PLACED, placementOf } from './placement';
import type { Scope } from './scope';
import { noteStages } from './stages';

/** Whether a material of the bucket of videos moves by itself and may sound: photos and animations lie there too. */
export const isVideo = ({ type }: MaterialOf<'videos'>): boolean =>
	type !== 'photo' && type !== 'gif';

/** Whether a video has a sound, as the draft has it. */
export const hasSound = (video: MaterialOf<'videos'>): boolean => isVideo(video) && video.has_audio;

const WHOLE: Crop = { left: 0, top: 0, right: 1, bottom: 1 };

/** How far outside the picture a corner may lie. */
const OUTSIDE = 0.5;

const spot = (x: number, y: number): { readonly x: number; readonly y: number } => ({
	x: Math.min(1 + OUTSIDE, Math.max(-OUTSIDE, x)),
	y: Math.min(1 + OUTSIDE, Math.max(-OUTSIDE, y)),
});

/** The used part of a picture: a rectangle, or four corners that become one. */
export const cropOf = ({ crop }: MaterialOf<'videos'>): Crop => {
	const xs = [crop.upper_left_x, crop.upper_right_x, crop.lower_left_x, crop.lower_right_x];
	const ys = [crop.upper_left_y, crop.upper_right_y, crop.lower_left_y, crop.lower_right_y];
	const box = {
		left: share(Math.min(...xs)),
		top: share(Math.min(...ys)),
		right: share(Math.max(...xs)),
		bottom: share(Math.max(...ys)),
	};
	if (isSameEdge(box.left, box.right) || isSameEdge(box.top, box.bottom)) return WHOLE;
	if (isBox(crop))
		return {
			...box,
			...(crop.upper_left_x > crop.upper_right_x && { mirroredX: true }),
			...(crop.upper_left_y > crop.lower_left_y && { mirroredY: true }),
		};
	const corners = {
		topLeft: spot(crop.upper_left_x, crop.upper_left_y),
		topRight: spot(crop.upper_right_x, crop.upper_right_y),
		bottomLeft: spot(crop.lower_left_x, crop.lower_left_y),
		bottomRight: spot(crop.lower_right_x, crop.lower_right_y),
	};
	return { ...box, corners };
};

const KNOWN: ReadonlySet<string> = new Set([...PLACED, ...ADJUSTED, ...OUTLINED]);

/** Whether there is anything that a mask of colors holds: neither keys nor filters are. */
const isHeld = ({ luts, adjustments, grades }: Graded): boolean =>
	[luts, adjustments, grades].some((part) => part !== undefined);

type Seen = Pick<
	ShownClip,
	| 'id'
	| 'track'
	| 'layer'
	| 'target'
	| 'placement'
	| 'animations'
	| 'blend'
	| 'mask'
	| 'outline'
	| 'effects'
	| 'key'
	| keyof Graded
>;

/** What some clips have of their own. */
interface Own {
	/** Default: the keyframed or fixed opacity of the segment. */
	readonly opacity?: Curve;
	/** Keyframed properties that other clips do not have and that are read. Default: none. */
	readonly known?: ReadonlySet<string>;
}

/** What every clip has that is placed like a picture. `has`: what differs from other clips. */
export const seen = (keyed: Keyed, scope: Scope, has?: Own): Seen => {
	const { use } = keyed;
	const { canvas, note } = scope;
	const mask = maskOf(keyed, scope);
	const graded = gradedOf(keyed, scope);
	const gradedWithin = isHeld(graded) ? colorMaskOf(keyed, mask, scope) : undefined;
	const masked = mask ? MASKED : gradedWithin && MASKED_OF_COLORS;
	const isKnown = (name: string): boolean =>
		[KNOWN, has?.known, masked].some((names) => names?.has(name)) ||
		isOfMixed(use, name) ||
		isOfShadow(use, name) ||
		isOfMaskOff(use, name) ||
		isOfKey(use, name);
	// Those of the effects on a clip are told of with each of them.
	const own = keyedBy(use, (name) => !isOfEffects(use, name));
	noteKeyframes(own, isKnown, note);
	noteStages(use, note);
	const outline = outlineOf(keyed, note);
	const effects = effectsOn(keyed, note);
	const key = keyOf(keyed, scope);
	const placement = placementOf(keyed, canvas, has?.opacity);
	const share = blendShareOf(use);
	return {
		id: use.id,
		track: use.track,
		layer: use.layer,
		target: use.target,
		placement: { ...placement, opacity: mapped(placement.opacity, (value) => value * share) },
		animations: animationsOf(use, note),
		blend: blendOf(use, note),
		...graded,
		...(gradedWithin && { gradedWithin }),
		...(key && { key }),
		...(mask && { mask }),
		...(outline && { outline }),
		...(effects.length > 0 && { effects }),
	};
};

/** A clip that shows a file. */
export const pictureOf = (
	keyed: Keyed,
	{ asset, crop = WHOLE }: { readonly asset: AssetId; readonly crop?: Crop },
	scope: Scope,
): PictureClip => {
	const backdrop = backdropOf(keyed.use, scope);
	return {
		...keyed.paced,
		...seen(keyed, scope),
		kind: 'picture',
		asset,
		crop,
		...(backdrop && { backdrop }),
	};
};

const BLACK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };

/** The gradient of a color clip, named as near; undefined for one color. */
const gradientIn = (
	{ use }: Keyed,
	material: MaterialOf<'material_colors'>,
	{ note }: Scope,
): Gradient | undefined => {
	if (!material.is_gradient) return undefined;
	const { gradient_colors: colors, gradient_percents: percents, gradient_angle: angle } = material;
	const gradient = gradientThrough(colors, { percents, angle });
	if (!gradient) {
		note(use, 'STAGE_UNSUPPORTED', {
			zh: '渐变色的颜色无法识别，以一种颜色代替',
			en: 'the colors of a gradient are unknown, one color is shown',
		});
		return undefined;
	}
	const isDrawn = note(use, 'STAGE_APPROXIMATED', {
		zh: '渐变色按其颜色、位置与角度绘制，角度的方向未经核对',
		en: 'a gradient has its colors, places and angle; which way the angle counts nobody has measured',
	});
	return isDrawn ? gradient : undefined;
};

/** A clip of one color, or of a gradient. */
export const colorClipOf = (
	keyed: Keyed,
	material: MaterialOf<'material_colors'>,
	scope: Scope,
): VisualClip => {
	const gradient = gradientIn(keyed, material, scope);
	const text = material.is_gradient ? (material.gradient_colors[0] ?? '') : material.solid_color;
	return {
		...seen(keyed, scope),
		kind: 'color',
		color: colorOf(text) ?? BLACK,
		...(gradient && { gradient }),
	};
};
