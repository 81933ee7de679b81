/** Says what of a segment's keyframes is not followed, each property once: one that is not applied has no other fault. */
import type { Bilingual } from '../kernel/words';
import { KNOWN_WAYS } from './ignoredFields';
import { curveName, isFree, keyedBy, namedCurve, VOLUME } from './keyframes';
import { easingOf } from './easings';
import type { Note, Use } from './scope';

/** Properties by what is found of each. */
type Found = Map<string, readonly string[]>;

const add = (found: Found, what: string, property: string): void => {
	found.set(what, [...new Set([...(found.get(what) ?? []), property])]);
};

/** Names properties, each once, in a sentence; nothing where there are none. */
const noteProperties = (
	use: Use,
	note: Note,
	{
		properties,
		words,
		...how
	}: {
		readonly properties: readonly string[];
		readonly how?: 'approximated';
		readonly words: (list: string) => Bilingual;
	},
): void => {
	if (properties.length === 0) return;
	note(
		use,
		{ code: 'KEYFRAME_PROPERTY_UNSUPPORTED', ...how },
		words([...new Set(properties)].join(', ')),
	);
};

/** The names of the curves of the app that a segment's keyframes follow, with the properties that do; empty: without a name. */
const curvesIn = (use: Use): Found => {
	const found: Found = new Map();
	for (const { property_type, keyframe_list } of use.segment.common_keyframes) {
		const keys = keyframe_list.toSorted((a, b) => a.time_offset - b.time_offset);
		for (const [i, key] of keys.entries()) {
			const next = keys[i + 1];
			const id = next && namedCurve(key, next);
			if (id === undefined) continue;
			const name = curveName(id, use);
			add(found, easingOf(name) ? name : '', property_type);
		}
	}
	return found;
};

/** The ways between a segment's keyframes that are not known, with the properties that go them. */
const strangeWaysIn = (use: Use): Found => {
	const found: Found = new Map();
	for (const { property_type, keyframe_list } of use.segment.common_keyframes)
		for (const { curveType } of keyframe_list)
			if (!KNOWN_WAYS.test(curveType)) add(found, curveType, property_type);
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
	const properties = use.segment.common_keyframes
		.filter(({ keyframe_list }) => keyframe_list.some(({ values }) => values.length === 0))
		.map(({ property_type }) => property_type);
	noteProperties(use, note, {
		properties,
		words: (list) => ({
			zh: `关键帧属性 ${list} 中有没有数值的关键帧，已忽略`,
			en: `keyframes of ${list} that hold no value are left out`,
		}),
	});
};

/** Properties whose keyframes are of 0…1, whatever they move; those of color sliders are told with the slider. */
const OF_SHARES =
	/^KFType(?:Alpha|GlobalAlpha|Filter|LUT|Chroma\w+|(?:Common)?Mask(?:Feather|RoundCorner))$/;

/** Rounding is not beyond. */
const SLACK = 1e-3;

/** Names the properties whose keyframes hold a number beyond their range. */
const noteBeyond = (use: Use, note: Note): void => {
	const properties = use.segment.common_keyframes.flatMap(({ property_type, keyframe_list }) => {
		if (!OF_SHARES.test(property_type)) return [];
		const values = keyframe_list.flatMap(({ values: [value] }) => value ?? []);
		const beyond = values.find((value) => value < -SLACK || value > 1 + SLACK);
		return beyond === undefined ? [] : [`${property_type} ${String(beyond)}`];
	});
	noteProperties(use, note, {
		properties,
		how: 'approximated',
		words: (list) => ({
			zh: `关键帧数值超出 0…1，按范围的尽头处理：${list}`,
			en: `keyframes beyond 0…1 are brought to the end of it: ${list}`,
		}),
	});
};

/** Properties whose keyframes hold several numbers each: colors, places, and the parts of gradients. */
const OF_SEVERAL = /Color$|Point$|Gradient/;

/** Names the properties of one number whose keyframes hold more of them. */
const noteSpareValues = (use: Use, note: Note): void => {
	const properties = use.segment.common_keyframes
		.filter(({ property_type }) => !OF_SEVERAL.test(property_type))
		.filter(({ keyframe_list }) =>
			keyframe_list.some(({ values }) => values.slice(1).some((value) => value !== 0)),
		)
		.map(({ property_type }) => property_type);
	noteProperties(use, note, {
		properties,
		words: (list) => ({
			zh: `关键帧属性 ${list} 的 values 有多个数值，只使用第一个`,
			en: `keyframes of ${list} hold several numbers in values, and only the first is used`,
		}),
	});
};

/** Names the properties of which there is a second list of keyframes that says something else. Colors are read from all lists. */
const noteSecondLists = (use: Use, note: Note): void => {
	const firsts = new Map<string, string>();
	const properties = use.segment.common_keyframes.flatMap(
		({ property_type: property, material_id: of, keyframe_list: keys }) => {
			if (keys.length === 0 || property.endsWith('Color')) return [];
			const whose = JSON.stringify([property, of]);
			const said = JSON.stringify(keys);
			const first = firsts.get(whose);
			if (first === undefined) firsts.set(whose, said);
			return first === undefined || first === said ? [] : [property];
		},
	);
	noteProperties(use, note, {
		properties,
		words: (list) => ({
			zh: `关键帧属性 ${list} 有多个关键帧列表，只使用第一个：请合并为一个 keyframe_list`,
			en: `there are several lists of keyframes of ${list}, and only the first is used: put them into one keyframe_list`,
		}),
	});
};

/** Names the properties of which a list of keyframes is not used, whose keyframes hold no value, too many or one beyond its range, are eased in a way that is not known, or by a curve of the app that is not in the draft. */
const noteReading = (use: Use, note: Note): void => {
	noteSecondLists(use, note);
	noteEmptyKeys(use, note);
	noteSpareValues(use, note);
	noteBeyond(use, note);
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

/** Names the keyframed properties that are not in `known`. Those of the volume are heard, or told where nothing is. */
const noteUnknownProperties = (
	use: Use,
	known: (property: string) => boolean,
	note: Note,
): void => {
	const properties = use.segment.common_keyframes
		.filter(({ keyframe_list }) => keyframe_list.length > 0)
		.map(({ property_type }) => property_type)
		.filter((property) => property !== VOLUME && !known(property));
	noteProperties(use, note, {
		properties,
		words: (list) => ({
			zh: `关键帧属性 ${list} 未应用`,
			en: `keyframes of ${list} are not applied`,
		}),
	});
};

/** Names the keyframed properties that are not in `known`, and what cannot be followed of the others. */
export const noteKeyframes = (use: Use, known: (property: string) => boolean, note: Note): void => {
	noteUnknownProperties(use, known, note);
	noteReading(
		keyedBy(use, (property) => property !== VOLUME && known(property)),
		note,
	);
};

/** Names what cannot be followed of the keyframes of the volume of what is heard. */
export const noteVolumeKeyframes = (use: Use, note: Note): void => {
	noteReading(
		keyedBy(use, (property) => property === VOLUME),
		note,
	);
};
