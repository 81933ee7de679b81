/** What lies where in a data folder, and the user's library. */
import { join } from 'node:path';
import { type Library, openLibrary } from '../assets/library';
import type { Settings } from '../config/schema';
import type { Clock } from '../kernel/clock';
import { createMadeStore, type MadeStore } from '../render/madeStore';

const DATABASE = 'agent.sqlite';

/** The file of jobs and keys in a data folder. */
export const databaseIn = (data: string): string => join(data, DATABASE);

/** Where a data folder keeps finished chunks. */
export const madeStoreIn = (
	{ data, chunkCacheBytes, minFreeBytes }: Settings,
	clock: Clock,
): MadeStore =>
	createMadeStore({
		...{ folder: join(data, 'chunks'), limitBytes: chunkCacheBytes },
		...{ minFreeBytes, clock },
	});

/** Reads the user's library, when there is one. */
export const libraryOf = ({
	library,
}: Pick<Settings, 'library'>): (() => Promise<Library>) | undefined =>
	library === undefined ? undefined : () => openLibrary(library);
