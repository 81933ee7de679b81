/** From the bytes of a draft's timeline file to our timeline: read, checked, put into our own words. */
import { type Nearness, normalise } from '../draft/normalise';
import { parseDraft } from '../draft/parse';
import { readDraftText } from '../draft/read';
import type { Diagnostic } from '../kernel/diagnostic';
import { AgentError } from '../kernel/errors';
import type { AssetReference } from '../timeline/asset';
import type { Element } from '../timeline/element';
import type { LibraryIndex } from '../timeline/library';
import type { Timeline } from '../timeline/timeline';

/** What a draft's timeline file says. */
export interface ReadDraft {
	readonly timeline: Timeline;
	readonly diagnostics: readonly Diagnostic[];
	readonly elements: readonly Element[];
}

/**
 * The timeline that a draft's file says. What `library` has stands for what the draft only names.
 * @throws {AgentError} DRAFT_ENCRYPTED, DRAFT_INVALID, DRAFT_EMPTY, TOO_LARGE
 */
export const readTimeline = (
	text: Uint8Array,
	library?: LibraryIndex,
	nearness?: Nearness,
): ReadDraft => {
	const read = normalise(parseDraft(readDraftText(text)), library, nearness);
	if (
		read.timeline.visuals.length === 0 &&
		read.timeline.sounds.length === 0 &&
		read.diagnostics.length === 0
	)
		throw new AgentError('DRAFT_EMPTY');
	return read;
};

/**
 * The media that a draft's timeline file refers to, without what the user's library has.
 * @throws {AgentError} as `readTimeline`
 */
export const referencesOf = (text: Uint8Array, library?: LibraryIndex): readonly AssetReference[] =>
	readTimeline(text, library).timeline.assets.filter(({ place }) => place.kind !== 'library');
