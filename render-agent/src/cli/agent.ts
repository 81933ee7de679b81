/** Joins the rooms to a running agent: store, jobs, engine, HTTP. */
import { join } from 'node:path';
import { keepServedAs } from '../config/servedAs';
import { clearAway } from '../config/heldFiles';
import { createCache } from '../assets/cache';
import { createDraftStore, type DraftStore } from '../assets/draftStore';
import { createDraftCheck } from '../assets/quickCheck';
import { createSender, type Sender } from '../callbacks/sender';
import { createLog, type Log, rotatingFile } from '../config/log';
import type { Settings } from '../config/schema';
import { secretIn, secretsIn } from '../config/secrets';
import { createLinks } from '../deliver/links';
import { jobViewOf } from '../http/jobView';
import type { ServerParts } from '../http/parts';
import { createServer, viewPartsOf } from '../http/server';
import { cameFromFullDisk, freeBytesOf, requireRoom } from '../jobs/disk';
import { createRenderer } from '../jobs/drawDraft';
import { healthOf } from '../jobs/health';
import { createJobs } from '../jobs/jobs';
import type { JobParts } from '../jobs/parts';
import { createPrefetch } from '../jobs/prefetch';
import { probeWith } from '../jobs/probeFiles';
import { referencesOf } from '../jobs/readTimeline';
import { openDatabase } from '../jobs/stores/database';
import { holdFolder } from '../jobs/stores/folderLock';
import { createJobStore } from '../jobs/stores/sqliteJobStore';
import { createOutbox } from '../jobs/stores/sqliteOutbox';
import { createWebhooks } from '../jobs/stores/sqliteWebhooks';
import { type Clock, systemClock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { inLanguage } from '../kernel/words';
import { createKeyStore, type KeyStore } from '../keys/keyStore';
import { requireKeyFor } from '../keys/listening';
import { createWorkerStore, type WorkerStore } from '../keys/workerStore';
import { createAddressCheck } from '../net/addressCheck';
import { createClient } from '../net/client';
import { createPost, type Post } from '../net/post';
import { endLeftovers } from '../render/leftovers';
import { isRunning } from '../render/processes';
import { awakeWhile } from './awake';
import { listen } from './listen';
import { looksOf } from './lookParts';
import { openMachine, type OpenMachine } from './machine';
import { ownDrafts } from './ownDrafts';
import { databaseIn, libraryOf, madeStoreIn } from './places';
import { targetsOf, turnsOf } from './targets';
import { withSetup } from './setup';
import { tellStandIns } from './standIns';
import { VERSION } from './version';

/** A running agent. */
export interface Agent {
	/** Where it listens, such as `http://127.0.0.1:30100`. */
	readonly url: string;
	/** Takes no more, puts running jobs back into the queue, and resolves when all is closed. */
	readonly stop: () => Promise<void>;
}

const worldOf = (settings: Settings, clock: Clock) => {
	const client = createClient({ allow: settings.allowAddresses, clock });
	const post = createPost({ allow: settings.allowAddresses, clock });
	const cache = createCache({
		folder: join(settings.data, 'cache'),
		limitBytes: settings.cacheBytes,
		client,
		clock,
		isRunning,
	});
	return { client, post, cache, store: madeStoreIn(settings, clock) };
};

interface Opened {
	readonly machine: OpenMachine;
	readonly db: ReturnType<typeof openDatabase>;
	readonly log: Log;
	readonly clock: Clock;
	readonly world: ReturnType<typeof worldOf>;
	readonly drafts: DraftStore;
	readonly workers: WorkerStore;
	readonly room: (bytes: number) => Promise<void>;
}

const DAY = 86_400_000;

/** Where drafts are unpacked while they are looked at. */
const checksIn = (data: string): string => join(data, 'checks');

/** How jobs read drafts: now for the answer, right after it for the cache, and when they run. */
const readersOf = (
	settings: Settings,
	{ machine, clock, world, drafts, log, room }: Opened,
): Pick<JobParts, 'renderer' | 'quickCheck' | 'prefetch'> => {
	const { client, cache, store } = world;
	const library = libraryOf(settings);
	const reading = {
		client,
		cache,
		clock,
		stored: ownDrafts(drafts, settings),
		folder: checksIn(settings.data),
		readReferences: async (text: Uint8Array, signal: AbortSignal) =>
			referencesOf({ text, library: (await library?.())?.index }, signal),
		...(library && { library }),
	};
	const check = createDraftCheck(reading);
	const mayCall = createAddressCheck({ allow: settings.allowAddresses });
	return {
		renderer: awakeWhile(
			createRenderer({
				...reading,
				store,
				machine: machine.machine,
				local: false,
				copiesRefused: (err) => {
					log.warn({ err }, 'a video with copied pictures was refused; all of it is encoded');
				},
				room,
			}),
		),
		quickCheck: async ({ draft, options }, signal) => {
			if (options.callback_url !== undefined) await mayCall(options.callback_url, signal);
			await check({ draft, onMissing: options.on_missing }, signal);
		},
		prefetch: createPrefetch(reading),
	};
};

/** What keeps the agent from taking jobs. One that only hands them out needs no ffmpeg, but somebody to hand them to. */
const unreadyOf = (
	{ jobs }: Settings,
	{ machine, workers }: Pick<Opened, 'machine' | 'workers'>,
): JobParts['notReady'] => {
	if (jobs > 0) return machine.notReady;
	return () =>
		workers.list().some(({ revokedAt }) => revokedAt === null)
			? undefined
			: new AgentError('NOT_READY', {
					object: {
						zh: '此服务只分发任务（RENDER_AGENT_JOBS=0），但还没有工作机；请运行 capcut-render-agent worker code 并按提示登记一台',
						en: 'this agent only hands jobs out (RENDER_AGENT_JOBS=0) and there is no worker yet; run capcut-render-agent worker code and enrol one as it says',
					},
				});
};

const jobPartsOf = (settings: Settings, opened: Opened): JobParts => {
	const { machine, db, log, clock, world, drafts, workers } = opened;
	const store = createJobStore(db);
	return {
		...readersOf(settings, opened),
		store,
		outbox: createOutbox(db),
		...targetsOf(settings, world.post, clock),
		turns: turnsOf(settings, clock),
		notReady: unreadyOf(settings, opened),
		probe: () => {
			const tools = machine.tools();
			return tools && probeWith(tools, 1000 * settings.stallSeconds);
		},
		isWorker: workers.isKnown,
		freeBytes: freeBytesOf,
		tidy: async () => {
			const before = clock.now() - settings.retentionDays * DAY;
			await drafts.removeOlder(before, store.aged);
			await world.cache.tidy();
			await world.store.tidy();
		},
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
		dataOf: (message) => {
			const job = parts.store.toldBy(message);
			return job && jobViewOf(job, settings.locale, viewPartsOf(server));
		},
		clock: parts.clock,
		log: parts.log,
	});

const aboutFfmpeg = (machine: OpenMachine): Readonly<Record<string, unknown>> => {
	const tools = machine.tools();
	const choice = machine.encoders();
	return {
		ffmpeg: tools ? { version: tools.version, origin: tools.origin } : null,
		encoder: choice ? { family: choice.family, codecs: choice.codecs } : null,
		encoders: tools?.encoders ?? [],
	};
};

/**
 * Starts the agent; `restart` is called when its page asks to be started anew. Jobs that were waiting or running go on, for nobody else runs on its data folder.
 * @throws {AgentError} REQUEST_INVALID when it may not listen where it should; NOT_READY when the data folder or the port
 * is another's
 */
export const startAgent = async (settings: Settings, restart?: () => void): Promise<Agent> => {
	const release = holdFolder(settings.data);
	try {
		const agent = await startAlone(settings, restart);
		return { url: agent.url, stop: () => agent.stop().finally(release) };
	} catch (error) {
		release();
		throw cameFromFullDisk(error)
			? new AgentError('DISK_FULL', { hint: { folder: settings.data }, cause: error })
			: error;
	}
};

/** Opens everything that an agent works with. @throws {AgentError} REQUEST_INVALID when it may not listen where it should */
const openAll = async (settings: Settings, clock: Clock): Promise<Opened & { keys: KeyStore }> => {
	const log = createLog(
		settings.logLevel,
		settings.logFile === undefined ? undefined : rotatingFile(settings.logFile),
	);
	const db = openDatabase(databaseIn(settings.data), clock.now());
	const keys = createKeyStore(db, clock);
	const hasKey = keys.list().some(({ revokedAt }) => revokedAt === null);
	requireKeyFor(settings.host, hasKey);
	const room: Opened['room'] = (bytes) => requireRoom({ freeBytes: freeBytesOf, settings }, bytes);
	const drafts = createDraftStore({ folder: join(settings.data, 'drafts'), clock, room });
	// What a killed agent was reading drafts in or taking them to, if any.
	await clearAway(checksIn(settings.data));
	await drafts.dropUnfinished();
	const left = endLeftovers(settings.data);
	if (left > 0) log.warn({ left }, 'processes of an agent that was killed are ended');
	const machine = await openMachine(settings, { isPolite: true });
	// Known by the time that somebody asks whether the agent is ready.
	void machine.encoderTrial();
	void tellStandIns(machine, settings.encoder, {
		warn: (words) => {
			log.warn(inLanguage(words, 'en'));
		},
		note: (words) => {
			log.info(inLanguage(words, 'en'));
		},
	});
	return {
		...{ log, db, keys, clock, machine },
		world: worldOf(settings, clock),
		...{ drafts, room },
		workers: createWorkerStore(db, clock),
	};
};

const startAlone = async (settings: Settings, restart?: () => void): Promise<Agent> => {
	const opened = await openAll(settings, systemClock);
	const { log, db, keys, clock, machine, world, drafts, workers } = opened;
	const parts = jobPartsOf(settings, opened);
	const jobs = createJobs(parts);
	const basic: ServerParts = {
		...looksOf(opened, { folder: checksIn(settings.data), settings }),
		jobs,
		keys,
		workers,
		links: createLinks(...secretsIn(settings.data, 'link-secret')),
		webhooks: createWebhooks(db),
		checkAddress: createAddressCheck({ allow: settings.allowAddresses }),
		clock,
		log,
		settings,
		drafts,
		version: VERSION,
		notReady: parts.notReady,
		checks: () =>
			healthOf({ ...parts, encoderTrial: machine.encoderTrial, unwatched: machine.unwatched }),
		about: () => aboutFfmpeg(machine),
	};
	const server = withSetup(basic, { settings, drafts, restart });
	const app = await createServer(server);
	const sender = senderOf({ server, parts, post: world.post }, settings);
	const url = await listen(app, settings);
	keepServedAs(settings.data, settings);
	parts.store.disown(clock.now() + 1000 * settings.workerLeaseSeconds);
	jobs.start();
	sender.start();
	return {
		url,
		stop: async () => {
			await sender.stop();
			await jobs.stop();
			await app.close();
			await machine.close();
			db.close();
		},
	};
};
