/** An agent for tests: real SQLite in a folder of its own, real HTTP on a free port, a renderer under the test's hand. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { createDraftStore } from '../../render-agent/src/assets/draftStore';
import type { Outbox } from '../../render-agent/src/callbacks/outbox';
import { loadSettings } from '../../render-agent/src/config/load';
import { createLog } from '../../render-agent/src/config/log';
import { createLinks } from '../../render-agent/src/deliver/links';
import type { DeliveryTarget } from '../../render-agent/src/deliver/target';
import type { SetupParts } from '../../render-agent/src/dashboard/setup';
import type { ErrorBody } from '../../render-agent/src/http/errorBody';
import type { JobView } from '../../render-agent/src/http/jobView';
import { createServer } from '../../render-agent/src/http/server';
import { healthOf } from '../../render-agent/src/jobs/health';
import { requireRoom } from '../../render-agent/src/jobs/disk';
import { createJobs, type Jobs } from '../../render-agent/src/jobs/jobs';
import type { JobParts } from '../../render-agent/src/jobs/parts';
import type { Preflight } from '../../render-agent/src/jobs/preflight';
import type { JobStore } from '../../render-agent/src/jobs/store';
import type { Storyboard } from '../../render-agent/src/jobs/storyboard';
import { type Database, openDatabase } from '../../render-agent/src/jobs/stores/database';
import { createJobStore } from '../../render-agent/src/jobs/stores/sqliteJobStore';
import { createOutbox } from '../../render-agent/src/jobs/stores/sqliteOutbox';
import { createWebhooks } from '../../render-agent/src/jobs/stores/sqliteWebhooks';
import { createUploadTurns } from '../../render-agent/src/jobs/uploadTurns';
import { createAddressCheck } from '../../render-agent/src/net/addressCheck';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { createKeyStore, type KeyStore } from '../../render-agent/src/keys/keyStore';
import { createWorkerStore, type WorkerStore } from '../../render-agent/src/keys/workerStore';
import { createFakeClock, type FakeClock } from './fakeClock';
import { createFakeRenderer, type FakeRenderer } from './fakeRenderer';

/** What a test may set; everything has a default. */
export interface AgentOptions {
	readonly folder?: string;
	readonly clock?: FakeClock;
	readonly renderer?: FakeRenderer;
	readonly quickCheck?: JobParts['quickCheck'];
	readonly prefetch?: JobParts['prefetch'];
	readonly preflight?: Preflight;
	readonly storyboard?: Storyboard;
	readonly targets?: readonly DeliveryTarget[];
	readonly sentTargets?: JobParts['sentTargets'];
	readonly notReady?: () => AgentError | undefined;
	readonly freeBytes?: (folder: string) => Promise<number>;
	readonly environment?: Readonly<Record<string, string>>;
	/** The first-start page; default none. */
	readonly setup?: (agent: {
		readonly folder: string;
		readonly keys: KeyStore;
		readonly clock: FakeClock;
	}) => SetupParts;
	/** Connections that are open at once. */
	readonly mostConnections?: number;
	/** Whether jobs run by themselves; default true. */
	readonly starts?: boolean;
}

/** A running agent. */
export interface TestAgent {
	readonly url: string;
	readonly folder: string;
	readonly clock: FakeClock;
	readonly renderer: FakeRenderer;
	readonly jobs: Jobs;
	readonly store: JobStore;
	readonly outbox: Outbox;
	readonly keys: KeyStore;
	readonly workers: WorkerStore;
	readonly db: Database;
	/** Everything that was logged so far. */
	readonly logged: () => string;
	/** Goes away without releasing anything, as a killed process does; the folder stays. */
	readonly vanish: () => Promise<void>;
	/** Ends it properly; the folder stays. */
	readonly stop: () => Promise<void>;
	/** Ends it and removes its folder. */
	readonly close: () => Promise<void>;
}

const logInto = (lines: string[]): Writable =>
	new Writable({
		write(line: Buffer, _encoding, done) {
			lines.push(line.toString());
			done();
		},
	});

const partsOf = (options: AgentOptions, { folder, lines }: { folder: string; lines: string[] }) => {
	const settings = loadSettings({
		environment: { RENDER_AGENT_DATA: folder, ...options.environment },
		folder,
	});
	const clock = options.clock ?? createFakeClock();
	const db = openDatabase(join(folder, 'agent.sqlite'), clock.now());
	const renderer = options.renderer ?? createFakeRenderer();
	const log = createLog('debug', logInto(lines));
	const parts: JobParts = {
		store: createJobStore(db),
		outbox: createOutbox(db),
		renderer: renderer.render,
		turns: createUploadTurns(clock, {
			seconds: settings.deliveryTimeLimitSeconds,
			own: (options.targets ?? []).map(({ name }) => name),
		}),
		quickCheck: options.quickCheck ?? (() => Promise.resolve()),
		prefetch: options.prefetch ?? (() => Promise.resolve()),
		targets: options.targets ?? [],
		...(options.sentTargets && { sentTargets: options.sentTargets }),
		tidy: () => Promise.resolve(),
		isWorker: createWorkerStore(db, clock).isKnown,
		notReady: options.notReady ?? (() => undefined),
		freeBytes: options.freeBytes ?? (() => Promise.resolve(Number.MAX_SAFE_INTEGER)),
		clock,
		log,
		settings,
	};
	return { settings, clock, db, renderer, log, parts };
};

