import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, makeNamedFolder } from '../../../render-agent/src/config/folders';
import { rotatingFile } from '../../../render-agent/src/config/log';
import { secretIn } from '../../../render-agent/src/config/secrets';
import { keepSettings } from '../../../render-agent/src/config/settingsFile';
import { openDatabase } from '../../../render-agent/src/jobs/stores/database';
import { holdFolder } from '../../../render-agent/src/jobs/stores/folderLock';

const refusal = (folder: string, setting: string): Error =>
	expect.objectContaining({
		code: 'NOT_READY',
		object: {
			zh: expect.stringContaining(`无法建立目录 ${folder}（`) as string,
			en: expect.stringMatching(
				`^the folder ${folder} cannot be made \\(.*set ${setting} to`,
			) as string,
		},
	}) as Error;

describe('folders', () => {
	let root: string;
	beforeEach(() => (root = mkdtempSync(join(tmpdir(), 'folders-'))));
	afterEach(() => {
		rmSync(root, { recursive: true });
	});

	it('are made with all above them, and stay when they are there', async () => {
		const [first, second] = [join(root, 'a', 'b', 'c'), join(root, 'x', 'y', 'z')];
		makeNamedFolder(first);
		writeFileSync(join(first, 'file'), '');
		makeNamedFolder(first);
		await makeFolder(first);
		await makeFolder(second);
		expect(statSync(join(first, 'file')).isFile()).toBe(true);
		expect(statSync(second).isDirectory()).toBe(true);
	});

	it('are refused in words where a file lies in their place or above it', async () => {
		const file = join(root, 'file');
		writeFileSync(file, '');
		expect(() => {
			makeNamedFolder(file);
		}).toThrow(refusal(file, 'RENDER_AGENT_DATA'));
		const below = join(file, 'deeper', 'still');
		expect(() => {
			makeNamedFolder(below);
		}).toThrow(refusal(below, 'RENDER_AGENT_DATA'));
		await expect(makeFolder(below)).rejects.toMatchObject({ code: 'ENOTDIR' });
	});

	// There a folder is there in which none can be made: Node's own way of making them never ends.
	(process.platform === 'linux' ? it : it.skip).each<[string, (folder: string) => unknown, string]>(
		[
			['the hold of the data folder', holdFolder, 'RENDER_AGENT_DATA'],
			['secrets', (folder) => secretIn(folder, 'link-secret'), 'RENDER_AGENT_DATA'],
			['the first-start page', (folder) => (keepSettings(folder, {}), 0), 'RENDER_AGENT_DATA'],
			['the file of jobs', (at) => openDatabase(join(at, 'agent.sqlite'), 0), 'RENDER_AGENT_DATA'],
			['the log', (at) => rotatingFile(join(at, 'agent.log')), 'RENDER_AGENT_LOG_FILE'],
		],
	)('of %s are refused at once below /proc', async (_, make, setting) => {
		expect(() => make('/proc/nope/deeper')).toThrow(refusal('/proc/nope/deeper', setting));
		await expect(makeFolder('/proc/nope/deeper')).rejects.toMatchObject({ code: 'ENOENT' });
	});
});
