/** Reads get_draft's answer: the addresses of a draft's files by their place in it. Pure. */
import { AgentError } from '../kernel/errors';
import { percentDecoded } from '../kernel/percent';

/** The files of a draft on a server. */
export interface DraftListing {
	readonly id: string | undefined;
	/** Address of each file by its relative path, with `/`. */
	readonly files: ReadonlyMap<string, string>;
}

const ID = /^\d{8}.{2,}$/;

/** The draft id that an address names in its query. */
export const draftIdIn = (address: string): string | undefined =>
	URL.parse(address)?.searchParams.get('draft_id')?.trim() || undefined;

/** Path parts after the draft's id; without one, after `/output/draft/<name>/`; else all. */
const relativeOf = (url: URL, id: string | undefined): string => {
	const parts = url.pathname.split('/').filter(Boolean).map(percentDecoded);
	const named = id === undefined ? -1 : parts.indexOf(id);
	const dated = parts.findIndex((part) => part.length >= 10 && ID.test(part));
	const output = parts.findIndex((part, i) => part === 'draft' && parts[i - 1] === 'output');
	const last = parts.length - 1;
	const cut = [named, dated, output < 0 ? -1 : output + 1].find((at) => at >= 0 && at < last) ?? -1;
	return parts.slice(cut + 1).join('/');
};

const LOOPBACK = /^(127\.\d+\.\d+\.\d+|localhost|\[::1\]|0\.0\.0\.0)$/;

/** A server that calls itself 127.0.0.1 in its answers means itself, not us. */
const reachable = (file: URL, server: URL | null): string => {
	if (server && LOOPBACK.test(file.hostname) && !LOOPBACK.test(server.hostname))
		file.hostname = server.hostname;
	return file.href;
};

const isSuccess = (code: unknown): boolean => code === 0 || code === '0';

/** Whether an answer is one of get_draft, good or bad, and no timeline. */
export const isListingAnswer = (json: Readonly<Record<string, unknown>>): boolean =>
	!('tracks' in json) && ('files' in json || 'code' in json || 'error_code' in json);

/**
 * The files that get_draft lists. `address` is the one that was asked.
 * @throws {AgentError} DRAFT_NOT_FOUND when the code is not 0 or nothing is listed
 */
export const draftListing = (
	json: Readonly<Record<string, unknown>>,
	address: string,
): DraftListing => {
	const { files: listed, code } = json;
	const addresses = (Array.isArray(listed) ? (listed as readonly unknown[]) : []).filter(
		(file): file is string => typeof file === 'string',
	);
	const server = URL.parse(address);
	const id = draftIdIn(address);
	if ((code !== undefined && !isSuccess(code)) || addresses.length === 0)
		throw new AgentError('DRAFT_NOT_FOUND', { object: id ?? server?.host ?? '' });
	const files = new Map<string, string>();
	for (const file of addresses) {
		const url = URL.parse(file.trim(), address);
		if (url) files.set(relativeOf(url, id), reachable(url, server));
	}
	return { id, files };
};
