import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { roomFor } from '../../../render-agent/src/compile/estimate';
import { requireRoom } from '../../../render-agent/src/jobs/disk';
import { jobOptions } from '../../../render-agent/src/jobs/job';
import { createStoryboard } from '../../../render-agent/src/jobs/storyboard';
import { reserveIn } from '../../../render-agent/src/jobs/stores/reserve';
import { systemClock } from '../../../render-agent/src/kernel/clock';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { frames, pixels } from '../../../render-agent/src/kernel/units';

const MIB = 1024 ** 2;
const GIB = 1024 ** 3;

/** A disk with that many bytes free, of which 1 GiB must stay so. */
const disk = (free: number) => ({
	freeBytes: () => Promise.resolve(free),
	settings: { data: '/data', minFreeBytes: GIB },
});

const video = (seconds: number, width: number, height: number) => ({
	canvas: {
		width: pixels(width),
		height: pixels(height),
		rate: { num: 30, den: 1 },
		background: { kind: 'color', color: [0, 0, 0, 1] },
	} as never,
	frames: frames(30 * seconds),
});

describe('room for a video', () => {
	it('is what its parts and the whole take beside each other', () => {
		const minute = roomFor(video(60, 1920, 1080), 'standard');
		expect(minute / MIB).toBeGreaterThan(60);
		expect(minute / MIB).toBeLessThan(150);
		expect(roomFor(video(120, 1920, 1080), 'standard')).toBe(2 * minute);
		expect(roomFor(video(60, 1920, 1080), 'high')).toBeGreaterThan(minute);
		expect(roomFor(video(60, 960, 540), 'standard')).toBeLessThan(minute);
	});

	it('that is not there fails before the first frame, and says how much is missing', async () => {
		await expect(requireRoom(disk(1.2 * GIB), 100 * MIB)).resolves.toBeUndefined();
		await expect(requireRoom(disk(1.2 * GIB), 2 * GIB)).rejects.toMatchObject({
			code: 'DISK_FULL',
			object: { en: 'about 2.0 GiB are needed and 1.2 GiB are free' },
			hint: { folder: '/data' },
		});
		await expect(requireRoom(disk(0.9 * GIB))).rejects.toMatchObject({ code: 'DISK_FULL' });
	});
});

describe('a disk that is full', () => {
	it('gives up its reserve, which is made again when there is room', () => {
		const folder = mkdtempSync(join(tmpdir(), 'reserve-'));
		const reserve = reserveIn(folder);
		reserve.fill();
		expect(statSync(join(folder, 'reserve')).size).toBeGreaterThanOrEqual(64 * 1024);
		expect([reserve.release(), reserve.release()]).toEqual([true, false]);
		expect(readdirSync(folder)).toEqual([]);
		reserve.fill();
		expect(readdirSync(folder)).toEqual(['reserve']);
		rmSync(folder, { recursive: true });
	});
});

describe('a storyboard', () => {
	it('is not begun where there is no room', async () => {
		const asked: number[] = [];
		const none = {} as never;
		const storyboard = createStoryboard({
			...{ client: none, cache: none, clock: systemClock, local: false },
			folder: tmpdir(),
			machine: () => Promise.reject(new TypeError('it was begun')),
			room: (bytes) => {
				asked.push(bytes);
				return Promise.reject(new AgentError('DISK_FULL'));
			},
		});
		const work = { draft: 'https://a.example/d.json', options: jobOptions.parse({}) };
		const wish = { kind: 'poster', at: 0, width: undefined } as never;
		await expect(storyboard(work, wish, new AbortController().signal)).rejects.toMatchObject({
			code: 'DISK_FULL',
		});
		expect(asked).toEqual([0]);
	});
});
