/** Files that are being made, in a folder of their own: whose they are, and which of them nobody goes on with. */
import { randomBytes } from 'node:crypto';
import { readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { clearAway, move } from '../config/heldFiles';
import type { Clock } from '../kernel/clock';
import { writeWhole } from './disk';

/** What the parts need of the world. */
export interface CachePartsOptions {
	readonly clock: Clock;
	/** Whether a process of that number is there. */
	readonly isRunning: (pid: number) => boolean;
	/** The number of the process whose parts these are. Default: this one's. */
	readonly pid?: number;
}

/** A described part that nobody fills any more. */
export interface LeftPart {
	/** Its path; its description lies beside it. */
	readonly part: string;
	/** What it is a file of, as `make` was told. */
	readonly what: string;
	readonly bytes: number;
	/** When it was written to last. Milliseconds since 1970. */
	readonly used: number;
}

/** A part that somebody else began. */
export interface AdoptedPart {
	readonly part: string;
	/** As it was described; unchecked. */
	readonly description: string;
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
	/** Removes a part of one's own with its description, when it is there. */
	readonly drop: (part: string) => Promise<void>;
	/** Says beside a part what another process must know to go on with it. Not flushed: what it says is to be checked. */
	readonly describe: (part: string, text: string) => Promise<void>;
	/** Gives up a part of one's own: to whoever adopts it when it is described, else it is removed. */
	readonly leave: (part: string) => Promise<void>;
	/**
	 * The described parts that nobody fills: what this process gave up, and what others left that have ended. What another
	 * one gave up that still runs is its own until it ends. Processes are known by their numbers, which mean nothing from
	 * one container or machine to the next: a folder belongs to the processes of one.
	 */
	readonly left: () => Promise<readonly LeftPart[]>;
	/** Makes a left part one's own; undefined when somebody else was quicker, for one of those who ask gets it. */
	readonly adopt: (left: LeftPart) => Promise<AdoptedPart | undefined>;
	/** Removes the parts of processes that ended and are not described, and all of a day ago. */
	readonly tidy: () => Promise<void>;
}

const LEFTOVER = 24 * 3600 * 1000;
const DESCRIPTION = '.json';

/** A description belongs to the part beside it. */
const partOf = (name: string): string =>
	name.endsWith(DESCRIPTION) ? name.slice(0, -DESCRIPTION.length) : name;

/** Whose the parts of a folder are. */
interface Owned extends Pick<CacheParts, 'folder' | 'make' | 'drop'> {
	readonly isUnderWay: (name: string) => boolean;
	readonly names: () => Promise<readonly string[]>;
	/** It is nobody's from now on. */
	readonly disown: (part: string) => void;
}

const ownedIn = (
	folder: string,
	{ isRunning, pid = process.pid }: Pick<CachePartsOptions, 'isRunning' | 'pid'>,
): Owned => {
	const own = new Set<string>();
	const disown = (part: string): void => {
		own.delete(basename(part));
	};
	return {
		folder,
		disown,
		names: () => readdir(folder).catch(() => []),
		isUnderWay: (name) => {
			const maker = Number(name.split('-')[1]);
			// The agent of a container has the same number each time.
			return maker === pid ? own.has(partOf(name)) : isRunning(maker);
		},
		make: (what) => {
			const name = `${what}-${String(pid)}-${randomBytes(4).toString('hex')}`;
			own.add(name);
			return join(folder, name);
		},
		drop: async (part) => {
			if (!own.has(basename(part))) return;
			await clearAway(part);
			await clearAway(part + DESCRIPTION);
			disown(part);
		},
	};
};

/** Which names in the folder nobody goes on with. */
interface Deserted {
	/** Parts with a description: others may go on with them. */
	readonly left: readonly string[];
	readonly worthless: readonly string[];
}

const desertedIn = async ({ names, isUnderWay }: Owned): Promise<Deserted> => {
	const all = await names();
	const there = new Set(all);
	const deserted = all.filter((name) => !isUnderWay(name));
	const isPaired = (name: string): boolean =>
		there.has(partOf(name)) && there.has(partOf(name) + DESCRIPTION);
	return {
		left: deserted.filter((name) => isPaired(name) && partOf(name) === name),
		worthless: deserted.filter((name) => !isPaired(name)),
	};
};

const describe: CacheParts['describe'] = (part, text) => writeFile(part + DESCRIPTION, text);

const leave = async (owned: Owned, part: string): Promise<void> => {
	const described = await stat(part + DESCRIPTION).catch(() => undefined);
	if (described) owned.disown(part);
	else await owned.drop(part);
};

const leftIn = async (owned: Owned): Promise<readonly LeftPart[]> => {
	const found = (await desertedIn(owned)).left.map(async (name) => {
		const part = join(owned.folder, name);
		const at = await stat(part).catch(() => undefined);
		const what = name.split('-')[0] ?? '';
		return at ? [{ part, what, bytes: at.size, used: at.mtimeMs }] : [];
	});
	return (await Promise.all(found)).flat();
};

const adopt = async (
	{ make, drop }: Owned,
	{ part: before, what }: LeftPart,
): Promise<AdoptedPart | undefined> => {
	const part = make(what);
	try {
		const description = await readFile(before + DESCRIPTION, 'utf8');
		// Whose renaming succeeds has it: the other one finds nothing to rename.
		await move(before, part);
		await describe(part, description);
		await clearAway(before + DESCRIPTION);
		return { part, description };
	} catch {
		await drop(part);
		return undefined;
	}
};

const tidy = async (owned: Owned, before: number): Promise<void> => {
	const worthless = new Set((await desertedIn(owned)).worthless);
	for (const name of await owned.names()) {
		const file = join(owned.folder, name);
		const at = await stat(file).catch(() => undefined);
		if (at && (at.mtimeMs < before || worthless.has(name))) await clearAway(file);
	}
};

/** The parts in a folder, which whoever fills them makes. */
export const cacheParts = (folder: string, options: CachePartsOptions): CacheParts => {
	const { clock } = options;
	const owned = ownedIn(folder, options);
	const { make, drop } = owned;
	const within: CacheParts['within'] = async (name, use) => {
		const part = make(name);
		try {
			await use(part);
		} finally {
			await drop(part);
		}
	};
	return {
		...{ folder, make, drop, within, describe },
		write: (file, text) => within(basename(file), (part) => writeWhole(file, text, part)),
		leave: (part) => leave(owned, part),
		left: () => leftIn(owned),
		adopt: (left) => adopt(owned, left),
		tidy: () => tidy(owned, clock.now() - LEFTOVER),
	};
};
