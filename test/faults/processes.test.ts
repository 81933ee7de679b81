/** How programs end, and what they have started: with nothing left, and without anybody who waits. For systems with `sh`. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { make } from '../../render-agent/src/render/ffmpegEncoder';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { Pull } from '../../render-agent/src/render/pulling';
import { start } from '../../render-agent/src/render/processes';
import { gone, isAlive, numberIn } from '../support/alive';

const HAS_SH = process.platform !== 'win32';

(HAS_SH ? describe : describe.skip)('a program that starts others', () => {
	let folder: string;
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'processes-'))));
	afterEach(() => {
		rmSync(folder, { recursive: true });
	});
	const file = (): string => join(folder, 'pid');
	/** The number of the child that a script has written. */
	const childOf = (): Promise<number> => numberIn(file());
	/** A shell that does what `script` says; `$0` is where it writes a number. */
	const shell = (script: string, more: Parameters<typeof start>[2] = {}) =>
		start('sh', ['-c', script, file()], { stdout: true, ...more });

	it('and ends before them has ended, and they with it, though they hold its pipes', async () => {
		const running = shell('sleep 30 & echo $! > "$0"; echo said; echo why >&2; exit 3');
		const said = running.stdout && text(running.stdout);
		expect(await running.ended).toMatchObject({ code: 3, said: 'why\n', isKilled: false });
		expect(await said).toBe('said\n');
		await gone(await childOf());
	});

	it('and ends before those that hold nothing of it leaves none of them', async () => {
		const running = shell('sleep 30 > /dev/null 2>&1 & echo $! > "$0"');
		running.stdout?.resume();
		expect(await running.ended).toMatchObject({ code: 0 });
		await gone(await childOf());
	});

	it('and is stopped when it has ended already is over at once', async () => {
		const stop = new AbortController();
		const script = 'trap \'\' TERM; (sleep 30) & echo $! > "$0"; exit 1';
		const running = shell(script, { signal: stop.signal, isPatient: false });
		const child = await childOf();
		expect(isAlive(child)).toBe(true);
		stop.abort();
		await running.ended;
		await gone(child);
	});

	it('and has ended is read to its end, however late', async () => {
		// What a pipe and a stream hold together, without a reader.
		const bytes = 100_000;
		const running = shell(`head -c ${String(bytes)} /dev/zero; sleep 30 & echo $! > "$0"`);
		const pull = running.stdout && new Pull(running.stdout);
		await gone(await childOf());
		await systemClock.sleep(600);
		let read = 0;
		for (let piece; (piece = await pull?.next(bytes));) read += piece.length;
		expect(await running.ended).toMatchObject({ code: 0 });
		expect(read).toBe(bytes);
	});

	it('and makes a file is killed with them when nobody wants the file any more', async () => {
		const program = join(folder, 'ffmpeg');
		const stop = new AbortController();
		const making = {
			ffmpeg: 'sh',
			inputs: [
				{
					options: ['-c', 'trap \'\' TERM; sleep 30 & echo $! > "$0"; wait; wait', file()],
					file: 'in',
				},
			],
			...{ outputOptions: [], file: program, failure: 'ENCODE_FAILED' as const },
		};
		const { made } = make(making, stop.signal);
		const child = await childOf();
		stop.abort(new Error('enough'));
		await expect(made).rejects.toThrow('enough');
		await gone(child);
	});
});
