/** What a run of the benchmark found, as `bench/results.json` keeps it: one part for each form. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join } from 'node:path';
import type { Limit } from './limit';
import type { Used } from './measure';
import type { Form, Name } from './timelines';

/** What a contender used on a timeline, or why it was not measured. */
export type Outcome = Used | { readonly notMeasured: string };

/** One timeline: medians over the rounds. */
export interface Row {
	readonly timeline: Name;
	readonly frames: number;
	readonly limit: Limit;
	readonly agent: Used;
	readonly peers: Readonly<Record<string, Outcome>>;
	/** Against one pass over the same frames with the same GOP: bytes of picture, and SSIM of either against the frames. */
	readonly chunking: {
		readonly bytes: number;
		readonly onePassBytes: number;
		readonly ssim: number;
		readonly onePassSsim: number;
	};
}

/** What further runs found. */
export interface Extras {
	/** Captions changed one at a time and nothing changed, after a full render: share of its CPU. */
	readonly edits: {
		readonly timeline: Name;
		readonly captions: number;
		readonly changed: number;
		readonly full: number;
		readonly median: number;
		readonly worst: number;
		readonly unchanged: number;
	};
	/** Cost against length. */
	readonly lengths: readonly (Used & { readonly minutes: number })[];
	/** Many captions: T8. */
	readonly captions: Used;
	readonly start: {
		/** Seconds from the start of `serve` until it says that it is ready. */
		readonly ready: number;
		/** Seconds of a draft of five seconds with everything local, and of its encoder alone. */
		readonly shortDraft: number;
		readonly shortEncode: number;
	};
}

/** A run over one form of the timelines. */
export interface Run {
	readonly command: string;
	readonly date: string;
	readonly machine: {
		readonly cores: number;
		readonly cpu: string;
		readonly memoryGib: number;
		readonly system: string;
		readonly node: string;
		readonly ffmpeg: string;
	};
	readonly rounds: number;
	/** The middle of the system's load over the run, where it tells. */
	readonly load: number;
	readonly rows: readonly Row[];
	/** Absent in a run of the contest alone. */
	readonly extras?: Extras;
}

/** All forms that have been run. */
export type Results = Partial<Record<Form, Run>>;

/** Where the results are kept. */
export const RESULTS_FILE = join(__dirname, '../../bench/results.json');

/** The results that are there. */
export const readResults = (): Results =>
	existsSync(RESULTS_FILE) ? (JSON.parse(readFileSync(RESULTS_FILE, 'utf8')) as Results) : {};

/** Puts a form's run among the results; gives all. */
export const keepRun = (form: Form, run: Run): Results => {
	const all = { ...readResults(), [form]: run };
	mkdirSync(dirname(RESULTS_FILE), { recursive: true });
	writeFileSync(RESULTS_FILE, `${JSON.stringify(all, null, '\t')}\n`);
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
