/** Rounded corners, outlines and drop shadows of clips. Their fields are known, their looks are not: drawn as is usual. */
import type { Counted } from '../kernel/words';
import { constant } from '../timeline/curve';
import type { Outline } from '../timeline/timeline';
import { isKeyed, type Keyed, keyedCurve } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { sharesOf } from './placement';
import { companionOf, type Note, type Use } from './scope';
import { lineOf, movingShade, shadedBy, shadeOf, slid } from './trims';

const ROUNDNESS = 'KFTypeVideoRoundness';

/** The keyframed properties of outlines. */
export const OUTLINED: ReadonlySet<string> = new Set([ROUNDNESS]);

/** Where the slider of a line's width stands at first. */
const USUAL_WIDTH = 0.25;

const strokeOf = (use: Use): Outline['stroke'] => {
	const material = companionOf(use, 'video_strokes');
	if (!material?.enable_video_stroke) return undefined;
	const [size] = material.adjust_params.flatMap(({ value }) => value ?? []);
	return lineOf(material.color, size ?? USUAL_WIDTH);
};

const SHADE = 'KFTypeVideoShadow';
const SHADED: ReadonlySet<string> = new Set(shadedBy(SHADE));

const shadowIn = (use: Use): MaterialOf<'video_shadows'> | undefined => {
	const material = companionOf(use, 'video_shadows');
	return material?.enable_video_shadow ? material : undefined;
};

/** Whether a keyframed property of a clip belongs to a shadow that it has, switched off or not. */
export const isOfShadow = (use: Use, property: string): boolean =>
	SHADED.has(property) && companionOf(use, 'video_shadows') !== undefined;

const shadowOf = (keyed: Keyed): Outline['shadow'] => {
	const material = shadowIn(keyed.use);
	const shade = material && shadeOf(material.color, { ...material, blur: material.ambiguity });
	const moving = movingShade(keyed, SHADE);
	return shade && { ...shade, ...(moving && { moving }) };
};

const radiusIn = ({ radius, roundness, value }: MaterialOf<'video_radius'>): number =>
	slid(radius ?? roundness ?? value ?? 0);

/** How round the corners are over time; undefined for square ones. */
const roundingOf = (keyed: Keyed): Outline['rounding'] | undefined => {
	const material = companionOf(keyed.use, 'video_radius');
	if (material?.enable_video_radius === false) return undefined;
	const fixed = material ? radiusIn(material) : 0;
	const curve = sharesOf(keyedCurve(keyed, ROUNDNESS) ?? constant(fixed));
	return curve.kind === 'keyed' || curve.value > 0 ? curve : undefined;
};

const WORDS: Readonly<Record<keyof Outline, Counted>> = {
	rounding: { zh: '圆角', en: 'rounded corners', is: 'are' },
	stroke: { zh: '描边', en: 'the outline' },
	shadow: { zh: '阴影', en: 'the drop shadow' },
};

/** The outline of a clip, each part of it named as near; undefined where nothing of one is drawn. */
export const outlineOf = (keyed: Keyed, note: Note): Outline | undefined => {
	const drawn = <T>(part: keyof Outline, value: T | undefined): T | undefined =>
		value !== undefined &&
		note(keyed.use, 'STAGE_APPROXIMATED', {
			zh: `${WORDS[part].zh}以相近的方式绘制`,
			en: `${WORDS[part].en}: drawn as near as is known`,
		})
			? value
			: undefined;
	const rounding = drawn('rounding', roundingOf(keyed));
	const stroke = drawn('stroke', strokeOf(keyed.use));
	const shadow = drawn('shadow', shadowOf(keyed));
	if (!rounding && !stroke && !shadow) return undefined;
	return {
		rounding: rounding ?? constant(0),
		...(stroke && { stroke }),
		...(shadow && { shadow }),
	};
};

type Trimming = 'video_radius' | 'video_strokes' | 'video_shadows';

/** A part of an outline that the draft has, drawn or not. */
interface Trim {
	readonly bucket: Trimming;
	readonly words: Counted;
	readonly isOn: boolean;
}

/** The parts of an outline that the draft has a material for that is not at rest. */
export const trimsIn = (use: Use): readonly Trim[] => {
	const corners = companionOf(use, 'video_radius');
	const line = companionOf(use, 'video_strokes');
	const shadow = companionOf(use, 'video_shadows');
	const isRound = corners && (radiusIn(corners) > 0 || isKeyed(use, OUTLINED));
	const isShaded = shadow && (shadow.color !== '' || isKeyed(use, SHADED));
	const trim = (bucket: Trimming, part: keyof Outline, isOn: boolean): Trim => ({
		...{ bucket, words: WORDS[part], isOn },
	});
	return [
		...(isRound ? [trim('video_radius', 'rounding', corners.enable_video_radius)] : []),
		...(line && line.color !== ''
			? [trim('video_strokes', 'stroke', line.enable_video_stroke)]
			: []),
		...(isShaded ? [trim('video_shadows', 'shadow', shadow.enable_video_shadow)] : []),
	];
};

/** Which parts of an outline the draft has and has switched off. */
export const trimsOffIn = (use: Use): readonly Trim['words'][] =>
	trimsIn(use).flatMap(({ isOn, words }) => (isOn ? [] : [words]));
