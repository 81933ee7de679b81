/** How true a video is to its draft: everything in the draft, with what became of it, and a score. Pure. */
import {
	type Diagnostic,
	type DiagnosticCode,
	type ElementKind,
	type Fidelity,
	howOf,
} from '../kernel/diagnostic';
import { least, type Microseconds, most, toSeconds } from '../kernel/units';
import { inLanguage, type Words } from '../kernel/words';
import { type Element, withinOf } from '../timeline/element';
import { isLeftOut, leavesOut, lostWith } from './leftOut';
import { segmentOf, sharedOut, whatOf } from './owners';
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

/** One more thing that is said of an element: its time counts once, by the worst of them. */
const remarkOf = (element: Element, diagnostic: Diagnostic): Judged => ({
	...verdictOf(element, diagnostic),
	lasts: 0,
});

const judged = (
	elements: readonly Element[],
	diagnostics: readonly Diagnostic[],
): readonly Judged[] => {
	const { verdicts, remarks, strays, firstOf } = sharedOut(elements, diagnostics);
	/** What leaves out an element with the segment that it lies on, or leads to. */
	const lossOf = (element: Element): Diagnostic | undefined => {
		const { segment, within, into } = element;
		const next =
			into === undefined || within === undefined ? (into ?? segment) : withinOf(segment, into);
		const firsts = [segment, segmentOf(element), next].flatMap((one) => firstOf(one) ?? []);
		return firsts
			.flatMap((first) => verdicts.get(first) ?? [])
			.find((whole) => leavesOut(whole, element));
	};
	const all = elements.map((element) => {
		const own = verdicts.get(element);
		const loss = isLeftOut(own) ? undefined : lossOf(element);
		return verdictOf(element, loss ? lostWith(loss) : own);
	});
	return [
		...all,
		...remarks.map(({ element, diagnostic }) => remarkOf(element, diagnostic)),
		...strays.map((one) => strayOf(one, firstOf(one.segment ?? '')?.track)),
	];
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
