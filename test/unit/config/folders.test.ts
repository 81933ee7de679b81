import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeFolder, makeNamedFolder } from '../../../render-agent/src/config/folders';
import { rotatingFile } from '../../../render-agent/src/config/log';
import { secretIn } from '../../../render-agent/src/config/secrets';
import { keepSettings } from '../../../render-agent/src/config/settingsFile';
import { localFolder } from '../../../render-agent/src/deliver/targets/localFolder';
import { type DeliveryFile, UNWATCHED } from '../../../render-agent/src/deliver/target';
import { keepPicture } from '../../../render-agent/src/jobs/keptPictures';
import { openDatabase } from '../../../render-agent/src/jobs/stores/database';
import { holdFolder } from '../../../render-agent/src/jobs/stores/folderLock';
import { writeSampleDraft } from '../../../render-agent/src/render/sample/sampleDraft';

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

const videoIn = async (folder: string): Promise<DeliveryFile> => {
	const [name, contentType] = ['video.mp4', 'video/mp4'];
	const file = join(folder, name);
	await writeFile(file, 'video');
	return { file, name, key: name, downloadName: name, contentType, bytes: 5 };
};

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

	(process.platform === 'linux' ? it : it.skip).each<
		[string, (folder: string) => Promise<unknown>]
	>([
		['a job', (data) => keepPicture(Buffer.alloc(1), { data, now: 0 })],
		[
			'a video',
			async (at) =>
				localFolder(at).put(await videoIn(root), UNWATCHED, new AbortController().signal),
		],
		['the sample draft', writeSampleDraft],
	])('of %s end in a failure there, and not never', async (_, make) => {
		await expect(make('/proc/nope/deeper')).rejects.toThrow(/ENOENT|DELIVERY_FAILED/);
	});
});
