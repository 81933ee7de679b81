/** How often a key, or an address, may ask: a bucket of tokens for each, refilled as time goes by. */
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';

/** Passes or refuses a request of a key. @throws {AgentError} RATE_LIMITED, with the seconds to wait in its hint as `seconds` */
export type RateLimit = (key: string) => void;

const MINUTE = 60_000;
/** Buckets that are remembered; beyond it those that are full again are forgotten. */
const MOST = 10_000;

/** Whom an address counts for: itself; in IPv6 the network (/64) that one house has. */
export const networkOf = (address: string): string =>
	address.includes('.') ? address : address.split(':').slice(0, 4).join(':');

/** At most `perMinute` requests a minute for each key, all of them at once if it likes. */
export const createRateLimit = (perMinute: number, clock: Clock): RateLimit => {
	const buckets = new Map<string, { readonly tokens: number; readonly at: number }>();
	const forgetFull = (now: number): void => {
		for (const [key, { at }] of buckets) if (Math.abs(now - at) >= MINUTE) buckets.delete(key);
	};
	return (key) => {
		const now = clock.now();
		if (buckets.size >= MOST) forgetFull(now);
		const { tokens, at } = buckets.get(key) ?? { tokens: perMinute, at: now };
		// A clock that is set back must not make debtors of everybody.
		const passed = Math.max(0, now - at);
		const filled = Math.min(perMinute, tokens + (passed / MINUTE) * perMinute);
		if (filled < 1) {
			const seconds = Math.ceil(((1 - filled) * MINUTE) / perMinute / 1000);
			throw new AgentError('RATE_LIMITED', { hint: { seconds: String(seconds) } });
		}
		buckets.set(key, { tokens: filled - 1, at: now });
	};
};
