/** Brings a draft here, whatever form it has: a get_draft address, a JSON or zip address, or a path on this machine. */
import { randomBytes } from 'node:crypto';
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { makeFolder } from '../config/folders';
import { clearAway } from '../config/heldFiles';
import { orDiskFull } from '../kernel/diskFull';
import { AgentError } from '../kernel/errors';
import type { Client } from '../net/client';
import { outcomeOf, shownAddress } from '../net/failures';
import { draftIdIn, type DraftListing, draftListing, isListingAnswer } from './draftListing';
import {
	type DraftFiles,
	draftTooLarge,
	folderFiles,
	MAX_DRAFT_BYTES,
	readUpTo,
} from './draftFolder';
import { addressesOnly, type DraftSource, inFolder, inListing } from './draftSource';
import { headOf } from './hashFile';
import { jsonObject, pickTimeline } from './pickTimeline';
import { isZip, unzipDraft, ZIP_LIMITS } from './unzip';

/** Which draft, and what may be done to get it. */
export interface DraftRequest {
	/** An http(s) address; with `local`, also a folder, a zip or a JSON file. */
	readonly draft: string;
	readonly client: Pick<Client, 'download' | 'getBytes'>;
	/** An empty place for what has to be unpacked; made when it is not there. Files found by the draft lie in it. */
	readonly folder: string;
	/** Paths on this machine are read, also those that a folder draft names outside itself. Default: refused. */
	readonly local?: boolean;
	/**
	 * The folder of a draft that lies in the agent's own store, by its id. The agent's own get_draft address is read from
	 * there: it needs no key and no leave to reach a private address. Default: none lies there.
	 */
	readonly stored?: StoredDraft;
}

/**
 * The folder of a draft that was put here, or undefined. `address` is the one that names it.
 * May reject with AgentError DRAFT_NOT_FOUND where that address is the agent's own and no such draft is here.
 */
export type StoredDraft = (draftId: string, address: string) => Promise<string | undefined>;

/** What get_draft answers is smaller: some hundred bytes for each file. */
const MAX_LISTING_BYTES = 4 * 1024 * 1024;

const isAddress = (draft: string): boolean => /^https?:\/\//i.test(draft);

/** An address that nothing is fetched from, such as ftp://. */
const isOtherScheme = (draft: string): boolean => /^[a-z][a-z0-9+.-]+:\/\//i.test(draft);

const notFound = (object: string, cause?: unknown): AgentError =>
	new AgentError('DRAFT_NOT_FOUND', { object, cause });

/** A draft that cannot be fetched is one that does not exist; how it failed stays readable for `isDefinite`. */
const asDraftError = (error: unknown): unknown => {
	if (!(error instanceof AgentError) || error.code !== 'MEDIA_UNREACHABLE') return error;
	const outcome = outcomeOf(error);
	const isMalformed = outcome?.reason === 'NOT_AN_ADDRESS' || outcome?.reason === 'NOT_ALLOWED';
	return new AgentError(isMalformed ? 'DRAFT_URL_INVALID' : 'DRAFT_NOT_FOUND', {
		...(error.object === undefined ? {} : { object: error.object }),
		cause: outcome,
	});
};

const listedFiles = (
	{ files }: DraftListing,
	client: DraftRequest['client'],
	signal: AbortSignal,
): DraftFiles => ({
	paths: [...files.keys()],
	read: async (path) => {
		const url = files.get(path);
		if (url === undefined) throw notFound(path);
		return client.getBytes({ url, limitBytes: MAX_DRAFT_BYTES }, signal);
	},
});

const fromFolder = async (
	folder: string,
	{ id, anywhere, timeline }: { id: string; anywhere: boolean; timeline?: Uint8Array },
): Promise<DraftSource> => {
	const files = await folderFiles(folder);
	const text = timeline ?? (await pickTimeline(files));
	return { text, id, find: inFolder(folder, files, { id, anywhere }) };
};

