/**
 * A stand-in of our agent's HTTP service: both error styles, job ids, long polls, the list and cancelling. It renders
 * nothing; a job lasts as long as it is told. Only for what the real agent cannot be made to do on demand.
 */
import { serve, textIn, type LocalServer, type Reply, type Seen } from './localServer';

const API = '/openapi/capcut-mate/v1';

/** How the stand-in is set up. */
export interface AgentSetup {
	/** The key that is asked for; none by default. */
	readonly key?: string;
	/** How long a job lasts. Default 300 ms. */
	readonly renderMs?: number;
	/** Drafts by id, each with how its render ends. */
	readonly drafts: Readonly<Record<string, Ending>>;
	readonly video?: Buffer;
	/** A fixed port, to come back where another one was. */
	readonly port?: number;
}

/** How the render of a draft ends; `never` goes on until it is cancelled. */
export type Ending = 'completed' | 'never' | AgentFailure;

/** A failure as the agent tells it. */
export interface AgentFailure {
	readonly status: number;
	readonly code: number;
	readonly error_code: string;
	readonly message: string;
	readonly detail: string;
	readonly hint: string;
}

/** A running stand-in of our agent. */
export interface AgentStandIn extends LocalServer {
	readonly draftUrl: (draftId: string) => string;
	readonly jobs: () => readonly Record<string, unknown>[];
	/** The next answers to `path` (the last part of an address), in order, instead of the agent's own. */
	readonly interfere: (path: string, ...replies: readonly Reply[]) => void;
	/** How many times the file was asked for. */
	readonly downloads: () => number;
}

interface Job {
	readonly id: string;
	readonly draftUrl: string;
	readonly ending: Ending;
	readonly submitted: number;
	readonly metadata: unknown;
	cancelled: boolean;
}

const failure = (
	status: number,
	code: number,
	[error_code, message, hint, object]: readonly string[],
): AgentFailure => ({
	status,
	code,
	error_code: error_code ?? '',
	message: message ?? '',
	detail: [message, object].filter(Boolean).join(': '),
	hint: hint ?? '',
});

const notFound = (draft: string): AgentFailure =>
	failure(404, 2001, [
		'DRAFT_NOT_FOUND',
		'The draft does not exist',
		'Check the address, and whether its server has already removed the draft; save the draft again and resubmit.',
		draft,
	]);
const invalid = (draft: string): AgentFailure =>
	failure(400, 2001, [
		'DRAFT_URL_INVALID',
		'draft_url is not a valid address',
		'Use an http:// or https:// address of get_draft, of a draft_content.json or of a zipped draft folder.',
		draft,
	]);
const unknownJob = (job: string): AgentFailure =>
	failure(404, 2031, ['JOB_NOT_FOUND', 'The job does not exist', 'Check the job id.', job]);
const keyMissing = failure(401, 1004, [
	'KEY_MISSING',
	'Authentication failed',
	'Send an API key of this agent.',
]);
const cancelled = failure(409, 2911, [
	'CANCELLED',
	'The job was cancelled',
	'Submit the draft again if you still want the video.',
]);

const RUNNING = {
	status: 'processing',
	progress: 35,
	phase: 'render',
	video_url: '',
	error_message: '',
	error_code: null,
	error_status: null,
	hint: null,
};

const endOf = (
	ending: 'completed' | AgentFailure,
	{ id }: Job,
	origin: string,
): Record<string, unknown> => {
	const over = { ...RUNNING, progress: 100, phase: 'done' };
	if (ending === 'completed') {
		const video_url = `${origin}/videos/${id}.mp4?expires=1&signature=s`;
		return { ...over, status: 'completed', video_url };
	}
	const { status: error_status, error_code, detail: error_message, hint } = ending;
	return { ...RUNNING, status: 'failed', error_message, error_code, error_status, hint };
};

