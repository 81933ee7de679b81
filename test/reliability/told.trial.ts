import { createHmac } from 'node:crypto';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { createSender } from '../../render-agent/src/callbacks/sender';
import { MIGRATIONS } from '../../render-agent/src/jobs/stores/migrations';
import { createPost } from '../../render-agent/src/net/post';
import { API, ask, draftUrl, startAgent, until } from '../support/agent';
import { startAgentProcess, startCommand } from '../support/agentProcess';
import { createFakeRenderer } from '../support/fakeRenderer';
import { OLD_JOBS, OLD_SECRET, writeOldFile } from '../support/oldFile';
import { idOf, serveMany, SMALL } from './support/drafts';
import { report, times } from './support/plan';
import { type Arrived, startSink } from './support/sink';

const SECRET = Buffer.alloc(32, 7).toString('base64');

const isSigned = ({ headers, body }: Arrived): boolean => {
	const text = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
	const signature = createHmac('sha256', Buffer.from(SECRET, 'base64'))
		.update(text)
		.digest('base64');
	return headers['webhook-signature'] === `v1,${signature}`;
};

it('receivers of callbacks that fail', async () => {
	const rounds = times(5, 50);
	const sink = await startSink();
	const agent = await startAgent({ renderer: createFakeRenderer(true) });
	const post = createPost({ allow: ['127.0.0.0/8'], clock: agent.clock });
	const sender = createSender({
		outbox: agent.outbox,
		post: (message, signal) => post.postJson(message, signal),
		secret: SECRET,
		dataOf: ({ job }) => ({ job_id: job }),
		clock: agent.clock,
		log: { warn: () => undefined },
	});
	const jobs: string[] = [];
	for (let round = 0; round < rounds; round += 1) {
		for (const act of ['status 500', 'cut', 'silent'] as const) {
			sink.next.push(act);
			const body = { draft_url: draftUrl(jobs.length), callback_url: `${sink.origin}/hook` };
			const { job_id } = (await ask(agent, `${API}/gen_video`, { body })).body;
			jobs.push(job_id);
			await ask(agent, `${API}/gen_video_status`, { body: { job_id, wait_seconds: 100 } });
			const before = sink.callbacks.length;
			const first = sender.flush();
			await until(() => sink.callbacks.length > before);
			if (act === 'silent') await agent.clock.advance(10_001);
			await first;
			await agent.clock.advance(10_001);
			await sender.flush();
		}
	}
	const idsOf = new Map<string, Set<string>>();
	for (const { id, body } of sink.callbacks) {
		const { job_id } = (JSON.parse(body) as { data: { job_id: string } }).data;
		idsOf.set(job_id, (idsOf.get(job_id) ?? new Set()).add(id));
	}
	const out = {
		'messages arrived': sink.callbacks.length,
		'jobs never told of': jobs.filter((id) => !idsOf.has(id)).length,
		'jobs told of under more than one id': [...idsOf.values()].filter((ids) => ids.size > 1).length,
		'signatures that do not hold': sink.callbacks.filter((one) => !isSigned(one)).length,
		'still waiting': agent.outbox.due(agent.clock.now() + 1e9, 1_000).length,
	};
	report({
		id: 'R13',
		what: 'receivers of callbacks that answer 500, cut the connection or say nothing (kills between the end of a job and its callback are in R1)',
		often: `${String(jobs.length)} jobs`,
		out,
	});
	await agent.close();
	await sink.close();
	expect(out).toMatchObject({
		'messages arrived': 2 * jobs.length,
		'jobs never told of': 0,
		'jobs told of under more than one id': 0,
		'signatures that do not hold': 0,
		'still waiting': 0,
	});
});

/** Everything that the file of jobs holds, without the addresses of drafts, which it must know. */
const dumped = (data: string): string => {
	const file = new DatabaseSync(join(data, 'agent.sqlite'), { readOnly: true });
	const tables = file.prepare(`SELECT name FROM sqlite_master WHERE type = 'table'`).all();
	const rows = tables.flatMap(({ name }) => file.prepare(`SELECT * FROM ${String(name)}`).all());
	file.close();
	return JSON.stringify(rows.map((row) => ({ ...row, draft: '', draft_key: '' })));
};

