/** A job at the agent while a worker elsewhere does its work: what the worker tells becomes what the job's run hears. */
import type { Clock } from '../kernel/clock';
import type { Diagnostic } from '../kernel/diagnostic';
import type { JobParts } from './parts';
import type { RenderedVideo, Renderer, StepProgress, WorkEvents } from './pipeline';
import { createControl, runLeased, type Running } from './runs';
import type { Step } from './steps';
import type { Loan } from './store';

/** What a worker tells of its run: always all of it, so that what gets lost is told the next time. */
export interface Told {
	readonly started: readonly Step[];
	readonly finished: readonly Step[];
	/** The latest of each step. */
	readonly progress: readonly StepProgress[];
	readonly warnings: readonly Diagnostic[];
}

/** The run of a lent job, as far as its worker can act on it. */
export interface Desk {
	/** Work folder of the lease, where results are received. */
	readonly folder: string;
	readonly events: WorkEvents;
	/** Ends the work with its result. */
	readonly hand: (video: RenderedVideo) => void;
	/** Ends the work with a failure. */
	readonly refuse: (error: unknown) => void;
}

/** A lent job under way. */
export interface LentRun extends Omit<Running, 'beatAt'> {
	readonly loan: Loan;
	/** Resolves when results can be received; rejects when the run ended before. */
	readonly desk: Promise<Desk>;
	readonly hear: (told: Told) => void;
}

const tell = ({ started, finished, progress, warnings }: Told, events: WorkEvents): void => {
	for (const step of started) events.started(step);
	for (const one of progress) events.progressed(one);
	if (warnings.length > 0) events.warned(warnings);
	for (const step of finished) events.finished(step);
};

/** A work that is done elsewhere: opens the desk for its worker and waits. */
const elsewhere =
	(open: (desk: Desk) => void): Renderer =>
	({ folder }, events, signal) =>
		new Promise((resolve, reject) => {
			const stop = (): void => {
				reject(signal.reason as Error);
			};
			signal.addEventListener('abort', stop, { once: true });
			if (signal.aborted) stop();
			open({ folder, events, hand: resolve, refuse: reject });
		});

/** Begins the run of a lent job; also of one that an earlier process of the agent has lent. */
export const beginLent = (parts: JobParts & { readonly clock: Clock }, loan: Loan): LentRun => {
	const { id, fence, job } = loan;
	const lease = { id, fence };
	const control = createControl(() => undefined);
	let latest: Told | undefined;
	let open: Desk | undefined;
	let opened: (desk: Desk) => void = () => undefined;
	let closed: (why: unknown) => void = () => undefined;
	const desk = new Promise<Desk>((resolve, reject) => {
		opened = resolve;
		closed = reject;
	});
	desk.catch(() => undefined);
	const renderer = elsewhere((there) => {
		open = there;
		if (latest) tell(latest, there.events);
		opened(there);
	});
	const ended = runLeased({ ...parts, renderer }, { lease, job }, control).finally(() => {
		closed(control.signal.reason);
	});
	return {
		loan,
		lease,
		control,
		ended,
		desk,
		hear: (told) => {
			latest = told;
			if (open) tell(told, open.events);
		},
	};
};
