/** The only place that asks the machine for the time or waits. Everything else is handed a `Clock`. */

/** Time as the agent sees it. Milliseconds since 1970, UTC. */
export interface Clock {
	readonly now: () => number;
	/** Milliseconds since some moment before: goes on evenly, whatever the clock is set to. May stand still while the machine sleeps. */
	readonly ticks: () => number;
	/** Resolves after `milliseconds`, or rejects with the signal's reason when it aborts first. */
	readonly sleep: (milliseconds: number, signal?: AbortSignal) => Promise<void>;
	/** Calls `task` every `milliseconds` until the returned function is called. Does not keep the process alive. */
	readonly every: (milliseconds: number, task: () => void) => () => void;
	/** Calls `task` once after `milliseconds` unless the returned function is called before. Does not keep the process alive. */
	readonly after: (milliseconds: number, task: () => void) => () => void;
}

const sleep = (milliseconds: number, signal?: AbortSignal): Promise<void> =>
	new Promise((resolve, reject) => {
		const give = (): void => {
			clearTimeout(timer);
			reject(signal?.reason as Error);
		};
		const timer = setTimeout(() => {
			signal?.removeEventListener('abort', give);
			resolve();
		}, milliseconds);
		if (signal?.aborted) give();
		else signal?.addEventListener('abort', give, { once: true });
	});

/** Keeps this thread still, for what cannot be awaited. */
export const pauseThread = (milliseconds: number): void => {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
};

/** The machine's clock. */
export const systemClock: Clock = {
	now: () => Date.now(),
	ticks: () => performance.now(),
	sleep,
	every: (milliseconds, task) => {
		const timer = setInterval(task, milliseconds);
		timer.unref();
		return () => {
			clearInterval(timer);
		};
	},
	after: (milliseconds, task) => {
		const timer = setTimeout(task, milliseconds);
		timer.unref();
		return () => {
			clearTimeout(timer);
		};
	},
};
