import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API, ask } from '../support/agent';
import {
	type AgentProcess,
	endOf,
	jobOf,
	leftoversIn,
	programsOn,
	startAgentProcess,
	waitFor,
} from '../support/agentProcess';
import type { DraftServer } from '../support/draftServer';
import { type Fault, FAULTS, stubFfmpeg, type Work } from '../support/ffmpegStubs';
import { lengthened } from '../support/longDrafts';
import { idOf, serveMany, SMALL } from './support/drafts';
import { isLong, report, times } from './support/plan';

let root: string;
let drafts: DraftServer;
let number = 0;

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'engine-'));
	drafts = await serveMany(400);
});
afterAll(async () => {
	await drafts.close();
	rmSync(root, { recursive: true, force: true });
});

const folderNamed = (name: string): string => {
	const folder = join(root, name);
	mkdirSync(folder);
	return folder;
};

const outcome = async (agent: AgentProcess): Promise<string> => {
	const body = { draft_url: drafts.draftUrl(idOf((number += 1))), ...SMALL };
	const answer = await ask(agent, `${API}/gen_video`, { body });
	if (answer.body.code !== 0) return answer.body.error_code;
	const job = await endOf(agent, answer.body.job_id);
	return job.status === 'completed' ? job.status : job.error_code;
};

const isClean = (data: string): Promise<boolean> =>
	waitFor(
		'the end',
		() => (programsOn(data).length + leftoversIn(data).length === 0 ? true : undefined),
		5_000,
	).catch(() => false);

const SHORT: readonly (readonly [Work, Fault])[] = [
	['encoding', 'hangs'],
	['encoding', 'hangs with a child'],
	['decoding', 'leaves a child'],
	['encoding', 'leaves a child'],
	['mixing', 'leaves a child'],
	['joining', 'hangs with a child'],
	['encoding', 'hangs with a stranger'],
	['encoding', 'leaves a stranger'],
	['mixing', 'leaves a stranger unseen'],
	['encoding', 'crashes'],
	['encoding', 'dies'],
	['encoding', 'makes nothing'],
	['encoding', 'talks for ever'],
	['decoding', 'hangs'],
	['mixing', 'ends at once'],
	['joining', 'makes nothing'],
	['joining', 'writes for ever'],
	['encoding', 'writes for ever'],
];
const WORKS: readonly Work[] = ['encoding', 'decoding', 'mixing', 'hearing', 'joining'];
const ALL = WORKS.flatMap((work) =>
	(Object.keys(FAULTS) as Fault[]).map((fault) => [work, fault] as const),
);

it('an ffmpeg that hangs, crashes, leaves children, lies or talks for ever', async () => {
	const data = folderNamed('stubs');
	const stub = stubFfmpeg(join(root, 'stub'));
	const agent = await startAgentProcess(data, {
		FFMPEG_PATH: stub.file,
		RENDER_AGENT_STALL_SECONDS: '2',
	});
	const modes = isLong ? ALL : SHORT;
	const came = new Map<string, number>();
	const wrong: string[] = [];
	let slowest = 0;
	for (const [work, fault] of modes) {
		stub.fail(work, fault);
		const began = Date.now();
		const code = await outcome(agent);
		slowest = Math.max(slowest, (Date.now() - began) / 1000);
		came.set(code, (came.get(code) ?? 0) + 1);
		if (code === 'completed' || code === 'INTERNAL') wrong.push(`${work} ${fault}: ${code}`);
		if (!(await isClean(data))) wrong.push(`${work} ${fault}: something is left`);
	}
	stub.mend();
	const afterwards = await outcome(agent);
	await agent.stop();
	report({
		id: 'R11',
		what: 'an ffmpeg that hangs, alone or with a child, ignores SIGTERM, leaves a child behind that holds its pipes, in its group or not, crashes, ends well without a file, or never stops talking or writing, with a patience of 2 s',
		often: `${String(modes.length)} kinds`,
		out: {
			...Object.fromEntries(came),
			wrong: wrong.length,
			'slowest end, seconds': slowest,
			'the next job': afterwards,
		},
	});
	expect(wrong).toEqual([]);
	expect(afterwards).toBe('completed');
});

