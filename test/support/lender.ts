/** An agent that only hands jobs out, and a worker that a test moves call by call. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import {
	API,
	ask,
	type AgentOptions,
	type AnswerBody,
	draftUrl,
	startAgent,
	type TestAgent,
	until,
} from './agent';
import { type CallingWorker, REPORT, type WireJob, workerAt, workerFrom } from './workerCalls';

/** The least that is taken for an mp4 by its first bytes; nothing looks further without ffprobe. */
export const MP4 = Buffer.concat([
	Buffer.from([0, 0, 0, 0x18]),
	Buffer.from('ftypisom\0\0\x02\0isomiso2'),
	Buffer.alloc(1000, 7),
]);

/** What tests of lending do. */
export interface Lender {
	readonly agent: TestAgent;
	readonly worker: CallingWorker;
	readonly submit: (options?: object, number?: number) => Promise<string>;
	readonly statusOf: (id: string) => Promise<AnswerBody>;
	/** A job that the worker, or another, takes. Fails when there is none. */
	readonly taken: (by?: CallingWorker) => Promise<WireJob>;
	/** Sends report and video and hands them over. */
	readonly handIn: (job: WireJob, by?: CallingWorker) => Promise<void>;
	readonly endOf: (id: string) => Promise<AnswerBody>;
	readonly workFolders: () => readonly string[];
}

const namesIn = (folder: string): readonly string[] => {
	try {
		return readdirSync(folder);
	} catch {
		return [];
	}
};

/** Starts a lender with one worker; `RENDER_AGENT_JOBS` is 0 unless the test says otherwise. */
const startLender = async (options: AgentOptions = {}, known?: CallingWorker): Promise<Lender> => {
	const environment = { RENDER_AGENT_JOBS: '0', ...options.environment };
	const agent = await startAgent({ ...options, environment });
	const worker = known ? workerFrom(agent, known) : await workerAt(agent);
	const headers = { 'accept-language': 'en' };
	const statusOf: Lender['statusOf'] = async (id) =>
		(await ask(agent, `${API}/gen_video_status`, { body: { job_id: id }, headers })).body;
	return {
		...{ agent, worker, statusOf },
		submit: async (more = {}, number = 1) =>
			(await ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl(number), ...more } }))
				.body.job_id,
		taken: async (by = worker) => {
			const job = await by.take();
			if (!job) throw new Error('there was no job');
			return job;
		},
		handIn: async (job, by = worker) => {
			await by.send(job, 'report', REPORT);
			await by.send(job, 'video', MP4);
			const { status, body } = await by.done(job, MP4);
			if (status !== 200) throw new Error(`not taken: ${JSON.stringify(body)}`);
		},
		endOf: async (id) => {
			await until(async () => ['completed', 'failed'].includes((await statusOf(id)).status));
			return statusOf(id);
		},
		workFolders: () => namesIn(join(agent.folder, 'work')),
	};
};

/** A lender that is another one for each test. */
export interface EachLender extends Lender {
	/** Starts another; the one before is the test's to end. */
	readonly start: (...options: Parameters<typeof startLender>) => Promise<void>;
}

/** A lender for each test of a file: started before it, closed after it. */
export const eachLender = (): EachLender => {
	let now: Lender;
	const start: EachLender['start'] = async (...options) => {
		now = await startLender(...options);
	};
	beforeEach(() => start());
	afterEach(() => now.agent.close());
	return {
		start,
		get agent() {
			return now.agent;
		},
		get worker() {
			return now.worker;
		},
		submit: (...how) => now.submit(...how),
		statusOf: (id) => now.statusOf(id),
		taken: (by) => now.taken(by),
		handIn: (job, by) => now.handIn(job, by),
		endOf: (id) => now.endOf(id),
		workFolders: () => now.workFolders(),
	};
};
