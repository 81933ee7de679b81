/** `npm run bench`: `-- --quick` for the small form, `--rounds N`, `--only T1,T4`, `--peers MLT`, `--contest` without what comes beside. */
import './nodeVersion';
import { type Asked, bench, CONTESTS } from './bench';
import { NAMES } from './timelines';

const valueOf = (words: readonly string[], name: string): string | undefined => {
	const at = words.indexOf(name);
	return at < 0 ? undefined : words[at + 1];
};

const askedOf = (words: readonly string[]): Asked => {
	const quick = words.includes('--quick');
	const only = valueOf(words, '--only')?.split(',');
	const peers = valueOf(words, '--peers')?.split(',');
	return {
		form: quick ? 'small' : 'full',
		rounds: Number(valueOf(words, '--rounds') ?? (quick ? 1 : 3)),
		timelines: only ? NAMES.filter((name) => only.includes(name)) : CONTESTS,
		contestOnly: words.includes('--contest'),
		...(peers && { peers }),
	};
};

const begun = performance.now();
const tell = (what: string): void => {
	const seconds = Math.round((performance.now() - begun) / 1000);
	process.stderr.write(`${String(seconds).padStart(5)} s  ${what}\n`);
};

bench(askedOf(process.argv.slice(2)), tell).then(
	(table) => process.stdout.write(`\n${table}\n`),
	(error: unknown) => {
		process.stderr.write(
			`\nThe benchmark stopped: ${error instanceof Error ? error.message : String(error)}\n`,
		);
		process.exitCode = 1;
	},
);
