/** How far a job is, from what its steps tell. Pure: time is handed in. */
import type { StepProgress } from './pipeline';
import type { Progress } from './job';
import { type Phase, type Step, STEPS } from './steps';

/** How many of the hundred points each step is worth; the last point is the address itself. */
const POINTS = {
	validate: 2,
	read_draft: 8,
	download: 20,
	arrange: 3,
	effects: 2,
	mix: 5,
	render: 50,
	deliver: 9,
} as const satisfies Record<Step, number>;

/** What is known of the steps of one run. */
export interface Course {
	readonly finished: ReadonlySet<Step>;
	readonly share: Readonly<Partial<Record<Step, number>>>;
	readonly frames: { readonly done: number; readonly total: number } | null;
	/** When drawing began, in the clock's milliseconds, and how many frames were there by then. */
	readonly drawingSince: { readonly time: number; readonly done: number } | null;
	/** The most that was shown so far. */
	readonly shown: number;
}

/** A run of which nothing is done yet; `shown` is what an earlier run had reached. */
export const courseFrom = (shown: number): Course => ({
	finished: new Set(),
	share: {},
	frames: null,
	drawingSince: null,
	shown,
});

const clamped = (share: number): number => Math.min(1, Math.max(0, share));

const pointsOf = ({ finished, share }: Course): number =>
	STEPS.reduce(
		(sum, step) => sum + POINTS[step] * (finished.has(step) ? 1 : clamped(share[step] ?? 0)),
		0,
	);

const shownIn = (course: Course): Course => ({
	...course,
	shown: Math.max(course.shown, Math.min(99, Math.floor(pointsOf(course)))),
});

/** The course after some steps are done. */
export const afterSteps = (course: Course, steps: readonly Step[]): Course =>
	shownIn({ ...course, finished: new Set([...course.finished, ...steps]) });

/** The course after a step told how far it is. */
export const afterProgress = (
	course: Course,
	{ step, done, total }: StepProgress,
	now: number,
): Course => {
	const share = { ...course.share, [step]: total > 0 ? done / total : 0 };
	if (step !== 'render') return shownIn({ ...course, share });
	return shownIn({
		...course,
		share,
		frames: { done, total },
		drawingSince: course.drawingSince ?? { time: now, done: done === total ? 0 : done },
	});
};

const phaseOf = ({ finished }: Course): Phase =>
	STEPS.find((step) => !finished.has(step)) ?? 'deliver';

const etaOf = ({ frames, drawingSince, finished }: Course, now: number): number | null => {
	if (!frames || drawingSince === null || finished.has('render')) return null;
	const elapsed = now - drawingSince.time;
	const drawn = frames.done - drawingSince.done;
	if (drawn <= 0 || elapsed <= 0) return null;
	return Math.ceil((elapsed / 1000 / drawn) * Math.max(0, frames.total - frames.done));
};

/** What is shown of a course at a time. */
export const progressAt = (course: Course, now: number): Progress => ({
	phase: phaseOf(course),
	progress: course.shown,
	framesDone: course.frames?.done ?? null,
	framesTotal: course.frames?.total ?? null,
	etaSeconds: etaOf(course, now),
});
