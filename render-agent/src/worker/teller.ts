/** What a worker tells its gateway of a run, gathered as it goes on: always all of it, warnings in lots until they arrived. */
import type { z } from 'zod/v4';
import type { StepProgress, WorkEvents } from '../jobs/pipeline';
import type { Step } from '../jobs/steps';
import type { Diagnostic } from '../kernel/diagnostic';
import { type beat, WARNINGS_AT_ONCE } from './wire';

/** What one beat brings beside the fence. */
export type Telling = Omit<z.infer<typeof beat>, 'fence'>;

/** Gathers what a run tells. */
export interface Teller {
	readonly events: WorkEvents;
	readonly telling: () => Telling;
	/** What was told has arrived. */
	readonly arrived: (telling: Telling) => void;
	/** Whether something was told since `telling` was asked for last. */
	readonly isNew: () => boolean;
	/** Whether there are warnings that have not arrived. */
	readonly hasMore: () => boolean;
}

/** A teller of a run that has not begun. */
export const createTeller = (): Teller => {
	const started = new Set<Step>();
	const finished = new Set<Step>();
	const progress = new Map<Step, StepProgress>();
	let warnings: readonly Diagnostic[] = [];
	let isNew = false;
	return {
		events: {
			started: (step) => {
				started.add(step);
				isNew = true;
			},
			finished: (step) => {
				finished.add(step);
				isNew = true;
			},
			progressed: (one) => {
				progress.set(one.step, one);
				isNew = true;
			},
			warned: (more) => {
				warnings = [...warnings, ...more];
				isNew = true;
			},
		},
		telling: () => {
			isNew = false;
			return {
				started: [...started],
				finished: [...finished],
				progress: [...progress.values()],
				warnings: warnings.slice(0, WARNINGS_AT_ONCE),
			};
		},
		isNew: () => isNew,
		arrived: (told) => {
			const gone = new Set(told.warnings);
			warnings = warnings.filter((one) => !gone.has(one));
		},
		hasMore: () => warnings.length > 0,
	};
};
