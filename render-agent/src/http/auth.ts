/** Who calls, and whether that one may. */
import type { FastifyRequest } from 'fastify';
import type { Viewer } from '../jobs/store';
import { AgentError } from '../kernel/errors';
import type { KeyStore, Scope } from '../keys/keyStore';
import type { WorkerStore } from '../keys/workerStore';
import { isLoopback } from '../keys/listening';
import type { RateLimit } from '../keys/rateLimit';

/** Who calls. */
export interface Caller {
	/** Id of the key; empty when none is asked for. */
	readonly id: string;
	readonly viewer: Viewer;
}

/** Names the caller of a request, or refuses it. @throws {AgentError} KEY_MISSING, KEY_INVALID, FORBIDDEN, RATE_LIMITED */
export type Authenticate = (request: FastifyRequest, scope: Scope) => Caller;

const textOf = (value: unknown): string | undefined =>
	typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;

const inBody = (body: unknown): string | undefined =>
	typeof body === 'object' && body !== null && 'apiKey' in body ? textOf(body.apiKey) : undefined;

const secretOf = ({ headers, body }: FastifyRequest): string | undefined => {
	const bearer = /^Bearer\s+(.+)$/i.exec(headers.authorization ?? '')?.[1];
	return textOf(bearer) ?? textOf(headers['x-api-key']) ?? inBody(body);
};

const unkeyed = (request: FastifyRequest): Caller => {
	if (!isLoopback(request.socket.remoteAddress ?? '')) throw new AgentError('KEY_MISSING');
	return { id: '', viewer: 'everybody' };
};

/** Names the worker that calls by its credential. @throws {AgentError} KEY_MISSING, WORKER_KEY_INVALID */
export const createAuthenticateWorker =
	(workers: Pick<WorkerStore, 'verify'>) =>
	(request: FastifyRequest): Caller => {
		const secret = secretOf(request);
		if (secret === undefined) throw new AgentError('KEY_MISSING');
		const { id } = workers.verify(secret);
		return { id, viewer: { owner: `worker ${id}` } };
	};

/** Asks for a key as soon as one was ever made; before that, only this machine may call. */
export const createAuthenticate =
	(keys: KeyStore, limit: RateLimit): Authenticate =>
	(request, scope) => {
		if (!keys.isAsked()) return unkeyed(request);
		const secret = secretOf(request);
		if (secret === undefined) throw new AgentError('KEY_MISSING');
		const key = keys.verify(secret);
		limit(key.id);
		const isAdmin = key.scopes.includes('admin');
		if (!isAdmin && !key.scopes.includes(scope))
			throw new AgentError('FORBIDDEN', { hint: { scope } });
		return { id: key.id, viewer: isAdmin ? 'everybody' : { owner: key.id } };
	};
