/** http and https agents that connect only where the guard permits: every resolved address, literals, and the peer. */
import { lookup as systemLookup, type LookupAddress } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction, Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { AddressGuard } from './addressGuard';
import { bareHost } from './bareHost';

/** Resolves a name to all of its addresses. */
export type Resolve = (
	host: string,
	callback: (error: NodeJS.ErrnoException | null, addresses: readonly LookupAddress[]) => void,
) => void;

/** The machine's own resolver, hosts file included. */
export const systemResolve: Resolve = (host, callback) => {
	systemLookup(host, { all: true }, callback);
};

/** The agents of one outgoing client. */
export interface GuardedAgents {
	readonly httpAgent: http.Agent;
	readonly httpsAgent: https.Agent;
}

type Created = (error: Error | null, stream: Duplex) => void;

const guardedLookup =
	(rule: AddressGuard, resolve: Resolve): LookupFunction =>
	(host, options, callback) => {
		resolve(host, (error, addresses) => {
			if (error) {
				callback(error, '', 0);
				return;
			}
			const refused = addresses.find(({ address }) => !rule.permits(address));
			const first = addresses[0];
			if (refused) callback(rule.refusal(host, refused.address), '', 0);
			else if (!first) callback(Object.assign(new URIError(host), { code: 'ENOTFOUND' }), '', 0);
			else if (options.all) callback(null, [...addresses]);
			else callback(null, first.address, first.family);
		});
	};

const literalOf = (host: string | null | undefined): string | undefined => {
	const bare = bareHost(host ?? '');
	return isIP(bare) === 0 ? undefined : bare;
};

const watchPeer = (stream: Duplex | null | undefined, rule: AddressGuard, host: string): void => {
	if (!(stream instanceof Socket)) return;
	stream.once('connect', () => {
		const peer = stream.remoteAddress ?? '';
		if (!rule.permits(peer)) stream.destroy(rule.refusal(host, peer));
	});
};

/** Agents bound to one guard. Sockets are not kept alive, so each request is checked anew. */
export const guardedAgents = (
	rule: AddressGuard,
	resolve: Resolve = systemResolve,
): GuardedAgents => {
	const lookup = guardedLookup(rule, resolve);
	const open = (
		options: http.ClientRequestArgs,
		callback: Created | undefined,
		connect: (guarded: http.ClientRequestArgs) => Duplex | null | undefined,
	): Duplex | null | undefined => {
		const host = options.host ?? '';
		const literal = literalOf(host);
		if (literal !== undefined && !rule.permits(literal)) {
			const dead = new Socket();
			callback?.(rule.refusal(literal, literal), dead);
			return undefined;
		}
		const stream = connect({ ...options, lookup });
		watchPeer(stream, rule, host);
		return stream;
	};
	class GuardedHttpAgent extends http.Agent {
		override createConnection(
			options: http.ClientRequestArgs,
			callback?: Created,
		): Duplex | null | undefined {
			return open(options, callback, (guarded) => super.createConnection(guarded, callback));
		}
	}
	class GuardedHttpsAgent extends https.Agent {
		override createConnection(
			options: https.RequestOptions,
			callback?: Created,
		): Duplex | null | undefined {
			return open(options, callback, (guarded) => super.createConnection(guarded, callback));
		}
	}
	return {
		httpAgent: new GuardedHttpAgent({ keepAlive: false }),
		httpsAgent: new GuardedHttpsAgent({ keepAlive: false }),
	};
};
