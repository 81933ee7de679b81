import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UNWATCHED } from '../../../render-agent/src/deliver/target';
import { copyFolder } from '../../../render-agent/src/deliver/targets/copyFolder';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { textOf } from '../../../render-agent/src/kernel/errorTexts';
import { deliveryFile } from '../../support/deliveryTarget';

const never = new AbortController().signal;
const SMALL = Buffer.from('0123456789'.repeat(100));

describe('a folder', () => {
	let folder: string;
	beforeEach(async () => {
		folder = await mkdtemp(join(tmpdir(), 'folder-'));
	});
	afterEach(() => rm(folder, { recursive: true }));
	const put = async (settings: { path: string; create?: boolean }) =>
		copyFolder('it', settings).put(await deliveryFile(folder, SMALL), UNWATCHED, never);

	it('that is not there, as that of a disk that is not mounted, is not made; the failure says how', async () => {
		const path = join(folder, 'nas', 'videos');
		const failure: unknown = await put({ path }).catch((error: unknown) => error);
		expect(failure).toMatchObject({ code: 'DELIVERY_FAILED' });
		expect(String(failure)).toMatch(/is not there.*make it, or set "create": true/);
		expect(existsSync(join(folder, 'nas'))).toBe(false);
		const { url } = await put({ path, create: true });
		expect(readFileSync(url).equals(SMALL)).toBe(true);
	});

	it('takes two files of a new day at once', async () => {
		const target = copyFolder('it', { path: folder });
		const file = await deliveryFile(folder, SMALL);
		const keys = ['2026-11-26/a.mp4', '2026-11-26/b.mp4'];
		await Promise.all(keys.map((key) => target.put({ ...file, key }, UNWATCHED, never)));
		expect(await readdir(join(folder, '2026-11-26'))).toEqual(['a.mp4', 'b.mp4']);
	});

	it.each([
		[{ path: '/proc/nope' }, /is not there/],
		[{ path: '/proc/nope', create: true }, /ENOENT/],
		[{ path: '/proc/nope/deeper', create: true }, /ENOENT/],
	])('in which none can be made fails at once: %j', async (settings, reason) => {
		if (process.platform !== 'linux') return;
		const failure: unknown = await put(settings).catch((error: unknown) => error);
		expect(failure).toMatchObject({ code: 'DELIVERY_FAILED' });
		expect(String(failure)).toMatch(reason);
	});

	it('that is full fails with what to do there, not with a setting of the agent', () => {
		const hint = { target: 'nas', folder: '/mnt/nas/videos' };
		const full = new AgentError('DISK_FULL', { hint });
		expect(textOf(full, 'en').hint).toBe(
			'Free space on the disk of /mnt/nas/videos, where the target nas puts videos, then deliver again. The video is kept under video_url.',
		);
		const own = new AgentError('DISK_FULL', { hint: { folder: '/data' } });
		expect(textOf(own, 'en').hint).toMatch(/RENDER_AGENT_RETENTION_DAYS/);
	});

	it('that is a file is no folder', async () => {
		const path = join(folder, 'file');
		await writeFile(path, '');
		await expect(put({ path })).rejects.toThrow(/is no folder/);
	});
});
