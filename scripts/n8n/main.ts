/** `npm run n8n:cache install`: the whole n8n, as its lock file says, into the user's cache. 3 GB, some minutes, once. `where` only looks. */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { isInstalled, n8nVersion, productFolder, RECIPE } from './place';

const HOME = productFolder();
const PART = '.part-';

const isAlive = (pid: number): boolean => {
	try {
		process.kill(pid, 0);
		return true;
	} catch {
		return false;
	}
};

/** What installs that were cut off have left. */
const sweep = (shelf: string): void => {
	for (const name of readdirSync(shelf)) {
		const [, pid] = name.split(PART);
		if (pid !== undefined && !isAlive(Number(pid)))
			rmSync(join(shelf, name), { recursive: true, force: true });
	}
};

const npm = (folder: string, args: readonly string[], scripts: boolean): void => {
	const { status, error } = spawnSync('npm', args, {
		cwd: folder,
		stdio: ['ignore', 'inherit', 'inherit'],
		env: {
			...process.env,
			PATH: `${join(folder, 'node_modules/.bin')}${delimiter}${process.env['PATH'] ?? ''}`,
			npm_config_ignore_scripts: String(!scripts),
		},
	});
	if (status !== 0)
		throw new Error(`npm ${args.join(' ')}: ${error?.message ?? `exit ${String(status)}`}`);
};

const install = (): void => {
	const shelf = dirname(HOME);
	mkdirSync(shelf, { recursive: true });
	sweep(shelf);
	if (isInstalled(HOME)) return;
	const part = join(shelf, `${basename(HOME)}${PART}${String(process.pid)}`);
	console.log(`n8n ${n8nVersion()} goes to ${HOME}: 3 GB, some minutes, once.`);
	try {
		cpSync(RECIPE, part, { recursive: true });
		npm(part, ['ci', '--no-progress', '--loglevel=error'], false);
		// n8n's own database driver is the only thing that has to be built: needs g++ and python3.
		npm(part, ['rebuild', 'sqlite3', '--loglevel=error'], true);
		// Another install may have been faster.
		if (!isInstalled(HOME)) {
			rmSync(HOME, { recursive: true, force: true });
			renameSync(part, HOME);
		}
	} finally {
		rmSync(part, { recursive: true, force: true });
	}
};

const main = (word: string | undefined): void => {
	if (word === 'install') install();
	else if (word !== 'where') throw new Error('usage: scripts/n8n/main.ts install|where');
	if (!isInstalled(HOME)) throw new Error(`n8n is not installed: ${HOME} is not there`);
	console.log(HOME);
};

try {
	main(process.argv[2]);
} catch (error) {
	console.error(error instanceof Error ? error.message : String(error));
	process.exitCode = 1;
}
