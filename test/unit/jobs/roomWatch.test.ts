import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { withinRoom } from '../../../render-agent/src/jobs/roomWatch';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { createFakeClock } from '../../support/fakeClock';

describe('a video that is made', () => {
	let folder: string;
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'room-'))));
	afterEach(() => {
		rmSync(folder, { recursive: true });
	});

	/** Makes a video that is thought to take 1,000 bytes and takes `bytes`, on a disk that is full or not. */
	const making = async (bytes: number, full: boolean): Promise<unknown> => {
		const clock = createFakeClock();
		const room = (): Promise<void> =>
			full ? Promise.reject(new AgentError('DISK_FULL')) : Promise.resolve();
		let finish: (what: string) => void = () => undefined;
		const made = withinRoom(
			(stop) =>
				new Promise<string>((resolve, reject) => {
					finish = resolve;
					stop.addEventListener('abort', () => {
						reject(stop.reason as Error);
					});
				}),
			{ folder, expected: 1_000, room, clock },
			new AbortController().signal,
		);
		writeFileSync(join(folder, 'one'), Buffer.alloc(bytes / 2));
		writeFileSync(join(folder, 'two'), Buffer.alloc(bytes / 2));
		made.catch(() => undefined);
		await clock.advance(3_000);
		// The folder is looked at outside of the clock's time.
		await new Promise((resolve) => setTimeout(resolve, 50));
		finish('whole');
		return made;
	};

	it('ends as DISK_FULL when it has outgrown what was thought, and no room is left', async () => {
		await expect(making(2_000, true)).rejects.toMatchObject({ code: 'DISK_FULL' });
	});

	it('takes more than was thought while there is room', async () => {
		expect(await making(2_000, false)).toBe('whole');
	});

	it('is not ended for what somebody else writes to the disk', async () => {
		expect(await making(900, true)).toBe('whole');
	});
});
