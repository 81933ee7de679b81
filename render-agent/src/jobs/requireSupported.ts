/** Applies `on_unsupported: fail`: a draft is refused that would not become exactly what it says. Pure. */
import type { RenderOptions } from '../config/options';
import { type Diagnostic, DIAGNOSTICS, kindOf } from '../kernel/diagnostic';
import { AgentError } from '../kernel/errors';
import type { Language } from '../kernel/words';
import { fidelityOf } from '../report/fidelity';
import type { FidelityItem } from '../report/shape';
import { differenceLines } from '../report/words';
import type { Element } from '../timeline/element';

/** So many things are named; the rest is counted. */
const NAMED = 10;

/** What `on_unsupported` does not decide: `on_missing` does, or the request is at fault. */
const OTHERS: ReadonlySet<string> = new Set(
	DIAGNOSTICS.filter((code) => code === 'MEDIA_MISSING' || kindOf(code).isOfRequest),
);

const saidIn = (language: Language, items: readonly FidelityItem[]): string => {
	const lines = differenceLines(items.slice(0, NAMED), language);
	const more = String(items.length - NAMED);
	const rest = language === 'zh' ? `另有 ${more} 项` : `and ${more} more`;
	return [...lines, ...(items.length > NAMED ? [rest] : [])].join(language === 'zh' ? '；' : '; ');
};

/**
 * Refuses what a report would call approximated or skipped, but media that cannot be had: `on_missing` decides about them.
 * @throws {AgentError} UNSUPPORTED, naming the first ten and how many more there are
 */
export const requireSupported = (
	{
		elements,
		diagnostics,
	}: { readonly elements: readonly Element[]; readonly diagnostics: readonly Diagnostic[] },
	{ on_unsupported: choice }: Pick<RenderOptions, 'on_unsupported'>,
): void => {
	if (choice !== 'fail') return;
	const { items } = fidelityOf(elements, diagnostics);
	const found = items.filter(
		({ how, code }) => how !== 'exact' && (code === null || !OTHERS.has(code)),
	);
	if (found.length === 0) return;
	throw new AgentError('UNSUPPORTED', {
		object: { zh: saidIn('zh', found), en: saidIn('en', found) },
	});
};
