import * as files from 'node:fs/promises';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clearAway, move, remove, replaceNow } from '../../../render-agent/src/config/heldFiles';

let home: string;
beforeEach(() => {
	home = mkdtempSync(join(tmpdir(), 'held 占用-'));
});
afterEach(() => {
	rmSync(home, { recursive: true, force: true });
});

/** A disk that refuses the first `times` deeds with `code`, and a clock that only counts what is waited. */
const worldOf = (platform: NodeJS.Platform, code: string, times: number) => {
	let left = times;
	let waited = 0;
	const refused = (): void => {
		if (left-- > 0) throw Object.assign(new Error(code), { code });
	};
	const clock = {
		sleep: (milliseconds: number): Promise<void> => {
			waited += milliseconds;
			return Promise.resolve();
		},
	};
	const held: typeof files.rename = async (from, to) => {
		refused();
		await files.rename(from, to);
	};
	const kept: typeof files.rm = async (path, how) => {
		refused();
		await files.rm(path, how);
	};
	return { world: { platform, clock, files: { rename: held, rm: kept } }, waited: () => waited };
};

const placed = (name: string, text = name): string => {
	writeFileSync(join(home, name), text);
	return join(home, name);
};

it.each(['EBUSY', 'EPERM', 'EACCES', 'ENOTEMPTY'])(
	'a file that Windows refuses to move with %s is moved when nobody holds it any more',
	async (code) => {
		const [from, to] = [placed('new.mp4'), placed('old.mp4')];
		const { world, waited } = worldOf('win32', code, 6);
		await move(from, to, world);
		expect(readFileSync(to, 'utf8')).toBe('new.mp4');
		expect(existsSync(from)).toBe(false);
		expect(waited()).toBe(50 + 100 + 200 + 400 + 800 + 1600);
	},
);

it('what is held for longer than 13 s fails with what the system says, and both files are as they were', async () => {
	const [from, to] = [placed('new.mp4'), placed('old.mp4')];
	const { world, waited } = worldOf('win32', 'EBUSY', 100);
	await expect(move(from, to, world)).rejects.toMatchObject({ code: 'EBUSY' });
	expect(waited()).toBe(12_750);
	expect(readFileSync(to, 'utf8')).toBe('old.mp4');
	expect(readFileSync(from, 'utf8')).toBe('new.mp4');
});

it('rights that are missing elsewhere than on Windows are told at once', async () => {
	const { world, waited } = worldOf('linux', 'EACCES', 1);
	await expect(move(placed('a'), join(home, 'b'), world)).rejects.toMatchObject({ code: 'EACCES' });
	expect(waited()).toBe(0);
});

it('a folder into which a program still writes is removed once it has ended, on every system', async () => {
	mkdirSync(join(home, 'work'));
	placed('work/chunk.mp4');
	const { world } = worldOf('linux', 'ENOTEMPTY', 2);
	await remove(join(home, 'work'), world);
	expect(existsSync(join(home, 'work'))).toBe(false);
});

it('clearing away never fails: it says that something was left', async () => {
	const file = placed('played.mp4');
	const held = worldOf('win32', 'EBUSY', 100);
	expect(await clearAway(file, held.world)).toBe(false);
	expect(held.waited()).toBe(1550);
	expect(existsSync(file)).toBe(true);
	expect(await clearAway(file, worldOf('win32', 'EBUSY', 3).world)).toBe(true);
	expect(existsSync(file)).toBe(false);
	expect(await clearAway(join(home, 'never there'))).toBe(true);
});

it('a file is replaced whole, with its rights, and nothing is left beside it', () => {
	const file = placed('secret', 'before');
	replaceNow(file, 'after', 0o600);
	expect(readFileSync(file, 'utf8')).toBe('after');
	expect(existsSync(`${file}.new`)).toBe(false);
});
