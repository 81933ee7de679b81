/** Where a segment stands: from halves of the canvas with y up to canvas pixels with y down. */
import { constant, type Curve, mapped } from '../timeline/curve';
import { share } from '../timeline/painting';
import type { Canvas, Placement } from '../timeline/timeline';
import { curveOr, keyedCurve, type Keyed } from './keyframes';

/** The properties that placing understands. */
export const PLACED: ReadonlySet<string> = new Set([
	'KFTypePositionX',
	'KFTypePositionY',
	'KFTypeScaleX',
	'KFTypeScaleY',
	'KFTypeScale',
	'UNIFORM_SCALE',
	'KFTypeRotation',
	'KFTypeAlpha',
]);

/** The keyframed opacity of all of a caption or shape. */
export const GLOBAL_ALPHA = 'KFTypeGlobalAlpha';

/** A curve held within 0…1 at its keyframes. */
export const sharesOf = (curve: Curve): Curve => {
	if (curve.kind === 'constant') return constant(share(curve.value));
	const [first, ...rest] = curve.keys;
	return {
		kind: 'keyed',
		keys: [
			{ ...first, value: share(first.value) },
			...rest.map((key) => ({ ...key, value: share(key.value) })),
		],
	};
};

const scalesOf = (keyed: Keyed): { readonly scaleX: Curve; readonly scaleY: Curve } => {
	const { scale } = keyed.use.segment.clip;
	const x = keyedCurve(keyed, 'KFTypeScaleX', 'KFTypeScale', 'UNIFORM_SCALE');
	const y = keyedCurve(keyed, 'KFTypeScaleY');
	// Scripts and the app write equal scaling as keyframes of X alone.
	return { scaleX: x ?? constant(scale.x), scaleY: y ?? x ?? constant(scale.y) };
};

/** The placement of a segment. `opacity` is given for captions, whose own counts instead of the segment's. */
export const placementOf = (
	keyed: Keyed,
	{ width, height }: Canvas,
	opacity = keyedCurve(keyed, 'KFTypeAlpha') ?? constant(keyed.use.segment.clip.alpha),
): Placement => {
	const { clip } = keyed.use.segment;
	const x = curveOr(keyed, 'KFTypePositionX', clip.transform.x);
	const y = curveOr(keyed, 'KFTypePositionY', clip.transform.y);
	return {
		x: mapped(x, (value) => (value * width) / 2),
		y: mapped(y, (value) => (-value * height) / 2 + 0),
		...scalesOf(keyed),
		rotation: curveOr(keyed, 'KFTypeRotation', clip.rotation),
		opacity: sharesOf(opacity),
		flipX: clip.flip.horizontal,
		flipY: clip.flip.vertical,
	};
};
