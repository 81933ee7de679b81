import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DraftServer, serveDrafts } from '../../support/draftServer';

const ID = '20261123084150942d4309';
let root: string;
let server: DraftServer;

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'served-'));
	const draft = join(root, 'draft');
	mkdirSync(join(draft, 'assets', 'images'), { recursive: true });
	writeFileSync(join(draft, 'draft_content.json'), '{}');
	writeFileSync(join(draft, '_note.txt'), 'not of the draft');
	writeFileSync(join(draft, 'assets', 'images', 'a b.png'), '0123456789');
	writeFileSync(join(root, 'secret.txt'), 'no');
	const files = { '/media/one.mp4': join(root, 'secret.txt') };
	server = await serveDrafts({ drafts: { [ID]: draft }, files });
});
afterAll(async () => {
	await server.close();
	rmSync(root, { recursive: true });
});

const get = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
	fetch(server.origin + path, { headers });

it('get_draft lists every file of the draft under its id', async () => {
	const answer = await (await fetch(server.draftUrl(ID))).json();
	expect(answer).toEqual({
		code: 0,
		message: '成功',
		files: [
			`${server.origin}/output/draft/${ID}/assets/images/a b.png`,
			`${server.origin}/output/draft/${ID}/draft_content.json`,
		],
	});
});

it('an unknown draft is answered with HTTP 200 and a number, as the hosted service does', async () => {
	const answer = await fetch(server.draftUrl('20261123084150942d4300'));
	expect(answer.status).toBe(200);
	expect(await answer.json()).toEqual({ code: 2001, message: '无效的草稿URL' });
});

it('a file is served whole and in part', async () => {
	const path = `/output/draft/${ID}/assets/images/a%20b.png`;
	const whole = await get(path);
	expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'image/png']);
	expect(await whole.text()).toBe('0123456789');
	const part = await get(path, { range: 'bytes=0-0' });
	expect([part.status, part.headers.get('content-range')]).toEqual([206, 'bytes 0-0/10']);
	expect(await part.text()).toBe('0');
	expect((await get(path, { range: 'bytes=10-' })).status).toBe(416);
});

it('nothing outside the draft is served, nor files that are not of it', async () => {
	const paths = [`/output/draft/${ID}/..%2Fsecret.txt`, `/output/draft/${ID}/_note.txt`, '/x'];
	expect(await Promise.all(paths.map(async (path) => (await get(path)).status))).toEqual([
		404, 404, 404,
	]);
});

it('a single file has an address of its own, query or not, and requests are noted', async () => {
	expect(await (await get('/media/one.mp4?sig=a%2Fb')).text()).toBe('no');
	expect(server.requests).toContain('GET /media/one.mp4?sig=a%2Fb');
});
