/** How long a connection may stay: lets go of callers that send slowly, that go on sending after their answer, or that are too many. */
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Clock } from '../kernel/clock';
import { networkOf } from '../keys/rateLimit';

/** Connections that are open at once. */
const MOST_CONNECTIONS = 4_096;

/** How long a body may take. Milliseconds. */
const BODY_LIMIT = 30_000;

/** How long the body of an upload may take. Milliseconds. */
export const UPLOAD_LIMIT = 3_600_000;

/** How long a caller that still sends may read the answer before its connection goes. Milliseconds. */
const GRACE = 2_000;

/** What is told of a caller as soon as it is known. */
export interface Connections {
	/** It may ask for what it asks: until its answer is there its connection gives place to nobody else's. */
	readonly accept: (request: FastifyRequest) => void;
	/** What it sends is an upload that it may send, which has time. */
	readonly takeUpload: (request: FastifyRequest) => void;
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
	headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** Whether the caller has not yet sent all of its request. */
const isSending = (raw: IncomingMessage): boolean => hasBody(raw) && !raw.complete;

/**
 * Ends the connection of a caller that is answered before it has sent all, shortly after the answer: until then what it
 * sends is read and thrown away, or the answer would be lost with the connection.
 */
export const leaveAfterAnswer = (
	{ request: { raw }, reply }: { readonly request: FastifyRequest; readonly reply: FastifyReply },
	clock: Clock,
): void => {
	if (!isSending(raw)) return;
	reply.header('connection', 'close');
	// That of the answer: a request that its reader gave up has none any more.
	const { socket } = reply.raw;
	if (!socket) return;
	// Node would destroy it at once.
	socket.destroySoon = () => {
		const cancel = clock.after(GRACE, () => socket.destroy());
		socket.once('close', cancel);
		socket.end();
		raw.resume();
	};
};

/** Open connections by where they come from, the oldest first. */
const openConnections = () => {
	const open = new Map<string, Set<Socket>>();
	let count = 0;
	const addressOf = ({ remoteAddress }: Socket): string => networkOf(remoteAddress ?? '');
	return {
		count: () => count,
		/** The oldest that is not `busy` of where the most come from, else of where fewer do. */
		oldest: (busy: (socket: Socket) => boolean): Socket | undefined => {
			const groups = [...open.values()].sort((a, b) => b.size - a.size);
			for (const group of groups) for (const socket of group) if (!busy(socket)) return socket;
			return undefined;
		},
		add: (socket: Socket): (() => void) => {
			const address = addressOf(socket);
			const group = open.get(address) ?? new Set();
			open.set(address, group.add(socket));
			count += 1;
			return () => {
				if (!group.delete(socket)) return;
				count -= 1;
				if (group.size === 0) open.delete(address);
			};
		},
	};
};

/**
 * Watches over the connections of a service. One too many takes the place of the oldest that nobody accepted: callers
 * that may ask, and health checks, are answered whoever keeps connections open. `most`: how many there may be.
 */
export const watchConnections = (
	app: FastifyInstance,
	clock: Clock,
	most = MOST_CONNECTIONS,
): Connections => {
	const open = openConnections();
	const leavers = new WeakMap<Socket, () => void>();
	const accepted = new WeakSet<Socket>();
	const limits = new WeakMap<IncomingMessage, () => void>();
	app.server.on('connection', (socket) => {
		const leave = open.add(socket);
		leavers.set(socket, leave);
		socket.once('close', leave);
		if (open.count() <= most) return;
		const one = open.oldest((other) => accepted.has(other)) ?? socket;
		leavers.get(one)?.();
		one.destroy();
	});
	app.addHook('onRequest', async ({ raw }, reply) => {
		const { socket } = raw;
		if (isSending(raw))
			limits.set(
				raw,
				clock.after(BODY_LIMIT, () => {
					if (!raw.complete) raw.destroy();
				}),
			);
		reply.raw.once('close', () => {
			limits.get(raw)?.();
			accepted.delete(socket);
		});
	});
	app.addHook('onSend', async (request, reply) => {
		leaveAfterAnswer({ request, reply }, clock);
	});
	return {
		accept: ({ raw }) => {
			// One that its reader gave up has none any more.
			if (!raw.destroyed) accepted.add(raw.socket);
		},
		takeUpload: ({ raw }) => {
			limits.get(raw)?.();
		},
	};
};
