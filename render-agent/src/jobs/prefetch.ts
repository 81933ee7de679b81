/** Brings what a draft names into the cache right after acceptance: links of other services expire while jobs wait. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { clearAway } from '../config/heldFiles';
import type { Cache } from '../assets/cache';
import { inOrderOfUse } from '../assets/downloadOrder';
import { fetchDraft, type StoredDraft } from '../assets/fetchDraft';
import { mapPooled } from '../assets/pool';
import type { Client } from '../net/client';
import type { AssetReference } from '../timeline/asset';
import type { Prefetch } from './parts';

const AT_ONCE = 4;
const LIMIT = 4 * 1024 ** 3;

/** What prefetching uses. `folder` holds unpacked drafts meanwhile. */
export interface PrefetchParts {
	readonly client: Pick<Client, 'download' | 'getBytes'>;
	readonly cache: Pick<Cache, 'fetch'>;
	readonly folder: string;
	readonly stored: StoredDraft;
	readonly readReferences: (
		text: Uint8Array,
		signal: AbortSignal,
	) => readonly AssetReference[] | Promise<readonly AssetReference[]>;
}

/** Downloads every address of a draft; one that cannot be had is left to the job, which says why. */
export const createPrefetch =
	({ client, cache, folder, stored, readReferences }: PrefetchParts): Prefetch =>
	async ({ draft }, signal) => {
		const own = join(folder, `prefetch-${randomBytes(6).toString('hex')}`);
		try {
			const source = await fetchDraft({ draft, client, folder: own, stored }, signal);
			await mapPooled(
				inOrderOfUse(await readReferences(source.text, signal)),
				AT_ONCE,
				async ({ place }) => {
					const found = await source.find(place);
					if (found.kind !== 'address') return;
					const held = await cache
						.fetch({ url: found.url, limitBytes: LIMIT }, signal)
						.catch(() => undefined);
					held?.release();
				},
			);
		} finally {
			await clearAway(own);
		}
	};
