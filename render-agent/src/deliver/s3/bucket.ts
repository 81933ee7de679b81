/** The calls of S3 that an upload needs, signed, each tried again while that may help. */
import type { Clock } from '../../kernel/clock';
import { AgentError } from '../../kernel/errors';
import type { Method } from '../../net/exchange';
import type { PostAnswer, Send } from '../../net/post';
import { retrying } from '../../net/retry';
import { corrupt, refusalOf, uploadRetry } from '../faults';
import { addressBelow } from '../objectKey';
import { type Digests, EMPTY_SHA256, sha256Of, type Stretch } from './digests';
import type { S3Place } from './place';
import { type S3Keys, signedRequest } from './sign';
import { completionOf, elementIn, elementsIn, isErrorXml, type PartMark } from './xml';

/** What calls are made with. */
export interface BucketParts {
	readonly place: S3Place;
	readonly keys: S3Keys;
	readonly send: Send;
	readonly clock: Clock;
}

/** A stretch of a file on its way. */
export interface Piece extends Stretch, Digests {
	readonly onBytes: (sent: number) => void;
}

/** An upload of parts that the storage has begun. */
export interface Upload {
	readonly key: string;
	readonly id: string;
}

/** The objects of one bucket. All throw AgentError DELIVERY_* and ADDRESS_REFUSED. */
export interface Bucket {
	readonly addressOf: (key: string) => string;
	/** Puts an object with one request. */
	readonly put: (key: string, piece: Piece, call: Headed) => Promise<void>;
	readonly begin: (key: string, call: Headed) => Promise<Upload>;
	/** The ETag of the part. */
	readonly putPart: (
		part: Upload & { readonly number: number },
		piece: Piece,
		signal: AbortSignal,
	) => Promise<string>;
	/** The parts that are there, or undefined when the storage knows the upload no more. */
	readonly parts: (upload: Upload, signal: AbortSignal) => Promise<readonly PartMark[] | undefined>;
	readonly complete: (
		upload: Upload,
		parts: readonly PartMark[],
		signal: AbortSignal,
	) => Promise<void>;
	/** Removes an upload that is not complete. */
	readonly abort: (upload: Upload, signal: AbortSignal) => Promise<void>;
	/** The length of an object; `hidden` to keys that may write and not read. */
	readonly bytesOf: (key: string, signal: AbortSignal) => Promise<number | 'missing' | 'hidden'>;
}

/** Headers that an object keeps, and what ends the call. */
export interface Headed {
	readonly headers: Readonly<Record<string, string>>;
	readonly signal: AbortSignal;
}

interface Call {
	readonly method: Method;
	readonly url: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly text?: string;
	readonly piece?: Piece;
}

const NOT_FOUND = 404;
const UNSEEN: Readonly<Partial<Record<number, 'missing' | 'hidden'>>> = {
	403: 'hidden',
	[NOT_FOUND]: 'missing',
};

/** A storage answers for minutes while it joins the parts of a large upload. */
const PATIENCE = 300_000;

const isGood = ({ status, text }: PostAnswer): boolean =>
	status >= 200 && status < 300 && !isErrorXml(text);

/** A checksum that was made of another algorithm or of the encrypted object is none that could be compared. */
const isMd5 = (etag: string, { headers }: PostAnswer): boolean =>
	/^[0-9a-f]{32}$/i.test(etag) &&
	!(headers['x-amz-server-side-encryption'] ?? '').startsWith('aws:kms') &&
	headers['x-amz-server-side-encryption-customer-algorithm'] === undefined;

const checkedTag = (answer: PostAnswer, md5: Buffer): string => {
	const etag = answer.headers['etag'] ?? '';
	const bare = etag.replaceAll('"', '');
	if (bare === '') throw corrupt({ zh: '应答没有 ETag', en: 'the answer has no ETag' });
	if (isMd5(bare, answer) && bare.toLowerCase() !== md5.toString('hex'))
		throw corrupt({
			zh: '存储算出的校验和不同',
			en: 'the storage got another checksum',
		});
	return etag;
};

type Called = (call: Call, signal: AbortSignal) => Promise<PostAnswer>;

const bodyOf = ({ piece, text }: Call) => {
	if (piece !== undefined && piece.bytes > 0) return { body: piece };
	return text === undefined ? {} : { body: text };
};

const lengthOf = ({ method, piece, text }: Call): Readonly<Record<string, string>> => {
	if (method !== 'PUT' && method !== 'POST') return {};
	return { 'Content-Length': String(piece?.bytes ?? Buffer.byteLength(text ?? '')) };
};

