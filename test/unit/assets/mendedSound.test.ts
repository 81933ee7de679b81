/** Sound files are mended one at a time, and no longer than anybody waits for them. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createMender } from '../../../render-agent/src/assets/mendedSound';

const folder = mkdtempSync(join(tmpdir(), 'mended-sound-'));
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const fileOf = (name: string, ...parts: Buffer[]) => {
	const file = join(folder, name);
	writeFileSync(file, Buffer.concat(parts));
	return { file, sha256: name, bytes: 0 };
};

/** So many frames: MPEG 2, 8 kbit/s, 24 000 samples a second. */
const framesOf = (count: number): Buffer => {
	const frames = Buffer.alloc(24 * count);
	for (let at = 0; at < frames.length; at += 24) frames.writeUInt32BE(0xfff314c0, at);
	return frames;
};

/** A file with a hole as long as 50 frames between as many others as are told. */
const damaged = (name: string, count: number) =>
	fileOf(name, framesOf(count), Buffer.alloc(24 * 50), framesOf(count));

it('a short file waits for the long one before it', async () => {
	const { signal } = new AbortController();
	const mend = createMender({ folder: join(folder, 'one'), signal });
	const ended: string[] = [];
	const all = [damaged('long.mp3', 50_000), damaged('short.mp3', 100)].map(async (local) => {
		const { lost } = await mend(local);
		ended.push(local.sha256);
		return lost;
	});
	expect(await Promise.all(all)).toMatchObject([
		[{ duration: expect.any(Number) as number }],
		[{ duration: 1_224_000 }],
	]);
	expect(ended).toEqual(['long.mp3', 'short.mp3']);
});

it('one that fails keeps no other waiting', async () => {
	const { signal } = new AbortController();
	writeFileSync(join(folder, 'taken'), '');
	const mend = createMender({ folder: join(folder, 'taken', 'inside'), signal });
	const first = mend(damaged('first.mp3', 100));
	const whole = fileOf('whole.mp3', framesOf(100));
	await expect(first).rejects.toThrow();
	expect(await mend(whole)).toBe(whole);
});

it('called off, it reads no further file', async () => {
	const control = new AbortController();
	const mend = createMender({ folder: join(folder, 'off'), signal: control.signal });
	const over = new Error('over');
	control.abort(over);
	await expect(mend(damaged('off.mp3', 100))).rejects.toBe(over);
	expect(existsSync(join(folder, 'off'))).toBe(false);
});
