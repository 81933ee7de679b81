/** Waits for a job: how long between two questions, what is tolerated, when it is over. Throws only when the workflow is stopped. */
import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { NodeOperationError, sleep } from 'n8n-workflow';
import { textsIn } from './texts';
import { ask, PATHS, type Service } from './transport';
import { readJob, type Answer, type Failure, type Job } from './wire';

const SHORTEST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 15_000;
const GROWTH = 1.5;
/** Below what proxies usually cut at. */
const LONG_POLL_SECONDS = 20;
/** An agent that restarts or a network that is away is waited for this long. */
const PATIENCE_MS = 5 * 60_000;
/** The hosted service says "completed" a moment before it has the address. */
const LATE_DETAILS_POLLS = 5;

/** The render that is waited for. */
export interface Awaited {
	readonly draftUrl: string;
	/** Only our agent gives one; then it is asked to hold its answer until something happens. */
	readonly jobId?: string | undefined;
	readonly limitMs: number;
}

/** How the waiting ended. `failedPolls` counts the questions that got no usable answer. */
export type Outcome = { readonly failedPolls: number } & (
	| { readonly kind: 'over'; readonly job: Job }
	| { readonly kind: 'late'; readonly job: Job | undefined }
	| { readonly kind: 'lost'; readonly failure: Failure }
);

/** How long to pause: growing from 2 s to 15 s, or as the service wishes, less what the question itself took. */
export function pauseMs(told: {
	readonly polls: number;
	readonly spentMs: number;
	readonly wishedSeconds?: number | undefined;
	readonly remainingMs: number;
}): number {
	const grown = SHORTEST_PAUSE_MS * GROWTH ** Math.max(0, told.polls - 1);
	const wished = told.wishedSeconds === undefined ? grown : told.wishedSeconds * 1000;
	const between = Math.min(LONGEST_PAUSE_MS, Math.max(SHORTEST_PAUSE_MS, wished));
	return Math.max(0, Math.min(between - told.spentMs, told.remainingMs));
}

/** Asks until the job is completed or failed, the time limit is reached, or the service is lost. */
export async function waitForJob(
	ctx: IExecuteFunctions,
	service: Service,
	awaited: Awaited,
): Promise<Outcome> {
	const deadline = Date.now() + awaited.limitMs;
	const watch = new Watch(service);
	for (let polls = 1; ; polls++) {
		const asked = Date.now();
		const answer = await askStatus(ctx, service, { ...awaited, limitMs: deadline - asked });
		stopWhenCancelled(ctx, service);
		const outcome = watch.seen(answer, asked);
		if (outcome !== undefined) return outcome;
		const now = Date.now();
		if (now >= deadline) return watch.late();
		await sleep(
			pauseMs({
				polls,
				spentMs: now - asked,
				wishedSeconds: watch.wishedSeconds,
				remainingMs: deadline - now,
			}),
		);
		stopWhenCancelled(ctx, service);
	}
}

/** What has been seen of one job so far. */
class Watch {
	wishedSeconds: number | undefined;
	private readonly service: Service;
	private job: Job | undefined;
	private failedPolls = 0;
	private failedInARow = 0;
	private failingSince: number | undefined;
	private lastFailure: Failure | undefined;
	private withoutDetails = 0;

	constructor(service: Service) {
		this.service = service;
	}

	/** The outcome, once the answer to the question asked at `asked` decides it. */
	seen(answer: Answer, asked: number): Outcome | undefined {
		if (!answer.ok) return this.missed(answer.failure, asked);
		const job = readJob(answer.fields);
		if (job === undefined) {
			const { baseUrl, language } = this.service;
			const texts = textsIn(language);
			const what = texts.answeredNoJob(baseUrl);
			return this.lost({ what, todo: texts.todoBaseUrl, transient: false });
		}
		this.job = job;
		this.failedInARow = 0;
		this.failingSince = undefined;
		this.lastFailure = undefined;
		this.wishedSeconds = job.nextPollSeconds;
		return this.isOver(job) ? { kind: 'over', job, failedPolls: this.failedPolls } : undefined;
	}

	/** Time is up. Who has not heard of the job lately must not say that it still runs. */
	late(): Outcome {
		if (this.lastFailure !== undefined) return this.unheard(this.lastFailure);
		return { kind: 'late', job: this.job, failedPolls: this.failedPolls };
	}

	private lost(failure: Failure): Outcome {
		return { kind: 'lost', failure, failedPolls: this.failedPolls };
	}

	private missed(failure: Failure, asked: number): Outcome | undefined {
		if (!failure.transient) return this.lost(failure);
		this.failedPolls++;
		this.failedInARow++;
		this.failingSince ??= asked;
		this.lastFailure = failure;
		this.wishedSeconds = failure.retryAfterSeconds;
		return Date.now() - this.failingSince < PATIENCE_MS ? undefined : this.unheard(failure);
	}

	private unheard(failure: Failure): Outcome {
		const what = textsIn(this.service.language).pollsFailed(this.failedInARow, failure.what);
		return this.lost({ ...failure, what });
	}

	private isOver({ status, videoUrl, errorMessage }: Job): boolean {
		if (status !== 'completed' && status !== 'failed') return false;
		const complete = status === 'completed' ? videoUrl !== '' : errorMessage !== '';
		return complete || ++this.withoutDetails >= LATE_DETAILS_POLLS;
	}
}

async function askStatus(
	ctx: IExecuteFunctions,
	service: Service,
	{ draftUrl, jobId, limitMs }: Awaited,
): Promise<Answer> {
	const body: IDataObject = jobId === undefined ? { draft_url: draftUrl } : { job_id: jobId };
	const holdSeconds = Math.min(LONG_POLL_SECONDS, Math.max(0, Math.ceil(limitMs / 1000)));
	if (jobId !== undefined) body.wait_seconds = holdSeconds;
	const timeoutMs = (holdSeconds + 30) * 1000;
	return await ask(ctx, service, { method: 'POST', path: PATHS.status, body, timeoutMs });
}

function stopWhenCancelled(ctx: IExecuteFunctions, { language, itemIndex }: Service): void {
	if (ctx.getExecutionCancelSignal()?.aborted) {
		throw new NodeOperationError(ctx.getNode(), textsIn(language).stopped, { itemIndex });
	}
}
