/** How a run of the trials is set: short or long, by which seed, and where its figures go. */
import { appendFileSync, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';

/** Whether this is the long form. */
export const isLong = process.env['RELIABILITY_LONG'] === '1';

/** Where every lot of the run comes from; printed by the runner. */
export const SEED = Number(process.env['RELIABILITY_SEED'] ?? 1);

/** The number of the form that is run. */
export const times = (short: number, long: number): number => (isLong ? long : short);

/** Numbers from 0 to 1 by lot, the same for the same seed and name. */
export const lotOf = (name: string): (() => number) => {
	let state = Buffer.from(name).reduce((sum, byte) => (sum * 31 + byte) >>> 0, SEED);
	return () => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
	};
};

/** One row of the report. */
export interface Finding {
	/** The number in the plan, such as R1. */
	readonly id: string;
	/** What was tried, in words. */
	readonly what: string;
	/** How often, in words or as a number. */
	readonly often: string | number;
	/** What came out: figures by what they count. */
	readonly out: Readonly<Record<string, string | number>>;
}

/** Writes a row of the report; before its figures are judged, so that a bad run is told as well. */
export const report = (finding: Finding): void => {
	const file = process.env['RELIABILITY_RESULTS'];
	if (file === undefined) return;
	mkdirSync(dirname(file), { recursive: true });
	appendFileSync(file, `${JSON.stringify(finding)}\n`);
};
