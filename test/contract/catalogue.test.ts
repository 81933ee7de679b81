import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Agent, startAgent } from '../../render-agent/src/cli/agent';
import { databaseIn } from '../../render-agent/src/cli/places';
import { loadSettings } from '../../render-agent/src/config/load';
import { openDatabase } from '../../render-agent/src/jobs/stores/database';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { type ErrorCode, ERRORS } from '../../render-agent/src/kernel/errors';
import { ERROR_TEXTS } from '../../render-agent/src/kernel/errorTexts';
import { createKeyStore, type Scope } from '../../render-agent/src/keys/keyStore';
import { API, ask } from '../support/agent';
import { endOf, submit } from '../support/agentProcess';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { expectFailure, row } from '../support/failures';
import { ffmpegPath, ffprobePath } from '../support/ffmpegPath';
import { fixture, lengthened } from '../support/longDrafts';

jest.setTimeout(30_000);

/** Codes that need a broken machine, and the tests that break it. */
const ELSEWHERE: Readonly<Partial<Record<ErrorCode, string>>> = {
	RENDER_FAILED: 'test/faults/engine.test.ts',
	AUDIO_FAILED: 'test/faults/engine.test.ts',
	ENCODE_FAILED: 'test/faults/engine.test.ts',
	SUBMIT_FAILED: 'test/unit/http/failedJobs.test.ts',
	INTERNAL: 'test/unit/http/failedJobs.test.ts',
	IDEMPOTENCY_CONFLICT: 'test/unit/http/genVideo.test.ts',
	DELIVERY_DENIED: 'test/unit/deliver/s3.test.ts',
	DELIVERY_CLOCK: 'test/unit/deliver/s3.test.ts',
	DELIVERY_FULL: 'test/unit/deliver/s3.test.ts',
	DELIVERY_UNREACHABLE: 'test/unit/deliver/s3.test.ts',
	DELIVERY_CORRUPT: 'test/unit/deliver/s3.test.ts',
	LEASE_LOST: 'test/unit/http/leases.test.ts',
	ENROL_CODE_INVALID: 'test/unit/http/workers.test.ts',
	WORKER_KEY_INVALID: 'test/unit/http/workers.test.ts',
	GATEWAY_UNREACHABLE: 'test/unit/worker/gateway.test.ts',
};

const idOf = (number: number): string => `20261124${String(number).padStart(6, '0')}c0ffee04`;
const [EMPTY, CORRUPT, ENCRYPTED, MISSING, UNREACHABLE, BROKEN] = [1, 2, 3, 4, 5, 6].map(idOf);
const [EFFECT, LONG, LONGER, LONGEST, GOOD, UNKNOWN] = [7, 8, 9, 10, 11, 99].map(idOf);

let root: string;
let drafts: DraftServer;
let agents = 0;

const changed = (name: string, change: (folder: string) => void): string => {
	const folder = join(root, name);
	cpSync(fixture('01_single_video'), folder, { recursive: true });
	change(folder);
	return folder;
};

const withoutServer = (folder: string): void => {
	const file = join(folder, 'draft_content.json');
	const text = readFileSync(file, 'utf8');
	const path = /"(?:[^"]*\/)?assets\/videos\/tc\.mp4"/g;
	writeFileSync(file, text.replace(path, '"http://127.0.0.1:9/gone.mp4"'));
};

const withNonsense = (folder: string): void => {
	writeFileSync(join(folder, 'assets/videos/tc.mp4'), 'this is no video');
};

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'catalogue-'));
	const long = lengthened(join(root, 'long'), 600);
	drafts = await serveDrafts({
		drafts: {
			[String(EMPTY)]: fixture('16_empty'),
			[String(CORRUPT)]: fixture('18_corrupt_json'),
			[String(ENCRYPTED)]: fixture('19_encrypted'),
			[String(MISSING)]: fixture('17_missing_material'),
			[String(EFFECT)]: fixture('13_filter_effect'),
			[String(GOOD)]: fixture('03_image_kenburns'),
			[String(UNREACHABLE)]: changed('unreachable', withoutServer),
			[String(BROKEN)]: changed('broken', withNonsense),
			[String(LONG)]: long,
			[String(LONGER)]: long,
			[String(LONGEST)]: long,
		},
	});
});
afterAll(async () => {
	await drafts.close();
	rmSync(root, { recursive: true, force: true });
});

const urlOf = (id: string | undefined): string => drafts.draftUrl(String(id));

/** The agent itself, with real ffmpeg, on a new data folder. */
const startReal = (environment: Readonly<Record<string, string>> = {}, data = ''): Promise<Agent> =>
	startAgent(
		loadSettings({
			folder: root,
			environment: {
				RENDER_AGENT_DATA: data === '' ? join(root, `data${String((agents += 1))}`) : data,
				RENDER_AGENT_PORT: '0',
				RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8',
				RENDER_AGENT_LOG_LEVEL: 'silent',
				FFMPEG_PATH: ffmpegPath(),
				FFPROBE_PATH: ffprobePath(),
				...environment,
			},
		}),
	);

