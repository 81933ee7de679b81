/**
 * `npm run bench`: `-- --quick` for the small form, `--rounds N`, `--only T1,T4,T7,T8,edits,start`, `--contest` without what
 * comes beside, `--peers MLT`, `--lengths 1,10` (minutes), `--tries N` (captions changed), `--results FILE`.
 */
import './nodeVersion';
import { type Asked, bench, CONTESTS, FURTHER } from './bench';
import { PEERS } from './peers/all';
import { RESULTS_FILE } from './results';

const ALL = [...CONTESTS, ...FURTHER];

const valueOf = (words: readonly string[], name: string): string | undefined => {
	const at = words.indexOf(name);
	return at < 0 ? undefined : words[at + 1];
};

const peersOf = (words: readonly string[]): Asked['peers'] => {
	const peers = valueOf(words, '--peers')?.split(',');
	const known = PEERS.map(({ name }) => name);
	const unknown = peers?.filter((name) => name !== 'none' && !known.includes(name)) ?? [];
	if (unknown.length > 0)
		throw new RangeError(
			`there is no peer ${unknown.join(', ')}; there are ${known.join(', ')}, and none`,
		);
	return peers;
};

const countOf = (words: readonly string[], name: string): number | undefined => {
	const value = valueOf(words, name);
	if (value === undefined) return undefined;
	const count = Number(value);
	if (Number.isInteger(count) && count > 0) return count;
	throw new RangeError(`${name} takes a whole number from 1 on, not ${value}`);
};

const partsOf = (words: readonly string[]): Asked['parts'] => {
	const only = valueOf(words, '--only')?.split(',');
	const unknown = only?.filter((name) => !ALL.some((one) => one === name)) ?? [];
	if (unknown.length > 0)
		throw new RangeError(`there is no ${unknown.join(', ')}; there are ${ALL.join(', ')}`);
	if (only) return ALL.filter((name) => only.includes(name));
	return words.includes('--contest') ? CONTESTS : ALL;
};

const FLAGS = ['--quick', '--contest'];
const WITH_VALUE = ['--rounds', '--only', '--peers', '--lengths', '--tries', '--results'];

/**
 * Looks for words that ask for nothing: a run is long, and not to be begun by mistake.
 * @throws {RangeError} naming them
 */
const requireKnown = (words: readonly string[]): void => {
	const unknown = words.filter(
		(word, i) =>
			!FLAGS.includes(word) &&
			!WITH_VALUE.includes(word) &&
			!WITH_VALUE.includes(words[i - 1] ?? ''),
	);
	if (unknown.length > 0)
		throw new RangeError(
			`nothing is known of ${unknown.join(', ')}; there are ${[...FLAGS, ...WITH_VALUE].join(', ')}`,
		);
};

const askedOf = (words: readonly string[]): Asked => {
	requireKnown(words);
	const quick = words.includes('--quick');
	const peers = peersOf(words);
	const lengths = valueOf(words, '--lengths')?.split(',').map(Number);
	const tries = countOf(words, '--tries');
	return {
		form: quick ? 'small' : 'full',
		rounds: countOf(words, '--rounds') ?? (quick ? 1 : 3),
		parts: partsOf(words),
		file: valueOf(words, '--results') ?? RESULTS_FILE,
		...(peers && { peers }),
		...(lengths && { lengths }),
		...(tries !== undefined && { tries }),
	};
};

const begun = performance.now();
const tell = (what: string): void => {
	const seconds = Math.round((performance.now() - begun) / 1000);
	process.stderr.write(`${String(seconds).padStart(5)} s  ${what}\n`);
};

const run = async (): Promise<void> => {
	const table = await bench(askedOf(process.argv.slice(2)), tell);
	process.stdout.write(`\n${table}\n`);
};

run().catch((error: unknown) => {
	process.stderr.write(
		`\nThe benchmark stopped: ${error instanceof Error ? error.message : String(error)}\n`,
	);
	process.exitCode = 1;
});