const callsOf =
	({ place, keys, send, clock }: BucketParts): Called =>
	(call, signal) => {
		const { method, url, piece, text } = call;
		const sha256 = piece?.sha256 ?? (text === undefined ? EMPTY_SHA256 : sha256Of(text));
		const md5 = piece && { 'Content-MD5': piece.md5.toString('base64') };
		const headers = signedRequest(
			{ method, url, headers: { ...call.headers, ...lengthOf(call), ...md5 }, sha256 },
			{ keys, region: place.region, now: clock.now() },
		);
		const onBytes = piece?.onBytes;
		const more = { timeout: PATIENCE, ...(onBytes && { onBytes }) };
		return send({ method, url, headers, ...bodyOf(call), ...more }, signal);
	};

const refused = (answer: PostAnswer, url: string, now: number): AgentError =>
	refusalOf(answer, { url, fault: elementIn(answer.text, 'Code'), now });

const partNumbersOf = (xml: string): readonly PartMark[] =>
	elementsIn(xml, 'Part').flatMap((part) => {
		const number = Number(elementIn(part, 'PartNumber'));
		const etag = elementIn(part, 'ETag');
		return Number.isInteger(number) && etag !== undefined ? [{ number, etag }] : [];
	});

/** Asks until an answer is taken. */
interface Asking {
	readonly addressOf: (key: string) => string;
	/** What `take` makes of a good answer; `unless` has what other statuses mean. */
	readonly asked: <T>(
		call: Call,
		{
			take,
			unless,
		}: { take: (answer: PostAnswer) => T; unless?: Readonly<Partial<Record<number, T>>> },
		signal: AbortSignal,
	) => Promise<T>;
}

const askingOf = (parts: BucketParts): Asking => {
	const { place, clock } = parts;
	const call = callsOf(parts);
	return {
		addressOf: (key) => addressBelow(place.base, key),
		asked: (question, { take, unless = {} }, signal) =>
			retrying(
				async () => {
					const answer = await call(question, signal);
					const otherwise = unless[answer.status];
					if (otherwise !== undefined) return otherwise;
					if (!isGood(answer)) throw refused(answer, question.url, clock.now());
					return take(answer);
				},
				uploadRetry(clock),
				signal,
			),
	};
};

const done = (): 'done' => 'done';

const wholeObjects = ({ addressOf, asked }: Asking): Pick<Bucket, 'put' | 'bytesOf'> => ({
	put: async (key, piece, { headers, signal }) => {
		const call = { method: 'PUT', url: addressOf(key), headers, piece } as const;
		await asked(call, { take: (answer) => checkedTag(answer, piece.md5) }, signal);
	},
	bytesOf: (key, signal) =>
		asked<number | 'missing' | 'hidden'>(
			{ method: 'HEAD', url: addressOf(key) },
			{ take: ({ headers }) => Number(headers['content-length']), unless: UNSEEN },
			signal,
		),
});

type Parted = Pick<Bucket, 'begin' | 'putPart' | 'parts' | 'complete' | 'abort'>;

const partedObjects = ({ addressOf, asked }: Asking): Parted => {
	const uploadUrl = ({ key, id }: Upload, more = ''): string =>
		`${addressOf(key)}?${more}uploadId=${encodeURIComponent(id)}`;
	return {
		begin: async (key, { headers, signal }) => {
			const url = `${addressOf(key)}?uploads=`;
			const call = { method: 'POST', url, headers, text: '' } as const;
			const id = await asked(
				call,
				{ take: ({ text }) => elementIn(text, 'UploadId') ?? '' },
				signal,
			);
			if (id !== '') return { key, id };
			throw new AgentError('DELIVERY_FAILED', {
				object: { zh: '应答没有 UploadId', en: 'the answer has no UploadId' },
			});
		},
		putPart: (part, piece, signal) => {
			const url = uploadUrl(part, `partNumber=${String(part.number)}&`);
			const headers = { 'Content-Type': 'application/octet-stream' };
			const call = { method: 'PUT', url, headers, piece } as const;
			return asked(call, { take: (answer) => checkedTag(answer, piece.md5) }, signal);
		},
		parts: async (upload, signal) => {
			const call = { method: 'GET', url: uploadUrl(upload) } as const;
			const unless = { [NOT_FOUND]: 'gone' as const };
			const there = await asked<readonly PartMark[] | 'gone'>(
				call,
				{ take: ({ text }) => partNumbersOf(text), unless },
				signal,
			);
			return there === 'gone' ? undefined : there;
		},
		complete: async (upload, marks, signal) => {
			const headers = { 'Content-Type': 'application/xml' };
			const text = completionOf(marks);
			const call = { method: 'POST', url: uploadUrl(upload), headers, text } as const;
			await asked(call, { take: done }, signal);
		},
		abort: async (upload, signal) => {
			const call = { method: 'DELETE', url: uploadUrl(upload) } as const;
			await asked(call, { take: done, unless: { [NOT_FOUND]: done() } }, signal);
		},
	};
};

/** The objects of a bucket. */
export const createBucket = (parts: BucketParts): Bucket => {
	const asking = askingOf(parts);
	return { addressOf: asking.addressOf, ...wholeObjects(asking), ...partedObjects(asking) };
};
