/**
 * Lints what is published as n8n does it in strict mode: the manifest, the nodes and the credentials, alone in a
 * fresh folder with n8n's own ESLint configuration. The rest of the repository has rules of its own.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';

const root = resolve(process.cwd());
const stage = mkdtempSync(join(tmpdir(), 'lint-published-'));
const n8nTemplate = 'node_modules/@n8n/node-cli/dist/template/templates/shared/default';

try {
	for (const published of ['package.json', 'tsconfig.json', 'nodes', 'credentials']) {
		cpSync(join(root, published), join(stage, published), { recursive: true });
	}
	cpSync(join(root, n8nTemplate, 'eslint.config.mjs'), join(stage, 'eslint.config.mjs'));
	symlinkSync(join(root, 'node_modules'), join(stage, 'node_modules'), 'junction');
	const command = join(root, 'node_modules/@n8n/node-cli/bin/n8n-node.mjs');
	const lint = spawnSync(process.execPath, [command, 'lint'], { cwd: stage, stdio: 'inherit' });
	process.exitCode = lint.status ?? 1;
} finally {
	rmSync(stage, { recursive: true, force: true });
}
