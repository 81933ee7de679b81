/** From a request to a job: the same one when it lives already, refused at once when that can be known. */
import type { Diagnostic } from '../kernel/diagnostic';
import { AgentError } from '../kernel/errors';
import { jobId } from '../kernel/ids';
import { cameFromFullDisk, requireRoom } from './disk';
import { draftAddressOf, draftKeyOf, identityOf } from './draftKey';
import type { Job, JobOptions, NewJob } from './job';
import type { JobParts } from './parts';
import { targetNamesOf } from './targetBook';
import { checkOptions } from './wanted';

const CHECK_LIMIT = 2_500;

/** What a caller submits. */
export interface Submission {
	/** As sent; checked here. */
	readonly draft: unknown;
	readonly options: JobOptions;
	/** Id of the caller's key; empty when none is asked for. */
	readonly owner: string;
	/** Address of the agent as the caller sees it, without a slash at its end. */
	readonly base: string;
	readonly warnings: readonly Diagnostic[];
	/** Repeats with the same key are the same job for a day. */
	readonly idempotencyKey: string | undefined;
}

/** What a submission became. `fresh`: it was no job before. */
export interface Submitted {
	readonly job: Job;
	readonly fresh: boolean;
}

const newJobOf = (parts: JobParts, submission: Submission): NewJob => {
	const draft = draftAddressOf(submission.draft);
	const draftKey = draftKeyOf(draft);
	const { options, owner, base, warnings, idempotencyKey } = submission;
	return {
		id: jobId(),
		draft,
		draftKey,
		identity: identityOf(draftKey, options, owner),
		options,
		owner,
		base,
		warnings,
		idempotencyKey,
		targets: targetNamesOf(parts, options.deliver),
	};
};

const quickly = async (parts: JobParts, { draft, options }: NewJob): Promise<void> => {
	const late = new AbortController();
	const timeUp = new Promise<void>((resolve) => {
		late.signal.addEventListener('abort', () => {
			resolve();
		});
	});
	const cancel = parts.clock.after(CHECK_LIMIT, () => {
		late.abort();
	});
	const check = parts.quickCheck({ draft, options }, late.signal).catch((error: unknown) => {
		if (late.signal.aborted) return;
		if (error instanceof AgentError) throw error;
		parts.log.warn({ err: error }, 'the quick check failed by itself; the job will tell');
	});
	try {
		await Promise.race([check, timeUp]);
	} finally {
		cancel();
	}
};

const prefetch = ({ prefetch: fetchAll, log }: JobParts, job: Job, signal: AbortSignal): void => {
	fetchAll({ draft: job.draft, options: job.options }, signal).catch((err: unknown) => {
		if (!signal.aborted) log.warn({ job: job.id, err }, 'media could not be fetched ahead');
	});
};

/** What a submission that could not be taken is called. */
const notStored = (parts: JobParts, cause: unknown): AgentError => {
	if (cause instanceof AgentError) return cause;
	parts.log.error({ err: cause }, 'a submission could not be stored');
	return cameFromFullDisk(cause)
		? new AgentError('DISK_FULL', { hint: { folder: parts.settings.data }, cause })
		: new AgentError('SUBMIT_FAILED', { cause });
};

const storeOf = (parts: JobParts, job: NewJob): Submitted => {
	try {
		const { queueLimit, queueLimitPerKey } = parts.settings;
		const limits = { queueLimit, queueLimitPerKey, now: parts.clock.now() };
		return parts.store.submit(job, limits);
	} catch (cause) {
		throw notStored(parts, cause);
	}
};

const sameAs = (parts: JobParts, job: NewJob): Job | undefined => {
	try {
		return parts.store.same(job, parts.clock.now());
	} catch (cause) {
		if (cause instanceof AgentError) throw cause;
		parts.log.error({ err: cause }, 'the job store could not be read');
		throw new AgentError('SUBMIT_FAILED', { cause });
	}
};

const accept = async (parts: JobParts, job: NewJob, signal: AbortSignal): Promise<Submitted> => {
	const unready = parts.notReady();
	if (unready) throw unready;
	await requireRoom(parts).catch((cause: unknown) => {
		throw notStored(parts, cause);
	});
	if (parts.store.waiting() >= parts.settings.queueLimit) return storeOf(parts, job);
	await quickly(parts, job);
	const submitted = storeOf(parts, job);
	// Workers fetch for themselves.
	if (submitted.fresh && parts.settings.jobs > 0) prefetch(parts, submitted.job, signal);
	return submitted;
};

/**
 * Takes submissions. Equal ones that arrive together are checked once and are one job.
 * The function throws AgentError DRAFT_URL_MISSING, DRAFT_URL_INVALID, REQUEST_INVALID for a target that is not there or options that exclude each other, IDEMPOTENCY_CONFLICT, BUSY, DISK_FULL, NOT_READY, SUBMIT_FAILED and
 * whatever the quick check is sure of. `signal` ends the fetching ahead.
 */
export const createSubmit = (
	parts: JobParts,
	signal: AbortSignal,
): ((submission: Submission) => Promise<Submitted>) => {
	const underway = new Map<string, Promise<Submitted>>();
	return async (submission) => {
		checkOptions(submission.options);
		const job = newJobOf(parts, submission);
		const known = sameAs(parts, job);
		if (known) return { job: known, fresh: false };
		const key = `${job.identity} ${job.idempotencyKey ?? ''}`;
		const together = underway.get(key);
		if (together) return { ...(await together), fresh: false };
		const accepted = accept(parts, job, signal).finally(() => underway.delete(key));
		underway.set(key, accepted);
		return accepted;
	};
};
