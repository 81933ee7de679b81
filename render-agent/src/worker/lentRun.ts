/** One job on a worker: rendered by the same renderer as anywhere, heard by the gateway meanwhile, handed over at its end. */
import { join } from 'node:path';
import { makeFolder } from '../config/folders';
import { clearAway } from '../config/heldFiles';
import { PICTURE_KINDS } from '../jobs/drawPictures';
import { failureOf } from '../jobs/failure';
import type { Failure } from '../jobs/job';
import type { Renderer } from '../jobs/pipeline';
import type { Stopper } from '../jobs/stopper';
import { type AgentError, asAgentError, type ErrorCode } from '../kernel/errors';
import { type Beats, isNotOurs, startBeats } from './beats';
import { type HandOverParts, handOver, type LentJob } from './handOver';
import type { HostedDrafts } from './hostedDrafts';
import { untilAnswered } from './gateway';
import { createTeller, type Teller } from './teller';
import { heard } from './wire';

/** Why a run is stopped: the job is somebody else's or over, or it goes back because the worker rests or ends. */
export type EndReason = 'lost' | 'back';

/** What runs need. */
export interface LentRunParts extends HandOverParts {
	readonly renderer: Renderer;
	readonly hosted: Pick<HostedDrafts, 'add'>;
	/** Data folder. */
	readonly data: string;
}

/** How a run is stopped. */
export type LentControl = Stopper<EndReason>;

/** How a run ended: `fault` is what this machine lacks, so that it should not take the next one at once. */
export interface LentEnd {
	readonly fault: AgentError | undefined;
}

/** Faults of this machine, not of the job: another one may do it. */
const OF_THIS_MACHINE: ReadonlySet<ErrorCode> = new Set(['DISK_FULL', 'NOT_READY']);

const pathOf = ({ job_id: id }: LentJob, deed: string): string => `/jobs/${id}/${deed}`;

interface Working {
	readonly job: LentJob;
	readonly teller: Teller;
	readonly beats: Beats;
	readonly folder: string;
}

const work = async (
	parts: LentRunParts,
	{ job, teller, beats, folder }: Working,
	signal: AbortSignal,
): Promise<void> => {
	const { options, draft_url: draft } = job;
	await makeFolder(folder);
	const pictures = PICTURE_KINDS.filter((kind) => job.deliver_extras.includes(kind));
	// By this machine's clock: what it has fetched since it got the job is new enough.
	const since = parts.clock.now();
	const wanted = { draft, options, folder, since, pictures };
	const video = await parts.renderer(wanted, teller.events, signal);
	signal.throwIfAborted();
	parts.log.info({ job: job.job_id, bytes: video.bytes }, 'rendered: handing over');
	await beats.flush(signal);
	await handOver(parts, { job, video, folder }, signal);
};

/** How long the gateway is told of an end that it does not hear; its lease lapses by itself. Milliseconds. */
const TELLING_END = 20_000;

/** Tells the gateway that the job has failed, or that somebody else should do it. */
const tellEnd = async (
	{ gateway, clock, log }: LentRunParts,
	job: LentJob,
	end: { readonly deed: 'failed' | 'back'; readonly failure: Failure | undefined },
): Promise<void> => {
	const late = new AbortController();
	const cancel = clock.after(TELLING_END, () => {
		late.abort();
	});
	const { deed, failure } = end;
	const body = { fence: job.fence, ...(failure && { failure }) };
	try {
		const tell = () => gateway.ask({ path: pathOf(job, deed), body, gives: heard }, late.signal);
		await untilAnswered(tell, clock, late.signal);
	} catch (err) {
		log.warn({ job: job.job_id, err }, 'the gateway did not hear how the job ended');
	} finally {
		cancel();
	}
};

const settle = async (
	parts: LentRunParts,
	{ job, control }: { job: LentJob; control: LentControl },
	error: unknown,
): Promise<LentEnd> => {
	const { log, data } = parts;
	if (control.reason() === 'lost' || isNotOurs(error)) {
		log.info({ job: job.job_id }, 'run ended: the job is no longer ours');
		return { fault: undefined };
	}
	if (control.reason() === 'back') {
		await tellEnd(parts, job, { deed: 'back', failure: undefined });
		return { fault: undefined };
	}
	const failure = failureOf(error, { id: job.job_id, folder: data });
	log.error({ job: job.job_id, code: failure.code, err: error }, 'job failed');
	const isOurs = OF_THIS_MACHINE.has(failure.code);
	await tellEnd(parts, job, { deed: isOurs ? 'back' : 'failed', failure });
	return { fault: isOurs ? asAgentError(error, 'NOT_READY') : undefined };
};

/** Runs a lent job to its end. Never throws; nothing of it is left on this machine. */
export const runLent = async (
	parts: LentRunParts,
	job: LentJob,
	control: LentControl,
): Promise<LentEnd> => {
	const folder = join(parts.data, 'work', `${job.job_id}-${String(job.fence)}`);
	const teller = createTeller();
	const forget =
		job.draft_id === null
			? () => undefined
			: parts.hosted.add({ draftId: job.draft_id, jobId: job.job_id, fence: job.fence });
	const lost = (): void => {
		control.stop('lost');
	};
	const beats = startBeats(parts, { job, teller, lost });
	let failed: { readonly error: unknown } | undefined;
	try {
		await work(parts, { job, teller, beats, folder }, control.signal);
	} catch (error) {
		failed = { error };
	}
	await beats.stop();
	forget();
	// Room first: it may be what was missing.
	await clearAway(folder);
	return failed ? settle(parts, { job, control }, failed.error) : { fault: undefined };
};
