/** Keyframes of how a caption looks. Its size and spacing have none: those of the clip's scale move it. */
import { type Curve, mapped } from '../timeline/curve';
import type { Color, LetterGradient, TextBackground, TextBlock, TextStyle } from '../timeline/text';
import type { PaintChanges } from '../timeline/painting';
import type { StopChanges, TextChanges } from '../timeline/textChanges';
import { colorOf, faded } from './colors';
import { movingStopsOf } from './gradientKeyframes';
import { type Keyed, keyedColor, keyedCurve, someOf } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { about, type Note } from './scope';
import { BACKGROUND, fallenBy, isOn, padded, SHADOW, STROKE } from './textStyles';

type TextMaterial = MaterialOf<'texts'>;

const ARC = 'KFTypeTextCurveAngle';
/** The distance and the angle of a shadow once more, as a place. */
const POINT = 'KFTypeShadowPoint';

/** What is drawn of a caption's keyframes, and of which properties. */
export interface MovingLook {
	readonly changes: TextChanges;
	readonly properties: ReadonlySet<string>;
}

/** Leaves out what has no value, so that nothing changes where nothing is written. */
const written = <T extends object>(parts: T): { readonly [K in keyof T]?: NonNullable<T[K]> } =>
	Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)) as {
		readonly [K in keyof T]?: NonNullable<T[K]>;
	};

/** Reads the keyframes of a caption and remembers which there were. */
interface Reading {
	readonly curve: (property: string, by?: (value: number) => number) => Curve | undefined;
	readonly paint: (part: string) => PaintChanges;
	readonly stops: (gradient: LetterGradient) => readonly StopChanges[] | undefined;
}

const readingOf = (keyed: Keyed, found: Set<string>): Reading => {
	const noted = <T>(property: string, curve: T | undefined): T | undefined => {
		if (curve) found.add(property);
		return curve;
	};
	const curve: Reading['curve'] = (property, by) => {
		const plain = noted(property, keyedCurve(keyed, property));
		return plain && by ? mapped(plain, by) : plain;
	};
	return {
		curve,
		paint: (part) => {
			const color = `KFType${part}Color`;
			return written({
				color: noted(color, keyedColor(keyed, color)),
				opacity: curve(`KFType${part}Alpha`),
			});
		},
		stops: (gradient) => {
			const moving = movingStopsOf(keyed, gradient);
			for (const property of moving?.properties ?? []) found.add(property);
			return moving?.changes;
		},
	};
};

type Part<K extends keyof TextChanges> = TextChanges[K];

/** Names gradients of which the stops stand still, as the keyframes are of another number of them. */
const noteStill = ({ use }: Keyed, note: Note): void => {
	note(use, about('KEYFRAME_PROPERTY_UNSUPPORTED', ''), {
		zh: '关键帧只改变颜色数与之相同的渐变，文字中的其他渐变保持不变',
		en: 'keyframes of a gradient move those that have as many colors as they say, the others in the words stand still',
	});
};

const fillOf = (
	keyed: Keyed,
	{ curve, paint, stops }: Reading,
	{ block: { runs }, note }: { readonly block: TextBlock; readonly note: Note },
): Part<'fill'> => {
	const gradients = runs.flatMap(({ style }) => style.gradient ?? []);
	const [gradient] = gradients;
	const angle = gradient && curve('KFTypeTextGradientAngle');
	const moving = gradient && stops(gradient);
	if (moving && gradients.some((other) => other.stops.length !== moving.length))
		noteStill(keyed, note);
	return someOf({ ...paint('Text'), ...written({ angle, stops: moving }) });
};

const strokeOf = ({ curve, paint }: Reading): Part<'stroke'> =>
	someOf({ ...paint('Border'), ...written({ width: curve('KFTypeBorderWidth') }) });

