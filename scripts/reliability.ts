/**
 * Runs the trials of `test/reliability` one after another and writes what came out, as a page and as JSON.
 * `npm run test:reliability -- [--long] [--seed N] [--resume] [--out FILE] [kill callers …]`; names choose trials. With
 * `--resume` the results of an earlier run are kept, and what went well in it is not run again. The page is written as
 * soon as every trial has its results.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import type { Finding } from '../test/reliability/support/plan';

const ROOT = join(__dirname, '..');
const TRIALS = join(ROOT, 'test/reliability');
const RESULTS = join(ROOT, '.cache/reliability');

const { values: flags, positionals: chosen } = parseArgs({
	options: {
		long: { type: 'boolean', default: false },
		resume: { type: 'boolean', default: false },
		seed: { type: 'string', default: String(1 + (Date.now() % 1_000_000)) },
		out: { type: 'string', default: 'docs/reliability.md' },
	},
	allowPositionals: true,
});

interface JestResult {
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly numPendingTests: number;
	readonly numRuntimeErrorTestSuites: number;
}

/** How a trial went; what needs what this machine has not is skipped. */
interface Counts {
	readonly passed: number;
	readonly failed: number;
	readonly skipped: number;
	readonly seconds: number;
}

const skippedIn = ({ skipped }: Counts): string =>
	skipped > 0 ? `, ${String(skipped)} skipped` : '';

const countsFile = (name: string): string => join(RESULTS, `${name}.counts.json`);

const countsOf = (name: string): Counts | undefined => {
	const file = countsFile(name);
	return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Counts) : undefined;
};

/** Runs one trial in a process of its own, so that none inherits what another has left in memory. */
const runTrial = (name: string): Omit<Counts, 'seconds'> => {
	rmSync(join(RESULTS, `${name}.jsonl`), { force: true });
	const json = join(RESULTS, `${name}.jest.json`);
	const jest = require.resolve('jest/bin/jest');
	const args = ['--expose-gc', jest, '--config', join(TRIALS, 'jest.config.js'), '--json'];
	spawnSync(process.execPath, [...args, '--outputFile', json, `/${name}\\.trial\\.ts$`], {
		cwd: ROOT,
		stdio: ['ignore', 'ignore', 'inherit'],
		env: {
			...process.env,
			RELIABILITY_LONG: flags.long ? '1' : '0',
			RELIABILITY_SEED: flags.seed,
			RELIABILITY_RESULTS: join(RESULTS, `${name}.jsonl`),
		},
	});
	if (!existsSync(json)) return { passed: 0, failed: 1, skipped: 0 };
	const result = JSON.parse(readFileSync(json, 'utf8')) as JestResult;
	const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
	return { passed: result.numPassedTests, failed, skipped: result.numPendingTests };
};

const findingsOf = (name: string): readonly Finding[] => {
	const file = join(RESULTS, `${name}.jsonl`);
	if (!existsSync(file)) return [];
	const lines = readFileSync(file, 'utf8').trim().split('\n');
	return lines.map((line) => JSON.parse(line) as Finding);
};

/** Parts of the plan that are not tried here, and why. */
const ELSEWHERE: readonly (readonly [id: string, why: string])[] = [
	[
		'R2',
		'There is no Redis: jobs are in a SQLite file of their own, and R1 kills the one process that writes it.',
	],
	[
		'R12',
		'Videos that are wrong (a chunk dropped, swapped or cut off, black, mute, of the wrong rate …) are part of `npm test`: each is caught before it is delivered.',
	],
];

const figures = ({ out }: Finding): string =>
	Object.entries(out)
		.map(([name, value]) => `${name}: ${String(value)}`)
		.join('; ');

const cell = (text: string): string => text.replaceAll('|', '\\|');

const orderOf = ({ id }: Pick<Finding, 'id'>): number => Number(id.slice(1));

const pageOf = (findings: readonly Finding[], counts: Counts): string => {
	const rows = findings
		.toSorted((a, b) => orderOf(a) - orderOf(b))
		.map(
			(one) =>
				`| ${one.id} | ${cell(one.what)} | ${cell(String(one.often))} | ${cell(figures(one))} |`,
		);
	const gib = Math.round(totalmem() / 1024 ** 3);
	return `# What was tried, how often, and what came out

Written by \`npm run test:reliability\` from a run of the ${flags.long ? 'long' : 'short'} form (\`--long\` is the long one) with seed ${flags.seed}, on ${String(cpus().length)} cores with ${String(gib)} GiB and Node ${process.versions.node},
in ${String(Math.ceil(counts.seconds / 60))} minutes: ${String(counts.passed)} trials as promised, ${String(counts.failed)} not${skippedIn(counts)}. The same seed repeats the same lots (\`-- --seed ${flags.seed}\`); times are those of that machine.

The agent that is tried is the one that is shipped. Its failpoints are wrapped around it from outside (\`test/reliability/support/failpoints.cjs\`).

| plan | what was tried | how often | what came out |
|---|---|---|---|
${rows.join('\n')}

## Not in this run

${ELSEWHERE.map(([id, why]) => `- **${id}** ${why}`).join('\n')}
`;
};

const trials = (): readonly string[] =>
	readdirSync(TRIALS).flatMap((file) => /^(\w+)\.trial\.ts$/.exec(file)?.[1] ?? []);

/** What the results that are there were made with; those of another seed or form are no part of this run. */
const requireSameRun = (): void => {
	const run = join(RESULTS, 'run.json');
	const now = JSON.stringify({ seed: flags.seed, long: flags.long });
	const isSame = existsSync(run) && readFileSync(run, 'utf8') === now;
	if (!flags.resume || !isSame) rmSync(RESULTS, { recursive: true, force: true });
	mkdirSync(RESULTS, { recursive: true });
	writeFileSync(run, now);
};

const runOne = (name: string): void => {
	const began = Date.now();
	const counts = { ...runTrial(name), seconds: (Date.now() - began) / 1000 };
	writeFileSync(countsFile(name), JSON.stringify(counts));
	for (const one of findingsOf(name))
		console.log(`${one.id} ${one.what}, ${String(one.often)}: ${figures(one)}`);
};

const totalOf = (all: readonly Counts[]): Counts =>
	all.reduce((sum, one) => ({
		passed: sum.passed + one.passed,
		failed: sum.failed + one.failed,
		skipped: sum.skipped + one.skipped,
		seconds: sum.seconds + one.seconds,
	}));

const main = (): void => {
	requireSameRun();
	console.log(`seed ${flags.seed}, ${flags.long ? 'long' : 'short'} form`);
	for (const name of trials()) {
		if (chosen.length > 0 && !chosen.includes(name)) continue;
		if (countsOf(name)?.failed !== 0) runOne(name);
	}
	const all = trials().flatMap((name) => countsOf(name) ?? []);
	const counts = totalOf([{ passed: 0, failed: 0, skipped: 0, seconds: 0 }, ...all]);
	if (all.length === trials().length) {
		const page = join(ROOT, flags.out);
		mkdirSync(dirname(page), { recursive: true });
		writeFileSync(page, pageOf(trials().flatMap(findingsOf), counts));
		console.log(`written: ${relative(ROOT, page)}`);
	}
	writeFileSync(join(RESULTS, 'counts.json'), JSON.stringify(counts));
	console.log(
		`${String(counts.passed)} passed, ${String(counts.failed)} failed${skippedIn(counts)}`,
	);
	process.exitCode = counts.failed > 0 ? 1 : 0;
};

main();
