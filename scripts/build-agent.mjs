// Owns render-agent/dist: the agent's JavaScript and its kernels. Run by `npm run build:agent`.
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { buildKernels } from './build-kernels.mjs';

const AGENT = join(dirname(fileURLToPath(import.meta.url)), '../render-agent');
const DIST = join(AGENT, 'dist');

/** Whether something lies in dist whose source is gone: an incremental build never removes it. */
const hasLeftovers = () =>
	globSync('**/*.js', { cwd: DIST }).some(
		(file) => !existsSync(join(AGENT, 'src', file.replace(/\.js$/, '.ts'))),
	);

if (hasLeftovers()) rmSync(DIST, { recursive: true });
// Code is written even where types do not fit: an old sum must not stand for it.
rmSync(join(DIST, 'stamp'), { force: true });

const require = createRequire(import.meta.url);
const tsc = require.resolve('typescript/bin/tsc');
const incremental = ['--incremental', '--tsBuildInfoFile', join(DIST, 'agent.tsbuildinfo')];
const { status } = spawnSync(process.execPath, [tsc, '-p', AGENT, ...incremental], {
	stdio: ['ignore', 'inherit', 'inherit'],
});
if (status === 0) {
	buildKernels(join(DIST, 'compose'));
	const { BUILT_STAMP, sumOfRooms } = require(join(DIST, 'render', 'engineStamp.js'));
	writeFileSync(BUILT_STAMP, sumOfRooms());
}
process.exitCode = status ?? 1;
