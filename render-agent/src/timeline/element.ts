/** What people put into a draft: the things that a report of fidelity tells about, each in its place. */
import type { DiagnosticCode, ElementKind } from '../kernel/diagnostic';
import type { Microseconds } from '../kernel/units';
import type { Words } from '../kernel/words';

/** One element of a draft, in its place on the timeline. */
export interface Element {
	readonly what: ElementKind;
	/** As the draft calls it; empty where it has no name. */
	readonly name: string;
	/** Id of the segment. */
	readonly segment: string;
	/** Index of the track in the draft, from 0. */
	readonly track: number;
	readonly start: Microseconds;
	readonly end: Microseconds;
	/** Why the draft itself keeps it from being seen or heard. Default: it does not. */
	readonly unseen?: Words;
	/** What it can only be near to, whatever the draft says. It has no share in the score. Default: nothing. */
	readonly near?: { readonly code: DiagnosticCode; readonly text: Words };
}
