/** How true a video is to its draft: everything in the draft, with what became of it, and a score. Pure. */
import {
	type Diagnostic,
	type DiagnosticCode,
	type ElementKind,
	type Fidelity,
	howOf,
	kindOf,
} from '../kernel/diagnostic';
import { least, type Microseconds, most, toSeconds } from '../kernel/units';
import { inLanguage, type Words } from '../kernel/words';
import { type Element, withinOf } from '../timeline/element';
import { isLeftOut, leavesOut, lostWith } from './leftOut';
import type { FidelityItem, FidelityReport } from './shape';

const MAX_PLACES = 20;
const ORDER: readonly Fidelity[] = ['skipped', 'approximated', 'exact'];
const WORTH: Readonly<Record<Fidelity, number>> = { exact: 1, approximated: 0.5, skipped: 0 };

/** An element with its verdict, or a difference that is no element's own. */
interface Judged {
	readonly what: ElementKind;
	readonly name: string;
	readonly how: Fidelity;
	readonly code?: DiagnosticCode;
	/** What there is to say of it. */
	readonly why?: Words;
	/** Keys under which a file of the user's library makes it exact. */
	readonly library: readonly string[];
	readonly place: Place;
	/** For how long it counts. Microseconds. */
	readonly lasts: number;
}

type Place = Pick<Diagnostic, 'segment' | 'track' | 'start' | 'end'>;

const whatOf = ({ code, subject }: Diagnostic): ElementKind => subject?.what ?? kindOf(code).what;

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
const segmentOf = ({ segment = '', within }: Pick<Diagnostic, 'segment' | 'within'>): string =>
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
const freeIn = (line: Line | undefined, taken: ReadonlySet<Element>): Element | undefined => {
	if (!line) return undefined;
	for (; line.next < line.elements.length; line.next += 1) {
		const element = line.elements[line.next];
		if (element && !taken.has(element)) return element;
	}
	return undefined;
};

