/** The words of a caption and which of its styles each character has. */
import { z } from 'zod/v4';
import { flagOr, listOf, name, numberOr, partOf, textOr } from './fields';
import { draftGradient } from './gradients';

const color = z.array(z.number()).nullish();
const solid = partOf({ alpha: numberOr(1), color });
/** How a picture in letters is written, as far as anybody has seen one. */
export const draftTexture = z.object({
	path: textOr(''),
	/** Degrees. */
	angle: numberOr(0),
	scale: numberOr(1),
});

/** A picture in letters. */
export type DraftTexture = z.output<typeof draftTexture>;

const paint = partOf({
	...{ render_type: textOr('solid'), solid },
	...{ gradient: draftGradient.nullish(), texture: draftTexture.nullish() },
});

const style = z.object({
	range: z.array(z.number()).nullish(),
	size: z.number().nullish(),
	fill: z.object({ alpha: numberOr(1), content: paint }).nullish(),
	strokes: z
		.array(
			z.object({ content: paint, width: numberOr(0.08), alpha: numberOr(1), mode: numberOr(0) }),
		)
		.nullish(),
	shadows: z
		.array(
			z.object({
				content: paint,
				alpha: numberOr(1),
				angle: numberOr(-45),
				distance: numberOr(0),
				diffuse: numberOr(0),
			}),
		)
		.nullish(),
	bold: flagOr(false),
	italic: flagOr(false),
	underline: flagOr(false),
	font: partOf({ id: name, path: textOr('') }),
	effectStyle: partOf({ id: name, path: textOr('') }),
});

/** What a caption's content is like. */
export const contentShape = z.object({ text: z.string(), styles: listOf(style) });

/** One entry of `styles`. */
export type DraftStyle = z.output<typeof style>;

/** A caption's text and styles. */
export interface Content {
	readonly text: string;
	readonly styles: readonly DraftStyle[];
}

/** A run of characters with its style; undefined where the caption has no styles at all. */
export interface StyledRun {
	readonly text: string;
	readonly style: DraftStyle | undefined;
}

const TAG = /<\/?[a-z]+[^<>]*>/gi;

/** Old drafts wrote markup instead of JSON: the words without their tags and brackets. */
const withoutMarkup = (text: string): string =>
	TAG.test(text) ? text.replace(TAG, '').replace(/^\[|\]$/g, '') : text;

/** The JSON in a text; undefined where it is none. */
export const jsonOf = (text: string): unknown => {
	try {
		return JSON.parse(text);
	} catch {
		return undefined;
	}
};

/** The words of a content whose styles cannot be read. */
const wordsShape = z.object({ text: name.catch('') });

/** Where a content is not what it should be, as `styles[].size`; undefined where it is, or is no JSON of a caption at all. */
export const unreadIn = (value: unknown): string | undefined => {
	if (!wordsShape.safeParse(value).success) return undefined;
	const [issue] = contentShape.safeParse(value).error?.issues ?? [];
	return issue?.path.reduce<string>(
		(path, part) =>
			typeof part === 'number' ? `${path}[]` : `${path}${path === '' ? '' : '.'}${String(part)}`,
		'',
	);
};

/** What a text material's `content` says. What is no JSON counts as the words themselves. */
export const contentOf = (text: string): Content => {
	const value = jsonOf(text);
	const whole = contentShape.safeParse(value);
	if (whole.success) return whole.data;
	const words = wordsShape.safeParse(value);
	return { text: words.success ? words.data.text : withoutMarkup(text), styles: [] };
};

/** For each code point its first UTF-16 unit, and the length at the end. */
const unitsOf = (text: string): readonly number[] => {
	const starts: number[] = [];
	let at = 0;
	for (const character of text) {
		starts.push(at);
		at += character.length;
	}
	return [...starts, at];
};

const endsOf = (styles: readonly DraftStyle[]): readonly number[] =>
	styles.map(({ range }) => range?.[1] ?? 0);

/**
 * Whether ranges count code points: they end where the code points do, or beyond the text, as in scripts that give the
 * base style twice the length. The app itself counts UTF-16 units.
 * @source test/fixtures/20_capcutmate_slideshow
 */
const countsCodePoints = ({ text, styles }: Content, units: readonly number[]): boolean => {
	const points = units.length - 1;
	const furthest = Math.max(0, ...endsOf(styles));
	return points < text.length && (furthest === points || furthest > text.length);
};

/** How far the ranges of a content's styles may reach: the length of its text in what they count. */
export const rangesEnd = (found: Content): number => {
	const units = unitsOf(found.text);
	return countsCodePoints(found, units) ? units.length - 1 : found.text.length;
};

/** Index of the style of every UTF-16 unit: later styles lie over earlier ones, the first fills what is left. */
const painted = (found: Content): readonly number[] => {
	const { text, styles } = found;
	const units = unitsOf(text);
	const unitAt = countsCodePoints(found, units)
		? (point: number): number => units[point] ?? text.length
		: (unit: number): number => unit;
	const owners = new Array<number>(text.length).fill(0);
	styles.forEach(({ range }, index) => {
		const [start = 0, end = text.length] = (range ?? []).map((place) =>
			unitAt(Math.min(Math.max(0, Math.floor(place)), text.length)),
		);
		if (start < end) owners.fill(index, start, end);
	});
	// A pair of surrogates is one character: it has one style.
	for (let at = 1; at < text.length; at++)
		if (/[\uDC00-\uDFFF]/.test(text.charAt(at))) owners[at] = owners[at - 1] ?? 0;
	return owners;
};

/** The runs of equal style, in order. Line breaks become `\n`. */
export const runsOf = (found: Content): readonly StyledRun[] => {
	const owners = painted(found);
	const runs: { from: number; to: number; style: DraftStyle | undefined }[] = [];
	owners.forEach((owner, at) => {
		const last = runs.at(-1);
		if (last && owners[last.from] === owner) last.to = at + 1;
		else runs.push({ from: at, to: at + 1, style: found.styles[owner] });
	});
	return runs.map(({ from, to, style: own }) => ({
		text: found.text.slice(from, to).replace(/\r\n?/g, '\n'),
		style: own,
	}));
};