const unasked = (): Promise<never> => Promise.reject(new AgentError('NOT_READY'));

const serve = (
	{ settings, clock, log, parts, db }: ReturnType<typeof partsOf>,
	{ jobs, keys, options }: { jobs: Jobs; keys: KeyStore; options: AgentOptions },
): ReturnType<typeof createServer> =>
	createServer({
		jobs,
		keys,
		workers: createWorkerStore(db, clock),
		clock,
		log,
		settings,
		drafts: createDraftStore({
			folder: join(settings.data, 'drafts'),
			clock,
			room: (bytes) => requireRoom(parts, bytes),
		}),
		preflight: options.preflight ?? unasked,
		storyboard: options.storyboard ?? unasked,
		links: createLinks('test'),
		webhooks: createWebhooks(db),
		checkAddress: createAddressCheck({ allow: settings.allowAddresses }),
		version: '0.0.0',
		notReady: parts.notReady,
		checks: () =>
			healthOf({
				...parts,
				encoderTrial: () => Promise.resolve(undefined),
				unwatched: () => undefined,
			}),
		about: () => ({ ffmpeg: 'none' }),
		mostConnections: options.mostConnections,
		...(options.setup && { setup: options.setup({ folder: settings.data, keys, clock }) }),
	});

/** Starts an agent that listens on loopback. */
export const startAgent = async (options: AgentOptions = {}): Promise<TestAgent> => {
	const folder = options.folder ?? (await mkdtemp(join(tmpdir(), 'agent-')));
	const lines: string[] = [];
	const all = partsOf(options, { folder, lines });
	const { clock, db, renderer, parts } = all;
	const jobs = createJobs(parts);
	const keys = createKeyStore(db, clock);
	const app = await serve(all, { jobs, keys, options });
	const url = await app.listen({ host: '127.0.0.1', port: 0 });
	if (options.starts !== false) jobs.start();
	const stop = async (): Promise<void> => {
		await jobs.stop();
		await app.close();
		db.close();
	};
	return {
		url,
		folder,
		clock,
		renderer,
		jobs,
		store: parts.store,
		outbox: parts.outbox,
		keys,
		workers: createWorkerStore(db, clock),
		db,
		logged: () => lines.join(''),
		stop,
		vanish: async () => {
			db.close();
			await app.close();
		},
		close: async () => {
			await stop();
			await rm(folder, { recursive: true, force: true });
		},
	};
};

/** Every field that some answer has; a test looks only at those of the answer that it asked for. */
export interface AnswerBody extends Omit<JobView, 'hint' | 'error_code'>, ErrorBody {
	readonly count: number;
	readonly files: readonly string[];
	readonly draft_id: string;
	readonly items: readonly JobView[];
	readonly next_cursor: string | null;
	readonly problems: readonly string[];
	readonly notes: readonly string[];
}

/** An answer as a test looks at it. A body that is no JSON is in `text` alone. */
export interface Answered {
	readonly status: number;
	readonly headers: Headers;
	readonly text: string;
	readonly body: AnswerBody;
}

/** Where the compatible routes lie. */
export const API = '/openapi/capcut-mate/v1';

const payloadOf = (body: unknown, headers: Record<string, string>): RequestInit => {
	if (body === undefined) return { headers };
	const sent = typeof body === 'string' ? body : JSON.stringify(body);
	return { headers: { 'content-type': 'application/json', ...headers }, body: sent };
};

/** Asks an agent: a body makes it a POST of JSON. */
export const ask = async (
	{ url }: Pick<TestAgent, 'url'>,
	path: string,
	{
		body,
		headers = {},
		method = body === undefined ? 'GET' : 'POST',
	}: { body?: unknown; headers?: Record<string, string>; method?: string } = {},
): Promise<Answered> => {
	const response = await fetch(url + path, { method, ...payloadOf(body, headers) });
	const text = await response.text();
	const isJson = response.headers.get('content-type')?.includes('json') ?? false;
	return {
		status: response.status,
		headers: response.headers,
		text,
		body: (isJson ? JSON.parse(text) : {}) as AnswerBody,
	};
};

/** An address of a draft that looks like one of capcut-mate's. */
export const draftUrl = (number = 1): string =>
	`https://drafts.example${API}/get_draft?draft_id=20251123083000${number.toString(16).padStart(8, '0')}`;

/** Waits until something holds, two seconds at most unless told; then the test goes on and says what does not. */
export const until = async (
	holds: () => Promise<boolean> | boolean,
	seconds = 2,
): Promise<void> => {
	for (let turn = 0; turn < 50 * seconds && !(await holds()); turn += 1)
		await new Promise((resolve) => setTimeout(resolve, 20));
};
