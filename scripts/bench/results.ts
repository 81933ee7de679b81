/** What a run of the benchmark found, as `bench/results.json` keeps it: one part for each form. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Limit } from './limit';
import type { Used } from './measure';
import type { Form, Name } from './timelines';

/** What a contender used on a timeline, or why it was not measured. */
export type Outcome = Used | { readonly notMeasured: string };

/** When and with what something was measured: a run may be ended and taken up again, part by part. */
export interface Occasion {
	/** Year, month, day. */
	readonly date: string;
	/** The middle and the highest of the system's load meanwhile, where it tells: above the cores, wall times are a busy machine's. */
	readonly load: number;
	readonly highestLoad: number;
	/** Wall seconds that measuring it took. */
	readonly took: number;
	/** Stands for the agent's code: parts with another one were measured before or after a change. */
	readonly code: string;
}

/** One timeline: medians over the rounds. */
export interface Row extends Occasion {
	readonly timeline: Name;
	readonly rounds: number;
	readonly frames: number;
	readonly limit: Limit;
	/** Every frame encoded. */
	readonly agent: Used;
	/** Untouched videos copied, where a timeline shows them for long. */
	readonly copying?: Used;
	readonly peers: Readonly<Record<string, Outcome>>;
	/** Against one pass over the same frames with the same GOP: bytes of picture, and SSIM of either against the frames. */
	readonly chunking: {
		readonly bytes: number;
		readonly onePassBytes: number;
		readonly ssim: number;
		readonly onePassSsim: number;
	};
}

/** What further runs found; each part is there once it was measured. */
export interface Extras {
	/**
	 * Captions changed one at a time and nothing changed, after a full render: share of its CPU. `shifted`: T2 with its first
	 * still shorter, so that all that follows comes sooner.
	 */
	readonly edits?: Occasion & {
		readonly timeline: Name;
		readonly captions: number;
		readonly changed: number;
		readonly full: number;
		readonly median: number;
		readonly worst: number;
		readonly unchanged: number;
		readonly shifted?: number;
	};
	/** T7, cost against length. */
	readonly lengths?: Occasion & { readonly runs: readonly (Used & { readonly minutes: number })[] };
	/** T8, many captions. */
	readonly captions?: Occasion & Used;
	readonly start?: Occasion & {
		/** Seconds from the start of `serve` until it says that it is ready. */
		readonly ready: number;
		/** Seconds of a draft of five seconds with everything local, and of its encoder alone. */
		readonly shortDraft: number;
		readonly shortEncode: number;
	};
}

/** What a form of the timelines was measured to cost, on one kind of machine. */
export interface Run {
	readonly machine: {
		readonly cores: number;
		readonly cpu: string;
		readonly memoryGib: number;
		readonly system: string;
		readonly node: string;
		readonly ffmpeg: string;
	};
	readonly rows: readonly Row[];
	readonly extras: Extras;
}

/** What was measured: a timeline of the contest, or something beside it. */
export type Part = { readonly row: Row } | { readonly extra: Extras };

/** All forms that have been run. */
export type Results = Partial<Record<Form, Run>>;

/** Where the results are kept. */
export const RESULTS_FILE = join(__dirname, '../../bench/results.json');

/** The results that are there. */
export const readResults = (file: string): Results =>
	existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Results) : {};

/** A run with one part more: what was measured of the same before goes. Nothing of another kind of machine stays. */
export const withPart = (run: Run | undefined, machine: Run['machine'], part: Part): Run => {
	const isSame = JSON.stringify(run?.machine) === JSON.stringify(machine);
	const { rows, extras } = run && isSame ? run : { rows: [], extras: {} };
	if ('extra' in part) return { machine, rows, extras: { ...extras, ...part.extra } };
	const others = rows.filter(({ timeline }) => timeline !== part.row.timeline);
	const all = [...others, part.row].sort((a, b) => a.timeline.localeCompare(b.timeline));
	return { machine, rows: all, extras };
};

/** Puts a form's run among the results of a file; gives all. */
export const keepRun = (form: Form, run: Run, file: string): Results => {
	const all = { ...readResults(file), [form]: run };
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, `${JSON.stringify(all, null, '\t')}\n`);
	return all;
};

/** What kind of machine this is: nothing that names it. */
export const machineKind = (ffmpeg: string): Run['machine'] => ({
	cores: cpus().length,
	cpu: cpus()[0]?.model.trim() ?? 'unknown',
	memoryGib: Math.round(totalmem() / 2 ** 30),
	system: `${process.platform} ${process.arch}`,
	node: process.versions.node,
	ffmpeg,
});

/** The middle of some numbers. */
export const median = (all: readonly number[]): number => {
	const sorted = [...all].sort((a, b) => a - b);
	const middle = (sorted.length - 1) / 2;
	return ((sorted[Math.floor(middle)] ?? 0) + (sorted[Math.ceil(middle)] ?? 0)) / 2;
};

/** The middle of each figure over some runs of the same. */
export const medianOf = <T extends Readonly<Record<keyof T, number>>>(runs: readonly T[]): T => {
	const [first] = runs;
	if (!first) throw new RangeError('nothing was run');
	const names = Object.keys(first) as (keyof T)[];
	return Object.fromEntries(
		names.map((name) => [name, median(runs.map((run) => run[name]))]),
	) as unknown as T;
};
