/** One run of one job: the nine steps, the end published in one step, the work folder gone afterwards. */
import { join } from 'node:path';
import { makeFolder } from '../config/folders';
import { clearAway } from '../config/heldFiles';
import { AgentError, ERRORS } from '../kernel/errors';
import { type CourseLog, followCourse, type Run } from './courseLog';
import { deliverVideo } from './deliverVideo';
import { cameFromFullDisk, requireRoom } from './disk';
import { PICTURE_KINDS } from './drawPictures';
import { failureOf } from './failure';
import { insisted } from './insist';
import type { Delivery } from './job';
import { keepVideo, keptBefore, keptElsewhere, removeKept } from './keepVideo';
import type { JobParts } from './parts';
import type { RenderedVideo } from './pipeline';
import { pendingAgain } from './redelivery';
import { isOver } from './state';
import type { Stopper } from './stopper';
import type { Finished } from './store';

/** Why a run was stopped from outside. `detached`: the agent ends, and a worker elsewhere goes on with the job. */
export type StopReason = 'lost' | 'shutdown' | 'time limit' | 'detached';

/** How a run is stopped: with the reason. */
export interface RunControl extends Stopper<StopReason> {
	/** Called when all that is left is to deliver: others may render meanwhile, and the time limit of the job is over. */
	readonly delivers: () => void;
}

/** Where all work folders lie. */
export const workFoldersIn = (data: string): string => join(data, 'work');

/** The name of the work folder of a lease. */
export const workFolderOf = ({ id, fence }: Run['lease']): string => `${id}-${String(fence)}`;

const rendered = (
	{ renderer, clock, log }: JobParts,
	{ job, folder, course }: { job: Run['job']; folder: string; course: CourseLog },
	signal: AbortSignal,
): Promise<RenderedVideo> => {
	const { draft, options, createdAt: since } = job;
	const pictures = PICTURE_KINDS.filter((kind) => options.deliver_extras.includes(kind));
	return insisted(
		renderer({ draft, options, folder, since, pictures }, course.events, signal),
		{ clock, log, failure: () => new AgentError('RENDER_FAILED') },
		signal,
	);
};

/** A video that only has to be delivered, and how far that is. */
interface Ready extends Finished {
	readonly delivery: readonly Delivery[];
}

const deliverAll = (
	parts: JobParts,
	{ run, finished, course }: { run: Run; finished: Ready; course: CourseLog },
	control: RunControl,
): Promise<readonly Delivery[]> => {
	const { video, delivery } = finished;
	const total = video.bytes * (delivery.length + 1);
	const gone = new Map<string, number>();
	return deliverVideo(
		parts,
		{ ...run.job, video, delivery },
		{
			signal: control.signal,
			onEach: (all) => {
				// A run after a crash tries once more what failed, and sends nothing again that is done.
				parts.store.noteDelivery(run.lease, all.map(pendingAgain));
			},
			onProgress: (target, bytes) => {
				gone.set(target, bytes);
				const done = [...gone.values()].reduce((sum, one) => sum + one, video.bytes);
				course.events.progressed({ step: 'deliver', done, total });
			},
		},
	);
};

const beginDelivering = (
	{ store, clock }: JobParts,
	{ run, course }: { run: Run; course: CourseLog },
): void => {
	course.passed('render');
	// A run that is taken up again in the middle may have stepped there before.
	const isThere = run.job.state === 'delivering';
	if (!isThere && !store.step(run.lease, 'delivering', clock.now())) run.lost();
	course.events.started('deliver');
};

/** Draws the video and puts it into the folder of videos, which is noted: an agent that stops now goes on from there. */
const drawn = async (
	parts: JobParts,
	{ run, course, folder }: { run: Run; course: CourseLog; folder: string },
	control: RunControl,
): Promise<Ready> => {
	await requireRoom(parts);
	await makeFolder(folder);
	control.signal.throwIfAborted();
	const video = await rendered(parts, { job: run.job, folder, course }, control.signal);
	control.signal.throwIfAborted();
	beginDelivering(parts, { run, course });
	control.signal.throwIfAborted();
	const { frames, reusedFrames, report, delivered } = video;
	const kept = delivered
		? keptElsewhere(parts, { job: run.job, video })
		: await keepVideo(parts, { job: run.job, video, folder }, control.signal);
	const finished = { video: kept, frames, reusedFrames, report };
	if (!parts.store.keepVideo(run.lease, finished)) run.lost();
	video.kept?.();
	if (!delivered) return { ...finished, delivery: run.job.delivery };
	parts.store.noteDelivery(run.lease, delivered);
	return { ...finished, delivery: delivered };
};

