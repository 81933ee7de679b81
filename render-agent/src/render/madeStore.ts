/** Finished chunks and mixes by what they were made from, in a folder: taken again, dropped when damaged or long unused. */
import {
	copyFile,
	link,
	readdir,
	readFile,
	stat,
	statfs,
	utimes,
	writeFile,
} from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { makeFolder } from '../config/folders';
import { clearAway, move, remove } from '../config/heldFiles';
import { type CacheParts, cacheParts } from '../assets/cacheParts';
import { sha256Of } from '../assets/hashFile';
import type { Clock } from '../kernel/clock';
import { isRunning } from './processes';
import type { Findings } from './tasks';

/** Finished files that may be used again. Several renders and several processes may use one folder at once. */
export interface MadeStore {
	/** Puts the file of a key at `into`, a name on the same disk; undefined when it is not here or not whole any more. */
	readonly take: (key: string, into: string, signal: AbortSignal) => Promise<Findings | undefined>;
	/** Keeps a finished file under its key. What cannot be kept is not: that is no fault of the render. */
	readonly keep: (key: string, file: string, findings: Findings) => Promise<void>;
	/** Throws out what is kept under a key: it was found to be broken. */
	readonly forget: (key: string) => Promise<void>;
	/** What was remembered under a key without a file. */
	readonly recall: (key: string) => Promise<Findings | undefined>;
	/** Remembers something under a key that has no file. */
	readonly remember: (key: string, findings: Findings) => Promise<void>;
	/** Removes the least recently used files until the limit holds, what was long remembered for nobody, and what broken runs left behind. */
	readonly tidy: () => Promise<void>;
}

/** What a store is made with. */
export interface MadeStoreOptions {
	readonly folder: string;
	/** What all files together may take. Bytes; 0: nothing is kept. */
	readonly limitBytes: number;
	/** What is to stay free on the disk: kept files make way for it. Bytes; default 0. */
	readonly minFreeBytes?: number;
	readonly clock: Clock;
}

const noteSchema = z.object({
	bytes: z.number().int().nonnegative(),
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	findings: z.record(z.string(), z.unknown()),
});

/** The sum of no bytes. */
const EMPTY = createHash('sha256').digest('hex');
const LEFTOVER = 3600 * 1000;
/** What has no file weighs nothing, so no limit ever removes it. Milliseconds without being recalled. */
const FORGOTTEN = 30 * 24 * 3600 * 1000;
/** The folder of those that are being kept. */
const PARTS = 'parts';
const NEVER = new AbortController().signal;

/** The same file under a second name: neither is gone with the other. */
const linked = async (from: string, to: string): Promise<void> => {
	await link(from, to).catch(() => copyFile(from, to));
};

interface Kept {
	readonly key: string;
	readonly bytes: number;
	readonly used: number;
}

/** Notes and files that lie in a folder, the least recently used first; `loose` are names without a counterpart. */
const lookInto = async (
	folder: string,
): Promise<{ readonly kept: readonly Kept[]; readonly loose: readonly string[] }> => {
	const names = await readdir(folder).catch(() => []);
	const there = new Set(names);
	const keys = names.flatMap((name) => /^([0-9a-f]{64})\.json$/.exec(name)?.[1] ?? []);
	const whole = keys.filter((key) => there.has(`${key}.bin`));
	const known = new Set(whole.flatMap((key) => [`${key}.json`, `${key}.bin`]));
	const kept = await Promise.all(
		whole.map(async (key) => {
			const at = await stat(join(folder, `${key}.bin`)).catch(() => undefined);
			return at ? [{ key, bytes: at.size, used: at.mtimeMs }] : [];
		}),
	);
	return {
		kept: kept.flat().sort((a, b) => a.used - b.used),
		loose: names.filter((name) => !known.has(name) && name !== PARTS),
	};
};

const dropLoose = async (
	folder: string,
	names: readonly string[],
	before: number,
): Promise<void> => {
	for (const name of names) {
		const at = await stat(join(folder, name)).catch(() => undefined);
		if (at && at.mtimeMs < before) await clearAway(join(folder, name));
	}
};

interface Places {
	readonly folder: string;
	readonly clock: Clock;
	readonly parts: CacheParts;
	readonly binOf: (key: string) => string;
	readonly noteOf: (key: string) => string;
}

/** Whether both are gone. The note goes first: a file without one is not taken. */
const drop = async ({ noteOf, binOf }: Places, key: string): Promise<boolean> =>
	(await clearAway(noteOf(key))) && (await clearAway(binOf(key)));

