/** What the watchdog does of its own accord: end a program that takes too much memory. Needs the built agent. */
import { systemClock } from '../../render-agent/src/kernel/clock';
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lookFor } from '../../render-agent/src/render/memoryLook';
import { newMark } from '../../render-agent/src/render/marks';
import { start } from '../../render-agent/src/render/processes';
import { memoryLimit, startWatchdog, type Watchdog } from '../../render-agent/src/render/watchdog';
import { waitFor } from '../support/agentProcess';
import { gone, isAlive, numberIn } from '../support/alive';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;
const isLinux = process.platform === 'linux';

/** A program that holds so much memory, and ends by itself after 20 s. */
const holding = (mebibytes: number): readonly string[] => [
	'-e',
	`globalThis.held = Buffer.alloc(${String(mebibytes)} * ${String(MIB)}, 1); setTimeout(() => undefined, 20_000)`,
];

it.each([
	[24, 0, 12],
	[3, 0, 2],
	[2, 0, 1.5],
	[64, 8, 4],
	// A container without a limit tells a number that no machine has.
	[16, 2 ** 34, 8],
])('of %d GiB, %d of them for its container, a program may take %d', (all, allowed, limit) => {
	expect(memoryLimit(all * GIB, allowed * GIB)).toBe(limit * GIB);
});

const endOf = async (child: ChildProcess): Promise<unknown> => {
	const [, signal] = (await once(child, 'close')) as [unknown, unknown];
	return signal;
};

(isLinux ? describe : describe.skip)('a program under the watchdog', () => {
	let folder: string;
	let dog: Watchdog;
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'watchdog-'))));
	afterEach(() => {
		dog.stop();
		rmSync(folder, { recursive: true });
	});

	it('that takes more memory than it may is ended, and no other', async () => {
		dog = startWatchdog(200 * MIB);
		const small = start(process.execPath, holding(1));
		const large = start(process.execPath, holding(400));
		expect(await large.ended).toMatchObject({ signal: 'SIGKILL', isKilled: true });
		small.stop();
		expect(await small.ended).toMatchObject({ signal: 'SIGTERM', isKilled: false });
	});

	it('is ended for what a program holds that it has started', async () => {
		dog = startWatchdog(200 * MIB);
		const [option = '', script = ''] = holding(400);
		const shell = start('sh', ['-c', '"$@" & wait', 'sh', process.execPath, option, script]);
		expect(await shell.ended).toMatchObject({ signal: 'SIGKILL', isKilled: true });
	});

	/** A program that starts one that leaves its group, holds nothing of it, and writes its number; then does the rest. */
	const leaving = (name: string, rest: string) => {
		const sleeper = `echo $$ > "${join(folder, name)}"; exec sleep 30`;
		return start('sh', ['-c', `setsid sh -c '${sleeper}' < /dev/null > /dev/null 2>&1 & ${rest}`]);
	};
	const leftBy = (name: string): Promise<number> => numberIn(join(folder, name));

	it('that has started one outside its group does not leave it behind, and others keep theirs', async () => {
		dog = startWatchdog();
		const other = leaving('other', 'sleep 30');
		const kept = await leftBy('other');
		const one = leaving('one', `until [ -s "${join(folder, 'one')}" ]; do sleep 0.1; done`);
		const pid = await leftBy('one');
		expect(await one.ended).toMatchObject({ code: 0 });
		await gone(pid);
		expect(isAlive(kept)).toBe(true);
		other.stop();
		await other.ended;
		await gone(kept);
	});

	it('is ended with all that it has started, in its group or not, when the agent is gone', async () => {
		dog = startWatchdog();
		const one = leaving('one', 'sleep 30');
		const pid = await leftBy('one');
		// The agent holds one end of a pipe, and nothing else is known of it.
		dog.stop();
		expect(await one.ended).toMatchObject({ signal: 'SIGKILL' });
		await gone(pid);
	});

	/** The process that watches for this one; undefined while there is none. */
	const watching = (): number | undefined => {
		const { stdout } = spawnSync('ps', ['-eo', 'pid=,ppid=,stat=,args='], { encoding: 'utf8' });
		const own = stdout
			.split('\n')
			.map((line) => line.trim().split(/\s+/))
			.find(
				([, parent, state = 'Z', ...args]) =>
					parent === String(process.pid) &&
					!state.startsWith('Z') &&
					args.some((arg) => arg.endsWith('watchdogProcess.js')),
			);
		return own && Number(own[0]);
	};

	/** Those of earlier tests may take a moment to end. */
	const noneWatches = (): Promise<true> =>
		waitFor('the end of the others', () => (watching() === undefined ? true : undefined));

	it('is watched by another when the watchdog is killed, which knows it', async () => {
		await noneWatches();
		dog = startWatchdog();
		const one = start('sleep', ['30']);
		const first = await waitFor('the watchdog', watching);
		process.kill(first, 'SIGKILL');
		await waitFor('the next one', () => {
			const next = watching();
			return next === first ? undefined : next;
		});
		expect(dog.problem()).toBeUndefined();
		dog.stop();
		// It ends what it still watches when it is let go.
		expect(await one.ended).toMatchObject({ signal: 'SIGKILL' });
	});

	it('is known to be unwatched when the watchdog ends again and again, until one lives', async () => {
		await noneWatches();
		let later = 0;
		const clock = { ...systemClock, now: () => systemClock.now() + later };
		dog = startWatchdog(200 * MIB, lookFor('linux'), clock);
		for (let end = 0; end < 3; end += 1) {
			const pid = await waitFor('the watchdog', watching);
			process.kill(pid, 'SIGKILL');
			await waitFor('its end', () => (watching() === pid ? undefined : true));
		}
		expect(await waitFor('the problem', () => dog.problem())).toMatchObject({ code: 'NOT_READY' });
		// The next one lives.
		await waitFor('the watchdog', watching);
		later = 61_000;
		expect(dog.problem()).toBeUndefined();
	});

	it.each([
		['ps', (pid: number) => `    1     0   9000\n${String(pid)}     1 300000\n`],
		['ps', (pid: number) => `  999 ${String(pid)} 300000\n${String(pid)} 1 10\n`],
		['tasklist', (pid: number) => `"ffmpeg.exe","${String(pid)}","Console","1","300.000 K"\r\n`],
		[
			'tasklist',
			(pid: number) => `"ffmpeg.exe","${String(pid)}","Console","1","300\u00A0000 Ko"\r\n`,
		],
	] as const)(
		'is ended where %s tells of its memory, and the agent hears why',
		async (way, table) => {
			const program = join(folder, way);
			dog = startWatchdog(200 * MIB, { way, program });
			const [told, untold] = [spawn('sleep', ['20']), spawn('sleep', ['20'])];
			const end = endOf(told);
			const pid = told.pid ?? 0;
			writeFileSync(program, `#!/bin/sh\ncat <<'EOF'\n${table(pid)}EOF\n`);
			chmodSync(program, 0o755);
			dog.add(pid, newMark());
			dog.add(untold.pid ?? 0, newMark());
			expect(await end).toBe('SIGKILL');
			expect(dog.tookTooMuch(pid)).toBe(true);
			expect(dog.tookTooMuch(untold.pid ?? 0)).toBe(false);
			expect(untold.exitCode ?? untold.signalCode).toBeNull();
			dog.stop();
			// It ends what it still watches when it is let go.
			expect(await endOf(untold)).toBe('SIGKILL');
		},
	);
});