const fromZip = async (
	zip: string,
	{ folder, id }: { folder: string; id: string },
	signal: AbortSignal,
): Promise<DraftSource> => {
	const into = join(folder, 'draft');
	await makeFolder(into);
	await unzipDraft({ zip, into }, signal);
	return fromFolder(into, { id, anywhere: false });
};

const wholeJson = async (file: string, name: string): Promise<Uint8Array> => {
	const bytes = await readUpTo(file, MAX_DRAFT_BYTES);
	if (!bytes) throw draftTooLarge(name);
	return bytes;
};

const isPage = (text: Uint8Array): boolean =>
	/^\s*<(!doctype|html|\?xml)/i.test(new TextDecoder().decode(text.subarray(0, 256)));

const fromAddress = async (request: DraftRequest, signal: AbortSignal): Promise<DraftSource> => {
	const { draft, client, folder } = request;
	const file = join(folder, `answer-${randomBytes(4).toString('hex')}`);
	const id = draftIdIn(draft);
	try {
		await client.download({ url: draft, into: file, limitBytes: ZIP_LIMITS.bytes }, signal);
		if (isZip(await headOf(file, 4)))
			return await fromZip(file, { folder, id: id ?? shownAddress(draft) }, signal);
		const text = await wholeJson(file, shownAddress(draft));
		if (isPage(text)) throw notFound(shownAddress(draft));
		const json = text.length > MAX_LISTING_BYTES ? undefined : jsonObject(text);
		if (!json || !isListingAnswer(json)) return { text, id, find: addressesOnly };
		const listing = draftListing(json, draft);
		const timeline = await pickTimeline(listedFiles(listing, client, signal));
		return { text: timeline, id: listing.id, find: inListing(listing.files, listing.id) };
	} catch (error) {
		signal.throwIfAborted();
		throw asDraftError(error);
	} finally {
		await clearAway(file);
	}
};

/** A draft of the agent's own store, when the address is a get_draft of one that lies there. */
const fromStore = async ({ draft, stored }: DraftRequest): Promise<DraftSource | undefined> => {
	const id = draftIdIn(draft);
	if (id === undefined || URL.parse(draft)?.pathname.endsWith('/get_draft') !== true)
		return undefined;
	const folder = await stored?.(id, draft);
	return folder === undefined ? undefined : fromFolder(folder, { id, anywhere: false });
};

const fromPath = async (request: DraftRequest, signal: AbortSignal): Promise<DraftSource> => {
	const { draft, folder } = request;
	const found = await stat(draft).catch(() => undefined);
	if (!found) throw new AgentError('DRAFT_NOT_FOUND', { object: draft, hint: { path: draft } });
	const path = await realpath(draft);
	if (found.isDirectory()) return fromFolder(path, { id: basename(path), anywhere: true });
	const name = basename(path);
	if (isZip(await headOf(path, 4)))
		return fromZip(path, { folder, id: name.replace(/\.zip$/i, '') }, signal);
	const timeline = await wholeJson(path, name);
	const home = dirname(path);
	return fromFolder(home, { id: basename(home), anywhere: true, timeline });
};

/**
 * A draft, with its timeline file unchecked. What it unpacks lies in the request's folder, which the caller removes.
 * @throws {AgentError} DRAFT_URL_INVALID, DRAFT_NOT_FOUND, DRAFT_INVALID, ADDRESS_REFUSED, TOO_LARGE, DISK_FULL;
 * the signal's reason when aborted
 */
export const fetchDraft = async (
	request: DraftRequest,
	signal: AbortSignal,
): Promise<DraftSource> => {
	const isRemote = isAddress(request.draft);
	if (!isRemote && (request.local !== true || isOtherScheme(request.draft)))
		throw new AgentError('DRAFT_URL_INVALID', { object: request.draft.slice(0, 200) });
	try {
		await makeFolder(request.folder);
		if (!isRemote) return await fromPath(request, signal);
		return (await fromStore(request)) ?? (await fromAddress(request, signal));
	} catch (error) {
		signal.throwIfAborted();
		throw orDiskFull(error, request.folder);
	}
};
