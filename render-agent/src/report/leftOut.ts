/** What is left out with the segment that it lies on. Pure. */
import {
	type Diagnostic,
	type DiagnosticCode,
	type ElementKind,
	howOf,
} from '../kernel/diagnostic';
import type { Element } from '../timeline/element';

/** What lies on the picture or sound of its segment, and is gone with it. */
const ON_OTHERS: ReadonlySet<ElementKind> = new Set([
	...(['effect', 'filter', 'lut', 'adjustment', 'transition', 'animation', 'mask'] as const),
	...(['text_effect', 'blend', 'chroma_key', 'audio_effect', 'keyframes'] as const),
]);

/** What is said of a segment of which nothing is there; other things are remarks on one that is. */
const OF_ALL: ReadonlySet<DiagnosticCode> = new Set([
	...(['MEDIA_MISSING', 'MEDIA_SHORT', 'MEDIA_DAMAGED', 'MATERIAL_REF_DANGLING'] as const),
	...(['STICKER_UNAVAILABLE', 'SEGMENT_UNSUPPORTED'] as const),
	...(['EFFECT_UNSUPPORTED', 'FILTER_UNSUPPORTED'] as const),
]);

/** What may be of the sound of a clip. */
const OF_SOUND: ReadonlySet<ElementKind> = new Set(['audio_effect', 'keyframes']);

/** Whether a difference says that nothing is there. */
export const isLeftOut = (diagnostic: Diagnostic | undefined): boolean =>
	diagnostic !== undefined && howOf(diagnostic) === 'skipped';

/** Whether nothing of an element is there for all of its time. */
export const isAllGone = (
	whole: Diagnostic,
	{ start, end }: Pick<Element, 'start' | 'end'>,
): boolean =>
	isLeftOut(whole) &&
	OF_ALL.has(whole.code) &&
	(whole.start ?? start) <= start &&
	(whole.end ?? end) >= end;

/**
 * Whether a difference of the whole segment leaves out what lies on it: all of the time in which an element lies. A transition lies
 * between two and is lost with either.
 */
export const leavesOut = (whole: Diagnostic, element: Element): boolean => {
	const { what } = element;
	if (!ON_OTHERS.has(what)) return false;
	if (whole.isHeard && OF_SOUND.has(what)) return false;
	if (what === 'transition') return isLeftOut(whole) && OF_ALL.has(whole.code);
	return isAllGone(whole, element);
};

/** The same reason, without the file that would help: it is told at the segment. */
export const lostWith = ({ code, text, how }: Diagnostic): Diagnostic => ({
	...{ code, text },
	...(how && { how }),
});
