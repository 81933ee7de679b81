/** The machine's clock, but for waits: they end at once and are remembered. */
import { type Clock, systemClock } from '../../render-agent/src/kernel/clock';

/** A clock whose `sleep` does not sleep. `waits` are the milliseconds that were asked for. */
export const impatientClock = (): Clock & { readonly waits: number[] } => {
	const waits: number[] = [];
	return {
		...systemClock,
		waits,
		sleep: (milliseconds, signal) => {
			waits.push(milliseconds);
			signal?.throwIfAborted();
			return Promise.resolve();
		},
	};
};
