import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownTarget } from '../../../render-agent/src/config/targets';
import { openTarget } from '../../../render-agent/src/deliver/openTarget';
import { type DeliveryTarget, UNWATCHED } from '../../../render-agent/src/deliver/target';
import { localFolder } from '../../../render-agent/src/deliver/targets/localFolder';
import { createPost } from '../../../render-agent/src/net/post';
import { deliveryFile, describeDeliveryTarget, watchedCourse } from '../../support/deliveryTarget';
import { startFormProcess } from '../../support/formProcess';
import { type FormServer, startFormServer } from '../../support/formServer';
import { impatientClock } from '../../support/impatientClock';
import { hasNginx, type Nginx, startNginx } from '../../support/nginx';

const never = new AbortController().signal;
const SMALL = Buffer.from('0123456789'.repeat(100));

const opened = (settings: object, allow: readonly string[] = ['127.0.0.1']): DeliveryTarget => {
	const clock = impatientClock();
	const { send } = createPost({ allow, clock });
	return openTarget('it', ownTarget.parse(settings), { send, clock, linkDays: 7 });
};

const filesIn = async (folder: string): Promise<number> => {
	const all = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
	return all.filter((one) => one.isFile()).length;
};

const folderLab = (open: (folder: string) => DeliveryTarget) => async () => {
	const folder = await mkdtemp(join(tmpdir(), 'target-'));
	const place = join(folder, 'videos');
	await mkdir(place);
	return {
		target: open(place),
		read: (url: string) => Promise.resolve(existsSync(url) ? readFileSync(url) : undefined),
		count: () => filesIn(place),
		close: () => rm(folder, { recursive: true }),
	};
};

const formOf = (server: FormServer, more: object = {}) => ({
	kind: 'form',
	url: server.url,
	field: 'video',
	headers: { authorization: 'Bearer canary' },
	result_path: 'data.url',
	...more,
});

describeDeliveryTarget('the folder of the agent', folderLab(localFolder), { isInstant: true });
describeDeliveryTarget(
	'a folder',
	folderLab((path) => opened({ kind: 'folder', path })),
);
describeDeliveryTarget(
	'a form of another process',
	async () => {
		const receiver = await startFormProcess();
		const settings = { kind: 'form', url: receiver.url, field: 'video', result_path: 'data.url' };
		return {
			target: opened(settings),
			read: async (url) => Buffer.from(await (await fetch(url)).arrayBuffer()),
			count: receiver.count,
			close: receiver.close,
		};
	},
	{ size: 3_000_000 },
);
describeDeliveryTarget('a form', async () => {
	const server = await startFormServer();
	return {
		target: opened(formOf(server)),
		read: (url) => Promise.resolve(server.forms.get(new URL(url).pathname)?.bytes),
		count: () => Promise.resolve(server.forms.size),
		close: server.close,
	};
});

const nginxLab = (settingsOf: (nginx: Nginx) => object) => async () => {
	const nginx = await startNginx();
	return {
		target: opened(settingsOf(nginx)),
		read: (url: string) => nginx.read(new URL(url).pathname),
		count: async () => (await nginx.files()).length,
		close: nginx.close,
	};
};

(hasNginx ? describe : describe.skip)('with nginx as the server', () => {
	describeDeliveryTarget(
		'WebDAV',
		nginxLab(({ url }) => ({ kind: 'webdav', url: `${url}/dav/`, prefix: 'a b/c' })),
		{ size: 3_000_000 },
	);
	describeDeliveryTarget(
		'a PUT',
		nginxLab(({ url }) => ({ kind: 'put', url: `${url}/dav/{name}?X-Amz-Signature=canary` })),
		{ size: 3_000_000 },
	);

	describe('failures', () => {
		let nginx: Nginx;
		let folder: string;
		beforeAll(async () => {
			nginx = await startNginx();
			folder = await mkdtemp(join(tmpdir(), 'failures-'));
		});
		afterAll(async () => {
			await nginx.close();
			await rm(folder, { recursive: true });
		});
		const put = async (settings: object) =>
			opened(settings).put(await deliveryFile(folder, Buffer.alloc(5000, 1)), UNWATCHED, never);

		it('a user with the password gets in', async () => {
			const url = `${nginx.url}/closed`;
			const answer = await put({ kind: 'webdav', url, username: 'anna', password: 'canary' });
			expect(await nginx.read(new URL(answer.url).pathname)).toHaveLength(5000);
		});

		it.each([
			['DELIVERY_DENIED', 'webdav', '/closed'],
			['DELIVERY_DENIED', 'put', '/closed/{name}'],
			['DELIVERY_FULL', 'webdav', '/tiny'],
			['DELIVERY_FULL', 'put', '/tiny/{name}'],
			['DELIVERY_FAILED', 'webdav', '/nowhere'],
		])('%s of %s at %s, and nothing half stays there', async (code, kind, path) => {
			await expect(put({ kind, url: nginx.url + path })).rejects.toMatchObject({ code });
			expect((await nginx.files()).filter((name) => name.endsWith('.part'))).toEqual([]);
		});
	});
});