const shadowOf = ({ curve, paint }: Reading): Part<'shadow'> => {
	const fall = written({
		distance: curve('KFTypeShadowDistance', fallenBy),
		angle: curve('KFTypeShadowAngle'),
	});
	if (someOf(fall)) curve(POINT);
	return someOf({
		...paint('Shadow'),
		...fall,
		...written({ blur: curve('KFTypeShadowSmoothing') }),
	});
};

const boxOf = ({ curve, paint }: Reading): Part<'background'> =>
	someOf({
		...paint('Background'),
		...written({
			rounding: curve('KFTypeBackgroundRoundRadius'),
			padding: someOf(
				written({
					x: curve('KFTypeBackgroundWidth', padded),
					y: curve('KFTypeBackgroundHeight', padded),
				}),
			),
			offset: someOf(
				written({
					x: curve('KFTypeBackgroundOffsetX'),
					y: curve('KFTypeBackgroundOffsetY', (value) => 0 - value),
				}),
			),
		}),
	});

const noteArc = ({ use }: Keyed, note: Note): boolean =>
	note(use, about('TEXT_EFFECT_APPROXIMATED', '', 'text'), {
		zh: '弯曲文字按关键帧的角度排列成圆弧，与剪映的位置可能略有不同',
		en: 'curved text stands on arcs of the angles of its keyframes, perhaps not quite where the app puts it',
	});

/** The arc of rows over time. One that never bends needs no word. */
const arcOf = (
	keyed: Keyed,
	{ curve }: Reading,
	{ block, note }: { readonly block: TextBlock; readonly note: Note },
): Curve | undefined => {
	if (block.vertical || !keyedCurve(keyed, ARC)) return undefined;
	return block.arc !== undefined || noteArc(keyed, note) ? curve(ARC) : undefined;
};

/** What is drawn of a caption's keyframes; undefined where it has none that are. What the caption has switched off is not. */
export const movingLookOf = (
	keyed: Keyed,
	material: TextMaterial,
	place: { readonly block: TextBlock; readonly note: Note },
): MovingLook | undefined => {
	const properties = new Set<string>();
	const reading = readingOf(keyed, properties);
	const whereOn = <T>(bit: number, read: (from: Reading) => T | undefined): T | undefined =>
		isOn(material, bit) ? read(reading) : undefined;
	const changes = written({
		fill: fillOf(keyed, reading, place),
		stroke: whereOn(STROKE, strokeOf),
		shadow: whereOn(SHADOW, shadowOf),
		background: whereOn(BACKGROUND, boxOf),
		arc: arcOf(keyed, reading, place),
	});
	return properties.size === 0 ? undefined : { changes, properties };
};

const BLACK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };

const lineAtRest = (material: TextMaterial): TextStyle['strokes'] => [
	{
		color: faded(colorOf(material.border_color) ?? BLACK, material.border_alpha),
		width: Math.max(0, material.border_width),
	},
];

const shadowAtRest = (material: TextMaterial): NonNullable<TextStyle['shadow']> => ({
	color: faded(colorOf(material.shadow_color) ?? BLACK, material.shadow_alpha),
	distance: fallenBy(material.shadow_distance),
	angle: material.shadow_angle,
	blur: Math.max(0, material.shadow_smoothing),
});

const boxAtRest = (material: TextMaterial): TextBackground => ({
	color: faded(colorOf(material.background_color) ?? BLACK, material.background_alpha),
	...{ shape: 'block', rounding: 0, offset: { x: 0, y: 0 } },
	padding: { x: padded(material.background_width), y: padded(material.background_height) },
});

/** A caption with a line, a shadow and a box to move, where its keyframes ask for one that the draft had at nothing. */
export const readyToMove = (
	block: TextBlock,
	material: TextMaterial,
	{ stroke, shadow, background }: TextChanges,
): TextBlock => ({
	...block,
	runs: block.runs.map(({ text, style }) => ({
		text,
		style: {
			...style,
			...(stroke && style.strokes.length === 0 && { strokes: lineAtRest(material) }),
			...(shadow && !style.shadow && { shadow: shadowAtRest(material) }),
		},
	})),
	...(background && !block.background && { background: boxAtRest(material) }),
});
