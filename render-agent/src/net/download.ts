/** Downloads one address into one file, going on where a broken stream left off. Trusts no server about ranges. */
import { createHash, type Hash } from 'node:crypto';
import { type FileHandle, open } from 'node:fs/promises';
import { dirname } from 'node:path';
import { orDiskFull } from '../kernel/diskFull';
import type { Answer } from './exchange';
import {
	asUnreachable,
	brokenOutcome,
	statusOutcome,
	unreachable,
	unusableOutcome,
} from './failures';
import { asked, poured, type Reading } from './reading';
import { retryAfterOf, retrying } from './retry';
import {
	type FirstAnswer,
	firstAnswerOf,
	goesOn,
	isAllThere,
	markOf,
	type Validator,
	wholeOf,
} from './sameFile';

/** The beginning of a file, and what tells whether more of it can be had later. */
export interface Begun {
	readonly bytes: number;
	/** Of these bytes. Hexadecimal. */
	readonly sha256: string;
	/** What the answer told that began it. */
	readonly first: FirstAnswer;
}

/** A beginning that an earlier download left. */
export interface BegunFile extends Begun {
	/** What is there of it: not believed before its sum was found right. */
	readonly content: () => AsyncIterable<Buffer>;
}

/** What is to be downloaded, and where to. */
export interface DownloadRequest {
	readonly url: string;
	/** Overwritten. Its folder must exist. */
	readonly into: string;
	readonly limitBytes: number;
	/** Called with the bytes that are there and those of the whole, when that is known. */
	readonly onBytes?: (done: number, total: number | undefined) => void;
	/** Of a copy that is there already: `unchanged` is the answer when it still holds. */
	readonly ifChanged?: Validator;
	/** Gone on with when it is whole and the server's file is still the same; else nothing of it is used. */
	readonly begun?: BegunFile;
	/** Told now and then of what a later download could go on with, where the server tells by what its file is known. */
	readonly onBegun?: (begun: Begun) => Promise<void>;
	/** What is sent along; then no redirect is followed, for it is meant for this address only. */
	readonly headers?: Readonly<Record<string, string>>;
}

/** How a download ended well. */
export type Downloaded =
	| { readonly kind: 'unchanged' }
	| {
			readonly kind: 'file';
			readonly bytes: number;
			/** Hexadecimal. */
			readonly sha256: string;
			readonly validator: Validator;
	  };

/** What may be lost of a download that ends: so many bytes, or this share of what was there. */
const STEP = { bytes: 1024 * 1024, share: 1 / 32 } as const;

class Partial {
	have = 0;
	/** How much of it somebody was told of. Bytes. */
	private told = 0;
	hash: Hash = createHash('sha256');
	/** What the answer told that began what is here. */
	first: FirstAnswer = { validator: {}, total: undefined, date: undefined };
	private readonly handle: FileHandle;

	constructor(handle: FileHandle) {
		this.handle = handle;
	}

	async restart(): Promise<void> {
		if (this.have > 0) await this.handle.truncate(0);
		this.have = 0;
		this.told = 0;
		this.hash = createHash('sha256');
	}

	async add(chunk: Buffer): Promise<void> {
		for (let at = 0; at < chunk.length;) {
			const { bytesWritten } = await this.handle.write(chunk, at, undefined, this.have + at);
			at += bytesWritten;
		}
		this.hash.update(chunk);
		this.have += chunk.length;
	}

	/** Begins with what is there already; with nothing when that is not what it should be. */
	async begin({ bytes, sha256, first, content }: BegunFile, signal: AbortSignal): Promise<void> {
		try {
			for await (const chunk of content()) {
				signal.throwIfAborted();
				await this.add(chunk);
			}
			if (this.have === bytes && this.sum() === sha256) this.first = first;
			else await this.restart();
		} catch {
			signal.throwIfAborted();
			// A disk may be full in the middle of a piece.
			await this.handle.truncate(0);
			await this.restart();
		}
	}

	/** What could be gone on with, when that is a good deal more than was told of before and not all there is. */
	toTell(total: number | undefined): Begun | undefined {
		const { have, first, told } = this;
		const isWorth = have >= told + Math.max(STEP.bytes, told * STEP.share);
		if (!isWorth || have === total || markOf(first) === undefined) return undefined;
		this.told = have;
		return { bytes: have, sha256: this.sum(), first };
	}

	private sum(): string {
		return this.hash.copy().digest('hex');
	}
}

const headersFor = ({ have, first }: Partial, known: Validator): Record<string, string> => {
	const mark = markOf(first);
	if (have > 0 && mark !== undefined) return { Range: `bytes=${String(have)}-`, 'If-Range': mark };
	return {
		...(known.etag === undefined ? {} : { 'If-None-Match': known.etag }),
		...(known.lastModified === undefined ? {} : { 'If-Modified-Since': known.lastModified }),
	};
};