describe('a form', () => {
	let server: FormServer;
	let folder: string;
	beforeEach(async () => {
		server = await startFormServer();
		folder = await mkdtemp(join(tmpdir(), 'form-'));
	});
	afterEach(async () => {
		await server.close();
		await rm(folder, { recursive: true });
	});
	const put = async (more: object = {}) =>
		opened(formOf(server, more)).put(await deliveryFile(folder, SMALL), watchedCourse(), never);

	it('has the field, the name for saving, more fields before it, the headers and the length', async () => {
		const { url } = await put({ fields: { key: 'v/{key}', 中文: '值 {name}' } });
		const form = server.forms.get(new URL(url).pathname);
		expect(form).toMatchObject({
			fields: [
				['key', 'v/2026-11-25/20261125083000c0ffee04.mp4'],
				['中文', '值 j_1.mp4'],
			],
			field: 'video',
			filename: '成片 1.mp4',
			type: 'video/mp4',
			headers: { authorization: 'Bearer canary' },
		});
		expect(Number(form?.headers['content-length'])).toBeGreaterThan(SMALL.length);
	});

	it.each([
		[
			{ result_path: '$location' },
			{ status: 201, text: '', headers: { location: '/x/1.mp4' } },
			'/x/1.mp4',
		],
		[
			{ result_path: '$text' },
			{ status: 200, text: ' https://cdn.example/2.mp4\n' },
			'https://cdn.example/2.mp4',
		],
		[
			{ public_url: 'https://cdn.example/{key}' },
			{ status: 204, text: '' },
			'https://cdn.example/2026-11-25/20261125083000c0ffee04.mp4',
		],
	])('with %j finds the address in %j', async (more, answer, found) => {
		server.answer = answer;
		expect((await put(more)).url).toBe(new URL(found, server.url).href);
	});

	it('waits for a receiver that is busy', async () => {
		server.busy = 3;
		await put();
		expect(server.forms.size).toBe(1);
	});

	it.each([
		{ status: 500, text: '{}', code: 'DELIVERY_FAILED', reason: /HTTP 500/ },
		{ status: 302, text: '{}', code: 'DELIVERY_FAILED', reason: /HTTP 302/ },
		{ status: 401, text: '{}', code: 'DELIVERY_DENIED', reason: /HTTP 401/ },
		{ status: 413, text: '{}', code: 'DELIVERY_FULL', reason: /HTTP 413/ },
		{ status: 200, text: '{"url":"https://x"}', code: 'DELIVERY_FAILED', reason: /data\.url/ },
		{ status: 200, text: 'done', code: 'DELIVERY_FAILED', reason: /data\.url/ },
	])('an answer of $status $text is $code with what was missing', async (one) => {
		server.answer = one;
		const failure: unknown = await put().catch((error: unknown) => error);
		expect(failure).toMatchObject({ code: one.code });
		expect(String(failure)).toMatch(one.reason);
		expect(String(failure)).not.toContain('canary');
	});

	it('to an address that is not allowed is refused with the setting that would allow it', async () => {
		const guarded = opened(formOf(server), []);
		const file = await deliveryFile(folder, SMALL);
		await expect(guarded.put(file, UNWATCHED, never)).rejects.toMatchObject({
			code: 'ADDRESS_REFUSED',
			hint: { setting: 'RENDER_AGENT_ALLOW_ADDRESSES=127.0.0.1/32' },
		});
	});
});

describe('the folder of the agent', () => {
	it('takes no name that leads out of it', async () => {
		const folder = await mkdtemp(join(tmpdir(), 'out-'));
		const target = localFolder(join(folder, 'videos'));
		for (const name of ['../x.mp4', 'a/b.mp4', '.mp4', 'x']) {
			const file = await deliveryFile(folder, SMALL, { name });
			await expect(target.put(file, UNWATCHED, never)).rejects.toThrow(/DELIVERY_FAILED/);
		}
		await rm(folder, { recursive: true });
	});
});
