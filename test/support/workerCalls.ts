/** A worker's side of the wire, call by call, for tests that look at each answer. */
import { createHash } from 'node:crypto';
import { ask, type Answered, type TestAgent } from './agent';

/** What a worker tells of itself. */
export const WORDS = { platform: 'win32 x64', version: '1.2.3', encoders: ['nvenc h264'] } as const;

/** A job as it came over the wire. */
export interface WireJob {
	readonly job_id: string;
	readonly fence: number;
	readonly draft_url: string;
	readonly draft_id: string | null;
	readonly options: Readonly<Record<string, unknown>>;
	readonly targets: readonly string[];
	readonly beat_seconds: number;
}

/** What one call answered. */
export interface WorkerAnswer extends Omit<Answered, 'body'> {
	readonly body: {
		readonly code: number;
		readonly error_code?: string;
		readonly detail: string;
		readonly hint: string;
		readonly job: WireJob | null;
		readonly bytes: number;
		readonly credential: string;
		readonly worker_id: string;
		readonly files: readonly string[];
		readonly items: readonly Readonly<Record<string, unknown>>[];
	} & Readonly<Record<string, unknown>>;
}

/** A part of a result. */
export interface Sent {
	readonly bytes: Buffer;
	/** Default: its start. */
	readonly offset?: number;
	/** Default: its end. */
	readonly upTo?: number;
	/** What is said of its whole length. Default: the truth. */
	readonly total?: number;
}

/** A worker that a test moves. */
export interface CallingWorker {
	readonly id: string;
	readonly credential: string;
	readonly call: (path: string, body?: object) => Promise<WorkerAnswer>;
	/** Takes a job at once, or none. */
	readonly take: (holding?: readonly WireJob[]) => Promise<WireJob | null>;
	readonly beat: (job: WireJob, telling?: object) => Promise<WorkerAnswer>;
	/** Sends bytes as a result, from where the gateway has them. */
	readonly send: (job: WireJob, kind: string, sent: Buffer | Sent) => Promise<WorkerAnswer>;
	readonly done: (job: WireJob, video: Buffer, more?: object) => Promise<WorkerAnswer>;
}

const NOTHING = { started: [], finished: [], progress: [], warnings: [] };

/** Size and digest, as results are told. */
export const toldOf = (bytes: Buffer): { readonly bytes: number; readonly sha256: string } => ({
	bytes: bytes.length,
	sha256: createHash('sha256').update(bytes).digest('hex'),
});

/** The bytes of every report. */
export const REPORT = Buffer.from('{"engine":"elsewhere"}');

/** Enrols at an agent by a code, or by one that it makes. */
export const enrolAt = async (
	agent: Pick<TestAgent, 'url' | 'workers'>,
	name = 'pc',
	code = agent.workers.makeCode().code,
): Promise<WorkerAnswer> =>
	(await ask(agent, '/v1/worker/enrol', {
		body: { code, name, ...WORDS },
		headers: { 'accept-language': 'en' },
	})) as unknown as WorkerAnswer;

const sendPiece = async (
	url: string,
	{ credential, piece }: { credential: string; piece: Buffer },
): Promise<WorkerAnswer> => {
	const response = await fetch(url, {
		method: 'POST',
		headers: {
			authorization: `Bearer ${credential}`,
			'content-type': 'application/octet-stream',
		},
		body: new Uint8Array(piece),
	});
	const body = (await response.json()) as WorkerAnswer['body'];
	return { status: response.status, headers: response.headers, text: '', body };
};

/** A worker at an agent. */
export const workerAt = async (
	agent: Pick<TestAgent, 'url' | 'workers'>,
	name = 'pc',
): Promise<CallingWorker> => {
	const { credential, worker_id: id } = (await enrolAt(agent, name)).body;
	return workerFrom(agent, { id, credential });
};

/** A worker that an agent knows already. */
export const workerFrom = (
	agent: Pick<TestAgent, 'url'>,
	{ id, credential }: Pick<CallingWorker, 'id' | 'credential'>,
): CallingWorker => {
	const call: CallingWorker['call'] = async (path, body) =>
		(await ask(agent, `/v1/worker${path}`, {
			...(body && { body }),
			headers: { authorization: `Bearer ${credential}`, 'accept-language': 'en' },
		})) as unknown as WorkerAnswer;
	return {
		id,
		credential,
		call,
		take: async (holding = []) =>
			(await call('/pull', { ...WORDS, resting: null, wait_seconds: 0, is_free: true, holding }))
				.body.job,
		beat: ({ job_id, fence }, telling = {}) =>
			call(`/jobs/${job_id}/beat`, { fence, ...NOTHING, ...telling }),
		send: ({ job_id, fence }, kind, sent) => {
			const {
				bytes,
				offset = 0,
				upTo,
				total,
			}: Sent = Buffer.isBuffer(sent) ? { bytes: sent } : sent;
			const place = `fence=${fence}&offset=${offset}&total=${total ?? bytes.length}`;
			return sendPiece(`${agent.url}/v1/worker/jobs/${job_id}/results/${kind}?${place}`, {
				credential,
				piece: bytes.subarray(offset, upTo),
			});
		},
		done: ({ job_id, fence }, video, more = {}) =>
			call(`/jobs/${job_id}/done`, {
				fence,
				...toldOf(video),
				duration_us: 2_000_000,
				frames: 60,
				width: 64,
				height: 36,
				reused_frames: 7,
				report: toldOf(REPORT),
				captions: [],
				pictures: [],
				...more,
			}),
	};
};
