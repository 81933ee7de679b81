/** Joins the rooms to a running worker: the same engine as the agent's, a gateway instead of a queue of its own. */
import { join } from 'node:path';
import { clearAway } from '../config/heldFiles';
import { createCache } from '../assets/cache';
import { createLog, rotatingFile } from '../config/log';
import type { Settings } from '../config/schema';
import { freeBytesOf, requireRoom } from '../jobs/disk';
import { createRenderer } from '../jobs/drawDraft';
import { holdFolder } from '../jobs/stores/folderLock';
import { systemClock } from '../kernel/clock';
import { asAgentError } from '../kernel/errors';
import { textOf } from '../kernel/errorTexts';
import { inLanguage } from '../kernel/words';
import { createClient } from '../net/client';
import { createPost } from '../net/post';
import { isRunning, run } from '../render/processes';
import { createGateway } from '../worker/gateway';
import { createHostedDrafts } from '../worker/hostedDrafts';
import { createIdleTime } from '../worker/idle';
import { type Membership, membershipIn } from '../worker/membership';
import { pullJobs, type WorkerParts } from '../worker/pullJobs';
import { timetableOf } from '../worker/timetable';
import { awakeWhile } from './awake';
import { openMachine, type OpenMachine } from './machine';
import { libraryOf, madeStoreIn } from './places';
import type { Voice } from './render';
import { tellStandIns } from './standIns';
import { targetsOf } from './targets';
import { VERSION } from './version';

const EVERYTHING = ['0.0.0.0/0', '::/0'];
const TIDIED_EVERY = 3_600_000;

/** What a machine tells of itself beside whether it rests. */
export const platformWords = (): { readonly platform: string; readonly version: string } => ({
	platform: `${process.platform} ${process.arch}`,
	version: VERSION,
});

const encodersOf = (machine: OpenMachine): readonly string[] => {
	const choice = machine.encoders();
	if (!choice) return [];
	return [[choice.family, ...choice.codecs].join(' ')];
};

/** The worker's own folder: an agent may run on the rest of the data folder. */
const folderIn = ({ data }: Settings): string => join(data, 'worker');

const readingOf = (settings: Settings, { gateway, credential }: Membership) => {
	const clock = systemClock;
	const folder = folderIn(settings);
	const hosted = createHostedDrafts({
		client: createClient({ allow: settings.allowAddresses, clock }),
		trusted: createClient({ allow: EVERYTHING, clock }),
		gateway,
		credential,
	});
	const cache = createCache({
		folder: join(folder, 'cache'),
		limitBytes: settings.cacheBytes,
		client: hosted.client,
		clock,
		isRunning,
	});
	return { hosted, cache, store: madeStoreIn({ ...settings, data: folder }, clock) };
};

/** What a worker is made with. */
interface Making {
	readonly settings: Settings;
	readonly membership: Membership;
	readonly machine: OpenMachine;
	readonly voice: Voice;
}

const workerPartsOf = (
	{ settings, membership, machine, voice }: Making,
	{ hosted, cache, store }: ReturnType<typeof readingOf>,
): WorkerParts => {
	const clock = systemClock;
	const data = folderIn(settings);
	const trusted = createPost({ allow: 'everything', clock });
	const library = libraryOf(settings);
	const room = (bytes = 0): Promise<void> =>
		requireRoom({ freeBytes: freeBytesOf, settings: { ...settings, data } }, bytes);
	const { language } = voice;
	const drawing = { client: hosted.client, cache, store, clock, machine: machine.machine };
	const { gateway: url, credential } = membership;
	return {
		...targetsOf(settings, createPost({ allow: settings.allowAddresses, clock }), clock),
		gateway: createGateway({ url, credential, language, send: trusted.send }),
		renderer: awakeWhile(
			createRenderer({ ...drawing, local: false, room, ...(library && { library }) }),
		),
		...{ hosted, clock, data, isStraight: settings.workerStraight },
		log: createLog(
			settings.logLevel,
			settings.logFile === undefined ? undefined : rotatingFile(settings.logFile),
		),
		rest: {
			timetable: settings.workerHours === undefined ? undefined : timetableOf(settings.workerHours),
			idleMinutes: settings.workerIdleMinutes,
			idleTime: createIdleTime(process.platform, async (program, args) => {
				const { code, printed } = await run(program, args);
				return { code, said: printed };
			}),
			notReady: machine.notReady,
			room: () => room(),
			...{ clock, language },
		},
		slots: Math.max(1, settings.jobs),
		putsBack: settings.workerResting === 'back',
		words: () => ({ ...platformWords(), encoders: [...encodersOf(machine)] }),
		say: (words) => {
			voice.line(inLanguage(words, language));
		},
	};
};

const work = async (making: Making, signal: AbortSignal): Promise<void> => {
	const { settings, membership, voice, machine } = making;
	const reading = readingOf(settings, membership);
	const parts = workerPartsOf(making, reading);
	// What a killed worker was working in, if any.
	await clearAway(join(parts.data, 'work'));
	const tidy = (): void => {
		Promise.all([reading.cache.tidy(), reading.store.tidy()]).catch((err: unknown) => {
			parts.log.warn({ err }, 'the cache could not be tidied');
		});
	};
	tidy();
	const untidy = systemClock.every(TIDIED_EVERY, tidy);
	void tellStandIns(machine, settings.encoder, {
		warn: parts.say,
		note: (words) => {
			parts.log.info(inLanguage(words, 'en'));
		},
	});
	const fault = machine.notReady();
	if (fault) voice.line(textOf(asAgentError(fault), voice.language).detail);
	const { name, gateway } = membership;
	voice.line(
		inLanguage(
			{
				zh: `工作机 ${name} 正在为 ${gateway} 工作。`,
				en: `The worker ${name} works for ${gateway}.`,
			},
			voice.language,
		),
	);
	try {
		await pullJobs(parts, signal);
	} finally {
		untidy();
	}
};

/**
 * Works for the gateway until the signal aborts; what it has by then goes back.
 * @throws {AgentError} REQUEST_INVALID when the machine is not enrolled, NOT_READY when another worker runs here,
 * WORKER_KEY_INVALID when it was revoked
 */
export const runWorker = async (
	settings: Settings,
	{ voice, signal }: { readonly voice: Voice; readonly signal: AbortSignal },
): Promise<void> => {
	const membership = membershipIn(settings.data);
	const release = holdFolder(folderIn(settings));
	const machine = await openMachine(settings);
	try {
		await work({ settings, membership, machine, voice }, signal);
	} finally {
		await machine.close();
		release();
	}
};
