/** Drafts of the agent's own store, and the word about one that is gone: its own address is never asked, nor refused as a private one. */
import { networkInterfaces } from 'node:os';
import type { DraftStore } from '../assets/draftStore';
import type { StoredDraft } from '../assets/fetchDraft';
import type { Settings } from '../config/schema';
import { AgentError } from '../kernel/errors';
import { isEverywhere, isLoopback } from '../keys/listening';
import { bareHost } from '../net/bareHost';

type Served = Pick<Settings, 'host' | 'port' | 'publicUrl'>;

const nameOf = (host: string): string => bareHost(host).toLowerCase();

const isOfMachine = (name: string): boolean =>
	Object.values(networkInterfaces()).some((all) => all?.some(({ address }) => address === name));

const GET_DRAFT = /^(?:\/flat)?\/openapi\/capcut-mate\/v1\/get_draft$/;

/** Whether an address lies below the public URL as get_draft does. */
const isPublic = ({ host, pathname }: URL, { publicUrl }: Served): boolean => {
	const base = publicUrl === undefined ? null : URL.parse(publicUrl);
	const front = base?.pathname.replace(/\/+$/, '') ?? '';
	if (base?.host !== host || !pathname.startsWith(front)) return false;
	return GET_DRAFT.test(pathname.slice(front.length));
};

/** Whether an agent that listens on `host` answers under a name of this machine. */
const answersTo = (name: string, host: string): boolean => {
	if (name === host) return true;
	if (isEverywhere(host)) return isLoopback(name) || isOfMachine(name);
	return isLoopback(host) && isLoopback(name);
};

/** Whether an address is get_draft of this very agent: at its public URL, or where it listens. */
export const isOwnGetDraft = (address: string, served: Served): boolean => {
	const url = URL.parse(address);
	if (!url) return false;
	if (isPublic(url, served)) return true;
	if (url.protocol !== 'http:' || !GET_DRAFT.test(url.pathname)) return false;
	const port = url.port === '' ? 80 : Number(url.port);
	return port === served.port && answersTo(nameOf(url.hostname), nameOf(served.host));
};

/**
 * The folders of the drafts that lie here.
 * The function rejects with AgentError DRAFT_NOT_FOUND for an address of the agent's own of a draft that is not here.
 */
export const ownDrafts =
	({ folderOf }: Pick<DraftStore, 'folderOf'>, served: Served): StoredDraft =>
	async (draftId, address) => {
		const folder = await folderOf(draftId);
		if (folder === undefined && isOwnGetDraft(address, served))
			throw new AgentError('DRAFT_NOT_FOUND', { object: draftId.slice(0, 200) });
		return folder;
	};
