import { randomBytes } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import {
	createDraftStore,
	type DraftStore,
	isDraftId,
} from '../../../render-agent/src/assets/draftStore';
import { systemClock } from '../../../render-agent/src/kernel/clock';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { overlapping, renamed, streamed, zipOf } from '../../support/zips';

let folder: string;
let store: DraftStore;

beforeEach(async () => {
	folder = await mkdtemp(join(tmpdir(), 'drafts-'));
	const limits = { entries: 20, bytes: 3_000_000, ratio: 2 };
	store = createDraftStore({ folder, clock: systemClock, limits });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

const draft = { name: 'draft_content.json', body: '{}' };

const put = async (...entries: Parameters<typeof zipOf>[0]): Promise<string> =>
	(await store.put(streamed(await zipOf(entries)))).draftId;

describe('the folder of uploads', () => {
	it('loses at the start what a killed agent was taking, and no draft', async () => {
		const id = await put(draft);
		await mkdir(join(folder, '.upload-killed', 'draft'), { recursive: true });
		await store.dropUnfinished();
		expect(await readdir(folder)).toEqual([id]);
	});

	it('tells whose a draft is, and forgets it with the draft', async () => {
		const { draftId } = await store.put(streamed(await zipOf([draft])), undefined, 'k1');
		const nobodys = await put(draft);
		const owners = (await store.list()).map((one) => [one.draftId, one.owner]);
		expect(new Map(owners as [string, string][])).toEqual(
			new Map([
				[draftId, 'k1'],
				[nobodys, ''],
			]),
		);
		expect(await store.files(draftId)).toEqual(['draft_content.json']);
		await store.removeOlder(Date.now() + 60_000);
		expect(await readdir(folder)).toEqual([]);
	});

	it('takes nothing where there is no room for it', async () => {
		const asked: number[] = [];
		const full = createDraftStore({
			...{ folder, clock: systemClock },
			room: (bytes) => {
				asked.push(bytes);
				return bytes > 0 ? Promise.reject(new AgentError('DISK_FULL')) : Promise.resolve();
			},
		});
		const zip = await zipOf([draft]);
		await expect(full.put(streamed(zip))).rejects.toMatchObject({ code: 'DISK_FULL' });
		expect(asked).toEqual([0, zip.length]);
		expect(await readdir(folder)).toEqual([]);
	});
});

describe('an uploaded draft', () => {
	it('can be listed and read by its id', async () => {
		const id = await put(draft, { name: 'assets/videos/a.mp4', body: 'moving' });
		expect(isDraftId(id)).toBe(true);
		expect(await store.files(id)).toEqual(['assets/videos/a.mp4', 'draft_content.json']);
		const { stream, bytes } = await store.open(id, 'assets/videos/a.mp4');
		expect([bytes, await text(stream)]).toEqual([6, 'moving']);
	});

	it('may lie in a folder of the zip, whose neighbors are left out', async () => {
		const id = await put(
			{ name: 'my draft/draft_info.json', body: '{}' },
			{ name: 'my draft/media/a.mp4', body: 'a' },
			{ name: 'my draft/subdraft/x/draft_content.json', body: '{}' },
			{ name: '__MACOSX/my draft/._draft_info.json', body: 'junk' },
			{ name: 'readme.txt', body: 'junk' },
		);
		expect(await store.files(id)).toEqual([
			'draft_info.json',
			'media/a.mp4',
			'subdraft/x/draft_content.json',
		]);
	});

	it('is unknown under other ids, and hands out nothing from outside', async () => {
		const id = await put(draft);
		await expect(store.files('20260101000000deadbeef')).rejects.toMatchObject({
			code: 'DRAFT_NOT_FOUND',
		});
		await expect(store.files('..')).rejects.toMatchObject({ code: 'DRAFT_NOT_FOUND' });
		for (const path of ['../x', `../${id}/../..`, '/etc/passwd', '', 'nothing.mp4'])
			await expect(store.open(id, path)).rejects.toMatchObject({ code: 'DRAFT_NOT_FOUND' });
	});

	it('goes when it is old', async () => {
		const id = await put(draft);
		expect(await store.removeOlder(Date.now() - 60_000)).toBe(0);
		expect(await store.removeOlder(Date.now() + 60_000)).toBe(1);
		await expect(store.files(id)).rejects.toMatchObject({ code: 'DRAFT_NOT_FOUND' });
	});
});

describe('an upload', () => {
	const refused = async (zip: Uint8Array, code: string): Promise<void> => {
		await expect(store.put(streamed(zip))).rejects.toMatchObject({ code });
		expect(await readdir(folder)).toEqual([]);
	};

	it('that is no zip is refused', () => refused(Buffer.from('{"a": 1}'), 'REQUEST_INVALID'));

	it('that is cut is refused', async () => {
		const zip = await zipOf([draft]);
		await refused(zip.subarray(0, zip.length - 30), 'DRAFT_INVALID');
	});

	it('without a draft is refused', async () => {
		await refused(await zipOf([{ name: 'a.mp4', body: 'a' }]), 'DRAFT_INVALID');
	});

	it('with two drafts is refused by name', async () => {
		const zip = await zipOf(
			['one', 'two'].map((name) => ({ name: `${name}/draft_content.json`, body: '{}' })),
		);
		await expect(store.put(streamed(zip))).rejects.toMatchObject({
			code: 'DRAFT_INVALID',
			object: { en: expect.stringContaining('one/, two/') as string },
		});
	});

	it('with a symbolic link is refused', async () => {
		await refused(
			await zipOf([draft, { name: 'link', body: '/etc/passwd', mode: 0o120777 }]),
			'DRAFT_INVALID',
		);
	});

	it.each([
		['aaaaaaaaa', '../../etc'],
		['aaaaaaaaaa', '/etc/shado'],
		['aaaaaaaaaa', 'C:/windows'],
		['aaaaaaaa', '..\\..\\xx'],
		['aaaa', 'a:ds'],
	])('with %s named %s is refused', async (from, to) => {
		await refused(
			renamed(await zipOf([draft, { name: from, body: 'x' }]), from, to),
			'DRAFT_INVALID',
		);
	});

	it('with two files of one name is refused', async () => {
		await refused(
			await zipOf([draft, { name: 'a.mp4', body: '1' }, { name: 'A.mp4', body: '2' }]),
			'DRAFT_INVALID',
		);
	});

	it('whose files lie in the same bytes is refused', async () => {
		const zip = await zipOf([draft, { name: 'a.bin', body: randomBytes(4_000) }]);
		await expect(
			store.put(streamed(overlapping(zip, 'a.bin', ['b.bin', 'c.bin']))),
		).rejects.toMatchObject({
			code: 'DRAFT_INVALID',
			object: { en: 'files in the zip overlap' },
		});
		expect(await readdir(folder)).toEqual([]);
	});

	it('that would unpack to a hundredfold is refused before it is unpacked', async () => {
		await refused(
			await zipOf([draft, { name: 'zeros', body: Buffer.alloc(2_500_000) }]),
			'TOO_LARGE',
		);
	});

	it('that lies about its size is stopped while it is unpacked', async () => {
		const honest = await zipOf([draft, { name: 'zeros', body: Buffer.alloc(1_000_003) }]);
		const size = Buffer.alloc(4);
		size.writeUInt32LE(1_000_003);
		const lie = Buffer.from([16, 0, 0, 0]);
		const zip = renamed(honest, size.toString('latin1'), lie.toString('latin1'));
		await refused(zip, 'DRAFT_INVALID');
	});

	it('with too many entries is refused', async () => {
		const many = Array.from({ length: 30 }, (_, i) => ({ name: `f${String(i)}`, body: 'x' }));
		await refused(await zipOf([draft, ...many]), 'TOO_LARGE');
	});

	it('larger than allowed is refused', async () => {
		const noise = Buffer.from(
			Array.from({ length: 3_200_000 }, (_, i) => (i * i * 31 + (i >> 3)) & 255),
		);
		await refused(Buffer.concat([await zipOf([draft]), noise]), 'TOO_LARGE');
	});
});
