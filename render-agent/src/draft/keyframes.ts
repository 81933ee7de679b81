/** Keyframes of a segment as curves over its clip. Drafts count their times on the clock of the media. */
import { constant, type Curve, type Handle, type Keyframe } from '../timeline/curve';
import { clipTimeOf, type Paced } from '../timeline/tempo';
import type { ColorCurve } from '../timeline/painting';
import { aroundTheCircle, isAppCaption } from './captionColors';
import { type Easing, easingOf, KNOWN_CURVES } from './easings';
import type { DraftKeyframe } from './schema';
import type { Use } from './scope';

/** A segment with the pace by which its keyframes' times are understood. */
export interface Keyed {
	readonly use: Use;
	readonly paced: Paced;
}

const clamped = (value: number, least: number, most: number): number =>
	Math.min(most, Math.max(least, value));

interface Timed {
	readonly key: DraftKeyframe;
	readonly value: number;
	readonly at: Keyframe['at'];
	/** The curve to the next one, where the draft only names it. */
	readonly named?: Easing;
}

const isStill = ({ x, y }: { readonly x: number; readonly y: number }): boolean =>
	x === 0 && y === 0;

/** Whether a way between keyframes follows their handles. */
export const isFree = (way: string): boolean => way.startsWith('FreeCurve');

/** The curve from a key to the next where only its name is written, and no handle says what it is like: its id. */
export const namedCurve = (from: DraftKeyframe, to: DraftKeyframe): string | undefined => {
	const isBare = isFree(from.curveType) && isStill(from.right_control) && isStill(to.left_control);
	return isBare ? [from, to].find(({ graphID }) => graphID !== '')?.graphID : undefined;
};

/** What a curve of the app is called. */
export const curveName = (id: string, { curves }: Use): string =>
	curves.get(id) ?? KNOWN_CURVES.get(id) ?? '';

const easingAfter = (from: DraftKeyframe, to: DraftKeyframe | undefined, use: Use) => {
	const id = to && namedCurve(from, to);
	return id === undefined ? undefined : easingOf(curveName(id, use));
};

/** The keys with the value that they have at a place of their list. */
const timed = (
	keys: readonly DraftKeyframe[],
	{ use, paced }: Keyed,
	place: number,
): readonly Timed[] =>
	keys
		.flatMap((key) => {
			const value = key.values[place];
			return value === undefined ? [] : [{ key, value, at: clipTimeOf(paced, key.time_offset) }];
		})
		.sort((a, b) => a.at - b.at)
		.map((one, i, all) => {
			const named = easingAfter(one.key, all[i + 1]?.key, use);
			return named ? { ...one, named } : one;
		});

const isCurved = ({ key }: Timed): boolean => isFree(key.curveType);

/** How many microseconds of the clip one of the media lasts between two keyframes. */
const stretch = (from: Timed, to: Timed): number => {
	const media = to.key.time_offset - from.key.time_offset;
	return media === 0 ? 1 : (to.at - from.at) / media;
};

/** A handle by its shares of the time and of the way between two keyframes. */
const partOf = ([time, way]: Easing['leaving'], from: Timed, to: Timed): Handle => ({
	dt: time * (to.at - from.at),
	dv: way * (to.value - from.value),
});

const leaving = (from: Timed, to: Timed | undefined): Handle | undefined => {
	if (!to || !isCurved(from)) return undefined;
	if (from.named) return partOf(from.named.leaving, from, to);
	const { x, y } = from.key.right_control;
	return { dt: clamped(x * stretch(from, to), 0, to.at - from.at), dv: y };
};

const arriving = (from: Timed | undefined, to: Timed): Handle | undefined => {
	if (!from || !isCurved(from)) return undefined;
	if (from.named) {
		const [time, way] = from.named.arriving;
		return partOf([time - 1, way - 1], from, to);
	}
	const { x, y } = to.key.left_control;
	return { dt: clamped(x * stretch(from, to), from.at - to.at, 0), dv: y };
};

const curveThrough = (keys: readonly Timed[]): Curve | undefined => {
	const [first, ...rest] = keys.map((timedKey, i): Keyframe => {
		const out = leaving(timedKey, keys[i + 1]);
		const into = arriving(keys[i - 1], timedKey);
		return {
			at: timedKey.at,
			value: timedKey.value,
			...(out && { leaving: out }),
			...(into && { arriving: into }),
		};
	});
	return first && { kind: 'keyed', keys: [first, ...rest] };
};

/** The curve of what stands at a place of the values of a property; undefined when it has no keyframes. */
export const keyedPart = (keyed: Keyed, property: string, place: number): Curve | undefined => {
	const found = keyed.use.segment.common_keyframes.find(
		({ property_type, keyframe_list }) => property_type === property && keyframe_list.length > 0,
	);
	return found && curveThrough(timed(found.keyframe_list, keyed, place));
};

/** The curve of a property over the clip, or undefined when it has no keyframes. Of several names, the first that has. */
export const keyedCurve = (keyed: Keyed, ...properties: readonly string[]): Curve | undefined => {
	for (const property of properties) {
		const curve = keyedPart(keyed, property, 0);
		if (curve) return curve;
	}
	return undefined;
};

/** A handle says how one value goes on, and a color has four: they ease in and out together. */
const easedOnly = ({ left_control, right_control, ...key }: DraftKeyframe): DraftKeyframe => ({
	...key,
	left_control: { x: left_control.x, y: 0 },
	right_control: { x: right_control.x, y: 0 },
});

const OPAQUE = 1;
const CAPTION_COLOR = /^KFType(?:Text|Border|Shadow|Background)Color$/;

/** A keyframed color, in captions of the app around the circle of hues; red, green, blue and alpha of 0…1 each; undefined when it has no keyframes. */
export const keyedColor = (keyed: Keyed, property: string): ColorCurve | undefined => {
	const keys = keyed.use.segment.common_keyframes
		.filter(({ property_type }) => property_type === property)
		.flatMap(({ keyframe_list }) => keyframe_list)
		.filter(({ values }) => values.length >= 3)
		.map(easedOnly);
	const isCircled = CAPTION_COLOR.test(property) && isAppCaption(keyed.use);
	const all = isCircled ? aroundTheCircle(keys) : keys;
	const [red, green, blue, alpha] = [0, 1, 2, 3].map((place) =>
		curveThrough(timed(all, keyed, place)),
	);
	return red && green && blue && { red, green, blue, alpha: alpha ?? constant(OPAQUE) };
};

/** The curve of a property, or its fixed value. */
export const curveOr = (keyed: Keyed, property: string, fixed: number): Curve =>
	keyedCurve(keyed, property) ?? constant(fixed);

/** Whether a segment has keyframes of one of some properties. */
export const isKeyed = ({ segment }: Use, properties: ReadonlySet<string>): boolean =>
	segment.common_keyframes.some(
		({ property_type, keyframe_list }) => properties.has(property_type) && keyframe_list.length > 0,
	);

/** A segment with those of its keyframes whose properties pass. */
export const keyedBy = (use: Use, passes: (property: string) => boolean): Use => {
	const common_keyframes = use.segment.common_keyframes.filter(({ property_type }) =>
		passes(property_type),
	);
	return { ...use, segment: { ...use.segment, common_keyframes } };
};

/** The keyframed property of the volume. */
export const VOLUME = 'KFTypeVolume';

/** What keyframes move of something; undefined where they move nothing. */
export const someOf = <T extends object>(parts: T): T | undefined =>
	Object.keys(parts).length > 0 ? parts : undefined;
