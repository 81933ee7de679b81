/** Keyframes of a segment as curves over its clip. Drafts count their times on the clock of the media. */
import { constant, type Curve, type Handle, type Keyframe } from '../timeline/curve';
import { clipTimeOf, type Paced } from '../timeline/tempo';
import type { ColorCurve } from '../timeline/painting';
import { aroundTheCircle, isAppCaption } from './captionColors';
import { type Easing, easingOf, KNOWN_CURVES } from './easings';
import { KNOWN_WAYS } from './ignoredFields';
import type { DraftKeyframe } from './schema';
import type { Note, Use } from './scope';

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

const isFree = (way: string): boolean => way.startsWith('FreeCurve');

/** The curve from a key to the next where only its name is written, and no handle says what it is like: its id. */
const namedCurve = (from: DraftKeyframe, to: DraftKeyframe): string | undefined => {
	const isBare = isFree(from.curveType) && isStill(from.right_control) && isStill(to.left_control);
	return isBare ? [from, to].find(({ graphID }) => graphID !== '')?.graphID : undefined;
};

/** What a curve of the app is called. */
const curveName = (id: string, { curves }: Use): string =>
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

/** The names of the curves of the app that a segment's keyframes follow, with the properties that do; empty: without a name. */
const curvesIn = (use: Use): ReadonlyMap<string, readonly string[]> => {
	const found = new Map<string, readonly string[]>();
	for (const { property_type, keyframe_list } of use.segment.common_keyframes) {
		const keys = keyframe_list.toSorted((a, b) => a.time_offset - b.time_offset);
		for (const [i, key] of keys.entries()) {
			const next = keys[i + 1];
			const id = next && namedCurve(key, next);
			if (id === undefined) continue;
			const name = curveName(id, use);
			const known = easingOf(name) ? name : '';
			found.set(known, [...new Set([...(found.get(known) ?? []), property_type])]);
		}
	}
	return found;
};

/** The ways between a segment's keyframes that are not known, with the properties that go them. */
const strangeWaysIn = (use: Use): ReadonlyMap<string, readonly string[]> => {
	const found = new Map<string, readonly string[]>();
	for (const { property_type, keyframe_list } of use.segment.common_keyframes)
		for (const { curveType } of keyframe_list)
			if (!KNOWN_WAYS.test(curveType))
				found.set(curveType, [...new Set([...(found.get(curveType) ?? []), property_type])]);
	return found;
};

const noteWays = (use: Use, note: Note): void => {
	for (const [way, properties] of strangeWaysIn(use)) {
		const list = properties.join(', ');
		note(use, 'KEYFRAME_CURVE_UNKNOWN', {
			zh: `关键帧属性 ${list} 的变化方式“${way}”未知：${isFree(way) ? '按其控制点变化' : '按匀速变化'}`,
			en: `the way between keyframes of ${list} is “${way}”, which is not known here: it ${isFree(way) ? 'follows its handles' : 'goes straight'}`,
		});
	}
};

/** Names the properties of which keyframes hold no value: nothing can be read of those. */
const noteEmptyKeys = (use: Use, note: Note): void => {
	const names = use.segment.common_keyframes
		.filter(({ keyframe_list }) => keyframe_list.some(({ values }) => values.length === 0))
		.map(({ property_type }) => property_type);
	if (names.length === 0) return;
	const list = [...new Set(names)].join(', ');
	note(use, 'KEYFRAME_PROPERTY_UNSUPPORTED', {
		zh: `关键帧属性 ${list} 中有没有数值的关键帧，已忽略`,
		en: `keyframes of ${list} that hold no value are left out`,
	});
};

/** Properties whose keyframes hold several numbers each: colors, places, and the parts of gradients. */
const OF_SEVERAL = /Color$|Point$|Gradient/;

/** Names the properties of one number whose keyframes hold more of them. */
const noteSpareValues = (use: Use, note: Note): void => {
	const names = use.segment.common_keyframes
		.filter(({ property_type }) => !OF_SEVERAL.test(property_type))
		.filter(({ keyframe_list }) =>
			keyframe_list.some(({ values }) => values.slice(1).some((value) => value !== 0)),
		)
		.map(({ property_type }) => property_type);
	if (names.length === 0) return;
	const list = [...new Set(names)].join(', ');
	note(use, 'KEYFRAME_PROPERTY_UNSUPPORTED', {
		zh: `关键帧属性 ${list} 的 values 有多个数值，只使用第一个`,
		en: `keyframes of ${list} hold several numbers in values, and only the first is used`,
	});
};

/** Names the properties whose keyframes hold no value or too many, are eased in a way that is not known, or by a curve of the app that is not in the draft. */
export const noteEasing = (use: Use, note: Note): void => {
	noteEmptyKeys(use, note);
	noteSpareValues(use, note);
	noteWays(use, note);
	for (const [name, properties] of curvesIn(use)) {
		const list = properties.join(', ');
		note(
			use,
			'KEYFRAME_CURVE_UNKNOWN',
			name === ''
				? {
						zh: `关键帧属性 ${list} 的缓动曲线只有 graphID，曲线不在草稿中：按匀速变化`,
						en: `the curve between keyframes of ${list} is only named (graphID) and not in the draft: it goes straight`,
					}
				: {
						zh: `关键帧属性 ${list} 的缓动曲线“${name}”不在草稿中：按该名称通常的曲线变化`,
						en: `the curve between keyframes of ${list} is “${name}”, which is not in the draft: the usual curve of that name is taken`,
					},
		);
	}
};

/** Whether a segment has keyframes of one of some properties. */
export const isKeyed = ({ segment }: Use, properties: ReadonlySet<string>): boolean =>
	segment.common_keyframes.some(
		({ property_type, keyframe_list }) => properties.has(property_type) && keyframe_list.length > 0,
	);

/** The keyframed property of the volume. */
export const VOLUME = 'KFTypeVolume';

/** Names the keyframed properties that are not in `known`. Those of the volume are heard, or told where nothing is. */
export const noteUnknownProperties = (
	use: Use,
	known: (property: string) => boolean,
	note: Note,
): void => {
	const names = use.segment.common_keyframes
		.filter(({ keyframe_list }) => keyframe_list.length > 0)
		.map(({ property_type }) => property_type)
		.filter((property) => property !== VOLUME && !known(property));
	if (names.length === 0) return;
	const list = [...new Set(names)].join(', ');
	note(use, 'KEYFRAME_PROPERTY_UNSUPPORTED', {
		zh: `关键帧属性 ${list} 未应用`,
		en: `keyframes of ${list} are not applied`,
	});
};

/** What keyframes move of something; undefined where they move nothing. */
export const someOf = <T extends object>(parts: T): T | undefined =>
	Object.keys(parts).length > 0 ? parts : undefined;
