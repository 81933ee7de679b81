/** Finds fields that hold something and that are not known here: whoever wrote them may expect them to be seen. */
import {
	IGNORED_IN_DRAFT,
	IGNORED_IN_MATERIALS,
	IGNORED_IN_SEGMENT,
	IGNORED_IN_TRACK,
} from './ignoredFields';
import { MATERIAL_SHAPES } from './materialSchema';
import { draftShape, segmentShape, trackShape } from './schema';

type Json = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

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

const known = (shape: Json, ignored: readonly string[]): ReadonlySet<string> =>
	new Set([...Object.keys(shape), ...ignored]);

const IN_DRAFT = known(draftShape.shape, IGNORED_IN_DRAFT);
const IN_TRACK = known(trackShape.shape, IGNORED_IN_TRACK);
const IN_SEGMENT = known(segmentShape.shape, IGNORED_IN_SEGMENT);
const IN_MATERIALS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
	Object.entries(MATERIAL_SHAPES).map(([bucket, { shape }]) => [
		bucket,
		known(shape, IGNORED_IN_MATERIALS),
	]),
);

const objectsIn = (list: unknown): readonly Json[] =>
	Array.isArray(list) ? list.filter(isObject) : [];

const strangers = (part: Json, known: ReadonlySet<string>, where: string): readonly string[] =>
	Object.entries(part)
		.filter(([field, value]) => !known.has(field) && !isNeutral(value))
		.map(([field]) => where + field);

const inMaterials = (materials: unknown): readonly string[] =>
	(isObject(materials) ? Object.entries(materials) : []).flatMap(([bucket, list]) => {
		const fields = IN_MATERIALS.get(bucket);
		if (!fields) return [];
		return objectsIn(list).flatMap((item) => strangers(item, fields, `materials.${bucket}[].`));
	});

/** The unknown fields of a draft's JSON that are not empty, each once, sorted: `tracks[].segments[].glow`. */
export const unknownFieldsOf = (json: Json): readonly string[] => {
	const tracks = objectsIn(json['tracks']);
	const segments = tracks.flatMap((track) => objectsIn(track['segments']));
	const found = [
		...strangers(json, IN_DRAFT, ''),
		...tracks.flatMap((track) => strangers(track, IN_TRACK, 'tracks[].')),
		...segments.flatMap((segment) => strangers(segment, IN_SEGMENT, 'tracks[].segments[].')),
		...inMaterials(json['materials']),
	];
	return [...new Set(found)].sort();
};
