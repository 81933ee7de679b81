/** Keeps the data folder small: forgets old jobs with their videos, removes what nobody owns any more. */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
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
}

const namesIn = async (folder: string): Promise<readonly string[]> => {
	try {
		return await readdir(folder);
	} catch {
		return [];
	}
};

const jobIn = (name: string): string => name.replace(/[-.].*$/, '');

const removeAll = async (folder: string, names: readonly string[]): Promise<void> => {
	for (const name of names) {
		await rm(join(folder, name), { recursive: true, force: true, maxRetries: 5 });
	}
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
const dropUploads = async (parts: JobParts, signal: AbortSignal): Promise<void> => {
	for (const { state, ...upload } of parts.store.leftUploads()) {
		try {
			await targetFor(parts, upload)?.drop?.(state, signal);
			parts.store.checkpoint(upload).save(undefined);
		} catch (err) {
			parts.log.warn({ ...upload, err }, 'an upload that was given up could not be removed');
		}
	}
};

const sweepOnce = async (parts: JobParts): Promise<void> => {
	const { store, clock, settings } = parts;
	const videos = videosIn(settings.data);
	const isAlive = (name: string): boolean => {
		const job = store.find(jobIn(name));
		return job !== undefined && !isOver(job.state) && job.state !== 'queued';
	};
	store.forget(clock.now() - settings.retentionDays * DAY);
	const excess = beyondQuota(parts);
	const orphans = (await namesIn(videos)).filter(
		(name) => !store.ownsVideo(name) && !isAlive(name) && !isKeptPicture(name, clock.now()),
	);
	await removeAll(videos, [...excess, ...orphans]);
	const work = workFoldersIn(settings.data);
	const isHeld = (name: string): boolean => {
		const job = store.find(jobIn(name));
		return job !== undefined && isAlive(name) && workFolderOf(job) === name;
	};
	await removeAll(
		work,
		(await namesIn(work)).filter((name) => !isHeld(name)),
	);
};

/** The upkeep of the data folder: at once, then every hour. */
export const createUpkeep = (parts: JobParts): Upkeep => {
	let unschedule = (): void => undefined;
	const closing = new AbortController();
	const sweep = async (): Promise<void> => {
		try {
			await sweepOnce(parts);
			await parts.tidy();
			await dropUploads(parts, closing.signal);
		} catch (err) {
			parts.log.warn({ err }, 'the data folder could not be cleaned up');
		}
	};
	return {
		sweep,
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