const mounted = (name: string, size: string): string | undefined => {
	const folder = folderNamed(name);
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'none', folder], {
			stdio: 'ignore',
		});
		return folder;
	} catch {
		return undefined;
	}
};

const isOver = (status: string): boolean => status === 'completed' || status === 'failed';

/** What is left running or lying after a point, and whether the agent lives and renders again. */
const afterwards = async (agent: AgentProcess): Promise<readonly string[]> => {
	const health = await ask(agent, '/healthz');
	rmSync(join(agent.data, 'ballast'), { force: true });
	const clean = await isClean(agent.data);
	const next = await outcome(agent);
	return [
		...(health.status === 200 ? [] : ['the agent is not alive']),
		...(clean ? [] : ['something is left']),
		...(next === 'completed' ? [] : [`the next job: ${next}`]),
	];
};

/** Fills a disk but for some bytes. The agent may take some of what was free meanwhile: then it is full already. */
const leaveFree = (data: string, bytes: number): void => {
	const { bavail, bsize } = statfsSync(data);
	try {
		writeFileSync(join(data, 'ballast'), Buffer.alloc(Math.max(0, bavail * bsize - bytes)));
	} catch (error) {
		if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
	}
};

/** A job whose disk fills up when so many of its frames are drawn; 0: before it begins. */
const jobOnFullDisk = async (
	agent: AgentProcess,
	draft: string,
	{ free, frames }: { readonly free: number; readonly frames: number },
): Promise<string> => {
	if (frames === 0) leaveFree(agent.data, free);
	const { body } = await ask(agent, `${API}/gen_video`, { body: { draft_url: draft } });
	if (body.code !== 0) return body.error_code;
	await waitFor('its frames', async () => {
		const { frames_done: done, status } = await jobOf(agent, body.job_id);
		return isOver(status) || (done ?? 0) >= frames ? true : undefined;
	});
	if (frames > 0) leaveFree(agent.data, free);
	const job = await endOf(agent, body.job_id);
	return job.status === 'completed' ? job.status : job.error_code;
};

it('a disk that is full at one point after another', async () => {
	const often = times(5, 15);
	const data = mounted('disk', '48m');
	const what =
		'a disk that is full before a job begins and while its frames are drawn; room again for the next one';
	if (data === undefined) {
		report({
			id: 'R10',
			what,
			often: 0,
			out: { skipped: 'needs the right to mount a small disk' },
		});
		return;
	}
	const agent = await startAgentProcess(data, {
		RENDER_AGENT_MIN_FREE_GB: '0',
		RENDER_AGENT_CHUNK_CACHE_GB: '0',
	});
	const server = await serveMany(often, lengthened(join(root, 'half a minute'), 30));
	const came = new Map<string, number>();
	const wrong: string[] = [];
	try {
		expect(await outcome(agent)).toBe('completed');
		for (let point = 0; point < often; point += 1) {
			const frames = [0, 1, 200, 400, 800][point % 5] ?? 0;
			const free = (point % 3) * 40_000;
			const code = await jobOnFullDisk(agent, server.draftUrl(idOf(point)), { free, frames });
			const at = `${String(frames)} frames, ${String(free)} bytes`;
			came.set(code, (came.get(code) ?? 0) + 1);
			if (code !== 'DISK_FULL' && code !== 'completed') wrong.push(`${at}: ${code}`);
			wrong.push(...(await afterwards(agent)).map((words) => `${at}: ${words}`));
		}
	} finally {
		await agent.stop();
		await server.close();
		execFileSync('umount', [data]);
	}
	report({
		id: 'R10',
		what,
		often: `${String(often)} points`,
		out: { ...Object.fromEntries(came), wrong: wrong.length },
	});
	expect(wrong).toEqual([]);
	expect(came.get('DISK_FULL') ?? 0).toBeGreaterThan(0);
});
