/** One guarded HTTP exchange through axios. Follows redirects by hand, each checked anew; keeps no connection, uses no proxy. */
import type { Readable } from 'node:stream';
import { objectionTo } from './addressGuard';
import { asUnreachable, brokenOutcome, unreachable, unusableOutcome } from './failures';
import type { GuardedAgents } from './guardedAgents';

/** The methods that the agent uses; the last two are WebDAV's. */
export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE' | 'MKCOL' | 'MOVE';

/** What is asked of a server. */
export interface Question {
	readonly method: Method;
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly body?: Readable | string | Uint8Array;
	/** How many redirects are followed; 0 hands the redirect itself back. */
	readonly redirects: number;
}

/** What came back. Whoever gets it must read or destroy `body`. */
export interface Answer {
	readonly status: number;
	/** Lower-case names; repeated ones joined. */
	readonly headers: Readonly<Record<string, string>>;
	readonly body: Readable;
	/** The address that answered, after redirects. */
	readonly url: string;
}

/**
 * Asks and resolves when the headers of the answer are there, whatever its status.
 * @throws {AgentError} ADDRESS_REFUSED, MEDIA_UNREACHABLE; the signal's reason when aborted
 */
export type Exchange = (question: Question, signal: AbortSignal) => Promise<Answer>;

const USER_AGENT = 'Mozilla/5.0 (compatible; capcut-render-agent)';
const REDIRECTS = new Set([301, 302, 303, 307, 308]);

const flat = (headers: object): Record<string, string> =>
	Object.fromEntries(
		Object.entries(headers).map(([name, value]: [string, unknown]) => [
			name.toLowerCase(),
			Array.isArray(value) ? value.join(', ') : String(value),
		]),
	);

const checkedUrl = (address: string, anyPort: boolean): URL => {
	const url = URL.parse(address);
	if (!url) throw unreachable(address, unusableOutcome('NOT_AN_ADDRESS'));
	const objection = objectionTo(url, anyPort);
	if (objection) throw unreachable(url.href, unusableOutcome('NOT_ALLOWED'), objection);
	return url;
};

const ask = async (
	client: HttpClient,
	question: Question,
	{ anyPort, signal }: { readonly anyPort: boolean; readonly signal: AbortSignal },
): Promise<Answer> => {
	const { href } = checkedUrl(question.url, anyPort);
	try {
		const { status, headers, data } = await client.request<Readable>({
			url: href,
			method: question.method,
			headers: { ...question.headers },
			...(question.body === undefined ? {} : { data: question.body }),
			signal,
		});
		// Whoever drops the body must not be killed by what its connection does afterwards.
		data.on('error', () => undefined);
		return { status, headers: flat(headers), body: data, url: href };
	} catch (error) {
		signal.throwIfAborted();
		throw asUnreachable(href, error);
	}
};

/** The target of a redirect. Headers come as Latin-1; servers that write other letters mean UTF-8. */
const absolute = (location: string, base: string): string => {
	const target = Buffer.from(location, 'latin1').toString('utf8');
	return URL.parse(target, base)?.href ?? target;
};

/** axios with what all questions have in common. Loaded with the first of them: it takes longer than a draft on this disk is read. */
const clientWith = async ({ httpAgent, httpsAgent }: GuardedAgents) => {
	const { default: axios } = await import('axios');
	return axios.create({
		adapter: 'http',
		httpAgent,
		httpsAgent,
		proxy: false,
		maxRedirects: 0,
		decompress: false,
		responseType: 'stream',
		maxContentLength: -1,
		maxBodyLength: -1,
		validateStatus: () => true,
		transformRequest: [(data: unknown) => data],
		headers: {
			common: { 'User-Agent': USER_AGENT, Accept: '*/*', 'Accept-Encoding': 'identity' },
		},
	});
};

type HttpClient = Awaited<ReturnType<typeof clientWith>>;

/** An exchange over guarded agents. `anyPort`: ports of services that speak no HTTP may be asked, too. */
export const createExchange = (agents: GuardedAgents, anyPort = false): Exchange => {
	let made: Promise<HttpClient> | undefined;
	return async (question, signal) => {
		const client = await (made ??= clientWith(agents));
		let url = question.url;
		for (let hop = 0; hop <= question.redirects; hop += 1) {
			const answer = await ask(client, { ...question, url }, { anyPort, signal });
			const target = answer.headers['location'];
			if (question.redirects === 0 || !REDIRECTS.has(answer.status) || target === undefined)
				return answer;
			answer.body.destroy();
			url = absolute(target, answer.url);
		}
		throw unreachable(question.url, {
			...brokenOutcome('REDIRECTS'),
			definite: true,
			again: false,
		});
	};
};
