import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
	type AgentProcess,
	leftoversIn,
	programsOn,
	startAgentProcess,
	submit,
	waitFor,
} from '../support/agentProcess';
import type { DraftServer } from '../support/draftServer';
import { idOf, serveMany, SMALL } from './support/drafts';
import { isLong, lotOf, report, times } from './support/plan';
import { type Sink, startSink } from './support/sink';

const PRELOAD = join(__dirname, 'support/failpoints.cjs');
/** How long programs of a killed agent may live on. Milliseconds. */
const AFTERLIFE = 5_000;
const POINTS = [
	...['accepted', 'claimed', 'draft fetched', 'media fetched', 'before rendering', 'rendering'],
	...['before joined', 'joined', 'verified', 'before delivering', 'delivering', 'kept'],
	...['before uploaded', 'uploaded', 'before completed', 'completed'],
	...['before called back', 'called back'],
];

let root: string;
let data: string;
let drafts: DraftServer;
let sink: Sink;

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'kill-'));
	data = join(root, 'data');
	mkdirSync(data);
	drafts = await serveMany(400);
	sink = await startSink();
});
afterAll(async () => {
	await drafts.close();
	await sink.close();
	rmSync(root, { recursive: true, force: true });
});

const start = (failpoint?: string): Promise<AgentProcess> =>
	startAgentProcess(
		data,
		{
			RENDER_AGENT_UPLOAD_URL: `${sink.origin}/upload`,
			...(failpoint !== undefined && { FAILPOINT: failpoint }),
		},
		{ preload: PRELOAD },
	);

/** Submits a draft; gives the job's id when it was accepted before the agent died. */
const submitted = (on: AgentProcess, number: number): Promise<string | undefined> =>
	submit(on, drafts.draftUrl(idOf(number)), {
		...SMALL,
		callback_url: `${sink.origin}/hook`,
	}).catch(() => undefined);

