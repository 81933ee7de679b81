/** From the bytes of a draft's timeline file to our timeline: read, checked, put into our own words. */
import { type Nearness, normalise } from '../draft/normalise';
import { parseDraft } from '../draft/parse';
import { readDraftText } from '../draft/read';
import { systemClock } from '../kernel/clock';
import type { Diagnostic } from '../kernel/diagnostic';
import { AgentError } from '../kernel/errors';
import { askAside } from '../render/aside';
import type { AssetReference } from '../timeline/asset';
import type { Element } from '../timeline/element';
import type { LibraryIndex } from '../timeline/library';
import type { Timeline } from '../timeline/timeline';
import { createGate } from './gate';
import { withOtherKinds } from './otherKind';
import type { UnreadableFile } from './unreadable';

/** What a draft's timeline file says. */
export interface ReadDraft {
	readonly timeline: Timeline;
	readonly diagnostics: readonly Diagnostic[];
	readonly elements: readonly Element[];
	/** Files of the user's library that it would use and nobody can read; it is as if they were not there. Default: none. */
	readonly unreadable?: readonly UnreadableFile[];
}

/** A draft's timeline file, and how it is read. */
export interface DraftReading {
	readonly text: Uint8Array;
	/** What it has stands for what the draft only names. Default: nothing. */
	readonly library?: LibraryIndex | undefined;
	/** Default: what is only near to the draft is drawn. */
	readonly nearness?: Nearness | undefined;
}

/**
 * The timeline that a draft's file says, read at once.
 * @throws {AgentError} as `readTimeline`
 */
export const readHere = ({ text, library, nearness }: DraftReading): ReadDraft => {
	const read = normalise(parseDraft(readDraftText(text)), library, nearness);
	if (
		read.timeline.visuals.length === 0 &&
		read.timeline.sounds.length === 0 &&
		read.diagnostics.length === 0
	)
		throw new AgentError('DRAFT_EMPTY');
	return { ...read, diagnostics: withOtherKinds(read.diagnostics, library) };
};

/** A draft that is larger is read in a thread. Bytes. */
const LARGE = 1024 * 1024;
const MAIN = 'jobs/readingThread.js';

/** Large drafts take memory, too: two are read at once. One takes seconds. */
const gate = createGate(systemClock, { atOnce: 2, line: 1_000, time: 120_000 });

/**
 * The timeline that a draft's file says.
 * @throws {AgentError} DRAFT_ENCRYPTED, DRAFT_INVALID, DRAFT_EMPTY, TOO_LARGE; the signal's reason when aborted; for large
 * drafts BUSY when too many wait, TIMED_OUT
 */
export const readTimeline = async (
	reading: DraftReading,
	signal: AbortSignal,
): Promise<ReadDraft> =>
	reading.text.length <= LARGE
		? readHere(reading)
		: gate((stop) => askAside<ReadDraft>(MAIN, reading, stop), signal);

/**
 * The media that a draft's timeline file refers to, without what the user's library has.
 * @throws {AgentError} as `readTimeline`
 */
export const referencesOf = async (
	reading: DraftReading,
	signal: AbortSignal,
): Promise<readonly AssetReference[]> => {
	const { timeline } = await readTimeline(reading, signal);
	return timeline.assets.filter(({ place }) => place.kind !== 'library');
};
