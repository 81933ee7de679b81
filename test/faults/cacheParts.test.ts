import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { type CacheParts, cacheParts } from '../../render-agent/src/assets/cacheParts';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { isRunning } from '../../render-agent/src/render/processes';

let folder: string;
let parts: CacheParts;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'parts-'));
	parts = cacheParts(folder, { clock: systemClock, isRunning });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('removes what a process left that ended, at once; of one that lives, after a day', async () => {
	const ended = 'a-4194999-0';
	const alive = `b-${String(process.ppid)}-0`;
	// In a container an agent has the number of the one before it.
	const before = `c-${String(process.pid)}-0`;
	for (const name of [ended, alive, before, 'of-another-version'])
		await writeFile(join(folder, name), 'x');
	await parts.tidy();
	expect(await readdir(folder)).toEqual([alive]);
	const old = new Date(Date.now() - 25 * 3_600_000);
	await utimes(join(folder, alive), old, old);
	await parts.tidy();
	expect(await readdir(folder)).toEqual([]);
});

it('leaves a download alone that is under way, until it is dropped', async () => {
	const part = parts.make('name');
	await writeFile(part, 'x');
	await parts.tidy();
	expect(await readdir(folder)).toEqual([basename(part)]);
	await parts.drop(part);
	expect(await readdir(folder)).toEqual([]);
});