const sleep = (milliseconds: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Whether no program of the data folder is left within the time that they have. */
const nothingRuns = (): Promise<boolean> =>
	waitFor('the end', () => (programsOn(data).length === 0 ? true : undefined), AFTERLIFE).catch(
		() => false,
	);

/** Rows of the file of jobs. */
const asked = (sql: string): readonly Record<string, unknown>[] => {
	const file = new DatabaseSync(join(data, 'agent.sqlite'), { readOnly: true });
	try {
		return file.prepare(sql).all();
	} finally {
		file.close();
	}
};

const UNENDED = `SELECT 1 FROM job WHERE state NOT IN ('completed','failed','cancelled')`;
/** How long the last agent may need for each of the jobs that the others have left. Milliseconds. */
const PATIENCE_FOR_ONE = 15_000;

/** Waits until a question to the file of jobs finds no row, for a while; what is left then is counted. */
const nothingLeft = (what: string, sql: string, patience: number): Promise<unknown> =>
	waitFor(`the last ${what}`, () => (asked(sql).length === 0 ? true : undefined), patience).catch(
		() => undefined,
	);

interface Tally {
	readonly accepted: Set<string>;
	orphans: number;
	atPoints: number;
	leftovers: number;
	number: number;
}

const leftAfterStart = async (): Promise<number> => {
	const held = (): number => {
		const running = asked(
			`SELECT id || '-' || fence AS name FROM job WHERE state IN ('fetching','rendering','delivering')`,
		).map(({ name }) => `work/${String(name)}`);
		const mine = new Set(running);
		return leftoversIn(data).filter((name) => name.startsWith('work/') && !mine.has(name)).length;
	};
	return waitFor('a clean folder', () => (held() === 0 ? 0 : undefined), 10_000).catch(held);
};

/** One life of the agent: started, given a job, killed at a place or after a while. */
const oneLife = async (tally: Tally, point: string | undefined, after: number): Promise<void> => {
	const agent = await start(point).catch(() => undefined);
	if (!agent) {
		// What was left over took it to its place before it listened.
		tally.atPoints += 1;
		if (!(await nothingRuns())) tally.orphans += 1;
		return;
	}
	const id = await submitted(agent, (tally.number += 1));
	if (id !== undefined) tally.accepted.add(id);
	const ended = await Promise.race([
		agent.ended.then(() => true),
		sleep(point === undefined ? after : 20_000).then(() => false),
	]);
	if (ended) tally.atPoints += 1;
	else await agent.kill();
	if (!(await nothingRuns())) tally.orphans += 1;
};

it(`kill -9, ${String(POINTS.length)} named places and moments by lot`, async () => {
	const lot = lotOf('kill');
	const kills = times(POINTS.length + 4, 200);
	const named = isLong ? [...POINTS, ...POINTS, ...POINTS] : POINTS;
	const tally: Tally = { accepted: new Set(), orphans: 0, atPoints: 0, leftovers: 0, number: 0 };
	for (let kill = 0; kill < kills; kill += 1)
		await oneLife(tally, named[kill], 200 + lot() * 3_500);
	const last = await start();
	tally.leftovers = await leftAfterStart();
	await nothingLeft('job', UNENDED, PATIENCE_FOR_ONE * kills);
	await nothingLeft('callback', `SELECT 1 FROM outbox WHERE state = 'due'`, 60_000);
	await last.stop();
	const jobs = asked(`SELECT id, state, failure FROM job`);
	const ends = new Map(jobs.map(({ id, state }) => [id, state]));
	const failures = Object.fromEntries(
		jobs.flatMap(({ id, state, failure }) =>
			state === 'completed' ? [] : [[`job ${String(id)}`, `${String(state)} ${String(failure)}`]],
		),
	);
	const completions = asked(
		`SELECT job, COUNT(*) AS n FROM event WHERE state = 'completed' GROUP BY job`,
	);
	const told = new Map<string, Set<string>>();
	for (const { id, body } of sink.callbacks) {
		const job = (JSON.parse(body) as { data: { job_id: string } }).data.job_id;
		told.set(job, (told.get(job) ?? new Set()).add(id));
	}
	const twice = {
		completed: completions.filter(({ n }) => Number(n) > 1).length,
		told: [...told.values()].filter((ids) => ids.size > 1).length,
	};
	const out = {
		'jobs accepted': tally.accepted.size,
		lost: [...tally.accepted].filter((id) => ends.get(id) !== 'completed').length,
		...failures,
		'completed twice': twice.completed,
		'callbacks of more than one id for a job': twice.told,
		'jobs without a callback': [...tally.accepted].filter((id) => !told.has(id)).length,
		'objects delivered': sink.uploads.size,
		'uploads that replaced the same object': [...sink.uploads.values()].reduce(
			(sum, n) => sum + n - 1,
			0,
		),
		'ffmpegs alive after 5 s': tally.orphans,
		'left over after the next start': tally.leftovers + leftoversIn(data).length,
		'files of jobs that are whole':
			asked('PRAGMA integrity_check')[0]?.['integrity_check'] === 'ok' ? 'yes' : 'no',
	};
	report({
		id: 'R1',
		what: `kill -9 of the agent while it works, at each of ${String(POINTS.length)} named places and at moments by lot`,
		often: `${String(kills)} kills, ${String(tally.atPoints)} of them at their place`,
		out,
	});
	expect(out).toMatchObject({
		lost: 0,
		'completed twice': 0,
		'callbacks of more than one id for a job': 0,
		'jobs without a callback': 0,
		'ffmpegs alive after 5 s': 0,
		'left over after the next start': 0,
		'files of jobs that are whole': 'yes',
	});
	expect(tally.atPoints).toBeGreaterThanOrEqual(POINTS.length);
});

it('SIGTERM while it renders', async () => {
	const drains = times(3, 30);
	const out = { 'exit 0': 0, 'programs left': 0, 'jobs lost': 0, 'slowest, seconds': 0 };
	for (let drain = 0; drain < drains; drain += 1) {
		const agent = await start();
		const id = await submitted(agent, 300 + drain);
		await sleep(300 + 200 * drain);
		const began = Date.now();
		const { code } = await agent.stop();
		out['slowest, seconds'] = Math.max(
			out['slowest, seconds'],
			Math.ceil((Date.now() - began) / 1000),
		);
		if (code === 0) out['exit 0'] += 1;
		if (!(await nothingRuns())) out['programs left'] += 1;
		const [job] = asked(`SELECT state FROM job WHERE id = '${id ?? ''}'`);
		if (job?.['state'] !== 'queued' && job?.['state'] !== 'completed') out['jobs lost'] += 1;
	}
	report({ id: 'R17', what: 'SIGTERM while a job runs', often: drains, out });
	expect(out).toMatchObject({ 'exit 0': drains, 'programs left': 0, 'jobs lost': 0 });
});
