/** The real n8n in the user's cache: where it lies, and that a half-finished install is never taken for a whole one. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder, isInstalled, productFolder } from '../../scripts/n8n/place';

const ROOT = join(__dirname, '../..');

describe('the cache folder', () => {
	it('is what CAPCUT_RENDER_CACHE says, else a folder of the user for caches', () => {
		const home = homedir();
		expect(cacheFolder({ CAPCUT_RENDER_CACHE: '/big' }, 'linux')).toBe('/big');
		expect(cacheFolder({ XDG_CACHE_HOME: '/xdg' }, 'linux')).toBe('/xdg/capcut-render');
		expect(cacheFolder({}, 'linux')).toBe(join(home, '.cache/capcut-render'));
		expect(cacheFolder({ LOCALAPPDATA: '/local' }, 'win32')).toBe('/local/capcut-render');
	});

	it('is never below the place where one happens to stand', () => {
		const relative = { CAPCUT_RENDER_CACHE: '.cache', XDG_CACHE_HOME: 'cache' };
		expect(cacheFolder(relative, 'linux')).toBe(join(homedir(), '.cache/capcut-render'));
	});
});

describe('the install of n8n', () => {
	let cache = '';
	let home = '';
	beforeEach(() => {
		cache = mkdtempSync(join(tmpdir(), 'n8n-cache-'));
		home = productFolder(cache);
	});
	afterEach(() => {
		rmSync(cache, { recursive: true, force: true });
	});

	/** Runs the command with an npm that does what `deed` says in the shell. */
	const command = (word: string, deed: string) => {
		const bin = join(cache, 'bin');
		mkdirSync(bin, { recursive: true });
		writeFileSync(join(bin, 'npm'), `#!/bin/sh\necho "$@" >> "${cache}/calls"\n${deed}\n`);
		chmodSync(join(bin, 'npm'), 0o755);
		const args = ['-r', './scripts/typescript.cjs', 'scripts/n8n/main.ts', word];
		const { status, stdout, stderr } = spawnSync(process.execPath, args, {
			cwd: ROOT,
			encoding: 'utf8',
			env: { PATH: `${bin}:${process.env['PATH'] ?? ''}`, CAPCUT_RENDER_CACHE: cache },
		});
		return { status, out: stdout, err: stderr };
	};
	const WHOLE = 'mkdir -p node_modules/n8n && echo {} > node_modules/n8n/package.json';
	const shelf = (): readonly string[] => readdirSync(dirname(home));

	it('gives the folder its name only when everything is in it', () => {
		expect(command('where', '')).toMatchObject({ status: 1, out: '' });
		const broken = command('install', `${WHOLE}; [ "$1" = ci ]`);
		expect(broken).toMatchObject({ status: 1 });
		expect(broken.err).toMatch(/^npm rebuild sqlite3 .*: exit 1\n$/);
		expect([isInstalled(home), shelf()]).toEqual([false, []]);
		expect(command('install', WHOLE)).toMatchObject({ status: 0, err: '' });
		expect(command('where', '')).toMatchObject({ status: 0, out: `${home}\n` });
	});

	it('sweeps what one that was cut off has left, and not what another is doing', () => {
		const parts = [`${home}.part-${String(process.pid)}`, `${home}.part-999999999`];
		for (const part of parts) mkdirSync(part, { recursive: true });
		expect(command('install', WHOLE).status).toBe(0);
		expect(shelf()).toHaveLength(2);
		expect(isInstalled(home)).toBe(true);
		expect(shelf().some((name) => name.endsWith('999999999'))).toBe(false);
	});

	it('does nothing where it was done', () => {
		mkdirSync(join(home, 'node_modules/n8n'), { recursive: true });
		writeFileSync(join(home, 'node_modules/n8n/package.json'), '{}');
		expect(command('install', 'exit 9')).toMatchObject({ status: 0, out: `${home}\n` });
	});
});
