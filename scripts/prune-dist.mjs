// Owns what is in dist after a build: n8n's tool copies every picture of the repository into it, and dist is published whole.
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const PUBLISHED = ['credentials', 'icons', 'nodes'];

const dist = join(ROOT, 'dist');
for (const name of readdirSync(dist))
	if (!PUBLISHED.includes(name)) rmSync(join(dist, name), { recursive: true });

const { n8n } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const missing = [...n8n.nodes, ...n8n.credentials].filter((file) => !existsSync(join(ROOT, file)));
if (missing.length > 0) {
	console.error(`The build lacks what package.json promises n8n: ${missing.join(', ')}`);
	process.exitCode = 1;
}
