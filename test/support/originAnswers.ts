/** Answers of an origin that several of its ways have in common. */
import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and what is answered. */
export interface Turn {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
	/** How often this path was asked before. */
	readonly before: number;
	/** What follows the mode in the path. */
	readonly rest: string;
	readonly base: string;
}

/** How an origin answers. */
export type Mode = (turn: Turn) => void;

/** 100 kB whose every byte tells where it stands. */
export const PAYLOAD = Buffer.from(
	Array.from({ length: 100_000 }, (_, i) => (i * 31 + (i >> 8)) % 251),
);

/** An entity tag of these bytes. */
export const tagOf = (body: Uint8Array): string =>
	`"${createHash('sha1').update(body).digest('hex').slice(0, 12)}"`;

/** Sends the whole. */
export const whole = (
	response: ServerResponse,
	body: Uint8Array,
	headers: Record<string, string> = {},
): void => {
	response.writeHead(200, { 'Content-Length': String(body.length), ETag: tagOf(body), ...headers });
	response.end(body);
};

/** Sends the beginning of the payload, then breaks off. */
export const cutAt = (
	response: ServerResponse,
	bytes: number,
	headers: Record<string, string>,
): void => {
	response.writeHead(200, { 'Content-Length': String(PAYLOAD.length), ...headers });
	response.write(PAYLOAD.subarray(0, bytes), () => {
		setImmediate(() => response.socket?.resetAndDestroy());
	});
};
