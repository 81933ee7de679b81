/** Drafts that lie at the gateway: their addresses are for whoever submitted them, so a worker asks for them with its credential. */
import type { Client } from '../net/client';

/** A draft of a job that the worker holds. */
export interface HostedDraft {
	readonly draftId: string;
	readonly jobId: string;
	readonly fence: number;
}

/** Where drafts are read from. */
export type DraftClient = Pick<Client, 'download' | 'getBytes'>;

/** A client that knows the drafts which lie at the gateway. */
export interface HostedDrafts {
	readonly client: DraftClient;
	/** Makes a draft known until the function that it gives is called. */
	readonly add: (hosted: HostedDraft) => () => void;
}

/** What it stands on. */
export interface HostedParts {
	/** For everything else, guarded. */
	readonly client: DraftClient;
	/** For the gateway alone, which may lie anywhere. */
	readonly trusted: DraftClient;
	readonly gateway: string;
	readonly credential: string;
}

/** What of a draft an address means: the list of its files, or one of them by its encoded path; undefined for others. */
const meantBy = (url: URL, draftId: string): string | undefined => {
	if (url.pathname.endsWith('/get_draft'))
		return url.searchParams.get('draft_id') === draftId ? '' : undefined;
	const folder = `/output/draft/${draftId}/`;
	const at = url.pathname.indexOf(folder);
	return at < 0 ? undefined : `/${url.pathname.slice(at + folder.length)}`;
};

/** A client over two others. */
export const createHostedDrafts = (parts: HostedParts): HostedDrafts => {
	const known = new Set<HostedDraft>();
	const through = (address: string): string | undefined => {
		const url = URL.parse(address);
		for (const { draftId, jobId, fence } of url ? known : []) {
			const meant = url && meantBy(url, draftId);
			if (meant === undefined || meant === null) continue;
			return `${parts.gateway}/v1/worker/jobs/${jobId}/draft${meant}?fence=${String(fence)}`;
		}
		return undefined;
	};
	const headers = { Authorization: `Bearer ${parts.credential}` };
	/** The client and the request of an address. */
	const asked = <T extends { readonly url: string }>(request: T) => {
		const url = through(request.url);
		return url === undefined
			? { client: parts.client, request }
			: { client: parts.trusted, request: { ...request, url, headers } };
	};
	return {
		add: (hosted) => {
			known.add(hosted);
			return () => {
				known.delete(hosted);
			};
		},
		client: {
			getBytes: (wanted, signal) => {
				const { client, request } = asked(wanted);
				return client.getBytes(request, signal);
			},
			download: (wanted, signal) => {
				const { client, request } = asked(wanted);
				return client.download(request, signal);
			},
		},
	};
};
