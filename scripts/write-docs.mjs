// Writes every generated document: each scripts/write-<document>.ts owns one of them, and a test compares it.
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SCRIPTS = dirname(fileURLToPath(import.meta.url));
const writers = readdirSync(SCRIPTS).filter((name) => /^write-.*\.ts$/.test(name));

const failed = writers.filter((name) => {
	const args = ['-r', join(SCRIPTS, 'typescript.cjs'), join(SCRIPTS, name)];
	const { status } = spawnSync(process.execPath, args, {
		cwd: join(SCRIPTS, '..'),
		stdio: 'inherit',
	});
	return status !== 0;
});
if (failed.length > 0) {
	console.error(`Not written: ${failed.join(', ')}`);
	process.exitCode = 1;
}
