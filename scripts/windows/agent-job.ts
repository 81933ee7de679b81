/** One job of a running agent, seen from outside, in three words: submitted, begun, finished. For trials that kill the agent meanwhile. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { zipOfFolder } from '../../test/support/zips';

const USAGE = 'usage: agent-job.ts submit BASE FIXTURE | begun BASE JOB | finished BASE JOB FILE';
const FIXTURES = join(__dirname, '../../test/fixtures');
const EVERY = 100;
/** Milliseconds. */
const PATIENCE = 90_000;

interface Job {
	readonly status: string;
	readonly frames_done: number | null;
	readonly frames_total: number | null;
	readonly reused_frames: number;
	readonly video_url: string;
	readonly error_message: string;
}

/** Asks again until there is an answer that `find` takes. */
const patiently = async <T>(find: () => Promise<T | undefined>): Promise<T> => {
	for (let waited = 0; waited < PATIENCE; waited += EVERY) {
		const found = await find().catch((error: unknown) => {
			// The agent is being started: nobody listens yet.
			if (!(error instanceof TypeError)) throw error;
		});
		if (found !== undefined) return found;
		await sleep(EVERY);
	}
	throw new Error(`nothing for ${String(PATIENCE / 1000)} s`);
};

const answered = async (address: string, request: RequestInit = {}): Promise<unknown> => {
	const response = await fetch(address, request);
	if (response.ok) return response.json();
	throw new Error(`${address}: ${String(response.status)} ${await response.text()}`);
};

/** Puts the fixture's zip to the agent, submits it large enough to take a while, and gives the id of the job. */
const submitted = async (base: string, fixture: string): Promise<string> => {
	await patiently(() => fetch(`${base}/healthz`));
	const body = new Uint8Array(await zipOfFolder(join(FIXTURES, fixture)));
	const headers = { 'content-type': 'application/zip' };
	const draft = await answered(`${base}/v1/drafts`, { method: 'POST', headers, body });
	const { draft_url } = draft as { draft_url: string };
	const job = await answered(`${base}/openapi/capcut-mate/v1/gen_video`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ draft_url, size: '720p', deliver: [] }),
	});
	return (job as { job_id: string }).job_id;
};

const jobAt = async (base: string, id: string): Promise<Job> => {
	const job = (await answered(`${base}/v1/jobs/${id}`)) as Job;
	if (job.status === 'failed') throw new Error(job.error_message);
	return job;
};

const begun = async (base: string, id: string): Promise<string> => {
	const { frames_done: done, frames_total: total } = await patiently(async () => {
		const job = await jobAt(base, id);
		if (job.status === 'completed') throw new Error('the job was over before it could be killed');
		return (job.frames_done ?? 0) > (job.frames_total ?? 0) / 10 ? job : undefined;
	});
	return `${String(done)} of ${String(total)} frames`;
};

const finished = async (base: string, id: string, file: string): Promise<string> => {
	const job = await patiently(async () => {
		const found = await jobAt(base, id);
		return found.status === 'completed' ? found : undefined;
	});
	if (job.frames_done !== job.frames_total) throw new Error(`frames: ${JSON.stringify(job)}`);
	const video = await fetch(job.video_url);
	await writeFile(file, new Uint8Array(await video.arrayBuffer()));
	return `${String(job.frames_total)} frames, ${String(job.reused_frames)} of them reused`;
};

const main = async (): Promise<void> => {
	const [word, base = '', what = '', file = ''] = process.argv.slice(2);
	if (word === 'submit') console.log(await submitted(base, what));
	else if (word === 'begun') console.log(await begun(base, what));
	else if (word === 'finished') console.log(await finished(base, what, file));
	else throw new Error(USAGE);
};

main().catch((error: unknown) => {
	console.error(error instanceof Error ? error.message : error);
	process.exitCode = 1;
});
