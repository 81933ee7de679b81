import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadSettings } from '../../../render-agent/src/config/load';

const COS = {
	COS_SECRET_ID: 'id',
	COS_SECRET_KEY: 'canary',
	COS_BUCKET_NAME: 'v-125',
	COS_REGION: 'ap-guangzhou',
};
const OSS = {
	OSS_ACCESS_KEY_ID: 'id',
	OSS_ACCESS_KEY_SECRET: 'canary',
	OSS_BUCKET_NAME: 'v',
	OSS_ENDPOINT: 'https://oss-cn-hangzhou.aliyuncs.com',
};
const TOS = {
	TOS_ACCESS_KEY_ID: 'id',
	TOS_ACCESS_KEY_SECRET: 'canary',
	TOS_BUCKET_NAME: 'v',
	TOS_REGION: 'cn-beijing',
};

describe('the settings of delivery', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'delivery-'));
	});
	afterEach(() => {
		rmSync(folder, { recursive: true });
	});
	const load = (environment: Record<string, string>) =>
		loadSettings({ environment, folder }).delivery;

	it("take the first of capcut-mate's storages that is fully set, with its prefix", () => {
		const all = load({ ...COS, ...OSS, ...TOS, STORAGE_UPLOAD_PREFIX: '/p/' });
		expect(Object.keys(all.targets)).toEqual(['cos']);
		expect(all.targets['cos']).toMatchObject({ preset: 'cos', bucket: 'v-125', prefix: '/p/' });
		expect(all.unusedStorages).toEqual(['OSS', 'TOS']);
		const half = load({
			...COS,
			COS_REGION: 'xxx',
			...TOS,
			TOS_ENDPOINT: 'tos-cn-beijing.volces.com',
		});
		expect(Object.keys(half.targets)).toEqual(['tos']);
		expect(half.targets['tos']).toMatchObject({ endpoint: 'https://tos-cn-beijing.volces.com' });
		expect(half.unusedStorages).toEqual(['COS']);
		expect(load(OSS).targets['oss']).toMatchObject({ endpoint: OSS.OSS_ENDPOINT });
	});

	it('want the region of an OSS bucket with a domain of its own, which does not say it', () => {
		const own = { ...OSS, OSS_ENDPOINT: 'https://videos.mine.example' };
		expect(() => load(own)).toThrow(/OSS_REGION: must be set, such as cn-hangzhou/);
		expect(() => load({ ...own, OSS_REGION: 'xxx' })).toThrow(/OSS_REGION/);
		expect(load({ ...own, OSS_REGION: 'cn-hangzhou' }).targets['oss']).toMatchObject({
			region: 'cn-hangzhou',
		});
		expect(load({ ...COS, ...own }).targets).toHaveProperty('cos');
	});

	it('say for all storages of plain settings how long readers keep what was uploaded, and whether they save it', () => {
		const kept = {
			RENDER_AGENT_STORAGE_CACHE_CONTROL: 'public, max-age=60',
			RENDER_AGENT_STORAGE_DISPOSITION: 'attachment',
		};
		const s3 = {
			RENDER_AGENT_S3_BUCKET: 'b',
			RENDER_AGENT_S3_PRESET: 'aws',
			RENDER_AGENT_S3_ACCESS_KEY_ID: 'id',
			RENDER_AGENT_S3_SECRET_ACCESS_KEY: 'canary',
		};
		for (const storage of [COS, OSS, TOS, s3]) {
			const [target] = Object.values(load({ ...storage, ...kept }).targets);
			expect(target).toMatchObject({
				cache_control: 'public, max-age=60',
				disposition: 'attachment',
			});
			expect(Object.values(load(storage).targets)[0]).toMatchObject({ disposition: 'inline' });
		}
		expect(() => load({ ...COS, RENDER_AGENT_STORAGE_DISPOSITION: 'save' })).toThrow(
			/RENDER_AGENT_STORAGE_DISPOSITION/,
		);
	});

	it('take targets by name, from the text or from a file, beside the others', () => {
		const text =
			'{"nas":{"kind":"folder","path":"/mnt"},"dav":{"kind":"webdav","url":"https://d.example/"}}';
		writeFileSync(join(folder, 'targets.json'), text);
		for (const RENDER_AGENT_TARGETS of [text, 'targets.json']) {
			const { targets, preset } = load({
				RENDER_AGENT_TARGETS,
				RENDER_AGENT_UPLOAD_URL: 'https://u.example/up?key=1',
				RENDER_AGENT_S3_BUCKET: 'b',
				RENDER_AGENT_S3_PRESET: 'aws',
				RENDER_AGENT_S3_ACCESS_KEY_ID: 'id',
				RENDER_AGENT_S3_SECRET_ACCESS_KEY: 'canary',
			});
			expect(Object.keys(targets)).toEqual(['http', 's3', 'nas', 'dav']);
			expect(preset).toEqual(['http', 's3', 'nas', 'dav']);
			expect(targets['http']).toMatchObject({ url: 'https://u.example/up?key=1' });
		}
		const chosen = { RENDER_AGENT_TARGETS: text, RENDER_AGENT_DELIVER: 'dav' };
		expect(load(chosen).preset).toEqual(['dav']);
		expect(load({ ...chosen, RENDER_AGENT_DELIVER: 'none' }).preset).toEqual([]);
		expect(load({ RENDER_AGENT_JOB_TARGETS: 'put, s3' }).sentKinds).toEqual(['put', 's3']);
	});

	it.each([
		[
			{ RENDER_AGENT_TARGETS: '{"a":{"kind":"ftp","secret":"canary"}}' },
			/RENDER_AGENT_TARGETS.*a\.kind/,
		],
		[
			{ RENDER_AGENT_TARGETS: '{"a b":{"kind":"folder","path":"/x"}}' },
			/RENDER_AGENT_TARGETS.*a b/,
		],
		[{ RENDER_AGENT_TARGETS: '{"a": canary' }, /RENDER_AGENT_TARGETS/],
		[
			{ RENDER_AGENT_TARGETS: 'nowhere.json' },
			/RENDER_AGENT_TARGETS: .*nowhere\.json cannot be read/,
		],
		[
			{ RENDER_AGENT_TARGETS: '{"a":{"kind":"put","url":"http://x/{filename}?of={key}"}}' },
			/a\.url: \{filename\}: no such placeholder; there are \{name\} and \{key\}/,
		],
		[{ RENDER_AGENT_TARGETS: '{"a":{"kind":"put","url":"file:///x"}}' }, /a\.url: must be an http/],
		[
			{ ...COS, RENDER_AGENT_TARGETS: '{"cos":{"kind":"folder","path":"/x"}}' },
			/cos: the name is taken/,
		],
		[{ RENDER_AGENT_DELIVER: 'nobody' }, /nobody: no target has that name/],
		[{ RENDER_AGENT_JOB_TARGETS: 'folder' }, /RENDER_AGENT_JOB_TARGETS/],
		[
			{ RENDER_AGENT_S3_BUCKET: 'b', RENDER_AGENT_S3_SECRET_ACCESS_KEY: 'canary' },
			/s3 access_key_id/,
		],
	])('%j stops the start and says where, without the values', (environment, said) => {
		expect(() => load(environment)).toThrow(said);
		expect(() => load(environment)).not.toThrow(/canary/);
	});
});
