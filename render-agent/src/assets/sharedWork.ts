/** Work that several ask for at once is done once. It stops when nobody waits for it any more. */

interface Running<T> {
	readonly result: Promise<T>;
	readonly controller: AbortController;
	waiting: number;
}

/** Does `work` under a name, or joins the one that is under way under that name. */
export type Share<T> = (
	name: string,
	work: (signal: AbortSignal) => Promise<T>,
	signal: AbortSignal,
) => Promise<T>;

const orAborted = <T>(result: Promise<T>, signal: AbortSignal): Promise<T> =>
	new Promise((resolve, reject) => {
		const stop = (): void => {
			reject(signal.reason as Error);
		};
		if (signal.aborted) stop();
		signal.addEventListener('abort', stop, { once: true });
		result.then(resolve, reject).finally(() => {
			signal.removeEventListener('abort', stop);
		});
	});

/** A place where work is shared. */
export const sharedWork = <T>(): Share<T> => {
	const under = new Map<string, Running<T>>();
	return async (name, work, signal) => {
		signal.throwIfAborted();
		const begin = (): Running<T> => {
			const controller = new AbortController();
			const result = work(controller.signal).finally(() => {
				if (under.get(name) === running) under.delete(name);
			});
			const running: Running<T> = { result, controller, waiting: 0 };
			result.catch(() => undefined);
			under.set(name, running);
			return running;
		};
		const running = under.get(name) ?? begin();
		running.waiting += 1;
		try {
			return await orAborted(running.result, signal);
		} finally {
			running.waiting -= 1;
			if (running.waiting === 0) {
				if (under.get(name) === running) under.delete(name);
				running.controller.abort();
			}
		}
	};
};
