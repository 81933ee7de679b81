import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDatabase } from '../../../render-agent/src/jobs/stores/database';
import { holdFolder } from '../../../render-agent/src/jobs/stores/folderLock';
import { draftUrl, startAgent } from '../../support/agent';
import { jobOptions } from '../../../render-agent/src/jobs/job';

describe('the hold of a data folder', () => {
	let folder: string;
	beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'hold-'))));
	afterEach(() => {
		rmSync(folder, { recursive: true, force: true });
	});

	it('a folder that is held is refused, with its name and the setting that names another', () => {
		const release = holdFolder(folder);
		const again = () => holdFolder(folder);
		expect(again).toThrow(
			expect.objectContaining({
				code: 'NOT_READY',
				object: expect.objectContaining({
					en: expect.stringMatching(`${folder}.*RENDER_AGENT_DATA`) as string,
				}) as object,
			}) as Error,
		);
		release();
	});

	it('a folder that was let go is free, and one that is not there is made', () => {
		const deeper = join(folder, 'not', 'there');
		holdFolder(deeper)();
		holdFolder(deeper)();
	});

	it('two folders are held at once', () => {
		const both = [holdFolder(join(folder, 'a')), holdFolder(join(folder, 'b'))];
		for (const release of both) release();
	});
});

describe('an agent that knows that it is alone', () => {
	it('starts at once what ran when the last one vanished, and publishes it once', async () => {
		const first = await startAgent();
		const { job } = await first.jobs.submit({
			draft: draftUrl(),
			options: jobOptions.parse({}),
			owner: '',
			base: 'http://agent.example',
			warnings: [],
			idempotencyKey: undefined,
		});
		await first.renderer.held(0);
		await first.vanish();
		const second = await startAgent({ folder: first.folder, clock: first.clock, starts: false });
		expect(second.store.disown(0)).toBe(1);
		second.jobs.start();
		await (await second.renderer.held(0)).finish();
		const ended = await second.jobs.ended(job, 1_000_000, new AbortController().signal);
		expect(ended).toMatchObject({ id: job.id, state: 'completed', attempts: 2 });
		expect(second.store.history(job.id).filter(({ state }) => state === 'completed')).toHaveLength(
			1,
		);
		await second.close();
	});
});

(process.platform === 'win32' ? it.skip : it)(
	'the file of jobs, which holds what requests brought along, is its user’s alone',
	() => {
		const folder = mkdtempSync(join(tmpdir(), 'private-'));
		openDatabase(join(folder, 'agent.sqlite'), 0).close();
		expect(statSync(join(folder, 'agent.sqlite')).mode & 0o077).toBe(0);
		rmSync(folder, { recursive: true });
	},
);
