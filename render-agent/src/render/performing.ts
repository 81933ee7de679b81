/**
 * Does a task and tells of it. What a task needs is loaded with the first of its kind: whoever mixes sound has no use for
 * canvas and fonts.
 */
import { systemClock } from '../kernel/clock';
import { asAgentError } from '../kernel/errors';
import { type FromThread, MustBeDrawn, type Task, type ThreadSetup } from './tasks';
import type { Working } from './working';

const SILENCE_MS = 200;

/** Tells how far work is, at most every 200 ms. */
const progressTo = (tell: Working['tell']): Working['progressed'] => {
	let isQuiet = false;
	return (done) => {
		if (isQuiet) return;
		isQuiet = true;
		systemClock.after(SILENCE_MS, () => {
			isQuiet = false;
		});
		tell({ kind: 'progress', done });
	};
};

const madeOf = async (task: Task, working: Working): Promise<void> => {
	switch (task.kind) {
		case 'run':
			return (await import('./drawTask.js')).drawRun(task, working);
		case 'picture':
			return (await import('./drawTask.js')).drawPicture(task, working);
		case 'sound':
			return (await import('./makeSound.js')).makeSound(task, working);
	}
};

const failureOf = (task: Task, error: unknown): FromThread => {
	const fallback = task.kind === 'sound' ? 'AUDIO_FAILED' : 'RENDER_FAILED';
	const { code, object, hint, cause } = asAgentError(error, fallback);
	const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
	return { kind: 'failed', code, hint, cause: why, ...(object !== undefined && { object }) };
};

/** Does a task until `stop` aborts it. How it ended is the last that it tells; it never throws. */
export const perform = async (
	task: Task,
	setup: ThreadSetup,
	{ tell, stop, mayDraw }: Pick<Working, 'tell' | 'stop' | 'mayDraw'>,
): Promise<void> => {
	try {
		await madeOf(task, { ...setup, tell, progressed: progressTo(tell), stop, mayDraw });
		tell({ kind: 'finished' });
	} catch (error) {
		stop.abort(error);
		tell(error instanceof MustBeDrawn ? { kind: 'left' } : failureOf(task, error));
	}
};
