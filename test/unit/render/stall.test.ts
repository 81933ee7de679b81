import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchStall, whileFileGrows } from '../../../render-agent/src/render/stall';
import { createFakeClock } from '../../support/fakeClock';

const patience = 8_000;

describe('the watch over a standstill', () => {
	it('gives work up when nothing has happened for as long as the patience, under the name said last', async () => {
		const clock = createFakeClock();
		const watch = watchStall('RENDER_FAILED', { patience, clock });
		await clock.advance(7_000);
		watch.alive('ENCODE_FAILED');
		await clock.advance(7_000);
		expect(watch.signal.aborted).toBe(false);
		await clock.advance(1_000);
		expect(watch.signal.reason).toMatchObject({
			code: 'ENCODE_FAILED',
			object: { en: expect.stringContaining('8 s') as string },
		});
	});

	it('that is over gives nothing up', async () => {
		const clock = createFakeClock();
		const watch = watchStall('RENDER_FAILED', { patience, clock });
		watch.end();
		await clock.advance(100_000);
		expect(watch.signal.aborted).toBe(false);
	});

	it('hands on why the work was stopped from outside', () => {
		const outside = new AbortController();
		const clock = createFakeClock();
		const watch = watchStall('RENDER_FAILED', { patience, clock }, outside.signal);
		outside.abort('cancelled');
		expect(watch.signal.reason).toBe('cancelled');
	});
});

describe('work that writes a file', () => {
	it('goes on while the file grows, and is given up when it does not', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'stall-'));
		const file = join(folder, 'growing');
		const clock = createFakeClock();
		let signal = new AbortController().signal;
		const work = whileFileGrows(
			(stop) => {
				signal = stop;
				return new Promise((_, reject) => {
					stop.addEventListener('abort', () => {
						reject(stop.reason as Error);
					});
				});
			},
			{ file, code: 'ENCODE_FAILED', patience, mostBytes: 1_000, clock },
			signal,
		);
		const given = expect(work).rejects.toMatchObject({ code: 'ENCODE_FAILED' });
		for (let second = 0; second < 20; second += 1) {
			appendFileSync(file, 'x');
			await clock.advance(1_000);
			// The file is looked at outside of the clock's time.
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		expect(signal.aborted).toBe(false);
		for (let second = 0; second < 10; second += 1) {
			await clock.advance(1_000);
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
		expect(signal.aborted).toBe(true);
		await given;
		rmSync(folder, { recursive: true });
	});

	it('is given up when the file becomes larger than it can be, though it grows', async () => {
		const folder = mkdtempSync(join(tmpdir(), 'stall-'));
		const file = join(folder, 'growing');
		const clock = createFakeClock();
		let ended: unknown;
		const work = whileFileGrows(
			(stop) =>
				new Promise((_, reject) => {
					stop.addEventListener('abort', () => {
						reject((ended = stop.reason as Error));
					});
				}),
			{ file, code: 'ENCODE_FAILED', patience, mostBytes: 3.5 * 1024 ** 2, clock },
			new AbortController().signal,
		);
		work.catch(() => undefined);
		const ends: boolean[] = [];
		for (let second = 0; second < 5; second += 1) {
			appendFileSync(file, Buffer.alloc(1024 ** 2));
			await clock.advance(1_000);
			// The file is looked at outside of the clock's time.
			await new Promise((resolve) => setTimeout(resolve, 20));
			ends.push(ended !== undefined);
		}
		expect(ends).toEqual([false, false, false, true, true]);
		await expect(work).rejects.toMatchObject({
			code: 'ENCODE_FAILED',
			object: { en: expect.stringContaining('more than 4 MiB') as string },
		});
		rmSync(folder, { recursive: true });
	});
});
