/** Keeps the data folder small: forgets old jobs with their videos, removes what nobody owns any more. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { clearAway } from '../config/heldFiles';
import type { DeliveryTarget } from '../deliver/target';
import { keptFiles, videosIn } from './deliverVideo';
import { isKeptPicture } from './keptPictures';
import type { JobParts } from './parts';
import { workFolderOf, workFoldersIn } from './runJob';
import { isOver } from './state';
import type { UploadName } from './store';
import { targetOf } from './targetBook';

const DAY = 86_400_000;
const LOOK_EVERY = 3_600_000;

/** Cleans up until it is stopped. */
export interface Upkeep {
	readonly start: () => void;
	readonly stop: () => void;
	/** Removes everything that is too old, too much, or left over by a run that is gone. */
	readonly sweep: () => Promise<void>;
	/** Begins to remove what lies at targets of uploads that nobody will go on with. */
	readonly dropUploads: () => void;
	/** Resolves when no upload is being removed. */
	readonly idle: () => Promise<void>;
}

const namesIn = async (folder: string): Promise<readonly string[]> => {
	try {
		return await readdir(folder);
	} catch {
		return [];
	}
};

const jobIn = (name: string): string => name.replace(/[-.].*$/, '');

/** Removes what can be removed; what somebody holds, such as a video that is being played, is tried again next time. */
const removeAll = async (
	{ log }: Pick<JobParts, 'log'>,
	folder: string,
	names: readonly string[],
): Promise<void> => {
	for (const name of names)
		if (!(await clearAway(join(folder, name))))
			log.warn({ name }, 'a file is held by another program and could not be removed');
};

const beyondQuota = ({ store, settings: { diskQuotaBytes } }: JobParts): readonly string[] => {
	if (diskQuotaBytes === 0) return [];
	let room = diskQuotaBytes;
	const newestFirst = store.kept().toReversed();
	return newestFirst.flatMap(({ video }) => {
		const files = video ? keptFiles(video) : [];
		room -= files.reduce((sum, { bytes }) => sum + bytes, 0);
		return room < 0 ? files.map(({ name }) => name) : [];
	});
};

/** The target of an upload, also one that its request brought along, while its job is known; undefined when there is none. */
const targetFor = (
	parts: JobParts,
	{ job, target }: Omit<UploadName, 'file'>,
): DeliveryTarget | undefined => {
	try {
		return targetOf(parts, target, parts.store.find(job)?.options.deliver);
	} catch {
		return undefined;
	}
};

/** Removes what lies at targets of uploads that nobody will go on with. One that is not reached is tried again next time. */
const dropLeft = async (parts: JobParts, signal: AbortSignal): Promise<void> => {
	const { store, clock, settings } = parts;
	const before = clock.now() - settings.retentionDays * DAY;
	for (const { state, ...upload } of store.leftUploads(before)) {
		if (signal.aborted) return;
		try {
			await targetFor(parts, upload)?.drop?.(state, signal);
			store.checkpoint(upload).save(undefined);
		} catch (err) {
			parts.log.warn({ ...upload, err }, 'an upload that was given up could not be removed');
		}
	}
};

const sweepOnce = async (parts: JobParts, drop: () => Promise<void>): Promise<void> => {
	const { store, clock, settings } = parts;
	const videos = videosIn(settings.data);
	const isAlive = (name: string): boolean => {
		const job = store.find(jobIn(name));
		return job !== undefined && !isOver(job.state) && job.state !== 'queued';
	};
	await drop();
	store.forget(clock.now() - settings.retentionDays * DAY);
	const excess = beyondQuota(parts);
	const orphans = (await namesIn(videos)).filter(
		(name) => !store.ownsVideo(name) && !isAlive(name) && !isKeptPicture(name, clock.now()),
	);
	await removeAll(parts, videos, [...excess, ...orphans]);
	const work = workFoldersIn(settings.data);
	const isHeld = (name: string): boolean => {
		const job = store.find(jobIn(name));
		return job !== undefined && isAlive(name) && workFolderOf(job) === name;
	};
	await removeAll(
		parts,
		work,
		(await namesIn(work)).filter((name) => !isHeld(name)),
	);
};

/** The upkeep of the data folder: at once, then every hour. */
export const createUpkeep = (parts: JobParts): Upkeep => {
	let unschedule = (): void => undefined;
	const closing = new AbortController();
	let dropping: Promise<void> | undefined;
	let asked = 0;
	const dropAll = async (): Promise<void> => {
		for (let heard = -1; heard !== asked && !closing.signal.aborted;) {
			heard = asked;
			await dropLeft(parts, closing.signal);
		}
	};
	const drop = (): Promise<void> => {
		asked += 1;
		dropping ??= dropAll().finally(() => {
			dropping = undefined;
		});
		return dropping;
	};
	const sweep = async (): Promise<void> => {
		try {
			await sweepOnce(parts, drop);
			await parts.tidy();
		} catch (err) {
			parts.log.warn({ err }, 'the data folder could not be cleaned up');
		}
	};
	return {
		sweep,
		dropUploads: () => {
			drop().catch((err: unknown) => {
				parts.log.warn({ err }, 'uploads that were given up could not be looked for');
			});
		},
		idle: async () => {
			await dropping?.catch(() => undefined);
		},
		start: () => {
			void sweep();
			unschedule = parts.clock.every(LOOK_EVERY, () => {
				void sweep();
			});
		},
		stop: () => {
			unschedule();
			closing.abort();
		},
	};
};
