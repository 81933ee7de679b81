/** The id of a request: taken from the caller when it sends one, said in every answer and in every log line. */
import { createHash, randomFillSync } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PLAIN = /^[0-9a-f]{32}$/;

const idFrom = (sent: string): string => {
	if (UUID.test(sent)) return sent.replaceAll('-', '').toLowerCase();
	return PLAIN.test(sent) ? sent : createHash('sha256').update(sent).digest('hex').slice(0, 32);
};

const POOL = Buffer.alloc(4_096);
let used = POOL.length;

/** Hexadecimal bytes by lot. They are fetched many at a time: to ask the system for each costs more than an answer. */
const randomHex = (bytes: number): string => {
	if (used + bytes > POOL.length) {
		randomFillSync(POOL);
		used = 0;
	}
	used += bytes;
	return POOL.toString('hex', used - bytes, used);
};

const first = (header: string | string[] | undefined): string | undefined => {
	const value = Array.isArray(header) ? header[0] : header;
	return value === undefined || value.trim() === '' ? undefined : value.trim();
};

/** 32 hexadecimal characters: of `traceparent`, else from `X-Request-ID`, else `X-Trace-Id`, else new. */
export const requestIdOf = (headers: IncomingHttpHeaders): string => {
	const parent = TRACEPARENT.exec(first(headers['traceparent']) ?? '')?.[1];
	if (parent !== undefined && !/^0+$/.test(parent)) return parent;
	const sent = first(headers['x-request-id']) ?? first(headers['x-trace-id']);
	return sent === undefined ? randomHex(16) : idFrom(sent);
};

/** The headers that name a request in its answer. */
export const traceHeaders = (id: string): Readonly<Record<string, string>> => ({
	traceparent: `00-${id}-${randomHex(8)}-01`,
	'x-request-id': id,
});
