/** Looks whether the files of a draft can be had, without fetching them: one byte of an address, the head of a file. */
import { AgentError } from '../kernel/errors';
import type { Client } from '../net/client';
import type { AssetReference } from '../timeline/asset';
import type { Cache } from './cache';
import type { DraftSource } from './draftSource';
import { headOf } from './hashFile';
import type { Library } from './library';
import { brokenMedia, isOfAsset, namedFile } from './mediaFailure';
import { mapPooled } from './pool';
import { sniff, SNIFF_BYTES } from './sniff';

/** A file of a draft as it was looked for. `unsure`: its server was slow or broken; a render would try longer. */
export type Looked =
	| {
			readonly reference: AssetReference;
			readonly state: 'there' | 'unsure';
			/** It is a file on this machine, or a copy of what its server offers is. Absent: it is at an address only. */
			readonly isHere?: true;
	  }
	| { readonly reference: AssetReference; readonly state: 'missing'; readonly error: AgentError };

/** What looking needs. */
export interface LookParts {
	readonly source: Pick<DraftSource, 'find'>;
	/** The user's own files. Default: none. */
	readonly library?: Pick<Library, 'find'>;
	readonly client: Pick<Client, 'peek'>;
	/** Copies of what is at addresses. Default: there are none. */
	readonly cache?: Pick<Cache, 'kept'>;
}

const AT_ONCE = 16;

/** What keeps a local file from being used, as far as its head tells. */
const faultIn = async (file: string, label: string): Promise<AgentError | undefined> => {
	const sniffed = sniff(await headOf(file, SNIFF_BYTES));
	return sniffed.kind === 'refused' ? brokenMedia(label, sniffed.why) : undefined;
};

/** Looks for each file once. Rejects only when the signal aborts or this machine's disk fails. */
export const lookForAssets = (
	references: readonly AssetReference[],
	{ source, library, client, cache }: LookParts,
	signal: AbortSignal,
): Promise<readonly Looked[]> => {
	const isKept = async (...asked: Parameters<Cache['kept']>): Promise<boolean> => {
		const held = await cache?.kept(...asked);
		held?.release();
		return held !== undefined;
	};
	const asked = new Map<string, ReturnType<Client['peek']>>();
	const atAddress = async (url: string): Promise<AgentError | 'here' | 'there' | 'unsure'> => {
		const answer = asked.get(url) ?? client.peek(url, signal);
		asked.set(url, answer);
		const peeked = await answer;
		if (peeked.answer === 'ok') return (await isKept(url, peeked.offered)) ? 'here' : 'there';
		return peeked.answer === 'no' && isOfAsset(peeked.error) ? peeked.error : 'unsure';
	};
	const found = async ({
		place,
		label,
	}: Pick<AssetReference, 'place' | 'label'>): Promise<
		AgentError | 'here' | 'there' | 'unsure'
	> => {
		const located = await (place.kind === 'library' && library
			? library.find(place.key)
			: source.find(place));
		if (located.kind === 'missing') return new AgentError('MEDIA_MISSING', { object: label });
		if (located.kind === 'address') return atAddress(located.url);
		return (await faultIn(located.file, namedFile({ place, label }, located.file))) ?? 'here';
	};
	return mapPooled(references, AT_ONCE, async (reference): Promise<Looked> => {
		signal.throwIfAborted();
		const state = await found(reference);
		if (state instanceof AgentError) return { reference, state: 'missing', error: state };
		return state === 'here' ? { reference, state: 'there', isHere: true } : { reference, state };
	});
};
