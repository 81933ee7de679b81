/** The id of a request: taken from the caller when it sends one, said in every answer and in every log line. */
import { createHash, randomBytes } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

const TRACEPARENT = /^[0-9a-f]{2}-([0-9a-f]{32})-[0-9a-f]{16}-[0-9a-f]{2}$/;
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const PLAIN = /^[0-9a-f]{32}$/;

const idFrom = (sent: string): string => {
	if (UUID.test(sent)) return sent.replaceAll('-', '').toLowerCase();
	return PLAIN.test(sent) ? sent : createHash('sha256').update(sent).digest('hex').slice(0, 32);
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
	return sent === undefined ? randomBytes(16).toString('hex') : idFrom(sent);
};

/** The headers that name a request in its answer. */
export const traceHeaders = (id: string): Readonly<Record<string, string>> => ({
	traceparent: `00-${id}-${randomBytes(8).toString('hex')}-01`,
	'x-request-id': id,
});
