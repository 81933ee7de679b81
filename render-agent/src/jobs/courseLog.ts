/** Follows one run of a job: what its steps tell goes to the store, to callbacks and to the log. */
import type { Diagnostic } from '../kernel/diagnostic';
import type { Job, Lease } from './job';
import type { JobParts } from './parts';
import type { WorkEvents } from './pipeline';
import { afterProgress, afterSteps, type Course, courseFrom, progressAt } from './progress';
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
	/** Writes nothing any more. */
	readonly end: () => void;
}

interface Writer {
	/** Takes what the course is now; it reaches the store within half a second, a new phase at once. */
	readonly take: (course: Course) => void;
	readonly end: () => void;
}

const tens = (value: number): number => Math.floor(value / ANNOUNCE_EVERY);

const createWriter = ({ store, clock, log }: JobParts, { lease, job, lost }: Run): Writer => {
	let latest = courseFrom(job.progress);
	let written = { at: -Infinity, phase: '', progress: job.progress };
	let cancel: (() => void) | undefined;

	const note = (now: number): void => {
		const progress = progressAt(latest, now);
		if (!store.note(lease, progress)) {
			lost();
			return;
		}
		if (tens(progress.progress) > tens(written.progress)) store.announce(lease, 'progress', now);
		written = { at: now, phase: progress.phase, progress: progress.progress };
	};
	const write = (): void => {
		cancel?.();
		cancel = undefined;
		const now = clock.now();
		try {
			note(now);
		} catch (err) {
			// Progress that cannot be shown, such as on a full disk, is no reason to stop the work.
			log.warn({ err }, 'the progress could not be stored');
			written = { ...written, at: now };
		}
	};
	return {
		take: (course) => {
			latest = course;
			const now = clock.now();
			// A clock that is set back must not hold the progress until it has caught up.
			const due = Math.min(written.at, now) + WRITE_EVERY;
			if (now >= due || progressAt(course, now).phase !== written.phase) write();
			else cancel ??= clock.after(due - now, write);
		},
		end: () => {
			cancel?.();
		},
	};
};

/** Equal for warnings that say the same of the same place. */
const keyOf = ({ code, segment, track, start, end, text }: Diagnostic): string =>
	JSON.stringify([code, segment, track, start, end, text]);

const eventsOf = (parts: JobParts, run: Run, writer: Writer): WorkEvents => {
	const { store, clock, log } = parts;
	const begun = new Map<Step, number>();
	let course = courseFrom(run.job.progress);
	let warnings: readonly Diagnostic[] = run.job.warnings;
	// A run that is taken up again in the middle has stepped there before.
	let isRendering = run.job.state === 'rendering' || run.job.state === 'delivering';

	const beginRendering = (step: Step): void => {
		if (isRendering || (step !== 'mix' && step !== 'render')) return;
		isRendering = true;
		if (!store.step(run.lease, 'rendering', clock.now())) run.lost();
	};
	return {
		started: (step) => {
			if (begun.has(step)) return;
			begun.set(step, clock.now());
			log.info({ step }, `step started: ${PHASE_TEXTS[step].en}`);
			beginRendering(step);
			writer.take(course);
		},
		finished: (step) => {
			if (course.finished.has(step)) return;
			const milliseconds = clock.now() - (begun.get(step) ?? clock.now());
			log.info({ step, milliseconds }, `step finished: ${PHASE_TEXTS[step].en}`);
			course = afterSteps(course, [step]);
			writer.take(course);
		},
		progressed: (progress) => {
			course = afterProgress(course, progress, clock.now());
			writer.take(course);
		},
		warned: (more) => {
			// An earlier run of the job may have said the same.
			const said = new Set(warnings.map(keyOf));
			warnings = [...warnings, ...more.filter((one) => !said.has(keyOf(one)))];
			if (!store.warn(run.lease, warnings)) run.lost();
		},
	};
};

/** Follows a run from its first step. Events after the lease is lost change nothing. */
export const followCourse = (parts: JobParts, run: Run): CourseLog => {
	const writer = createWriter(parts, run);
	const events = eventsOf(parts, run, writer);
	return {
		events,
		end: writer.end,
		passed: (until) => {
			for (const step of STEPS.slice(0, STEPS.indexOf(until) + 1)) {
				events.started(step);
				events.finished(step);
			}
		},
	};
};