it('secrets, looked for wherever something is written or told', async () => {
	const root = mkdtempSync(join(tmpdir(), 'secrets-'));
	const data = join(root, 'data');
	mkdirSync(data);
	const drafts = await serveMany(3);
	const sink = await startSink();
	const made = await startCommand(['keys', 'create', '--scopes', 'admin'], { data }).ended;
	const key = made.out.split('\n')[0] ?? '';
	const whsec = `whsec_${Buffer.alloc(32, 9).toString('base64')}`;
	const secrets: Record<string, string> = {
		'the API key': key.slice(12),
		'a wrong API key': 'wrongwrongwrongwrongwrongwrongwr',
		'the header of uploads': 'CANARY-UPLOAD-HEADER',
		'the query of the upload address': 'CANARY-UPLOAD-QUERY',
		"the signature in a draft's address": 'CANARY-DRAFT-SIGNATURE',
		'the secret of callbacks': whsec.slice(6),
	};
	const agent = await startAgentProcess(data, {
		RENDER_AGENT_LOG_LEVEL: 'debug',
		RENDER_AGENT_CALLBACK_SECRET: whsec,
		RENDER_AGENT_UPLOAD_URL: `${sink.origin}/upload?token=CANARY-UPLOAD-QUERY`,
		RENDER_AGENT_UPLOAD_HEADERS: '{"Authorization":"Bearer CANARY-UPLOAD-HEADER"}',
	});
	secrets['the secret of links'] = readFileSync(join(data, 'link-secret'), 'utf8').trim();
	const told: string[] = [];
	const headers = { authorization: `Bearer ${key}` };
	const asked = async (
		path: string,
		how: Parameters<typeof ask>[2] = {},
	): Promise<Awaited<ReturnType<typeof ask>>> => {
		const answer = await ask(agent, path, { headers, ...how });
		told.push(
			answer.text.replaceAll(/"draft_url":"[^"]*"/g, '""'),
			JSON.stringify([...answer.headers]),
		);
		return answer;
	};
	const wrong = { authorization: `Bearer cr_abcdefgh_wrongwrongwrongwrongwrongwrongwr` };
	for (const url of [drafts.draftUrl(idOf(1)), `${drafts.origin}/none/draft_content.json?x=1`]) {
		const draft_url = `${url}&x-amz-signature=CANARY-DRAFT-SIGNATURE`;
		const body = { draft_url, ...SMALL, callback_url: `${sink.origin}/hook` };
		await asked(`${API}/gen_video`, { body, headers: wrong });
		const { job_id, code } = (
			await asked(`${API}/gen_video`, { body: { ...body, apiKey: key }, headers: {} })
		).body;
		if (code !== 0) continue;
		await asked(`${API}/gen_video_status`, { body: { job_id, wait_seconds: 60 } });
		await asked(`/v1/jobs/${job_id}`);
		await asked(`/v1/jobs/${job_id}/cancel`, { method: 'POST' });
	}
	for (const path of [
		'/healthz',
		'/readyz',
		'/openapi.json',
		'/v1/jobs',
		'/v1/jobs?limit=x',
		'/none',
	])
		await asked(path);
	await until(() => sink.callbacks.length > 0);
	const { out: printed, err } = await agent.stop();
	const places: Record<string, string> = {
		'the log': printed + err,
		'answers of the service': told.join('\n'),
		'the file of jobs': dumped(data),
		callbacks: sink.callbacks
			.map(({ body }) => body.replaceAll(/"draft_url":"[^"]*"/g, '""'))
			.join('\n'),
	};
	const leaks = Object.entries(secrets).flatMap(([name, secret]) =>
		Object.entries(places).flatMap(([place, text]) =>
			text.includes(secret) ? [`${name} in ${place}`] : [],
		),
	);
	report({
		id: 'R15',
		what: `${String(Object.keys(secrets).length)} secrets looked for in the log at its loudest, in answers, in the file of jobs and in callbacks; a draft's own address is left out, which its caller is shown as it was sent`,
		often: `${String(Math.round(Object.values(places).join('').length / 1024))} KiB of text`,
		out: { 'secrets found': leaks.length, 'jobs in the log': sink.uploads.size },
	});
	await drafts.close();
	await sink.close();
	rmSync(root, { recursive: true, force: true });
	expect(leaks).toEqual([]);
	expect(sink.uploads.size).toBe(1);
});

it('files of jobs of every version before', async () => {
	const out = { 'jobs that went on': 0, 'jobs lost': 0, 'keys lost': 0, 'copies made before': 0 };
	for (let version = 1; version <= MIGRATIONS.length; version += 1) {
		const folder = mkdtempSync(join(tmpdir(), 'old-'));
		writeOldFile(join(folder, 'agent.sqlite'), version);
		const agent = await startAgent({ folder, renderer: createFakeRenderer(true) });
		try {
			agent.keys.verify(OLD_SECRET);
		} catch {
			out['keys lost'] += 1;
		}
		for (const id of OLD_JOBS) {
			const job = agent.jobs.status({ id }, 'everybody');
			const end = await agent.jobs.ended(job, 1e6, AbortSignal.timeout(10_000));
			out[end.state === 'completed' ? 'jobs that went on' : 'jobs lost'] += 1;
		}
		if (version < MIGRATIONS.length)
			out['copies made before'] += readdirSync(join(folder, 'backups')).length;
		await agent.close();
	}
	report({
		id: 'R16',
		what: 'the file of jobs as each version wrote it, opened by this one',
		often: `${String(MIGRATIONS.length)} versions`,
		out,
	});
	expect(out).toMatchObject({
		'jobs lost': 0,
		'keys lost': 0,
		'copies made before': MIGRATIONS.length - 1,
	});
});
