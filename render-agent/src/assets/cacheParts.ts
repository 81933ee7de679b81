/** Files that are being made, in a folder of their own: whose they are, and which of them nobody goes on with. */
import { randomBytes } from 'node:crypto';
import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clearAway } from '../config/heldFiles';
import type { Clock } from '../kernel/clock';
import { writeWhole } from './disk';

/** What the parts need of the world. */
export interface CachePartsOptions {
	readonly clock: Clock;
	/** Whether a process of that number is there. */
	readonly isRunning: (pid: number) => boolean;
}

/** The files that are being made. */
export interface CacheParts {
	readonly folder: string;
	/** A path that does not exist yet, for a file of that name. */
	readonly make: (name: string) => string;
	/** Does something with the path of a new part, which is gone afterwards, moved to its place or removed. */
	readonly within: (name: string, use: (part: string) => Promise<void>) => Promise<void>;
	/** Writes a small file whole or not at all. @throws {AgentError} DISK_FULL */
	readonly write: (file: string, text: string) => Promise<void>;
	/** Removes a part, when it is there. */
	readonly drop: (part: string) => Promise<void>;
	/** Removes the parts of processes that ended, for none is gone on with by another one, and all of a day ago. */
	readonly tidy: () => Promise<void>;
}

const LEFTOVER = 24 * 3600 * 1000;

/** The parts in a folder, which whoever fills them makes. */
export const cacheParts = (folder: string, { clock, isRunning }: CachePartsOptions): CacheParts => {
	const own = new Set<string>();
	const isUnderWay = (name: string): boolean => {
		const maker = Number(name.split('-')[1]);
		// The agent of a container has the same number each time.
		return maker === process.pid ? own.has(name) : isRunning(maker);
	};
	const make = (what: string): string => {
		const name = `${what}-${String(process.pid)}-${randomBytes(4).toString('hex')}`;
		own.add(name);
		return join(folder, name);
	};
	const drop = async (part: string): Promise<void> => {
		await clearAway(part);
		own.delete(basename(part));
	};
	const within: CacheParts['within'] = async (name, use) => {
		const part = make(name);
		try {
			await use(part);
		} finally {
			await drop(part);
		}
	};
	return {
		folder,
		make,
		drop,
		within,
		write: (file, text) => within(basename(file), (part) => writeWhole(file, text, part)),
		tidy: async () => {
			const before = clock.now() - LEFTOVER;
			for (const name of await readdir(folder).catch(() => [])) {
				const at = await stat(join(folder, name)).catch(() => undefined);
				if (at && (at.mtimeMs < before || !isUnderWay(name))) await clearAway(join(folder, name));
			}
		},
	};
};
