/** LUT files: Adobe's .cube text as a table, and the color that it gives for a color. Opens no file. */
import { clamped, type Change, type Rgb } from './sliders';

/** A table of colors. `entries` are red, green, blue one after another; in a cube red runs fastest. */
export interface Cube {
	/** A curve for each channel, or a cube of all three. */
	readonly kind: 'curves' | 'cube';
	/** Entries along each axis. */
	readonly size: number;
	readonly entries: Float32Array;
	readonly low: Readonly<Rgb>;
	readonly high: Readonly<Rgb>;
}

const LARGEST = { curves: 65_536, cube: 129 } as const;

const three = (words: readonly string[]): Rgb | undefined => {
	const [red = NaN, green = NaN, blue = NaN] = words.map(Number);
	return [red, green, blue].every(Number.isFinite) ? [red, green, blue] : undefined;
};

interface Reading {
	kind: Cube['kind'] | undefined;
	size: number;
	low: Rgb;
	high: Rgb;
	/** Numbers that are there. */
	count: number;
	/** Room for as many as the size asks for. */
	entries: Float32Array;
}

type Line = (reading: Reading, rest: readonly string[]) => boolean;

const remark: Line = () => true;
const sized =
	(kind: 'curves' | 'cube'): Line =>
	(reading, [word]) => {
		const size = Number(word);
		const isSize = Number.isInteger(size) && size >= 2 && size <= LARGEST[kind];
		// A second size, or one behind the entries, belongs to another file.
		if (!isSize || reading.kind) return false;
		reading.kind = kind;
		reading.size = size;
		reading.entries = new Float32Array(3 * (kind === 'cube' ? size ** 3 : size));
		return true;
	};
const bounded =
	(end: 'low' | 'high'): Line =>
	(reading, rest) => {
		const domain = three(rest);
		if (domain) reading[end] = domain;
		return domain !== undefined;
	};
const ranged: Line = (reading, rest) => {
	const [low = NaN, high = NaN] = rest.map(Number);
	reading.low = [low, low, low];
	reading.high = [high, high, high];
	return high > low;
};

/** What the words at the beginning of lines mean; all other lines are entries. */
const LINES: Readonly<Record<string, Line>> = {
	TITLE: remark,
	LUT_IN_VIDEO_RANGE: remark,
	LUT_OUT_VIDEO_RANGE: remark,
	LUT_1D_SIZE: sized('curves'),
	LUT_3D_SIZE: sized('cube'),
	DOMAIN_MIN: bounded('low'),
	DOMAIN_MAX: bounded('high'),
	LUT_1D_INPUT_RANGE: ranged,
	LUT_3D_INPUT_RANGE: ranged,
};

/** Takes one line in; false when it makes no sense. */
const takeLine = (reading: Reading, line: string): boolean => {
	const [word = '', ...rest] = line.split(/\s+/);
	const known = Object.hasOwn(LINES, word) ? LINES[word] : undefined;
	if (known) return known(reading, rest);
	const entry = three([word, ...rest]);
	if (!entry || reading.count >= reading.entries.length) return false;
	reading.entries.set(entry, reading.count);
	reading.count += entry.length;
	return true;
};

/** A LUT file that is read piece by piece. */
export interface CubeReading {
	/** Takes the next characters in; false when they make no sense, or are more than the file says of its size. */
	readonly take: (piece: string) => boolean;
	/** The table, or undefined when the file is none or not complete. */
	readonly end: () => Cube | undefined;
}

/** No line is longer, in characters: a title or a remark is some hundred. */
const LONGEST_LINE = 65_536;

/** The bytes that say how the letters are written, as text of one byte a letter or as one letter. */
const MARK = /^(?:\uFEFF|\u00EF\u00BB\u00BF)/;

const tableOf = ({ kind, size, low, high, count, entries }: Reading): Cube | undefined => {
	if (!kind || count !== entries.length) return undefined;
	if (high.some((end, i) => end <= (low[i] ?? 0))) return undefined;
	return { kind, size, entries, low, high };
};

/** Begins to read a LUT file. It holds its table and one line of it. */
export const readingCube = (): CubeReading => {
	const reading: Reading = {
		kind: undefined,
		size: 0,
		low: [0, 0, 0],
		high: [1, 1, 1],
		count: 0,
		entries: new Float32Array(0),
	};
	let rest: string | undefined;
	const takeAll = (lines: readonly string[]): boolean =>
		lines.every((raw) => {
			const line = raw.trim();
			return line === '' || line.startsWith('#') || takeLine(reading, line);
		});
	const take: CubeReading['take'] = (piece) => {
		const lines = (rest === undefined ? piece.replace(MARK, '') : rest + piece).split(/\r?\n|\r/);
		rest = lines.pop() ?? '';
		return rest.length <= LONGEST_LINE && takeAll(lines);
	};
	return { take, end: () => (takeAll([rest ?? '']) ? tableOf(reading) : undefined) };
};

/** Where a value lies between the entries: the lower one, and how far to the next. */
const place = (value: number, size: number): readonly [index: number, share: number] => {
	const at = clamped(value) * (size - 1);
	const index = Math.min(size - 2, Math.floor(at));
	return [index, at - index];
};

const within = (color: Rgb, { low, high }: Cube): Rgb => [
	(color[0] - low[0]) / (high[0] - low[0]),
	(color[1] - low[1]) / (high[1] - low[1]),
	(color[2] - low[2]) / (high[2] - low[2]),
];

const throughCurves = (cube: Cube, color: Rgb): void => {
	const { size, entries } = cube;
	within(color, cube).forEach((value, channel) => {
		const [index, share] = place(value, size);
		const here = entries[index * 3 + channel] ?? 0;
		color[channel] = here + ((entries[index * 3 + 3 + channel] ?? here) - here) * share;
	});
};

/** Tetrahedral: along the axes in the order of how far the color has gone along each. */
const throughCube = (cube: Cube, color: Rgb): void => {
	const { size, entries } = cube;
	const [red, green, blue] = within(color, cube);
	const [ri, rf] = place(red, size);
	const [gi, gf] = place(green, size);
	const [bi, bf] = place(blue, size);
	const steps: (readonly [share: number, step: number])[] = [
		[rf, 3],
		[gf, size * 3],
		[bf, size * size * 3],
	];
	steps.sort((a, b) => b[0] - a[0]);
	let at = (ri + gi * size + bi * size * size) * 3;
	const sum: Rgb = [entries[at] ?? 0, entries[at + 1] ?? 0, entries[at + 2] ?? 0];
	for (const [share, step] of steps) {
		const next = at + step;
		for (let i = 0; i < 3; i++)
			sum[i] = (sum[i] ?? 0) + ((entries[next + i] ?? 0) - (entries[at + i] ?? 0)) * share;
		at = next;
	}
	color[0] = sum[0];
	color[1] = sum[1];
	color[2] = sum[2];
};

/** What a LUT does to a color. */
export const cubeChange = (cube: Cube): Change =>
	cube.kind === 'cube'
		? (color) => {
				throughCube(cube, color);
			}
		: (color) => {
				throughCurves(cube, color);
			};
