/** What a lane does its tasks with, a worker thread or our own one, and what it tells meanwhile. */
import type { FromThread, ThreadSetup } from './tasks';

/** A lane at work on one task. */
export interface Working extends ThreadSetup {
	readonly tell: (message: FromThread) => void;
	/** Tells how far the work is, in frames of a run or samples of the sound; not every call is passed on. */
	readonly progressed: (done: number) => void;
	/** Aborted with the first failure, or when the task is given up. */
	readonly stop: AbortController;
	/** Whether frames may be drawn one by one; where they may not, such a run is `left`. */
	readonly mayDraw: boolean;
}