const work = async (
	parts: JobParts,
	{ run, course, folder }: { run: Run; course: CourseLog; folder: string },
	control: RunControl,
): Promise<void> => {
	const { store, clock, log } = parts;
	const before = await keptBefore(parts, run.job);
	if (before) beginDelivering(parts, { run, course });
	const finished = before
		? { ...before, delivery: run.job.delivery }
		: await drawn(parts, { run, course, folder }, control);
	control.signal.throwIfAborted();
	// Uploads may take long, and need nothing of it.
	await clearAway(folder);
	control.delivers();
	const { video } = finished;
	const delivery = await deliverAll(parts, { run, finished, course }, control);
	course.events.finished('deliver');
	log.info({ step: 'done' }, 'step started: Returning the address');
	course.end();
	const published = store.complete(run.lease, { ...finished, delivery }, clock.now());
	log.info({ step: 'done', published, bytes: video.bytes }, 'step finished: Returning the address');
};

const settle = (parts: JobParts, { lease, job }: Run, thrown: unknown): void => {
	const { store, clock, log, settings } = parts;
	const failure = failureOf(thrown, { id: job.id, folder: settings.data });
	const loud = ERRORS[failure.code].blame === 'agent';
	log[loud ? 'error' : 'warn']({ err: thrown, code: failure.code }, 'job failed');
	store.fail(lease, failure, clock.now());
};

/** Removes what was put into the folder of videos for a job which then ended without it. */
const dropUnowned = async (
	{ store, settings: { data } }: JobParts,
	{ id, options }: Run['job'],
) => {
	const job = store.find(id);
	if (job && (job.video !== null || !isOver(job.state))) return;
	await removeKept(data, { id, options });
};

const ended = (
	parts: JobParts,
	run: Run,
	{ error, reason }: { error: unknown; reason: StopReason | undefined },
): void => {
	if (reason === 'shutdown') parts.store.giveBack(run.lease, parts.clock.now());
	else if (reason === 'time limit')
		settle(parts, run, new AgentError('TIMED_OUT', { cause: error }));
	else if (reason === undefined) settle(parts, run, error);
	else parts.log.info({ reason }, 'run ended: the job goes on elsewhere or is over');
};

/** How soon the end of a run is tried again to be written that could not be, twice as late each time, but not later. Milliseconds. */
const AGAIN = 1_000;
const AGAIN_AT_LAST = 30_000;

/** Writes how a run has ended; on a full disk as often as it takes until there is room, for nobody else knows. */
const endedInTheEnd = async (
	parts: JobParts,
	run: Run,
	{ error, control }: { error: unknown; control: RunControl },
): Promise<void> => {
	for (let wait = AGAIN; ; wait = Math.min(2 * wait, AGAIN_AT_LAST)) {
		try {
			ended(parts, run, { error, reason: control.reason() });
			return;
		} catch (unwritten) {
			if (!cameFromFullDisk(unwritten) || control.signal.aborted) throw unwritten;
			// Once: the log may lie on that disk.
			if (wait === AGAIN)
				parts.log.error(
					{ err: unwritten },
					'the end of the run could not be written; it is tried again',
				);
			await parts.clock.sleep(wait, control.signal).catch(() => undefined);
		}
	}
};

/**
 * Runs a job to its end. A failure is the job's state, not thrown; a run whose lease is lost ends in silence;
 * one that is shut down goes back into the queue. A work folder in which somebody holds a file is left to the upkeep.
 */
export const runJob = async (all: JobParts, run: Run, control: RunControl): Promise<void> => {
	const parts = { ...all, log: all.log.child({ job: run.job.id }) };
	const folder = join(workFoldersIn(parts.settings.data), workFolderOf(run.lease));
	const course = followCourse(parts, run);
	let failed: { readonly error: unknown } | undefined;
	try {
		await work(parts, { run, course, folder }, control);
	} catch (error) {
		failed = { error };
	} finally {
		course.end();
		// First of all room is made: on a full disk the end of the job could not be written otherwise.
		if (control.reason() !== 'detached') await clearAway(folder);
		if (failed) await endedInTheEnd(parts, run, { ...failed, control });
		await dropUnowned(parts, run.job);
	}
};
