/** What every part of normalizing works with: a segment in its place, and the draft around it. */
import type { Diagnostic, DiagnosticCode } from '../kernel/diagnostic';
import type { Words } from '../kernel/words';
import type { LibraryIndex } from '../timeline/library';
import type { TimeRange } from '../timeline/range';
import type { Canvas, Timeline } from '../timeline/timeline';
import type { AssetBook } from './assetBook';
import type { Draft, Filed } from './draft';
import type { MaterialOf, ReadBucket } from './materialSchema';
import type { DraftTrack, Segment } from './schema';

/** A segment in its place, with everything that it refers to. */
export interface Use {
	/** The segment's id; made up where the draft has none or has it twice. */
	readonly id: string;
	readonly segment: Segment;
	/** Index of the track in the draft. */
	readonly track: number;
	readonly trackType: string;
	/** The track is muted. */
	readonly muted: boolean;
	/** On the lowest track with pictures, where backgrounds count. */
	readonly main: boolean;
	readonly layer: number;
	readonly target: TimeRange;
	readonly material: Filed | undefined;
	readonly companions: readonly Filed[];
}

/** What is said of a segment that cannot be shown exactly as written. */
export type Note = (use: Use, code: DiagnosticCode, text: Words) => void;

/** A timeline, and what could not be taken over into it exactly. */
export interface Normalised {
	readonly timeline: Timeline;
	readonly diagnostics: readonly Diagnostic[];
}

/** The draft that is being normalized, and what comes of it beside clips. */
export interface Scope {
	readonly draft: Draft;
	readonly canvas: Canvas;
	readonly assets: AssetBook;
	/** What the user has and drafts do not. */
	readonly library: LibraryIndex;
	readonly note: Note;
	/** Normalizes the draft of a compound clip. */
	readonly inner: (draft: Draft) => Normalised;
}

/** A track with its index. */
export interface NumberedTrack {
	readonly track: DraftTrack;
	readonly index: number;
}

/** The first material of a bucket that a segment refers to beside its own. */
export const companionOf = <B extends ReadBucket>(
	{ companions }: Use,
	bucket: B,
): MaterialOf<B> | undefined => {
	const found = companions.find((filed) => filed.bucket === bucket);
	// A filed material has the shape of its bucket: `Filed` pairs them.
	return found?.material as MaterialOf<B> | undefined;
};

/** The companions of a segment in buckets that are not read. */
export const othersOf = (use: Use): readonly Extract<Filed, { readonly bucket: 'other' }>[] =>
	use.companions.filter((filed) => filed.bucket === 'other');

/** A name as people know it, in quotes; the id where there is none. */
export const called = (name: string, id: string): string => `“${name === '' ? id : name}”`;
