/** Joins the rooms to a running agent: store, jobs, engine, HTTP. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createCache } from '../assets/cache';
import { createDraftStore } from '../assets/draftStore';
import { createDraftCheck } from '../assets/quickCheck';
import { createSender, type Sender } from '../callbacks/sender';
import { createLog, type Log } from '../config/log';
import type { Settings } from '../config/schema';
import { secretIn } from '../config/secrets';
import { createLinks } from '../deliver/links';
import { multipartPost } from '../deliver/targets/multipartPost';
import { jobViewOf } from '../http/jobView';
import type { ServerParts } from '../http/parts';
import { createServer, viewPartsOf } from '../http/server';
import { freeBytesOf } from '../jobs/disk';
import { createRenderer, type DrawParts, referencesOf } from '../jobs/drawDraft';
import { createJobs } from '../jobs/jobs';
import type { JobParts } from '../jobs/parts';
import { createPrefetch } from '../jobs/prefetch';
import { openDatabase } from '../jobs/stores/database';
import { createJobStore } from '../jobs/stores/sqliteJobStore';
import { createOutbox } from '../jobs/stores/sqliteOutbox';
import { type Clock, systemClock } from '../kernel/clock';
import { createKeyStore } from '../keys/keyStore';
import { requireKeyFor } from '../keys/listening';
import { createClient } from '../net/client';
import { createPost, type Post } from '../net/post';
import { openMachine, type OpenMachine } from './machine';
import { VERSION } from './version';

/** A running agent. */
export interface Agent {
	/** Where it listens, such as `http://127.0.0.1:30100`. */
	readonly url: string;
	/** Takes no more, puts running jobs back into the queue, and resolves when all is closed. */
	readonly stop: () => Promise<void>;
}

const DATABASE = 'agent.sqlite';

/** The file of jobs and keys in a data folder. */
export const databaseIn = (data: string): string => join(data, DATABASE);

const worldOf = (settings: Settings, clock: Clock) => {
	const client = createClient({ allow: settings.allowAddresses, clock });
	const post = createPost({ allow: settings.allowAddresses, clock });
	const cache = createCache({
		folder: join(settings.data, 'cache'),
		limitBytes: settings.cacheBytes,
		client,
		clock,
	});
	return { client, post, cache };
};

const jobPartsOf = (
	settings: Settings,
	{
		machine,
		db,
		log,
		clock,
		world,
	}: {
		machine: OpenMachine;
		db: ReturnType<typeof openDatabase>;
		log: Log;
		clock: Clock;
		world: ReturnType<typeof worldOf>;
	},
): JobParts => {
	const { client, post, cache } = world;
	const drawing: DrawParts = { client, cache, clock, machine: machine.machine, local: false };
	const check = createDraftCheck({
		client,
		clock,
		folder: join(settings.data, 'checks'),
		readReferences: referencesOf,
	});
	return {
		store: createJobStore(db),
		outbox: createOutbox(db),
		renderer: createRenderer(drawing),
		quickCheck: ({ draft, options }, signal) =>
			check({ draft, onMissing: options.on_missing }, signal),
		prefetch: createPrefetch({
			client,
			cache,
			folder: join(settings.data, 'checks'),
			readReferences: referencesOf,
		}),
		targets: settings.upload ? [multipartPost(settings.upload, post.postForm)] : [],
		notReady: machine.notReady,
		freeBytes: freeBytesOf,
		clock,
		log,
		settings,
	};
};

interface Joined {
	readonly server: ServerParts;
	readonly parts: JobParts;
	readonly post: Post;
}

/** Tells those who asked for callbacks. */
const senderOf = ({ server, parts, post }: Joined, settings: Settings): Sender =>
	createSender({
		outbox: parts.outbox,
		post: (message, signal) => post.postJson(message, signal),
		secret: settings.callbackSecret ?? secretIn(settings.data, 'callback-secret'),
		dataOf: (id) => {
			const job = parts.store.find(id);
			return job && jobViewOf(job, settings.locale, viewPartsOf(server));
		},
		clock: parts.clock,
		log: parts.log,
	});

const aboutFfmpeg = (machine: OpenMachine): Readonly<Record<string, unknown>> => {
	const tools = machine.tools();
	return { ffmpeg: tools ? { version: tools.version, origin: tools.origin } : null };
};

/**
 * Starts the agent: jobs that were waiting or running go on.
 * @throws {AgentError} REQUEST_INVALID when it may not listen where it should
 */
export const startAgent = async (settings: Settings): Promise<Agent> => {
	mkdirSync(settings.data, { recursive: true });
	const clock = systemClock;
	const log = createLog(settings.logLevel);
	const db = openDatabase(databaseIn(settings.data), clock.now());
	const keys = createKeyStore(db, clock);
	const hasKey = keys.list().some(({ revokedAt }) => revokedAt === null);
	requireKeyFor(settings.host, hasKey);
	const machine = await openMachine(settings);
	const world = worldOf(settings, clock);
	const parts = jobPartsOf(settings, { machine, db, log, clock, world });
	const jobs = createJobs(parts);
	const server: ServerParts = {
		jobs,
		keys,
		links: createLinks(secretIn(settings.data, 'link-secret')),
		clock,
		log,
		settings,
		drafts: createDraftStore({ folder: join(settings.data, 'drafts'), clock }),
		version: VERSION,
		notReady: machine.notReady,
		about: () => aboutFfmpeg(machine),
	};
	const app = await createServer(server);
	const sender = senderOf({ server, parts, post: world.post }, settings);
	const url = await app.listen({ host: settings.host, port: settings.port });
	jobs.start();
	sender.start();
	void world.cache.tidy();
	const stop = async (): Promise<void> => {
		await sender.stop();
		await jobs.stop();
		await app.close();
		await machine.close();
		db.close();
	};
	return { url, stop };
};
