/** Work that only computes, in a thread of its own that is gone afterwards: the thread of HTTP and leases goes on meanwhile. */
import { join } from 'node:path';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { AgentError, asAgentError, type ErrorCode, type ErrorDetails } from '../kernel/errors';
import { DIST } from './places';

type Answer =
	| { readonly kind: 'given'; readonly given: unknown }
	| ({ readonly kind: 'failed'; readonly code: ErrorCode } & Omit<ErrorDetails, 'cause'> & {
				readonly cause: string;
			});

const failed = ({ code, object, hint, cause }: AgentError): Answer => ({
	kind: 'failed',
	...{ code, hint },
	cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
	...(object !== undefined && { object }),
});

/** The main of such a thread: answers what it was started with by what `work` gives for it. Both are plain data. */
export const answerAside = (work: (asked: never) => unknown): void => {
	let answer: Answer;
	try {
		answer = { kind: 'given', given: work(workerData as never) };
	} catch (error) {
		answer = failed(asAgentError(error));
	}
	parentPort?.postMessage(answer);
};

/**
 * What a thread answers. `main`: what it runs, a built file of the agent by its path in it; it calls `answerAside`.
 * @throws {AgentError} what its work throws; INTERNAL when it breaks; the signal's reason when aborted
 */
export const askAside = <Given>(
	main: string,
	asked: unknown,
	signal: AbortSignal,
): Promise<Given> =>
	new Promise((resolve, reject) => {
		signal.throwIfAborted();
		const worker = new Worker(join(DIST, main), { workerData: asked });
		const leave = (): void => {
			signal.removeEventListener('abort', abort);
			void worker.terminate();
		};
		const abort = (): void => {
			leave();
			reject(signal.reason as Error);
		};
		const fail = (error: AgentError): void => {
			leave();
			reject(error);
		};
		signal.addEventListener('abort', abort, { once: true });
		worker
			.once('message', (answer: Answer) => {
				if (answer.kind === 'failed') fail(new AgentError(answer.code, answer));
				else {
					leave();
					// Whoever asks knows what that file answers.
					resolve(answer.given as Given);
				}
			})
			.once('error', (cause) => {
				fail(new AgentError('INTERNAL', { cause }));
			})
			.once('exit', () => {
				fail(new AgentError('INTERNAL', { cause: 'the thread ended without an answer' }));
			});
	});