/** Starts the stand-in. */
export const startAgentStandIn = async (setup: AgentSetup): Promise<AgentStandIn> => {
	const { drafts, renderMs = 300, video = Buffer.from('an mp4') } = setup;
	const jobs: Job[] = [];
	const byKey = new Map<string, Job>();
	const interference = new Map<string, Reply[]>();
	let origin = '';
	let downloads = 0;

	const endingOf = ({ cancelled: stopped, ending, submitted }: Job): Ending | undefined => {
		if (stopped) return cancelled;
		return ending !== 'never' && Date.now() - submitted >= renderMs ? ending : undefined;
	};

	const present = (job: Job): Record<string, unknown> => {
		const ending = endingOf(job);
		const told = ending === undefined || ending === 'never' ? RUNNING : endOf(ending, job, origin);
		return {
			job_id: job.id,
			draft_url: job.draftUrl,
			warnings: [],
			next_poll_seconds: 3,
			metadata: job.metadata ?? null,
			...told,
		};
	};

	const newJob = (seen: Seen, ending: Ending): Job => ({
		id: `j_${String(jobs.length + 1).padStart(4, '0')}`,
		draftUrl: textIn(seen.body?.['draft_url']),
		ending,
		submitted: Date.now(),
		metadata: seen.body?.['metadata'],
		cancelled: false,
	});

	const genVideo = (seen: Seen): Reply | AgentFailure => {
		const draftUrl = textIn(seen.body?.['draft_url']);
		if (!URL.canParse(draftUrl)) return invalid(draftUrl);
		const ending = drafts[/draft_id=([^&#]+)/.exec(draftUrl)?.[1] ?? ''];
		if (ending === undefined) return notFound(draftUrl);
		const key = String(seen.headers['idempotency-key'] ?? '');
		const job = byKey.get(key) ?? newJob(seen, ending);
		if (!jobs.includes(job)) jobs.push(job);
		if (key !== '') byKey.set(key, job);
		return { json: { code: 0, message: 'Submitted', ...present(job) } };
	};

	const find = (seen: Seen): Job | undefined => {
		const { job_id: id, draft_url: draftUrl } = seen.body ?? {};
		return jobs.findLast((job) => (id === undefined ? job.draftUrl === draftUrl : job.id === id));
	};

	const genVideoStatus = async (seen: Seen): Promise<Reply | AgentFailure> => {
		const job = find(seen);
		if (job === undefined) return unknownJob(textIn(seen.body?.['job_id']));
		const until = Date.now() + 1000 * Number(seen.body?.['wait_seconds'] ?? 0);
		while (endingOf(job) === undefined && Date.now() < until) {
			await new Promise((tick) => setTimeout(tick, 20));
		}
		return { json: { code: 0, message: 'Success', ...present(job) } };
	};

	const list = (seen: Seen): Reply => {
		const status = seen.query.get('status');
		const from = Number(seen.query.get('cursor') ?? 0);
		const to = from + Number(seen.query.get('limit') ?? 20);
		const all = [...jobs].reverse().map(present);
		const wanted = all.filter((job) => status === null || job['status'] === status);
		const next_cursor = to < wanted.length ? String(to) : null;
		return { json: { code: 0, message: 'Success', items: wanted.slice(from, to), next_cursor } };
	};

	const cancel = (id: string): Reply | AgentFailure => {
		const job = jobs.find((one) => one.id === id);
		if (job === undefined) return unknownJob(id);
		job.cancelled = true;
		return { json: { code: 0, message: 'Success', ...present(job) } };
	};

	const route = (
		seen: Seen,
		path: string,
	): Reply | AgentFailure | Promise<Reply | AgentFailure> => {
		const cancelledId = /^\/v1\/jobs\/([^/]+)\/cancel$/.exec(path)?.[1];
		if (cancelledId !== undefined) return cancel(decodeURIComponent(cancelledId));
		if (path === `${API}/gen_video`) return genVideo(seen);
		if (path === `${API}/gen_video_status`) return genVideoStatus(seen);
		if (path === `${API}/gen_video_active_count`) return { json: { code: 0, count: jobs.length } };
		return path === '/v1/jobs' ? list(seen) : unknownJob(path);
	};

	const sendVideo = (): Reply => {
		downloads++;
		return { bytes: video, headers: { 'content-type': 'video/mp4' } };
	};

	const answer = async (seen: Seen): Promise<Reply> => {
		const flat = seen.path.startsWith('/flat/');
		const path = flat ? seen.path.slice('/flat'.length) : seen.path;
		const instead = interference.get(path.split('/').pop() ?? '')?.shift();
		if (instead !== undefined) return instead;
		if (path.startsWith('/videos/')) return sendVideo();
		const allowed = setup.key === undefined || seen.headers.authorization === `Bearer ${setup.key}`;
		const answered = allowed ? await route(seen, path) : keyMissing;
		if (!('error_code' in answered)) return answered;
		const { status, ...json } = answered;
		return { status: flat ? 200 : status, json };
	};

	const server = await serve(answer, setup.port);
	origin = server.origin;
	return {
		...server,
		draftUrl: (draftId) => `${origin}${API}/get_draft?draft_id=${draftId}`,
		jobs: () => jobs.map(present),
		interfere: (path, ...replies) => interference.set(path, [...replies]),
		downloads: () => downloads,
	};
};
