/** Finished chunks and mixes by what they were made from, in a folder: taken again, dropped when damaged or long unused. */
import {
	copyFile,
	link,
	mkdir,
	readdir,
	readFile,
	rename,
	rm,
	stat,
	utimes,
} from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { z } from 'zod/v4';
import { writeWhole } from '../assets/disk';
import { sha256Of } from '../assets/hashFile';
import type { Clock } from '../kernel/clock';
import type { Findings } from './tasks';

/** Finished files that may be used again. Several renders and several processes may use one folder at once. */
export interface MadeStore {
	/** Puts the file of a key at `into`, a name on the same disk; undefined when it is not here or not whole any more. */
	readonly take: (key: string, into: string, signal: AbortSignal) => Promise<Findings | undefined>;
	/** Keeps a finished file under its key. What cannot be kept is not: that is no fault of the render. */
	readonly keep: (key: string, file: string, findings: Findings) => Promise<void>;
	/** Removes the least recently used files until the limit holds, and what broken runs left behind. */
	readonly tidy: () => Promise<void>;
}

const noteSchema = z.object({
	bytes: z.number().int().positive(),
	sha256: z.string().regex(/^[0-9a-f]{64}$/),
	findings: z.record(z.string(), z.unknown()),
});

const LEFTOVER = 3600 * 1000;
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
		loose: names.filter((name) => !known.has(name)),
	};
};

const dropLoose = async (
	folder: string,
	names: readonly string[],
	before: number,
): Promise<void> => {
	for (const name of names) {
		const at = await stat(join(folder, name)).catch(() => undefined);
		if (at && at.mtimeMs < before) await rm(join(folder, name), { force: true });
	}
};

interface Places {
	readonly folder: string;
	readonly clock: Clock;
	readonly binOf: (key: string) => string;
	readonly noteOf: (key: string) => string;
}

const drop = async ({ noteOf, binOf }: Places, key: string): Promise<void> => {
	await rm(noteOf(key), { force: true });
	await rm(binOf(key), { force: true });
};

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
		// Linked before it is looked at: from here on nobody can take it away.
		await linked(places.binOf(key), into);
		if ((await stat(into)).size === bytes && (await sha256Of(into, signal)) === sha256) {
			await use(places, key);
			return findings;
		}
	} catch {
		signal.throwIfAborted();
	}
	await rm(into, { force: true });
	await drop(places, key);
	return undefined;
};

const keepIn = async (
	places: Places,
	{ key, file }: { readonly key: string; readonly file: string },
	findings: Findings,
): Promise<void> => {
	const part = join(places.folder, `${key}.${randomBytes(4).toString('hex')}.tmp`);
	try {
		await mkdir(places.folder, { recursive: true });
		const { size } = await stat(file);
		const note = { bytes: size, sha256: await sha256Of(file, NEVER), findings };
		await linked(file, part);
		await rename(part, places.binOf(key));
		await use(places, key);
		await writeWhole(places.noteOf(key), JSON.stringify(note));
	} catch {
		// A full disk, a folder that is not ours: the file is made, it is only not kept.
		await rm(part, { force: true }).catch(() => undefined);
	}
};

const tidyUp = async (places: Places, limitBytes: number): Promise<void> => {
	const { kept, loose } = await lookInto(places.folder);
	await dropLoose(places.folder, loose, places.clock.now() - LEFTOVER);
	let total = kept.reduce((sum, { bytes }) => sum + bytes, 0);
	for (const { key, bytes } of kept) {
		if (total <= limitBytes) break;
		await drop(places, key);
		total -= bytes;
	}
};

/** A store in a folder, which is made when it is not there. `limitBytes` 0: nothing is kept. */
export const createMadeStore = ({
	folder,
	limitBytes,
	clock,
}: {
	readonly folder: string;
	readonly limitBytes: number;
	readonly clock: Clock;
}): MadeStore => {
	const places: Places = {
		...{ folder, clock },
		binOf: (key) => join(folder, `${key}.bin`),
		noteOf: (key) => join(folder, `${key}.json`),
	};
	return {
		take: (key, into, signal) => takeFrom(places, { key, into }, signal),
		keep: async (key, file, findings) => {
			if (limitBytes > 0) await keepIn(places, { key, file }, findings);
		},
		tidy: () => tidyUp(places, limitBytes),
	};
};
