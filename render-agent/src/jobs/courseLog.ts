/** Follows one run of a job: what its steps tell goes to the store, to callbacks and to the log. */
import type { Diagnostic } from '../kernel/diagnostic';
import type { Job, Lease } from './job';
import type { JobParts } from './parts';
import type { WorkEvents } from './pipeline';
import { afterProgress, afterSteps, courseFrom, progressAt } from './progress';
import { PHASE_TEXTS, type Step, STEPS } from './steps';

const WRITE_EVERY = 500;
const ANNOUNCE_EVERY = 10;

/** One run of a job under its lease. */
export interface Run {
	readonly lease: Lease;
	readonly job: Job;
	/** Called when the lease turns out to be another's. */
	readonly lost: () => void;
}

/** The course of one run. */
export interface CourseLog {
	readonly events: WorkEvents;
	/** Marks steps as finished that never told so. */
	readonly passed: (until: Step) => void;
}

/** Follows a run from its first step. Events after the lease is lost change nothing. */
export const followCourse = (
	parts: Omit<JobParts, 'log'> & Pick<JobParts, 'log'>,
	run: Run,
): CourseLog => {
	const { store, clock, log } = parts;
	const { lease, job, lost } = run;
	const begun = new Map<Step, number>();
	let course = courseFrom(job.progress);
	let written = { at: -Infinity, phase: '', progress: job.progress };
	let warnings: readonly Diagnostic[] = job.warnings;
	let rendering = false;

	const write = (): void => {
		const now = clock.now();
		const progress = progressAt(course, now);
		const isNew = progress.phase !== written.phase;
		if (!isNew && now - written.at < WRITE_EVERY) return;
		if (!store.note(lease, progress)) {
			lost();
			return;
		}
		const tens = (value: number): number => Math.floor(value / ANNOUNCE_EVERY);
		if (tens(progress.progress) > tens(written.progress)) store.announce(lease, 'progress', now);
		written = { at: now, phase: progress.phase, progress: progress.progress };
	};
	const finish = (step: Step): void => {
		if (course.finished.has(step)) return;
		const milliseconds = clock.now() - (begun.get(step) ?? clock.now());
		log.info({ step, milliseconds }, `step finished: ${PHASE_TEXTS[step].en}`);
		course = afterSteps(course, [step]);
		write();
	};
	const start = (step: Step): void => {
		if (begun.has(step)) return;
		begun.set(step, clock.now());
		log.info({ step }, `step started: ${PHASE_TEXTS[step].en}`);
		if ((step === 'mix' || step === 'render') && !rendering) {
			rendering = true;
			if (!store.step(lease, 'rendering', clock.now())) lost();
		}
		write();
	};
	return {
		events: {
			started: start,
			finished: finish,
			progressed: (progress) => {
				course = afterProgress(course, progress, clock.now());
				write();
			},
			warned: (more) => {
				warnings = [...warnings, ...more];
				if (!store.warn(lease, warnings)) lost();
			},
		},
		passed: (until) => {
			for (const step of STEPS.slice(0, STEPS.indexOf(until) + 1)) {
				start(step);
				finish(step);
			}
		},
	};
};
