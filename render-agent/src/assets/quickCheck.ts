/** What can be known of a draft within three seconds, before its submission is answered. Unsure is not no. */
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { clearAway } from '../config/heldFiles';
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import type { Client } from '../net/client';
import { isDefinite } from '../net/failures';
import type { AssetReference } from '../timeline/asset';
import { fetchDraft, type StoredDraft } from './fetchDraft';
import type { DraftSource } from './draftSource';
import { isOfAsset, requireMedia, type Unobtained } from './mediaFailure';
import { mapPooled } from './pool';

/** What the check needs of the world. */
export interface QuickCheckOptions {
	readonly client: Pick<Client, 'download' | 'getBytes' | 'peek'>;
	readonly clock: Clock;
	/** Where drafts are unpacked meanwhile; made when it is not there. */
	readonly folder: string;
	/**
	 * The assets that a timeline file refers to.
	 * @throws {AgentError} DRAFT_ENCRYPTED, DRAFT_INVALID, DRAFT_EMPTY
	 */
	readonly readReferences: (
		text: Uint8Array,
		signal: AbortSignal,
	) => readonly AssetReference[] | Promise<readonly AssetReference[]>;
	/** Drafts of the agent's own store. Default: none. */
	readonly stored?: StoredDraft;
	/** How long it may take. Milliseconds; default 2 500. */
	readonly timeLimit?: number;
}

/** Which draft is checked. */
export interface QuickCheckRequest {
	readonly draft: string;
	readonly onMissing: 'fail' | 'skip';
	/** Whether paths on this machine may be read. Default: no. */
	readonly local?: boolean;
}

/** Resolves when the draft is good or nothing definite can be said of it in time; rejects with the definite no. */
export type CheckDraft = (request: QuickCheckRequest, signal: AbortSignal) => Promise<void>;

const TIME_LIMIT = 2_500;
const AT_ONCE = 16;

interface Asking extends Pick<QuickCheckOptions, 'client'> {
	readonly signal: AbortSignal;
	readonly found: Unobtained[];
}

const lookFor = async (
	reference: AssetReference,
	source: DraftSource,
	{ client, signal, found, asked }: Asking & { asked: Map<string, ReturnType<Client['peek']>> },
): Promise<void> => {
	const located = await source.find(reference.place);
	if (located.kind === 'missing')
		found.push({ reference, error: new AgentError('MEDIA_MISSING', { object: reference.label }) });
	if (located.kind !== 'address') return;
	const answer = asked.get(located.url) ?? client.peek(located.url, signal);
	asked.set(located.url, answer);
	const peeked = await answer;
	if (peeked.answer === 'no' && isOfAsset(peeked.error))
		found.push({ reference, error: peeked.error });
};

/** A check that asks each address once, for one byte. */
export const createDraftCheck = (options: QuickCheckOptions): CheckDraft => {
	const { client, clock, readReferences, stored, timeLimit = TIME_LIMIT } = options;
	return async ({ draft, onMissing, local = false }, signal) => {
		const folder = join(options.folder, `check-${randomBytes(6).toString('hex')}`);
		const late = new AbortController();
		const cancel = clock.after(timeLimit, () => {
			late.abort();
		});
		const limit = AbortSignal.any([signal, late.signal]);
		const found: Unobtained[] = [];
		try {
			const source = await fetchDraft(
				{ draft, client, folder, local, ...(stored && { stored }) },
				limit,
			);
			const references = await readReferences(source.text, limit);
			if (onMissing === 'skip') return;
			const asking = { client, signal: limit, found, asked: new Map() };
			await mapPooled(references, AT_ONCE, (reference) => lookFor(reference, source, asking));
		} catch (error) {
			signal.throwIfAborted();
			const isUnsure = late.signal.aborted || isPassing(error);
			if (!isUnsure) throw error;
		} finally {
			cancel();
			await clearAway(folder);
		}
		requireMedia(found);
	};
};

/** A draft that could not be fetched for a reason that may pass is no definite no; the job will try again. */
const isPassing = (error: unknown): boolean =>
	error instanceof AgentError &&
	error.code === 'DRAFT_NOT_FOUND' &&
	hasOutcome(error) &&
	!isDefinite(error);

const hasOutcome = ({ cause }: AgentError): boolean =>
	typeof cause === 'object' && cause !== null && 'kind' in cause;
