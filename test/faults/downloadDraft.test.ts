import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fetchDraft } from '../../render-agent/src/assets/fetchDraft';
import type { DraftSource } from '../../render-agent/src/assets/draftSource';
import { type Client, createClient } from '../../render-agent/src/net/client';
import { impatientClock } from '../support/impatientClock';
import { type Origin, startOrigin } from '../support/origin';
import { zipOf } from '../support/zips';

const FIXTURES = join(__dirname, '..', 'fixtures');
const SLIDESHOW = join(FIXTURES, '20_capcutmate_slideshow');
const ID = '20261123084150942d4309';
const never = new AbortController().signal;

let origin: Origin;
let folder: string;
let client: Client;

beforeEach(async () => {
	origin = await startOrigin();
	folder = await mkdtemp(join(tmpdir(), 'draft-'));
	client = createClient({
		allow: ['127.0.0.0/8'],
		clock: impatientClock(),
		limits: { attempts: 2, headers: 500 },
	});
});

afterEach(async () => {
	await origin.close();
	await rm(folder, { recursive: true, force: true });
});

const fetched = (draft: string, local = false): Promise<DraftSource> =>
	fetchDraft({ draft, client, folder: join(folder, 'work'), local }, never);

const pathsOf = async (from: string): Promise<readonly string[]> =>
	(await readdir(from, { recursive: true, withFileTypes: true }))
		.filter((entry) => entry.isFile())
		.map((entry) => relative(from, join(entry.parentPath, entry.name)));

const served = async (answer: (files: readonly string[]) => unknown): Promise<string> => {
	const files: string[] = [];
	for (const path of await pathsOf(SLIDESHOW))
		files.push(origin.serve(`/output/draft/${ID}/${path}`, await readFile(join(SLIDESHOW, path))));
	const path = `/openapi/capcut-mate/v1/get_draft?draft_id=${ID}`;
	return origin.serve(path, JSON.stringify(answer(files)), 'application/json');
};

const find = (source: DraftSource, path: string): ReturnType<DraftSource['find']> =>
	source.find({ kind: 'path', path });

describe('a draft by its get_draft address', () => {
	it.each([0, '0'])('is read, and its media are addresses, when the code is %j', async (code) => {
		const source = await fetched(await served((files) => ({ code, files })));
		expect(Buffer.from(source.text)).toEqual(await readFile(join(SLIDESHOW, 'draft_content.json')));
		expect(source.id).toBe(ID);
		const name = 'assets/images/20261123084155f15ae038.png';
		expect(await find(source, `/app/output/draft/${ID}/${name}`)).toEqual({
			kind: 'address',
			url: `${origin.base}/output/draft/${ID}/${name}`,
		});
		expect(await find(source, '/app/output/draft/x/assets/images/none.png')).toEqual({
			kind: 'missing',
		});
	});

	it.each([
		[{ code: 2001, message: '草稿不存在' }],
		[{ code: 0, files: [] }],
		[{ files: [] }],
		[{ error_code: 'DRAFT_NOT_FOUND' }],
		[{ code: '1', files: ['http://a.example/output/draft/1/draft_content.json'] }],
	])('does not exist when the answer is %j', async (answer) => {
		const url = await served(() => answer);
		await expect(fetched(url)).rejects.toMatchObject({ code: 'DRAFT_NOT_FOUND' });
	});

	it('does not exist when its timeline file is not listed', async () => {
		const url = await served((files) => ({
			code: 0,
			files: files.filter((f) => f.endsWith('png')),
		}));
		await expect(fetched(url)).rejects.toMatchObject({ code: 'DRAFT_NOT_FOUND' });
	});

	it.each([404, 500, 403])('does not exist when its server says HTTP %i', async (status) => {
		const url = `${origin.base}/status/${String(status)}/get_draft?draft_id=${ID}`;
		await expect(fetched(url)).rejects.toMatchObject({ code: 'DRAFT_NOT_FOUND' });
	});

	it('does not exist when a page is served instead', async () => {
		await expect(fetched(`${origin.base}/html`)).rejects.toMatchObject({ code: 'DRAFT_NOT_FOUND' });
	});
});

