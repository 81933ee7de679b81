/** Lets waiting code wait without waiting: whenever a pause is pending, time jumps to its end. Sockets stay real. */

/** Runs `deed` while pauses are skipped; `Date.now()` moves with them. */
export const withTimeSkipped = async <T>(deed: () => Promise<T>): Promise<T> => {
	jest.useFakeTimers({
		doNotFake: [
			'nextTick',
			'setImmediate',
			'clearImmediate',
			'queueMicrotask',
			'performance',
			'hrtime',
		],
	});
	const state = { running: true };
	try {
		const result = deed().finally(() => (state.running = false));
		while (state.running) {
			if (jest.getTimerCount() > 0) await jest.advanceTimersToNextTimerAsync();
			for (let turn = 0; turn < 20; turn++) await new Promise((next) => setImmediate(next));
		}
		return await result;
	} finally {
		jest.useRealTimers();
	}
};
