/** What people put into a draft: the things that a report of fidelity tells about, each in its place. */
import type { DiagnosticCode, ElementKind } from '../kernel/diagnostic';
import type { Microseconds } from '../kernel/units';
import type { Words } from '../kernel/words';
import type { AssetId } from './asset';

/** One element of a draft, in its place on the timeline. */
export interface Element {
	readonly what: ElementKind;
	/** As the draft calls it; empty where it has no name. */
	readonly name: string;
	/** Of a segment itself: the file that it plays. Default: none. */
	readonly file?: AssetId;
	/** Id of the segment. */
	readonly segment: string;
	/** Of what lies inside a compound clip: which segment there, as `withinOf` has it. Default: it is of the segment itself. */
	readonly within?: string;
	/** Index of the track in the draft, from 0. */
	readonly track: number;
	readonly start: Microseconds;
	readonly end: Microseconds;
	/** Why the draft itself keeps it from being seen or heard. Default: it does not. */
	readonly unseen?: Words;
	/** Whether it is switched off by itself, so that no difference is about it. Default: it is not. */
	readonly isOff?: true;
	/** Whether it is a caption, or something of one. Default: it is not. */
	readonly isCaption?: true;
	/** Of a transition that is drawn: the segment that it leads to, named as its own is: `within` inside a compound clip. */
	readonly into?: string;
	/** What it can only be near to, whatever the draft says. It takes no more of the score than its last point. Default: nothing. */
	readonly near?: Near;
}

/** What a segment of a compound clip's draft is called beside the compound clip: its id, or those on the way to it. */
export const withinOf = (segment: string, within: string | undefined): string =>
	within === undefined ? segment : `${segment}\n${within}`;

/** What something can only be near to, and what would make it exact. */
export interface Near {
	readonly code: DiagnosticCode;
	readonly text: Words;
	/** Keys under which a file of the user's library makes it exact. Default: none can. */
	readonly library?: readonly string[];
	/** The file that makes it exact, if it is there. Default: there is none. */
	readonly unless?: AssetId;
}

/** The elements with the files that are there: what has its own is as the draft says. */
export const elementsWith = (
	elements: readonly Element[],
	files: ReadonlyMap<AssetId, unknown>,
): readonly Element[] =>
	elements.map((element) => {
		const { near, ...exact } = element;
		return near?.unless !== undefined && files.has(near.unless) ? exact : element;
	});
