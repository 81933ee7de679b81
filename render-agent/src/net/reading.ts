/** Reads the body of an answer under limits of size, silence and slowness. */
import { addAbortSignal } from 'node:stream';
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import type { Answer, Exchange, Question } from './exchange';
import { brokenOutcome, shownAddress, unreachable, unusableOutcome } from './failures';
import type { ClientLimits } from './limits';
import { watchOver } from './watch';

/** What readers need of the world. */
export interface Reading {
	readonly exchange: Exchange;
	readonly clock: Clock;
	readonly limits: ClientLimits;
}

/** How much is read and who is handed it. */
export interface Sink {
	/** Bytes of the body already there. */
	readonly have: number;
	/** Bytes that the whole may have. */
	readonly limitBytes: number;
	readonly take: (chunk: Buffer) => Promise<void> | void;
}

const readableSize = (bytes: number): string =>
	bytes >= 1024 ** 2
		? `${String(Math.floor(bytes / 1024 ** 2))} MiB`
		: `${String(Math.ceil(bytes / 1024))} KiB`;

const tooLarge = (url: string, limit: number): AgentError =>
	new AgentError('TOO_LARGE', {
		object: shownAddress(url),
		hint: { limit: readableSize(limit) },
	});

/**
 * Asks, with a limit on the wait for headers.
 * @throws {AgentError} MEDIA_UNREACHABLE, ADDRESS_REFUSED; the signal's reason when aborted
 */
export const asked = async (
	question: Question,
	{ exchange, clock, limits }: Reading,
	signal: AbortSignal,
): Promise<Answer> => {
	const watch = watchOver(clock, limits.headers, signal);
	try {
		return await exchange(question, watch.signal);
	} catch (error) {
		signal.throwIfAborted();
		if (watch.isExpired()) throw unreachable(question.url, brokenOutcome('ETIMEDOUT', error));
		throw error;
	} finally {
		watch.done();
	}
};

/** Bytes that the headers promise for this body, when they do. */
export const promisedLength = ({ headers }: Answer): number | undefined => {
	const length = headers['content-length'];
	return length !== undefined && /^\d+$/.test(length) ? Number(length) : undefined;
};

const checkHeaders = (answer: Answer, { have, limitBytes }: Sink): void => {
	const encoding = (answer.headers['content-encoding'] ?? '').trim().toLowerCase();
	if (encoding !== '' && encoding !== 'identity')
		throw unreachable(answer.url, unusableOutcome('ENCODED'));
	if (have + (promisedLength(answer) ?? 0) > limitBytes) throw tooLarge(answer.url, limitBytes);
};

/**
 * Hands the body to the sink, chunk by chunk, and resolves at its end. The body is gone afterwards.
 * @throws {AgentError} MEDIA_UNREACHABLE, TOO_LARGE; what the sink throws; the signal's reason when aborted
 */
export const poured = async (
	answer: Answer,
	sink: Sink,
	{ clock, limits, signal }: Omit<Reading, 'exchange'> & { readonly signal: AbortSignal },
): Promise<void> => {
	const idle = watchOver(clock, limits.idle, signal);
	let bytes = 0;
	let seen = 0;
	const slow = new AbortController();
	const stopRate = clock.every(limits.rateWindow, () => {
		if ((bytes - seen) * 1000 < limits.minRate * limits.rateWindow) slow.abort();
		seen = bytes;
	});
	const stop = AbortSignal.any([idle.signal, slow.signal]);
	try {
		checkHeaders(answer, sink);
		for await (const chunk of addAbortSignal(stop, answer.body) as AsyncIterable<Buffer>) {
			bytes += chunk.length;
			if (sink.have + bytes > sink.limitBytes) throw tooLarge(answer.url, sink.limitBytes);
			idle.fed();
			await sink.take(chunk);
		}
	} catch (error) {
		signal.throwIfAborted();
		if (error instanceof AgentError) throw error;
		if (slow.signal.aborted)
			throw unreachable(answer.url, { ...brokenOutcome('TOO_SLOW'), again: false });
		if (idle.isExpired()) throw unreachable(answer.url, brokenOutcome('IDLE', error));
		throw error;
	} finally {
		stopRate();
		idle.done();
		answer.body.destroy();
	}
};
