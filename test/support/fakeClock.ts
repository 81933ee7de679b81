/** A clock that stands still until a test moves it. */
import type { Clock } from '../../render-agent/src/kernel/clock';

interface Alarm {
	readonly at: number;
	readonly every: number | undefined;
	readonly ring: () => void;
}

/** A clock under the test's hand. */
export interface FakeClock extends Clock {
	/** Lets time go by; what is due happens in its order, then everything that follows from it at once. */
	readonly advance: (milliseconds: number) => Promise<void>;
	/** Shows another time from now on, as a clock that is set right does; nothing comes due by that. */
	readonly jump: (milliseconds: number) => void;
}

const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A clock that shows `start` (milliseconds since 1970). */
export const createFakeClock = (start = Date.UTC(2026, 10, 23, 8, 27, 28, 543)): FakeClock => {
	let now = start;
	let ahead = 0;
	const alarms = new Set<Alarm>();
	const set = (alarm: Alarm): (() => void) => {
		alarms.add(alarm);
		return () => {
			alarms.delete(alarm);
		};
	};
	const next = (until: number): Alarm | undefined =>
		[...alarms].filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
	const after: Clock['after'] = (milliseconds, ring) =>
		set({ at: now + milliseconds, every: undefined, ring });
	return {
		now: () => now + ahead,
		ticks: () => now,
		after,
		jump: (milliseconds) => {
			ahead += milliseconds;
		},
		every: (milliseconds, ring) => {
			let cancel = (): void => undefined;
			const again = (): void => {
				cancel = after(milliseconds, () => {
					again();
					ring();
				});
			};
			again();
			return () => {
				cancel();
			};
		},
		sleep: (milliseconds, signal) =>
			new Promise((resolve, reject) => {
				const cancel = after(milliseconds, resolve);
				signal?.addEventListener('abort', () => {
					cancel();
					reject(signal.reason as Error);
				});
			}),
		advance: async (milliseconds) => {
			const until = now + milliseconds;
			for (let alarm = next(until); alarm; alarm = next(until)) {
				alarms.delete(alarm);
				now = Math.max(now, alarm.at);
				alarm.ring();
				await settled();
			}
			now = until;
			await settled();
		},
	};
};
