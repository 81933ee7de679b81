/** Sums of files: of files longer than one reading, of empty ones, and none for whoever has given up. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sha256Of } from '../../../render-agent/src/assets/hashFile';

const { signal } = new AbortController();
let folder: string;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'sum-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const written = async (bytes: Buffer): Promise<string> => {
	const file = join(folder, 'file');
	await writeFile(file, bytes);
	return file;
};

test.each([0, 1, 1 << 20, (5 << 19) + 7])(
	'a file of %i bytes has the sum of its bytes',
	async (length) => {
		const bytes = Buffer.alloc(length, 'one after another, never the same twice');
		const sum = createHash('sha256').update(bytes).digest('hex');
		expect(await sha256Of(await written(bytes), signal)).toBe(sum);
	},
);

test('whoever has given up hears why, and gets no sum', async () => {
	const file = await written(Buffer.alloc(10));
	const why = new Error('given up');
	await expect(sha256Of(file, AbortSignal.abort(why))).rejects.toBe(why);
});
