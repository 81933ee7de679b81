/** A strict S3 server in memory: checks every signature, length and checksum, and fails as it is told to. */
import { createHash } from 'node:crypto';
import {
	createServer,
	type IncomingHttpHeaders,
	type IncomingMessage,
	type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { type S3Account, signatureFault } from './s3Signature';

/** What the server does wrong, each so many times (default: for ever). */
export interface S3Faults {
	/** Breaks the connection after so many bytes of a body. */
	cutAfter?: number | undefined;
	/** Answers 503 SlowDown to so many requests with a body. */
	slowDown?: number;
	/** How far its clock is from the world's. Milliseconds. */
	skew?: number;
	/** Completes so many uploads with a 200 that carries an error. */
	completionErrors?: number;
	/** Gives a wrong ETag to so many bodies. */
	wrongTags?: number;
	/** Refuses every body with this fault. */
	refuses?: string | undefined;
	/** Answers no HEAD: its keys may write only. */
	hidden?: boolean;
}

/** An object that is there. */
export interface S3Object {
	readonly bytes: Buffer;
	readonly headers: IncomingHttpHeaders;
}

/** A running server. */
export interface S3Server {
	readonly endpoint: string;
	readonly account: S3Account;
	readonly bucket: string;
	readonly faults: S3Faults;
	/** By key. */
	readonly objects: ReadonlyMap<string, S3Object>;
	/** Uploads of parts that are neither complete nor aborted. */
	readonly openUploads: () => number;
	/** `PUT key?partNumber=1` of every request that was answered well. */
	readonly done: readonly string[];
	/** Codes of what was refused. */
	readonly refusals: readonly string[];
	readonly close: () => Promise<void>;
}

interface OpenUpload {
	readonly key: string;
	readonly headers: IncomingHttpHeaders;
	readonly parts: Map<number, Buffer>;
}

const STATUS: Readonly<Record<string, number>> = {
	BadDigest: 400,
	EntityTooSmall: 400,
	InternalError: 500,
	InvalidPart: 400,
	MissingContentLength: 411,
	NoSuchBucket: 404,
	NoSuchKey: 404,
	NoSuchUpload: 404,
	NotImplemented: 501,
	QuotaExceeded: 507,
	InsufficientStorageSpace: 403,
	XMinioAdminBucketQuotaExceeded: 400,
	ExceedBucketQuota: 403,
	SlowDown: 503,
	XAmzContentSHA256Mismatch: 400,
};

class Fault extends RangeError {}

const SMALLEST_PART = 5 * 1024 ** 2;
const ACCOUNT: S3Account = { id: 'AKIDTEST', secret: 'secret+/=canary', region: 'eu-test-1' };

const md5Of = (bytes: Buffer): string => createHash('md5').update(bytes).digest('hex');

const checkBody = (bytes: Buffer, { headers }: IncomingMessage): void => {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	if (headers['x-amz-content-sha256'] !== sha256) throw new Fault('XAmzContentSHA256Mismatch');
	const md5 = createHash('md5').update(bytes).digest('base64');
	if (headers['content-md5'] !== undefined && headers['content-md5'] !== md5)
		throw new Fault('BadDigest');
};

const isChunked = ({ headers }: IncomingMessage): boolean =>
	headers['content-encoding'] === 'aws-chunked' ||
	String(headers['x-amz-content-sha256']).startsWith('STREAMING-');

/** Starts a server on a free port of loopback with one bucket. */
export const startS3 = async (): Promise<S3Server> => {
	const bucket = 'videos';
	const faults: S3Faults = {};
	const objects = new Map<string, S3Object>();
	const uploads = new Map<string, OpenUpload>();
	const done: string[] = [];
	const refusals: string[] = [];
	let ids = 0;

	/** Counts one of the faults down; whether it strikes now. */
	const strikes = (name: 'slowDown' | 'completionErrors' | 'wrongTags'): boolean => {
		const left = faults[name] ?? 0;
		if (left > 0) faults[name] = left - 1;
		return left > 0;
	};
	const bodyOf = async (request: IncomingMessage): Promise<Buffer> => {
		const chunks: Buffer[] = [];
		let bytes = 0;
		for await (const chunk of request as AsyncIterable<Buffer>) {
			bytes += chunk.length;
			chunks.push(chunk);
			if (faults.cutAfter !== undefined && bytes > faults.cutAfter) request.socket.destroy();
		}
		return Buffer.concat(chunks);
	};
	/** Refuses a request by its headers. */
	const checkHeaders = (request: IncomingMessage): void => {
		const { headers, method = 'GET', url = '/' } = request;
		const now = Date.now() + (faults.skew ?? 0);
		const fault = signatureFault({ method, url, headers }, ACCOUNT, now);
		if (fault !== undefined) throw new Fault(fault);
		if (isChunked(request)) throw new Fault('NotImplemented');
	};
	const accept = async (request: IncomingMessage): Promise<Buffer> => {
		checkHeaders(request);
		if (request.method !== 'PUT' && request.method !== 'POST') return Buffer.alloc(0);
		const length = request.headers['content-length'];
		if (length === undefined) throw new Fault('MissingContentLength');
		const bytes = await bodyOf(request);
		if (bytes.length !== Number(length)) throw new Fault('BadDigest');
		checkBody(bytes, request);
		if (faults.refuses !== undefined) throw new Fault(faults.refuses);
		if (strikes('slowDown')) throw new Fault('SlowDown');
		return bytes;
	};
	const tagOf = (bytes: Buffer): string =>
		`"${md5Of(strikes('wrongTags') ? Buffer.from('x') : bytes)}"`;
	const uploadOf = (id: string | null): OpenUpload => {
		const upload = uploads.get(id ?? '');
		if (!upload) throw new Fault('NoSuchUpload');
		return upload;
	};
	const complete = (id: string, xml: string): string => {
		const { key, headers, parts } = uploadOf(id);
		if (strikes('completionErrors'))
			return '<?xml version="1.0"?><Error><Code>InternalError</Code></Error>';
		const listed = [
			...xml.matchAll(/<PartNumber>(\d+)<\/PartNumber><ETag>&quot;([0-9a-f]+)&quot;/g),
		];
		const pieces = listed.map(([, number, tag]) => {
			const part = parts.get(Number(number));
			if (!part || md5Of(part) !== tag) throw new Fault('InvalidPart');
			return part;
		});
		if (pieces.length === 0) throw new Fault('InvalidPart');
		if (pieces.slice(0, -1).some(({ length }) => length < SMALLEST_PART))
			throw new Fault('EntityTooSmall');
		objects.set(key, { bytes: Buffer.concat(pieces), headers });
		uploads.delete(id);
		return '<CompleteMultipartUploadResult/>';
	};

	type Answering = (call: {
		request: IncomingMessage;
		response: ServerResponse;
		key: string;
		query: URLSearchParams;
		bytes: Buffer;
	}) => string;
	const answers: Readonly<Record<string, Answering>> = {
		PUT: ({ request, response, key, query, bytes }) => {
			const number = query.get('partNumber');
			if (number === null) objects.set(key, { bytes, headers: request.headers });
			else uploadOf(query.get('uploadId')).parts.set(Number(number), bytes);
			response.setHeader('etag', tagOf(bytes));
			return '';
		},
		POST: ({ request, key, query, bytes }) => {
			const id = query.get('uploadId');
			if (id !== null) return complete(id, bytes.toString());
			const fresh = `up/${String((ids += 1))}+a`;
			uploads.set(fresh, { key, headers: request.headers, parts: new Map() });
			return `<InitiateMultipartUploadResult><UploadId>${fresh}</UploadId></InitiateMultipartUploadResult>`;
		},
		GET: ({ response, key, query }) => {
			const id = query.get('uploadId');
			if (id !== null)
				return `<ListPartsResult>${[...uploadOf(id).parts]
					.map(
						([number, part]) =>
							`<Part><PartNumber>${String(number)}</PartNumber><ETag>&quot;${md5Of(part)}&quot;</ETag></Part>`,
					)
					.join('')}</ListPartsResult>`;
			const object = objects.get(key);
			if (!object) throw new Fault('NoSuchKey');
			response.setHeader('content-type', object.headers['content-type'] ?? '');
			response.end(object.bytes);
			return '';
		},
		HEAD: ({ response, key }) => {
			if (faults.hidden) throw new Fault('AccessDenied');
			const object = objects.get(key);
			if (!object) throw new Fault('NoSuchKey');
			response.setHeader('content-length', object.bytes.length);
			return '';
		},
		DELETE: ({ response, query }) => {
			uploadOf(query.get('uploadId'));
			uploads.delete(query.get('uploadId') ?? '');
			response.statusCode = 204;
			return '';
		},
	};
	const answered = async (request: IncomingMessage, response: ServerResponse): Promise<string> => {
		const { method = '', url = '' } = request;
		const { pathname, searchParams: query } = new URL(url, 'http://s3');
		const [name, ...path] = decodeURIComponent(pathname).slice(1).split('/');
		const bytes = await accept(request);
		if (name !== bucket) throw new Fault('NoSuchBucket');
		const text = answers[method]?.({ request, response, key: path.join('/'), query, bytes });
		const number = query.get('partNumber');
		done.push(number === null ? method : `${method} part ${number}`);
		return text ?? '';
	};
	const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
		try {
			const text = await answered(request, response);
			if (!response.writableEnded) response.end(text);
		} catch (error) {
			const code = error instanceof Fault ? error.message : 'InternalError';
			refusals.push(code);
			response.statusCode = STATUS[code] ?? 403;
			response.end(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>no</Message></Error>`);
		}
	};
	const server = createServer((request, response) => {
		void answer(request, response);
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	return {
		endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
		account: ACCOUNT,
		bucket,
		faults,
		objects,
		openUploads: () => uploads.size,
		done,
		refusals,
		close: () =>
			new Promise((closed) => {
				server.close(() => {
					closed();
				});
				server.closeAllConnections();
			}),
	};
};
