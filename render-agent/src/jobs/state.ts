/** The states of a job and the steps between them. Refuses every other step. */

const NEXT = {
	queued: ['fetching', 'failed', 'cancelled'],
	fetching: ['rendering', 'failed', 'cancelled', 'queued'],
	rendering: ['delivering', 'failed', 'cancelled', 'queued'],
	delivering: ['completed', 'failed', 'cancelled', 'queued'],
	completed: [],
	failed: [],
	cancelled: [],
} as const satisfies Record<string, readonly string[]>;

/** Where a job is, in our own words. */
export type JobState = keyof typeof NEXT;

/** Every state, in the order of a job's life. */
export const JOB_STATES = Object.keys(NEXT) as readonly JobState[];

/** Whether a job may step from one state to another. Back to `queued` means its lease was lost. */
export const canStep = (from: JobState, to: JobState): boolean =>
	(NEXT[from] as readonly JobState[]).includes(to);

/** The states from which a job may step to `to`. */
export const statesBefore = (to: JobState): readonly JobState[] =>
	JOB_STATES.filter((from) => canStep(from, to));

/** Whether nothing more happens to a job. */
export const isOver = (state: JobState): boolean => NEXT[state].length === 0;

/** What clients see of a state. */
export type WireStatus = 'pending' | 'processing' | 'completed' | 'failed';

const WIRE = {
	queued: 'pending',
	fetching: 'processing',
	rendering: 'processing',
	delivering: 'processing',
	completed: 'completed',
	failed: 'failed',
	cancelled: 'failed',
} as const satisfies Record<JobState, WireStatus>;

/** The state in the words of the wire. */
export const wireStatusOf = (state: JobState): WireStatus => WIRE[state];

/** The states behind a word of the wire. */
export const statesOf = (status: WireStatus): readonly JobState[] =>
	JOB_STATES.filter((state) => WIRE[state] === status);
