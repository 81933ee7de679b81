/**
 * Moves and removes files. A virus scanner, an indexer or a player may hold one, and Windows refuses both meanwhile: it is
 * tried again for some seconds. Nobody else renames or removes.
 */
import { renameSync, rmSync, writeFileSync } from 'node:fs';
import * as files from 'node:fs/promises';
import { type Clock, pauseThread, systemClock } from '../kernel/clock';
import { systemCodeOf } from '../kernel/errors';

/** What a system says of what is in use, and of a folder into which somebody writes meanwhile. */
const HELD: ReadonlySet<string> = new Set(['EBUSY', 'ENOTEMPTY']);
/** What Windows says too of a file that somebody has open; elsewhere rights are missing, and time does not help. */
const HELD_ON_WINDOWS: ReadonlySet<string> = new Set(['EPERM', 'EACCES']);

/** Waits before each further try: 12.75 s together, for what must be done. Milliseconds. */
const LONG = [50, 100, 200, 400, 800, 1600, 3200, 6400] as const;
/** For what can be done later, and for what keeps a thread: 1.55 s together. Milliseconds. */
const SHORT = LONG.slice(0, 5);

/** Where and when it happens. Default: here and now. */
export interface HeldWorld {
	readonly platform: NodeJS.Platform;
	readonly clock: Pick<Clock, 'sleep'>;
	readonly files: Pick<typeof files, 'rename' | 'rm'>;
}

const HERE: HeldWorld = { platform: process.platform, clock: systemClock, files };

const isHeld = (error: unknown, { platform }: Pick<HeldWorld, 'platform'>): boolean =>
	HELD.has(systemCodeOf(error)) ||
	(platform === 'win32' && HELD_ON_WINDOWS.has(systemCodeOf(error)));

const insistently = async (
	deed: () => Promise<void>,
	waits: readonly number[],
	world: HeldWorld,
): Promise<void> => {
	for (const wait of waits) {
		try {
			await deed();
			return;
		} catch (error) {
			if (!isHeld(error, world)) throw error;
		}
		await world.clock.sleep(wait);
	}
	await deed();
};

/** Does something with a file again while somebody holds it, for 13 s at most. @throws what the system says in the end */
export const whileHeld = (deed: () => Promise<void>, world = HERE): Promise<void> =>
	insistently(deed, LONG, world);

/** Gives a file or folder another name on the same disk; a file there is replaced. @throws what the system says */
export const move = (from: string, to: string, world = HERE): Promise<void> =>
	whileHeld(() => world.files.rename(from, to), world);

const removal =
	(path: string, { files }: HeldWorld) =>
	(): Promise<void> =>
		files.rm(path, { recursive: true, force: true });

/** Removes a file, or a folder with all that is in it, when it is there. @throws what the system says */
export const remove = (path: string, world = HERE): Promise<void> =>
	whileHeld(removal(path, world), world);

/**
 * Removes what is in nobody's way: false when it could not be, and is left to who tidies later. Never fails, so that it can
 * stand where the end of something else must not be lost.
 */
export const clearAway = async (path: string, world = HERE): Promise<boolean> => {
	try {
		await insistently(removal(path, world), SHORT, world);
		return true;
	} catch {
		return false;
	}
};

const insistentlyNow = (deed: () => void): void => {
	for (const wait of SHORT) {
		try {
			deed();
			return;
		} catch (error) {
			if (!isHeld(error, HERE)) throw error;
		}
		pauseThread(wait);
	}
	deed();
};

/** As `remove`, before it returns. @throws what the system says */
export const removeNow = (path: string): void => {
	insistentlyNow(() => {
		rmSync(path, { force: true });
	});
};

/** As `clearAway`, before it returns, of a file. */
export const clearAwayNow = (path: string): boolean => {
	try {
		removeNow(path);
		return true;
	} catch {
		return false;
	}
};

/** Writes a small file whole or not at all, before it returns. `mode`: rights of it. @throws what the system says */
export const replaceNow = (file: string, text: string, mode = 0o666): void => {
	writeFileSync(`${file}.new`, text, { mode, flush: true });
	insistentlyNow(() => {
		renameSync(`${file}.new`, file);
	});
};
