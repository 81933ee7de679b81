/** Walks through JSON and says something else in one place at a time. */
import type { Json } from './drafts';

/** A place in JSON that holds a value, and no other place. */
export interface Leaf {
	/** With indices left out: `tracks[].segments[].volume`. */
	readonly path: string;
	readonly value: unknown;
	/** Writes another value there, until it is called again. */
	readonly write: (value: unknown) => void;
}

const isBranch = (value: unknown): value is object =>
	typeof value === 'object' && value !== null && Object.keys(value).length > 0;

/** Captions are JSON inside JSON. */
const CONTENT = 'materials.texts[].content';

const inside = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** All leaves of a JSON, its captions' contents opened. */
export const leavesOf = (json: object, from = ''): readonly Leaf[] =>
	Object.entries(json as Json).flatMap(([key, value]): readonly Leaf[] => {
		const path = Array.isArray(json) ? `${from}[]` : `${from}${from === '' ? '' : '.'}${key}`;
		const write = (other: unknown): void => {
			Reflect.set(json, key, other);
		};
		const content = path === CONTENT ? inside(String(value)) : undefined;
		if (isBranch(content))
			return leavesOf(content, path).map((leaf) => ({
				...leaf,
				write: (other) => {
					leaf.write(other);
					write(JSON.stringify(content));
				},
			}));
		return isBranch(value) ? leavesOf(value, path) : [{ path, value, write }];
	});

const NUMBERS = (value: number): readonly number[] => [
	...[value + 0.37, value / 2, value + 1, value - 1, 3, Math.round(value / 2) + 250_000],
];
const ANYTHING = [
	1,
	'x',
	true,
	{ a: 1 },
	{ start: 0, duration: 500_000 },
	[{ a: 1 }],
	['x'],
	'#ff8800',
];

/** Other values that a leaf could have. */
export const othersFor = (value: unknown): readonly unknown[] => {
	if (typeof value === 'number') return NUMBERS(value);
	if (typeof value === 'boolean') return [!value];
	if (typeof value === 'string') return [`${value}x`, '#00ff00', 'x/y.png', 'x'];
	return ANYTHING;
};

/** An object in JSON. */
export interface Branch {
	readonly path: string;
	/** Writes a key of its own into it; what it gives takes that away again. */
	readonly add: (key: string, value: unknown) => () => void;
}

/** All objects of a JSON, itself among them. */
export const branchesOf = (json: object, path = ''): readonly Branch[] => {
	const inner = Object.entries(json as Json).flatMap(([key, value]) => {
		const place = Array.isArray(json) ? `${path}[]` : `${path}${path === '' ? '' : '.'}${key}`;
		return typeof value === 'object' && value !== null ? branchesOf(value, place) : [];
	});
	if (Array.isArray(json)) return inner;
	const add: Branch['add'] = (key, value) => {
		Reflect.set(json, key, value);
		return () => {
			Reflect.deleteProperty(json, key);
		};
	};
	return [{ path, add }, ...inner];
};