/** A key of a data folder on which no agent runs. */
const keyOn = (data: string, scopes: readonly Scope[]): string => {
	const db = openDatabase(databaseIn(data), systemClock.now());
	const { secret } = createKeyStore(db, systemClock).create('test', scopes);
	db.close();
	return secret;
};

const onReal = async (
	environment: Readonly<Record<string, string>>,
	look: (agent: Agent) => Promise<void>,
): Promise<void> => {
	const agent = await startReal(environment);
	try {
		await look(agent);
	} finally {
		await agent.stop();
	}
};

/** A job that ended with a code: HTTP 200 on both styles, the sentence and the advice in both languages. */
const expectFailedJob = async (on: Agent, id: string, code: ErrorCode): Promise<void> => {
	await endOf(on, id);
	const request = { body: { job_id: id } };
	const plain = await ask(on, `${API}/gen_video_status`, request);
	const flat = await ask(on, `/flat${API}/gen_video_status`, request);
	expect([plain.status, flat.status]).toEqual([200, 200]);
	expect(flat.body).toEqual(plain.body);
	const { zh, status } = row(code);
	expect(plain.body).toMatchObject({ status: 'failed', error_code: code, error_status: status });
	expect(plain.body.error_message.startsWith(zh)).toBe(true);
	expect(plain.body.hint).toBe(ERROR_TEXTS[code].hint.zh);
	const headers = { 'accept-language': 'en' };
	const english = await ask(on, `${API}/gen_video_status`, { ...request, headers });
	expect(english.body.error_message.startsWith(ERROR_TEXTS[code].en)).toBe(true);
	expect(english.body.hint).toBe(ERROR_TEXTS[code].hint.en);
};

type Reach = (agent: Agent) => Promise<void>;

/** Fails in the answer: what is sent, and something that the answer must name. */
const answers =
	(code: ErrorCode, send: () => Parameters<typeof expectFailure>[2], names = ''): Reach =>
	async (agent) => {
		const { body } = await expectFailure(agent, code, send());
		expect(`${body.detail} ${body.hint}`).toContain(names);
	};

const ofDraft = (id: string | undefined) => () => ({ body: { draft_url: urlOf(id) } });

/** Becomes a job that fails. */
const fails =
	(code: ErrorCode, id: string | undefined, options: object = {}): Reach =>
	async (agent) => {
		await expectFailedJob(agent, await submit(agent, urlOf(id), options), code);
	};

const cancelled: Reach = async (agent) => {
	const id = await submit(agent, urlOf(LONG));
	await ask(agent, `/v1/jobs/${id}/cancel`, { method: 'POST' });
	await expectFailedJob(agent, id, 'CANCELLED');
	await expectFailure(agent, 'CANCELLED', { path: `/v1/jobs/${id}/deliver`, method: 'POST' });
};

const large = { draft_url: 'http://a.example/d.json', metadata: { text: 'x'.repeat(1024 ** 2) } };
const bad = { draft_url: 'http://a.example/d.json', fps: 0 };
const privateUrl = { draft_url: 'http://10.0.0.1/d.json' };
const unknownJob = { path: `${API}/gen_video_status`, body: { job_id: 'j_0' } };

/** What an agent as it is set up by default reaches. */
const PLAIN: Readonly<Partial<Record<ErrorCode, Reach>>> = {
	DRAFT_URL_MISSING: answers('DRAFT_URL_MISSING', () => ({ body: {} })),
	DRAFT_URL_INVALID: answers('DRAFT_URL_INVALID', () => ({ body: { draft_url: 'ftp://a/b' } })),
	DRAFT_NOT_FOUND: answers('DRAFT_NOT_FOUND', ofDraft(UNKNOWN), String(UNKNOWN)),
	DRAFT_EMPTY: answers('DRAFT_EMPTY', ofDraft(EMPTY)),
	DRAFT_ENCRYPTED: answers('DRAFT_ENCRYPTED', ofDraft(ENCRYPTED), '5.9'),
	DRAFT_INVALID: answers('DRAFT_INVALID', ofDraft(CORRUPT)),
	MEDIA_MISSING: answers('MEDIA_MISSING', ofDraft(MISSING), 'does_not_exist.mp4'),
	MEDIA_UNREACHABLE: answers('MEDIA_UNREACHABLE', ofDraft(UNREACHABLE), 'gone.mp4'),
	MEDIA_BROKEN: fails('MEDIA_BROKEN', BROKEN),
	UNSUPPORTED: fails('UNSUPPORTED', EFFECT, { on_unsupported: 'fail' }),
	ADDRESS_REFUSED: answers(
		'ADDRESS_REFUSED',
		() => ({ body: privateUrl }),
		'RENDER_AGENT_ALLOW_ADDRESSES=127.0.0.0/8,10.0.0.1/32',
	),
	REQUEST_INVALID: answers('REQUEST_INVALID', () => ({ body: bad }), 'fps'),
	TOO_LARGE: answers('TOO_LARGE', () => ({ body: large }), '1 MiB'),
	JOB_NOT_FOUND: answers('JOB_NOT_FOUND', () => unknownJob, 'j_0'),
	CANCELLED: cancelled,
	TIMED_OUT: fails('TIMED_OUT', LONG, { time_limit_seconds: 1 }),
};

