/** Finds fields that hold something and that are not known here: whoever wrote them may expect them to be seen. */
import { z } from 'zod/v4';
import { isObject, type Json, objectsIn } from '../kernel/json';
import { isKnownUnread, referredIn, strayIn, twiceAmong } from './buckets';
import {
	AT_REST,
	IGNORED_IN_DRAFT,
	IGNORED_IN_MATERIALS,
	IGNORED_IN_SEGMENT,
	IGNORED_IN_TRACK,
	IGNORED_WITHIN,
	KNOWN_TYPES,
	KNOWN_WORDS,
	OFF_BY_BIRTH,
	QUIET_AT_REST,
} from './ignoredFields';
import { MATERIAL_SHAPES } from './materialSchema';
import { draftShape } from './schema';
import { beyondRange, isEmptyCrop, strangeBits, turnedAround } from './ranges';
import { type RangeOddness, oddRangesIn } from './styleRanges';
import { contentOf, contentShape, jsonOf, unreadIn } from './textContent';

/** Null, false, zero, empty: what an app writes for a feature that is not used. */
const isNeutral = (value: unknown): boolean => {
	if (value === null || value === false || value === 0 || value === '') return true;
	if (Array.isArray(value)) return value.every(isNeutral);
	return isObject(value) && Object.values(value).every(isNeutral);
};

/** What tells a material from others, or where its package lies, and nothing of what it does. */
const NAMING =
	/^(?:type|name|version|panel|source_platform|platform|constant_material_id)$|(?:id|ids|path|name|url|version)$/;
const SWITCH = /^(?:enable|is)_/;

/** Whether a material says nothing: all of it is empty, or its own switches are off. */
export const isAtRest = (material: unknown): boolean => {
	if (!isObject(material)) return true;
	const fields = Object.entries(material);
	const switches = fields.filter(([field]) => SWITCH.test(field));
	if (switches.length > 0 && switches.every(([, value]) => isNeutral(value))) return true;
	const telling = fields.filter(([field]) => !NAMING.test(field));
	return telling.length > 0 && telling.every(([, value]) => isNeutral(value));
};

/** A feature that is there unless it is switched off, as `enable_adjust`: off is no default. */
const isSwitchedOff = (field: string, value: unknown): boolean =>
	value === false &&
	(field === 'visible' || (field.startsWith('enable_') && !OFF_BY_BIRTH.has(field)));

/** A part of a draft that is looked through: its shape, and where it lies: `tracks[].segments[].`. */
interface Part {
	readonly shape: z.core.$ZodType;
	readonly where: string;
}

const BY_PLACE: ReadonlyMap<string, readonly string[]> = new Map([
	['', IGNORED_IN_DRAFT],
	['tracks[].', IGNORED_IN_TRACK],
	['tracks[].segments[].', IGNORED_IN_SEGMENT],
	...Object.keys(MATERIAL_SHAPES).map(
		(bucket) => [`materials.${bucket}[].`, IGNORED_IN_MATERIALS] as const,
	),
]);

/** The longest first: what is said of `audio_adjust_params[].` is not what is said of `adjust_params[].`. */
const WITHIN = Object.entries(IGNORED_WITHIN).toSorted(([a], [b]) => b.length - a.length);

/** Whether a place ends in a part of that name. */
const isAt = (where: string, part: string): boolean => `.${where}`.endsWith(`.${part}`);

/** Fields that are known at a place and change nothing. */
const ignoredAt = (where: string): readonly string[] =>
	BY_PLACE.get(where) ?? WITHIN.find(([part]) => isAt(where, part))?.[1] ?? [];

/** A shape without its defaults. */
const bare = (shape: z.core.$ZodType): z.core.$ZodTypes['_zod']['def'] => {
	// Every shape is one of zod's own.
	const { def } = (shape as z.core.$ZodTypes)._zod;
	if (def.type === 'pipe') return bare(def.in);
	return def.type === 'nullable' || def.type === 'optional' || def.type === 'catch'
		? bare(def.innerType)
		: def;
};

/** Whether a word or number at a place is one that is known there; empty is always. */
const isWord = (name: string, value: unknown): boolean => {
	if (typeof value !== 'string' && typeof value !== 'number') return true;
	const types = KNOWN_TYPES.get(name);
	if (types) return value === '' || types.includes(String(value));
	return KNOWN_WORDS.every(([ending, words]) => !ending.test(name) || words.test(String(value)));
};

/** What is odd in a field that is known: its number lies beyond its range, a distance is below 0, a range of words is none, it is of the wrong type, its corners enclose nothing, its id is another's. */
export type Oddness = 'beyond' | 'turned' | RangeOddness | 'unread' | 'empty' | 'twice';

/** A field that nobody knows here. */
export interface UnknownField {
	/** Where it lies, without the indexes of lists: `tracks[].segments[].glow`. */
	readonly field: string;
	/** Id of the segment or material that has it. Default: it is the draft's or a track's. */
	readonly of?: string;
	/** It is empty or off: nothing is lost with it. Default: it holds something. */
	readonly isAtRest?: true;
	/** It is known and cannot be followed as it stands. Default: it is not known. */
	readonly odd?: Oddness;
}

const SEGMENTS = 'tracks[].segments[]';

/** The same fields as those of a segment or material that has an id. */
const ownedBy = (item: unknown, fields: readonly UnknownField[]): readonly UnknownField[] => {
	const id = isObject(item) ? item['id'] : undefined;
	return typeof id === 'string' && id !== '' ? fields.map((one) => ({ ...one, of: id })) : fields;
};