/** Which element a difference is about: one of its kind and name that has none yet, or the segment itself. */
const ownerOf = (
	diagnostic: Diagnostic,
	{ firsts, lines, places }: Lines,
	taken: ReadonlySet<Element>,
): Element | undefined => {
	// Characters that no font has say nothing of the fonts that a caption is set in.
	if (diagnostic.code === 'CHARACTERS_MISSING') return undefined;
	const segment = segmentOf(diagnostic);
	const what = whatOf(diagnostic);
	const first = firsts.get(segment);
	if (what === 'segment') return first && !taken.has(first) ? first : undefined;
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

/** What differs about an element: what is said of it, else what it can only be near to. */
const differenceOf = (
	{ near, unseen }: Element,
	diagnostic: Diagnostic | undefined,
): Pick<Judged, 'how' | 'code' | 'why' | 'library'> => {
	if (diagnostic) return { ...told(diagnostic), how: howOf(diagnostic) };
	const why = unseen ?? near?.text;
	return {
		how: near ? howOf(near) : 'exact',
		...(near && { code: near.code }),
		...(why !== undefined && { why }),
		library: near?.library ?? [],
	};
};

/** What a difference says. */
const told = ({ code, text, subject }: Diagnostic): Pick<Judged, 'code' | 'why' | 'library'> => ({
	...{ code, why: text },
	library: subject?.library ?? [],
});

const verdictOf = (element: Element, diagnostic: Diagnostic | undefined): Judged => {
	const { what, name, unseen, near } = element;
	return {
		...{ what, name, place: placeWithin(element, diagnostic) },
		...differenceOf(element, diagnostic),
		lasts: unseen === undefined && near === undefined ? lengthOf(element) : 0,
	};
};

/** A difference that is no element's own. */
const strayOf = (diagnostic: Diagnostic, track: number | undefined): Judged => {
	const place = placeOf({ track, ...diagnostic });
	const what = whatOf(diagnostic);
	const how = howOf(diagnostic);
	return {
		...{ what, name: diagnostic.subject?.name ?? '', how },
		...told(diagnostic),
		// A word about what is lost nowhere makes nothing better.
		...{ place, lasts: what === 'field' || how === 'exact' ? 0 : lengthOf(place) },
	};
};

const judged = (
	elements: readonly Element[],
	diagnostics: readonly Diagnostic[],
): readonly Judged[] => {
	const lines = inLines(elements);
	const verdicts = new Map<Element, Diagnostic>();
	const taken = new Set<Element>();
	const others: Judged[] = [];
	for (const diagnostic of diagnostics) {
		const owner = ownerOf(diagnostic, lines, taken);
		if (owner) {
			taken.add(owner);
			verdicts.set(owner, diagnostic);
		} else others.push(strayOf(diagnostic, lines.firsts.get(diagnostic.segment ?? '')?.track));
	}
	/** What leaves out an element with the segment that it lies on, or leads to. */
	const lossOf = (element: Element): Diagnostic | undefined => {
		const { segment, within, into } = element;
		const next =
			into === undefined || within === undefined ? (into ?? segment) : withinOf(segment, into);
		const firsts = [segment, segmentOf(element), next].flatMap(
			(one) => lines.firsts.get(one) ?? [],
		);
		return firsts
			.flatMap((first) => verdicts.get(first) ?? [])
			.find((whole) => leavesOut(whole, element));
	};
	const all = elements.map((element) => {
		const own = verdicts.get(element);
		const loss = isLeftOut(own) ? undefined : lossOf(element);
		return verdictOf(element, loss ? lostWith(loss) : own);
	});
	return [...all, ...others];
};

const placeOf = (from: {
	readonly segment?: string | undefined;
	readonly track?: number | undefined;
	readonly start?: Microseconds | undefined;
	readonly end?: Microseconds | undefined;
}): Place => ({
	...(from.segment !== undefined && { segment: from.segment }),
	...(from.track !== undefined && { track: from.track }),
	...(from.start !== undefined && { start: from.start }),
	...(from.end !== undefined && { end: from.end }),
});

/** Where an element differs: all of it, or the part of it that its difference names. */
const placeWithin = (
	element: Element,
	{ start, end }: Pick<Place, 'start' | 'end'> = {},
): Place => {
	const from = most(element.start, start ?? element.start);
	const to = least(element.end, end ?? element.end);
	return placeOf(from < to ? { ...element, start: from, end: to } : element);
};

const lengthOf = ({ start, end }: Place): number =>
	start === undefined || end === undefined ? 0 : Math.max(0, end - start);

/** The most that a draft gets of which anything is not exact, however short that is. */
const NOT_WHOLE = 99;
const WHOLE = 100;

/**
 * What the draft says is worth 1 for each second, what is near 0.5, what is left out 0, and what it hides or nobody knows
 * has no time. 100 only where everything is exact.
 */
const scoreOf = (all: readonly Judged[]): number => {
	const total = all.reduce((sum, { lasts }) => sum + lasts, 0);
	const kept = all.reduce((sum, { lasts, how }) => sum + lasts * WORTH[how], 0);
	const most = all.every(({ how }) => how === 'exact') ? WHOLE : NOT_WHOLE;
	return total === 0 ? most : Math.min(most, Math.floor((kept / total) * WHOLE));
};

const both = (words: Words): { readonly zh: string; readonly en: string } => ({
	zh: inLanguage(words, 'zh'),
	en: inLanguage(words, 'en'),
});

const seconds = (time: Microseconds | undefined): number | null =>
	time === undefined ? null : toSeconds(time);

const shownPlace = ({ place }: Judged): FidelityItem['places'][number] => ({
	segment: place.segment ?? null,
	track: place.track ?? null,
	start: seconds(place.start),
	end: seconds(place.end),
});

const itemOf = (alike: readonly [Judged, ...Judged[]]): FidelityItem => {
	const [{ what, name, how, library, code, why }] = alike;
	return {
		...{ what, name, how },
		code: code ?? null,
		why: why === undefined ? null : both(why),
		library: [...library],
		times: alike.length,
		places: alike.slice(0, MAX_PLACES).map(shownPlace),
	};
};

const grouped = (all: readonly Judged[]): readonly FidelityItem[] => {
	const groups = new Map<string, [Judged, ...Judged[]]>();
	for (const one of all) {
		const { what, name, how, code, why } = one;
		const key = JSON.stringify([what, name, how, code, why]);
		const group = groups.get(key);
		if (group) group.push(one);
		else groups.set(key, [one]);
	}
	return [...groups.values()].map(itemOf);
};

/** How true a video is to its draft, from the draft's elements and what could not be taken over exactly. */
export const fidelityOf = (
	elements: readonly Element[],
	diagnostics: readonly Diagnostic[],
): FidelityReport => {
	const all = judged(elements, diagnostics);
	const count = (how: Fidelity): number => all.filter((one) => one.how === how).length;
	const [exact, approximated, skipped] = [count('exact'), count('approximated'), count('skipped')];
	const score = scoreOf(all);
	const [e, a, s] = [exact, approximated, skipped].map(String);
	return {
		...{ score, exact, approximated, skipped },
		summary: {
			zh: `还原度 ${String(score)}/100：${e ?? ''} 项精确，${a ?? ''} 项近似，${s ?? ''} 项略过`,
			en: `Fidelity ${String(score)}/100: ${e ?? ''} exact, ${a ?? ''} approximated, ${s ?? ''} skipped`,
		},
		items: [...grouped(all)].sort((x, y) => ORDER.indexOf(x.how) - ORDER.indexOf(y.how)),
	};
};
