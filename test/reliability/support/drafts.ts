/** Drafts for the trials: as many addresses as wanted of one small draft, each a job of its own. */
import { type DraftServer, serveDrafts } from '../../support/draftServer';
import { fixture } from '../../support/longDrafts';

/** Options that make a render as short as one can be. */
export const SMALL = { size: '160x90', fps: 5, quality: 'draft' } as const;

/** The id of the n-th draft. */
export const idOf = (number: number): string =>
	`20261124000001${number.toString(16).padStart(8, '0')}`;

/** Serves a draft under `count` ids. Default: the fixture of one moving picture with its sound. */
export const serveMany = (
	count: number,
	folder = fixture('01_single_video'),
): Promise<DraftServer> =>
	serveDrafts({
		drafts: Object.fromEntries(Array.from({ length: count }, (_, i) => [idOf(i), folder])),
	});