/** A field that is known and whose word is not, or whose number lies beyond its range. */
const misreadAt = (name: string, value: unknown, part: Json): UnknownField | undefined => {
	if (!isWord(name, value)) return { field: `${name} “${String(value)}”` };
	const bits = strangeBits(name, value);
	if (bits !== undefined) return { field: bits };
	if (isEmptyCrop(name, value)) return { field: name, odd: 'empty' };
	const turned = turnedAround(name, value);
	if (turned !== undefined) return { field: turned, odd: 'turned' };
	const beyond = beyondRange(name, value, part);
	return beyond === undefined ? undefined : { field: beyond, odd: 'beyond' };
};

/** Whether what a field holds counts as nothing, since it is not what the field is for. */
const isUnread = (value: unknown, shape: z.core.$ZodType): boolean => {
	const { def } = (shape as z.core.$ZodTypes)._zod;
	return def.type === 'catch' && !isNeutral(value) && !z.safeParse(def.innerType, value).success;
};

/** A field that no shape has: bookkeeping, or a stranger, which may be empty or off. */
const strangerAt = (field: string, value: unknown, where: string): readonly UnknownField[] => {
	if (ignoredAt(where).includes(field)) return strangersInIgnored(value, `${where}${field}.`);
	if (AT_REST.get(field)?.includes(value) === true) return [];
	if (!isNeutral(value) || isSwitchedOff(field, value)) return [{ field: where + field }];
	return QUIET_AT_REST.has(field) ? [] : [{ field: where + field, isAtRest: true as const }];
};

/** The strangers in the fields of an object, and in what they hold. */
const strangersAmong = (
	part: Json,
	shapes: Readonly<Record<string, z.core.$ZodType>>,
	where: string,
): readonly UnknownField[] => {
	return Object.entries(part).flatMap(([field, value]) => {
		// A draft may name a field as every object of JavaScript names one of its own.
		const shape = Object.hasOwn(shapes, field) ? shapes[field] : undefined;
		const name = where + field;
		const misread = misreadAt(name, value, part);
		if (misread) return [misread];
		if (shape && isUnread(value, shape)) return [{ field: name, odd: 'unread' as const }];
		if (shape) return strangersIn(value, { shape, where: name });
		return strangerAt(field, value, where);
	});
};

/** The strangers in a part that changes nothing, where its own fields are known: those of the machine that wrote the draft are not. */
const strangersInIgnored = (value: unknown, where: string): readonly UnknownField[] =>
	isObject(value) && ignoredAt(where).length > 0 ? strangersAmong(value, {}, where) : [];

/** The fields of a part of a draft that its shape does not know and that hold something. */
const strangersIn = (value: unknown, { shape, where }: Part): readonly UnknownField[] => {
	const def = bare(shape);
	if (def.type === 'array' && Array.isArray(value))
		return value.flatMap((item) => {
			const within = `${where}[]`;
			const found = strangersIn(item, { shape: def.element, where: within });
			return within === SEGMENTS ? ownedBy(item, found) : found;
		});
	if (def.type !== 'object' || !isObject(value)) return [];
	return strangersAmong(value, def.shape, where === '' ? '' : `${where}.`);
};

/** Captions are JSON inside JSON. */
const inContent = ({ content }: Json): readonly UnknownField[] => {
	if (typeof content !== 'string') return [];
	const where = 'materials.texts[].content';
	const value = jsonOf(content);
	const unread = unreadIn(value);
	if (unread !== undefined) return [{ field: `${where}.${unread}`, odd: 'unread' }];
	const ranges = oddRangesIn(contentOf(content)).map(({ range, odd }) => ({
		...{ field: `${where}.styles[].range ${range}`, odd },
	}));
	return [...strangersIn(value, { shape: contentShape, where }), ...ranges];
};

const twiceIn = (materials: Json): readonly UnknownField[] =>
	twiceAmong(materials).map(({ bucket, id }) => ({
		...{ field: `materials.${bucket}[] ${id}`, of: id, odd: 'twice' },
	}));

/** The lists of materials that nobody knows and in which is what no segment refers to. */
const strangeBuckets = (json: Json, materials: Json): readonly UnknownField[] => {
	const referred = referredIn(json);
	return Object.entries(materials).flatMap(([bucket, value]) => {
		if (Object.hasOwn(MATERIAL_SHAPES, bucket)) return [];
		if (isKnownUnread(bucket) && (Array.isArray(value) || isNeutral(value))) return [];
		const field = `materials.${bucket}`;
		const stray = strayIn(value, referred);
		if (stray.length === 0) return isNeutral(value) ? [{ field, isAtRest: true as const }] : [];
		const says = (one: unknown): boolean => (isObject(one) ? !isAtRest(one) : !isNeutral(one));
		return [stray.some(says) ? { field } : { field, isAtRest: true as const }];
	});
};

const inMaterials = (json: Json): readonly UnknownField[] => {
	const { materials } = json;
	if (!isObject(materials)) return [];
	const known = Object.entries(MATERIAL_SHAPES).flatMap(([bucket, shape]) =>
		objectsIn(materials[bucket]).flatMap((item) =>
			ownedBy(item, [
				...strangersIn(item, { shape, where: `materials.${bucket}[]` }),
				...(bucket === 'texts' ? inContent(item) : []),
			]),
		),
	);
	return [...known, ...strangeBuckets(json, materials), ...twiceIn(materials)];
};

const keyOf = ({ field, of = '', isAtRest, odd }: UnknownField): string =>
	`${field}\n${of}\n${String(isAtRest)}\n${String(odd)}`;

/** The unknown fields of a draft's JSON, each once for what has it, sorted. */
export const unknownFieldsOf = (json: Json): readonly UnknownField[] => {
	const found = [...strangersIn(json, { shape: draftShape, where: '' }), ...inMaterials(json)];
	const once = new Map(found.map((one) => [keyOf(one), one]));
	return [...once.keys()].sort().flatMap((key) => once.get(key) ?? []);
};