const use = async ({ clock, binOf }: Places, key: string): Promise<void> => {
	const now = new Date(clock.now());
	await utimes(binOf(key), now, now).catch(() => undefined);
};

const takeFrom = async (
	places: Places,
	{ key, into }: { readonly key: string; readonly into: string },
	signal: AbortSignal,
): Promise<Findings | undefined> => {
	const text = await readFile(places.noteOf(key), 'utf8').catch(() => undefined);
	if (text === undefined) return undefined;
	try {
		const { bytes, sha256, findings } = noteSchema.parse(JSON.parse(text));
		await remove(into);
		// Linked before it is looked at: from here on nobody can take it away.
		await linked(places.binOf(key), into);
		if ((await stat(into)).size === bytes && (await sha256Of(into, signal)) === sha256) {
			await use(places, key);
			return findings;
		}
	} catch {
		signal.throwIfAborted();
	}
	await clearAway(into);
	await drop(places, key);
	return undefined;
};

const recallFrom = async (places: Places, key: string): Promise<Findings | undefined> => {
	const text = await readFile(places.noteOf(key), 'utf8').catch(() => undefined);
	if (text === undefined) return undefined;
	try {
		const { findings } = noteSchema.parse(JSON.parse(text));
		await use(places, key);
		return findings;
	} catch {
		await drop(places, key);
		return undefined;
	}
};

const noted = (
	{ parts, noteOf }: Places,
	key: string,
	note: z.infer<typeof noteSchema>,
): Promise<void> => parts.write(noteOf(key), JSON.stringify(note));

const rememberIn = async (places: Places, key: string, findings: Findings): Promise<void> => {
	try {
		await makeFolder(places.parts.folder);
		await writeFile(places.binOf(key), '');
		await noted(places, key, { bytes: 0, sha256: EMPTY, findings });
	} catch {
		// As with files: what cannot be kept is not.
	}
};

const keepIn = async (
	places: Places,
	{ key, file }: { readonly key: string; readonly file: string },
	findings: Findings,
): Promise<void> => {
	const { parts, binOf } = places;
	try {
		await makeFolder(parts.folder);
		const { size } = await stat(file);
		const note = { bytes: size, sha256: await sha256Of(file, NEVER), findings };
		await parts.within(key, async (part) => {
			await linked(file, part);
			await move(part, binOf(key));
		});
		await use(places, key);
		await noted(places, key, note);
	} catch {
		// A full disk, a folder that is not ours: the file is made, it is only not kept.
	}
};

/** Bytes that are free on the disk of a folder; all there could be when nobody can tell. */
const freeOn = async (folder: string): Promise<number> => {
	const disk = await statfs(folder).catch(() => undefined);
	return disk ? disk.bavail * disk.bsize : Number.POSITIVE_INFINITY;
};

const tidyUp = async (
	places: Places,
	{ limitBytes, minFreeBytes = 0 }: Pick<MadeStoreOptions, 'limitBytes' | 'minFreeBytes'>,
): Promise<void> => {
	const { kept, loose } = await lookInto(places.folder);
	await places.parts.tidy();
	await dropLoose(places.folder, loose, places.clock.now() - LEFTOVER);
	const total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
	const lacking = minFreeBytes - (await freeOn(places.folder));
	let excess = Math.max(total - limitBytes, lacking);
	const forgotten = places.clock.now() - FORGOTTEN;
	for (const { key, bytes, used } of kept)
		if (excess > 0 || (bytes === 0 && used < forgotten))
			if (await drop(places, key)) excess -= bytes;
};

/** A store in a folder, which is made when it is not there. */
export const createMadeStore = (options: MadeStoreOptions): MadeStore => {
	const { folder, limitBytes, clock } = options;
	const places: Places = {
		...{ folder, clock, parts: cacheParts(join(folder, PARTS), { clock, isRunning }) },
		binOf: (key) => join(folder, `${key}.bin`),
		noteOf: (key) => join(folder, `${key}.json`),
	};
	return {
		take: (key, into, signal) => takeFrom(places, { key, into }, signal),
		keep: async (key, file, findings) => {
			if (limitBytes > 0) await keepIn(places, { key, file }, findings);
		},
		forget: async (key) => {
			await drop(places, key);
		},
		recall: (key) => recallFrom(places, key),
		remember: async (key, findings) => {
			if (limitBytes > 0) await rememberIn(places, key, findings);
		},
		tidy: () => tidyUp(places, options),
	};
};
