/** The one outgoing client: everything that the agent reads from elsewhere comes through here, under one guard. */
import type { Clock } from '../kernel/clock';
import { guard } from './addressGuard';
import { type Downloaded, download, type DownloadRequest } from './download';
import { createExchange } from './exchange';
import { asUnreachable, isDefinite, statusOutcome, unreachable, unusableOutcome } from './failures';
import { guardedAgents, type Resolve } from './guardedAgents';
import { CLIENT_LIMITS, type ClientLimits } from './limits';
import { asked, poured, type Reading } from './reading';
import { retryAfterOf, retrying } from './retry';
import { type Offer, offeredBy } from './sameFile';

/** A small thing to be read whole. */
export interface GetRequest {
	readonly url: string;
	/** Default 32 MiB. */
	readonly limitBytes?: number;
	/** What is sent along; then no redirect is followed, for it is meant for this address only. */
	readonly headers?: Readonly<Record<string, string>>;
}

/** Whether an address answers, and what it offers: `no` is definite, `unsure` means that it was slow or broken. */
export type Peeked =
	| { readonly answer: 'ok'; readonly offered: Offer }
	| { readonly answer: 'no' | 'unsure'; readonly error: unknown };

/** Reads from addresses that the guard permits. */
export interface Client {
	/**
	 * The text of an answer.
	 * @throws {AgentError} MEDIA_UNREACHABLE, ADDRESS_REFUSED, TOO_LARGE; the signal's reason when aborted
	 */
	readonly getText: (request: GetRequest, signal: AbortSignal) => Promise<string>;
	/**
	 * Parsed JSON, unchecked.
	 * @throws {AgentError} as `getText`; MEDIA_UNREACHABLE when it is no JSON
	 */
	readonly getJson: (request: GetRequest, signal: AbortSignal) => Promise<unknown>;
	/**
	 * The bytes of an answer.
	 * @throws {AgentError} as `getText`
	 */
	readonly getBytes: (request: GetRequest, signal: AbortSignal) => Promise<Uint8Array>;
	/** Asks once for one byte. Rejects only when the signal aborts. */
	readonly peek: (url: string, signal: AbortSignal) => Promise<Peeked>;
	/**
	 * An answer as a file.
	 * @throws {AgentError} MEDIA_UNREACHABLE, ADDRESS_REFUSED, TOO_LARGE, DISK_FULL; the signal's reason when aborted
	 */
	readonly download: (request: DownloadRequest, signal: AbortSignal) => Promise<Downloaded>;
}

/** What a client needs. */
export interface ClientOptions {
	/** CIDR blocks beyond the public internet. */
	readonly allow: readonly string[];
	readonly clock: Clock;
	/** Where they differ from the defaults. */
	readonly limits?: Partial<ClientLimits>;
	/** Default: the machine's resolver. */
	readonly resolve?: Resolve;
}

const WHOLE = 32 * 1024 * 1024;

const bytesOf = async (
	{ url, limitBytes = WHOLE, headers }: GetRequest,
	reading: Reading,
	signal: AbortSignal,
): Promise<Buffer> => {
	const redirects = headers ? 0 : reading.limits.redirects;
	const question = { method: 'GET', url, redirects, ...(headers && { headers }) } as const;
	const answer = await asked(question, reading, signal);
	if (answer.status !== 200) {
		answer.body.destroy();
		const wait = retryAfterOf(answer.headers['retry-after'], reading.clock.now());
		throw unreachable(url, statusOutcome(answer.status, wait));
	}
	const chunks: Buffer[] = [];
	const take = (chunk: Buffer): void => {
		chunks.push(chunk);
	};
	await poured(answer, { have: 0, limitBytes, take }, { ...reading, signal });
	return Buffer.concat(chunks);
};

const peeked = async (url: string, reading: Reading, signal: AbortSignal): Promise<Peeked> => {
	try {
		const headers = { Range: 'bytes=0-0' };
		const { redirects } = reading.limits;
		const answer = await asked({ method: 'GET', url, headers, redirects }, reading, signal);
		answer.body.destroy();
		if (answer.status === 200 || answer.status === 206)
			return { answer: 'ok', offered: offeredBy(answer) };
		const outcome = statusOutcome(answer.status);
		const isOwnFault = answer.status === 416;
		const error = unreachable(url, outcome);
		return { answer: outcome.definite && !isOwnFault ? 'no' : 'unsure', error };
	} catch (error) {
		signal.throwIfAborted();
		return { answer: isDefinite(error) ? 'no' : 'unsure', error };
	}
};

/** A client with agents of its own. */
export const createClient = ({ allow, clock, limits, resolve }: ClientOptions): Client => {
	const exchange = createExchange(guardedAgents(guard({ allow }), resolve));
	const reading: Reading = { exchange, clock, limits: { ...CLIENT_LIMITS, ...limits } };
	const getBytes = (request: GetRequest, signal: AbortSignal): Promise<Buffer> => {
		const attempt = (): Promise<Buffer> =>
			bytesOf(request, reading, signal).catch((error: unknown) => {
				signal.throwIfAborted();
				throw asUnreachable(request.url, error);
			});
		const retry = { clock, attempts: reading.limits.attempts, progress: () => 0 };
		return retrying(attempt, retry, signal);
	};
	const getText = async (request: GetRequest, signal: AbortSignal): Promise<string> =>
		(await getBytes(request, signal)).toString('utf8');
	return {
		getBytes,
		getText,
		getJson: async (request, signal) => {
			const text = await getText(request, signal);
			try {
				return JSON.parse(text) as unknown;
			} catch {
				throw unreachable(request.url, unusableOutcome('NOT_JSON'));
			}
		},
		peek: (url, signal) => peeked(url, reading, signal),
		download: (request, signal) => download(request, reading, signal),
	};
};
