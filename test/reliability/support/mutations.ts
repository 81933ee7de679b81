/** Drafts made worse by lot: numbers, names and shapes that no editor writes, and JSON that is cut or bent. */

type Lot = () => number;

const pick = <T>(from: readonly [T, ...T[]], lot: Lot): T =>
	from[Math.floor(lot() * from.length)] ?? from[0];

/** Values that break what trusts its input. */
const HOSTILE: readonly [unknown, ...unknown[]] = [
	...([null, true, '', 0, -1, 1e308, -1e308, 1e-308, 2 ** 53, -(2 ** 63), 0.1] as const),
	...['NaN', 'Infinity', '../../canary', '/etc/passwd', 'C:\\Windows\\win.ini', '\\\\host\\share'],
	...[
		'file:///etc/passwd',
		'http://127.0.0.1:6379/',
		'data:text/plain,x',
		'concat:a|b',
		'img%03d.png',
	],
	...[
		'\0',
		'\u202E',
		'{\\an8}',
		'%{pts}',
		"';[0:v]movie=/etc/passwd",
		'😀'.repeat(2000),
		'x'.repeat(100_000),
	],
	// Names that every object of JavaScript has by birth.
	...['constructor', 'toString', '__proto__'],
	...[[], {}, [[]], [{}], [null], { '': null }, { toString: 1 }, { length: -1 }],
];

const TEXTS: readonly [
	(text: string, lot: Lot) => string,
	...((text: string, lot: Lot) => string)[],
] = [
	(text, lot) => text.slice(0, Math.floor(lot() * text.length)),
	(text, lot) => {
		const at = Math.floor(lot() * text.length);
		return text.slice(0, at) + String.fromCharCode(Math.floor(lot() * 0xffff)) + text.slice(at + 1);
	},
	(text) => `${'['.repeat(100_000)}${text}`,
	(text) => text.replace('{', '{"__proto__":{"polluted":1},'),
	(text) => text.replace('{', '{"constructor":{"prototype":{"polluted":1}},'),
	(text) => text.replaceAll(/\d+/g, '9'.repeat(400)),
	(text) => text.replaceAll('"', "'"),
	(text) => text.replace('{', `{${'"tracks":[],'.repeat(50)}`),
	() => '',
	() => 'null',
	() => '\uFEFF{}',
];

type Node = Record<string, unknown> | unknown[];

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

/** An object or array of the tree, by lot, and one of its keys. */
const placeIn = (root: Node, lot: Lot): readonly [Node, string] => {
	let node = root;
	for (;;) {
		const keys = Object.keys(node);
		const key = keys[Math.floor(lot() * keys.length)] ?? '0';
		const below = (node as Record<string, unknown>)[key];
		if (!isNode(below) || Object.keys(below).length === 0 || lot() < 0.15) return [node, key];
		node = below;
	}
};

const worsened = (root: Node, lot: Lot): void => {
	const [node, key] = placeIn(root, lot);
	const owner = node as Record<string, unknown>;
	const deed = Math.floor(lot() * 5);
	if (deed === 0) Reflect.deleteProperty(owner, key);
	else if (deed === 1 && Array.isArray(node)) node.push(...node.slice(0, 200));
	else if (deed === 2) owner[key] = [owner[key], owner[key]];
	else if (deed === 3 && typeof owner[key] === 'number')
		owner[key] = owner[key] * pick([-1, 0, 1e9, 1e-9, 0.5], lot);
	else owner[key] = structuredClone(pick(HOSTILE, lot));
};

/** A draft's text, worse than it was. */
export const mutated = (text: string, lot: Lot): string => {
	if (lot() < 0.2) return pick(TEXTS, lot)(text, lot);
	const root = JSON.parse(text) as Node;
	const often = 1 + Math.floor(lot() * 6);
	for (let i = 0; i < often; i += 1) worsened(root, lot);
	return JSON.stringify(root);
};
