/** Waits for work that is to end when it is told to, and not for ever when it does not. */
import type { Log } from '../config/log';
import type { Clock } from '../kernel/clock';
import type { AgentError } from '../kernel/errors';

/** Milliseconds. */
const GRACE = 30_000;

/** What `work` gives; `failure` instead when it goes on for a while after the signal has told it to stop. */
export const insisted = <T>(
	work: Promise<T>,
	{ clock, log, failure }: { clock: Clock; log: Log; failure: () => AgentError },
	signal: AbortSignal,
): Promise<T> =>
	new Promise((resolve, reject) => {
		let forget = (): void => undefined;
		const insist = (): void => {
			forget = clock.after(GRACE, () => {
				log.error({ seconds: GRACE / 1000 }, 'the work did not stop when it was told to');
				reject(failure());
			});
		};
		signal.addEventListener('abort', insist, { once: true });
		work.then(resolve, reject).finally(() => {
			signal.removeEventListener('abort', insist);
			forget();
		});
	});