type Next = 'pour' | 'unchanged' | 'complete';

/** What an answer to a range means. One that fits nothing that we have makes us start anew. */
const resumed = async (answer: Answer, part: Partial): Promise<Next> => {
	if (answer.status === 206 && goesOn(answer, part)) return 'pour';
	if (answer.status === 416 && isAllThere(answer, part)) return 'complete';
	await part.restart();
	throw unreachable(answer.url, brokenOutcome('RANGE'));
};

const judged = async (
	answer: Answer,
	part: Partial,
	{ isRange, isConditional, now }: { isRange: boolean; isConditional: boolean; now: number },
): Promise<Next> => {
	const { status, url, headers } = answer;
	if (status === 304 && isConditional) return 'unchanged';
	if (status === 200) {
		await part.restart();
		part.first = firstAnswerOf(answer);
		return 'pour';
	}
	if (isRange && (status === 206 || status === 416)) return resumed(answer, part);
	if (status < 300) throw unreachable(url, unusableOutcome('RANGE'));
	throw unreachable(url, statusOutcome(status, retryAfterOf(headers['retry-after'], now)));
};

/** What a request with these headers asks for. */
const kindOf = (headers: Readonly<Record<string, string>>) => {
	const isRange = 'Range' in headers;
	const isConditional = 'If-None-Match' in headers || 'If-Modified-Since' in headers;
	return { isRange, isConditional: !isRange && isConditional };
};

const tell = async (
	part: Partial,
	total: number | undefined,
	{ onBegun }: Pick<DownloadRequest, 'onBegun'>,
): Promise<void> => {
	const begun = part.toTell(total);
	if (begun) await onBegun?.(begun);
};

const attempted = async (
	request: DownloadRequest,
	part: Partial,
	{ reading, signal }: { reading: Reading; signal: AbortSignal },
): Promise<Next> => {
	const { url, limitBytes, onBytes, ifChanged = {}, headers: along } = request;
	if (markOf(part.first) === undefined) await part.restart();
	const headers = { ...along, ...headersFor(part, ifChanged) };
	const redirects = along ? 0 : reading.limits.redirects;
	const answer = await asked({ method: 'GET', url, headers, redirects }, reading, signal);
	try {
		const now = reading.clock.now();
		const next = await judged(answer, part, { ...kindOf(headers), now });
		if (next !== 'pour') return next;
		const total = wholeOf(answer, part);
		onBytes?.(part.have, total);
		const take = async (chunk: Buffer): Promise<void> => {
			await part.add(chunk);
			onBytes?.(part.have, total);
			await tell(part, total, request);
		};
		await poured(answer, { have: part.have, limitBytes, take }, { ...reading, signal });
		if (total !== undefined && part.have !== total)
			throw unreachable(url, brokenOutcome('ECONNRESET'));
		return 'complete';
	} finally {
		answer.body.destroy();
	}
};

/**
 * Downloads an address into a file. The file is not yet flushed to the disk.
 * @throws {AgentError} MEDIA_UNREACHABLE, ADDRESS_REFUSED, TOO_LARGE, DISK_FULL; the signal's reason when aborted
 */
export const download = async (
	request: DownloadRequest,
	reading: Reading,
	signal: AbortSignal,
): Promise<Downloaded> => {
	const folder = dirname(request.into);
	const handle = await open(request.into, 'w').catch((error: unknown) => {
		throw orDiskFull(error, folder);
	});
	const part = new Partial(handle);
	const attempt = async (): Promise<Next> => {
		try {
			return await attempted(request, part, { reading, signal });
		} catch (error) {
			signal.throwIfAborted();
			const known = orDiskFull(error, folder);
			throw isDiskFault(known) ? known : asUnreachable(request.url, known);
		}
	};
	try {
		if (request.begun) {
			await part.begin(request.begun, signal);
			await tell(part, part.first.total, request);
		}
		const { clock, limits } = reading;
		const retry = { clock, attempts: limits.attempts, progress: () => part.have };
		const end = await retrying(attempt, retry, signal);
		if (end === 'unchanged') return { kind: 'unchanged' };
		const { have, hash, first } = part;
		const sha256 = hash.digest('hex');
		return { kind: 'file', bytes: have, sha256, validator: first.validator };
	} finally {
		await handle.close();
	}
};

const DISK_FAULTS = new Set(['EIO', 'EROFS', 'EACCES', 'EBADF', 'EFBIG']);

const isDiskFault = (error: unknown): boolean =>
	error instanceof Error && 'code' in error && DISK_FAULTS.has(String(error.code));
