/** Looks at values that came as JSON. */

/** An object of JSON: neither a list nor null. */
export type Json = Readonly<Record<string, unknown>>;

/** Whether a value is an object of JSON. */
export const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

/** The objects in a list; none in what is no list. */
export const objectsIn = (list: unknown): readonly Json[] =>
	Array.isArray(list) ? list.filter(isObject) : [];