const keyed = async (rate: string, look: (agent: Agent, key: string) => Promise<void>) => {
	const data = join(root, `data${String((agents += 1))}`);
	mkdirSync(data);
	const key = keyOn(data, ['read']);
	const agent = await startReal({ RENDER_AGENT_RATE_LIMIT_PER_MINUTE: rate }, data);
	try {
		await look(agent, key);
	} finally {
		await agent.stop();
	}
};

const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
const count = { path: `${API}/gen_video_active_count` };

/** What an agent reaches that is set up for it. */
const SET_UP: Readonly<Partial<Record<ErrorCode, () => Promise<void>>>> = {
	KEY_MISSING: () =>
		keyed('1000', async (agent) => {
			await expectFailure(agent, 'KEY_MISSING', count);
			expect((await ask(agent, '/healthz')).status).toBe(200);
		}),
	KEY_INVALID: () =>
		keyed('1000', async (agent, key) => {
			const wrong = key.slice(0, -1) + (key.endsWith('0') ? '1' : '0');
			await expectFailure(agent, 'KEY_INVALID', { ...count, headers: bearer(wrong) });
		}),
	FORBIDDEN: () =>
		keyed('1000', async (agent, key) => {
			const request = { body: { draft_url: urlOf(GOOD) }, headers: bearer(key) };
			const { body } = await expectFailure(agent, 'FORBIDDEN', request);
			expect(body.hint).toContain('submit');
		}),
	RATE_LIMITED: () =>
		keyed('1', async (agent, key) => {
			const headers = bearer(key);
			await ask(agent, count.path, { headers });
			const answer = await expectFailure(agent, 'RATE_LIMITED', { ...count, headers });
			expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
		}),
	BUSY: () =>
		onReal({ RENDER_AGENT_QUEUE_LIMIT: '1' }, async (agent) => {
			await submit(agent, urlOf(LONG));
			await submit(agent, urlOf(LONGER));
			const answer = await expectFailure(agent, 'BUSY', ofDraft(LONGEST)());
			expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
		}),
	DISK_FULL: () =>
		onReal({ RENDER_AGENT_MIN_FREE_GB: '1000000' }, async (agent) => {
			const { body } = await expectFailure(agent, 'DISK_FULL', ofDraft(GOOD)());
			expect(body.hint).toContain('RENDER_AGENT_DATA');
			expect(JSON.stringify(body)).not.toContain(root);
		}),
	NOT_READY: () =>
		onReal({ FFMPEG_PATH: join(root, 'no-ffmpeg') }, async (agent) => {
			const { body } = await expectFailure(agent, 'NOT_READY', ofDraft(GOOD)());
			expect(`${body.detail} ${body.hint}`).toMatch(/no-ffmpeg.*doctor/s);
		}),
	DELIVERY_FAILED: () =>
		onReal({ RENDER_AGENT_UPLOAD_URL: `${drafts.origin}/nowhere` }, async (agent) => {
			const job = await endOf(agent, await submit(agent, urlOf(GOOD)));
			const { zh, number } = row('DELIVERY_FAILED');
			expect(job).toMatchObject({ status: 'completed', error_code: null });
			expect(job.delivery[0]).toMatchObject({
				state: 'failed',
				error: { error_code: 'DELIVERY_FAILED', code: number, message: zh },
			});
			expect(job.delivery[0]?.error?.hint).toContain('video_url');
			expect((await fetch(job.video_url, { method: 'HEAD' })).status).toBe(200);
		}),
};

const named = <T>(table: Readonly<Partial<Record<ErrorCode, T>>>): [ErrorCode, T][] =>
	Object.entries(table) as [ErrorCode, T][];

describe('the error catalogue, reached with the real agent', () => {
	let agent: Agent;
	beforeAll(async () => {
		agent = await startReal();
	});
	afterAll(async () => {
		await agent.stop();
	});

	it('has no code that nothing reaches, and names no test that does not', () => {
		const reached = [PLAIN, SET_UP, ELSEWHERE].flatMap((table) => Object.keys(table));
		expect(reached.sort()).toEqual(Object.keys(ERRORS).sort());
		for (const [code, file] of named(ELSEWHERE))
			expect(readFileSync(join(__dirname, '../..', file), 'utf8')).toContain(`'${code}'`);
	});

	it.each(named(PLAIN))('%s', async (_code, reach) => {
		await reach(agent);
	});

	it.each(named(SET_UP))('%s, on an agent that is set up for it', async (_code, reach) => {
		await reach();
	});
});
