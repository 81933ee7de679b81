/** What every part of normalizing works with: a segment in its place, and the draft around it. */
import type {
	Diagnostic,
	DiagnosticCode,
	ElementKind,
	Fidelity,
	Subject,
} from '../kernel/diagnostic';
import type { Words } from '../kernel/words';
import type { Called } from '../timeline/called';
import { type LibraryIndex, libraryKeys } from '../timeline/library';
import type { Element } from '../timeline/element';
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
	/** Begins before an earlier segment of its track has ended. */
	readonly overlaps: boolean;
	readonly material: Filed | undefined;
	readonly companions: readonly Filed[];
	/** Names of the curves between keyframes of its draft, by their ids. */
	readonly curves: Draft['curves'];
}

/** A kind of difference, and what of the segment it is about. */
export interface About {
	readonly code: DiagnosticCode;
	/** Default: the segment. */
	readonly subject?: Subject;
	/** Of what lies inside a compound clip: which segment there it is about. Default: the segment itself. */
	readonly within?: string;
	/** What became of it. Default: as its code says. */
	readonly how?: Fidelity;
	/** Whether it is about a caption inside a compound clip. Default: as its segment is. */
	readonly isCaption?: true;
}

/** Whether a segment is a caption. */
export const isCaption = ({ material }: Use): boolean =>
	material?.bucket === 'texts' || material?.bucket === 'text_templates';

/**
 * Says that something of a segment cannot be shown exactly as written. Gives whether what is only near to it is to be
 * drawn: where it is not, whoever asks leaves it out.
 */
export type Note = (use: Use, about: DiagnosticCode | About, text: Words) => boolean;

/** A timeline, and what could not be taken over into it exactly. */
export interface Normalised {
	readonly timeline: Timeline;
	readonly diagnostics: readonly Diagnostic[];
	/** Everything that is in the draft, in the order of its tracks. */
	readonly elements: readonly Element[];
}

/** The draft that is being normalized, and what comes of it beside clips. */
export interface Scope {
	readonly draft: Draft;
	readonly canvas: Canvas;
	readonly assets: AssetBook;
	/** What the user has and drafts do not. */
	readonly library: LibraryIndex;
	readonly note: Note;
	/** Whether what is only near to the draft is drawn. */
	readonly drawsNear: boolean;
	/** Tells what the draft of a compound clip holds, which counts as the clip's, at the times when it shows it. */
	readonly contains: (use: Use, elements: readonly Element[]) => void;
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

/** A difference that is about something with a name. */
export const about = (code: DiagnosticCode, name: string, what?: ElementKind): About => ({
	code,
	subject: { name, ...(what && { what }) },
});

/** A difference that a file of the user's library would make up for, under the name or the id of what it is about. */
export const aboutLibrary = (code: DiagnosticCode, called: Called, what?: ElementKind): About => {
	const { name, resourceId } = called;
	const library = libraryKeys(called);
	return {
		code,
		subject: { name: firstOf(name, resourceId), library, ...(what && { what }) },
	};
};

/** The first of some names that is not empty; empty when none is. */
export const firstOf = (...names: readonly string[]): string =>
	names.find((name) => name !== '') ?? '';

/** What a material is called; its id where it has no name. */
export const nameOf = ({
	name,
	resource_id,
}: {
	readonly name: string;
	readonly resource_id: string;
}): string => firstOf(name, resource_id);

/** The name of a material that is filed, if it has one. */
export const nameIn = (filed: Filed | undefined): string =>
	filed && 'name' in filed.material ? filed.material.name : '';

/** A name as people know it, in quotes; the id where there is none, and a question mark where there is neither. */
export const called = (name: string, id: string): string => `“${firstOf(name, id, '?')}”`;