describe('a draft by another address', () => {
	it('is read from a plain JSON file; only addresses are found', async () => {
		const body = await readFile(join(FIXTURES, '20e_remote_url_material', 'draft_content.json'));
		const source = await fetched(origin.serve('/my/draft.json?sign=1', body));
		expect(Buffer.from(source.text)).toEqual(body);
		const address = { kind: 'address', url: 'http://a.example/x.mp4?s=1' } as const;
		expect(await source.find({ kind: 'path', path: `\u200b${address.url} ` })).toEqual(address);
		expect(await find(source, '/etc/hostname')).toEqual({ kind: 'missing' });
	});

	it.each(['18_corrupt_json', '19_encrypted'])('is handed on unread: %s', async (name) => {
		const body = await readFile(join(FIXTURES, name, 'draft_content.json'));
		const source = await fetched(origin.serve('/d', body));
		expect(Buffer.from(source.text)).toEqual(body);
	});

	it('is unpacked from a zip, whatever its address is called', async () => {
		const zip = await zipOf([
			{ name: 'd/draft_info.json', body: '{"tracks":[]}' },
			{ name: 'd/assets/videos/a.mp4', body: 'moving' },
		]);
		const source = await fetched(origin.serve('/download', zip));
		expect(Buffer.from(source.text).toString()).toBe('{"tracks":[]}');
		const located = await find(source, 'C:\\x\\assets\\videos\\a.mp4');
		expect(located.kind === 'file' && (await readFile(located.file, 'utf8'))).toBe('moving');
	});

	it('larger than 32 MiB is refused', async () => {
		const url = origin.serve('/large', Buffer.alloc(33 * 1024 * 1024, 32));
		await expect(fetched(url)).rejects.toMatchObject({
			code: 'TOO_LARGE',
			hint: { limit: '32 MiB' },
		});
	});

	it.each(['ftp://a.example/d', 'data:application/json,{}', '/etc/passwd', 'draft', ''])(
		'%j is no valid address',
		async (draft) => {
			await expect(fetched(draft)).rejects.toMatchObject({ code: 'DRAFT_URL_INVALID' });
		},
	);

	it.each(['http://user:pass@127.0.0.1/d', 'http://127.0.0.1:6379/d'])(
		'%s is no valid address either',
		async (draft) => {
			await expect(fetched(draft)).rejects.toMatchObject({ code: 'DRAFT_URL_INVALID' });
		},
	);

	it('in the inside is refused with the setting that would allow it', async () => {
		const strict = createClient({ allow: [], clock: impatientClock() });
		const running = fetchDraft({ draft: `${origin.base}/d`, client: strict, folder }, never);
		await expect(running).rejects.toMatchObject({
			code: 'ADDRESS_REFUSED',
			hint: { setting: 'RENDER_AGENT_ALLOW_ADDRESSES=127.0.0.1/32' },
		});
	});
});

describe('a draft on this machine', () => {
	it('is a folder', async () => {
		const home = join(FIXTURES, '01_single_video');
		const source = await fetched(home, true);
		expect(await find(source, '/app/output/draft/01_single_video/assets/videos/tc.mp4')).toEqual({
			kind: 'file',
			file: join(home, 'assets', 'videos', 'tc.mp4'),
		});
	});

	it('is a JSON file beside its media', async () => {
		const source = await fetched(join(FIXTURES, '01_single_video', 'draft_content.json'), true);
		expect((await find(source, 'assets/videos/tc.mp4')).kind).toBe('file');
	});

	it('is a zip', async () => {
		const zip = join(folder, 'd.zip');
		await writeFile(zip, await zipOf([{ name: 'draft_content.json', body: '{}' }]));
		expect(Buffer.from((await fetched(zip, true)).text).toString()).toBe('{}');
	});

	it('that is not there does not exist', async () => {
		await expect(fetched(join(folder, 'none'), true)).rejects.toMatchObject({
			code: 'DRAFT_NOT_FOUND',
		});
	});

	it('does not lead out of its folder by a link', async () => {
		const home = join(folder, 'd');
		await cp(join(FIXTURES, '01_single_video'), home, { recursive: true });
		await symlink('/etc/hostname', join(home, 'assets', 'secret.mp4'));
		const source = await fetched(home, true);
		expect(await find(source, 'assets/secret.mp4')).toEqual({ kind: 'missing' });
	});

	it('with several timelines gives the one that was open', async () => {
		const home = join(folder, 'multi');
		for (const id of ['A', 'B']) {
			await mkdir(join(home, 'Timelines', id), { recursive: true });
			await writeFile(join(home, 'Timelines', id, 'draft_content.json'), `{"id":"${id}"}`);
		}
		await writeFile(join(home, 'Timelines', 'project.json'), '{"main_timeline_id":"A"}');
		expect(Buffer.from((await fetched(home, true)).text).toString()).toBe('{"id":"A"}');
		await writeFile(join(home, 'timeline_layout.json'), '{"activeTimeline":"B"}');
		expect(Buffer.from((await fetched(home, true)).text).toString()).toBe('{"id":"B"}');
	});

	it('with several timelines and no word of which is meant is refused by their names', async () => {
		const home = join(folder, 'multi');
		for (const id of ['A', 'B']) {
			await mkdir(join(home, 'Timelines', id), { recursive: true });
			await writeFile(join(home, 'Timelines', id, 'draft_content.json'), '{}');
		}
		await expect(fetched(home, true)).rejects.toMatchObject({
			code: 'DRAFT_INVALID',
			object: { en: expect.stringContaining('A, B') as string },
		});
	});
});
