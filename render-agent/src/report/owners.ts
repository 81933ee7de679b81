/** Which element of a draft each difference is about: by segment, kind and file, and by name among those of one kind. Pure. */
import { type Diagnostic, type ElementKind, howOf, kindOf } from '../kernel/diagnostic';
import { type Element, withinOf } from '../timeline/element';
import { isAllGone } from './leftOut';

/** What kind of thing a difference is about. */
export const whatOf = ({ code, subject }: Diagnostic): ElementKind =>
	subject?.what ?? kindOf(code).what;

/** Elements in their order, of which those before `next` have their difference. */
interface Line {
	readonly elements: Element[];
	next: number;
}

/** Elements in lines: those of one segment and kind, and those of one name among them. */
interface Lines {
	/** The first element of each segment, those inside compound clips too: the segment itself. */
	readonly firsts: ReadonlyMap<string, Element>;
	readonly lines: ReadonlyMap<string, Line>;
	/** Where an element stands among all. */
	readonly places: ReadonlyMap<Element, number>;
}

/** The segment that something is of, inside its compound clip where it is. */
export const segmentOf = ({
	segment = '',
	within,
}: Pick<Diagnostic, 'segment' | 'within'>): string =>
	within === undefined ? segment : withinOf(segment, within);

// As JSON: names and segments may have any character in them.
const ofKind = (segment: string, what: ElementKind): string => JSON.stringify([what, segment]);
const ofName = (segment: string, what: ElementKind, name: string): string =>
	JSON.stringify([what, segment, name]);

const inLines = (elements: readonly Element[]): Lines => {
	const firsts = new Map<string, Element>();
	const lines = new Map<string, Line>();
	elements.forEach((element) => {
		const { what, name } = element;
		const own = segmentOf(element);
		if (!firsts.has(own)) firsts.set(own, element);
		if (element.isOff) return;
		// What nobody knows the inner segment of is looked for in the whole compound clip.
		const segments = new Set([own, element.segment]);
		for (const key of [...segments].flatMap((one) => [
			ofKind(one, what),
			ofName(one, what, name),
		])) {
			const line = lines.get(key);
			if (line) line.elements.push(element);
			else lines.set(key, { elements: [element], next: 0 });
		}
	});
	return { firsts, lines, places: new Map(elements.map((element, index) => [element, index])) };
};

/** The first of a line that has no difference yet. Each element is passed once. */
const freeIn = (
	line: Line | undefined,
	taken: ReadonlyMap<Element, Diagnostic>,
): Element | undefined => {
	if (!line) return undefined;
	for (; line.next < line.elements.length; line.next += 1) {
		const element = line.elements[line.next];
		if (element && !taken.has(element)) return element;
	}
	return undefined;
};

/**
 * The segment that a difference is about as a whole: its own kind says so, or the file that the segment itself plays. What
 * either is called does not matter. The sound of a clip that is seen is not the clip.
 */
const itselfOf = (diagnostic: Diagnostic, { firsts }: Lines): Element | undefined => {
	const first = firsts.get(segmentOf(diagnostic));
	const what = whatOf(diagnostic);
	if (!first || what === 'segment') return first;
	const file = diagnostic.subject?.file;
	const isOwn = file !== undefined && file === first.file;
	return isOwn && (what !== 'sound' || first.what === 'sound') ? first : undefined;
};

/** Which element a difference is about: one of its kind and name on its segment that has none yet. */
const ownerOf = (
	diagnostic: Diagnostic,
	{ lines, places }: Lines,
	taken: ReadonlyMap<Element, Diagnostic>,
): Element | undefined => {
	// Characters that no font has say nothing of the fonts that a caption is set in.
	if (diagnostic.code === 'CHARACTERS_MISSING') return undefined;
	const segment = segmentOf(diagnostic);
	const what = whatOf(diagnostic);
	const called = diagnostic.subject?.name ?? '';
	const keys =
		called === ''
			? [ofKind(segment, what)]
			: [ofName(segment, what, called), ofName(segment, what, '')];
	const standing = (element: Element): number => places.get(element) ?? 0;
	return keys
		.flatMap((key) => freeIn(lines.get(key), taken) ?? [])
		.sort((a, b) => standing(a) - standing(b))[0];
};

/** What became of everything that differs. */
export interface SharedOut {
	/** The worst that is said of each element. */
	readonly verdicts: ReadonlyMap<Element, Diagnostic>;
	/** What else is said of a segment that is there. */
	readonly remarks: readonly { readonly element: Element; readonly diagnostic: Diagnostic }[];
	/** Differences that are no element's own. */
	readonly strays: readonly Diagnostic[];
	/** The segment itself, by its id. */
	readonly firstOf: (segment: string) => Element | undefined;
}

const GRAVITY = { skipped: 2, approximated: 1, exact: 0 } as const;

/** The worst of what is said of a segment, and what else is to be told: nothing of one that is not there. */
const worstOf = (
	element: Element,
	[one, ...more]: readonly [Diagnostic, ...Diagnostic[]],
): readonly [worst: Diagnostic, others: readonly Diagnostic[]] => {
	const gravity = (diagnostic: Diagnostic): number => GRAVITY[howOf(diagnostic)];
	const worst = more.reduce((bad, next) => (gravity(next) > gravity(bad) ? next : bad), one);
	if (isAllGone(worst, element)) return [worst, []];
	return [worst, [one, ...more].filter((other) => other !== worst)];
};

/** Gives each difference to the element that it is about. */
export const sharedOut = (
	elements: readonly Element[],
	diagnostics: readonly Diagnostic[],
): SharedOut => {
	const lines = inLines(elements);
	const ofWhole = new Map<Element, [Diagnostic, ...Diagnostic[]]>();
	const others: Diagnostic[] = [];
	for (const diagnostic of diagnostics) {
		const element = itselfOf(diagnostic, lines);
		const said = element && ofWhole.get(element);
		if (said) said.push(diagnostic);
		else if (element) ofWhole.set(element, [diagnostic]);
		else others.push(diagnostic);
	}
	const verdicts = new Map<Element, Diagnostic>();
	const remarks: { readonly element: Element; readonly diagnostic: Diagnostic }[] = [];
	for (const [element, said] of ofWhole) {
		const [worst, more] = worstOf(element, said);
		verdicts.set(element, worst);
		remarks.push(...more.map((diagnostic) => ({ element, diagnostic })));
	}
	const strays: Diagnostic[] = [];
	for (const diagnostic of others) {
		const owner = ownerOf(diagnostic, lines, verdicts);
		if (owner) verdicts.set(owner, diagnostic);
		else strays.push(diagnostic);
	}
	return { verdicts, remarks, strays, firstOf: (segment) => lines.firsts.get(segment) };
};
