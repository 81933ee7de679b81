import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { loadSettings, localeSaid } from '../../../render-agent/src/config/load';
import { createLog } from '../../../render-agent/src/config/log';
import { withoutSecrets } from '../../../render-agent/src/kernel/masked';
import { secretIn } from '../../../render-agent/src/config/secrets';

describe('the settings', () => {
	let folder: string;
	beforeEach(() => {
		folder = mkdtempSync(join(tmpdir(), 'settings-'));
	});
	afterEach(() => {
		rmSync(folder, { recursive: true });
	});

	const load = (environment: Record<string, string> = {}) => loadSettings({ environment, folder });

	it('have the defaults of the documentation', () => {
		expect(load()).toMatchObject({
			host: '127.0.0.1',
			port: 30_100,
			data: join(homedir(), '.capcut-render-agent'),
			jobs: 1,
			queueLimit: 1000,
			timeLimitSeconds: 3600,
			retentionDays: 7,
			diskQuotaBytes: 50 * 1024 ** 3,
			cacheBytes: 10 * 1024 ** 3,
			locale: 'zh',
			delivery: { targets: {}, preset: [], sentKinds: [] },
			unusedStorages: [],
		});
	});

	it('say a language only where one is set, and nothing where they cannot be read', () => {
		const said = (environment: Record<string, string> = {}) =>
			localeSaid({ environment: { RENDER_AGENT_DATA: folder, ...environment }, folder });
		expect(said()).toBeUndefined();
		writeFileSync(join(folder, '.env'), 'RENDER_AGENT_LOCALE=zh\n');
		expect([said(), said({ RENDER_AGENT_LOCALE: 'en' })]).toEqual(['zh', 'en']);
		expect(said({ RENDER_AGENT_LOCALE: 'fr' })).toBeUndefined();
	});

	it('come from .env where the environment says nothing', () => {
		writeFileSync(join(folder, '.env'), 'RENDER_AGENT_PORT=1\nRENDER_AGENT_JOBS=3 # three\n');
		expect(load({ RENDER_AGENT_PORT: '2' })).toMatchObject({ port: 2, jobs: 3 });
	});

	it('an empty value counts as unset, and lists lose their blanks', () => {
		expect(load({ RENDER_AGENT_PORT: ' ', RENDER_AGENT_ALLOW_HOSTS: ' a, ,b ' })).toMatchObject({
			port: 30_100,
			allowHosts: ['a', 'b'],
		});
	});

	it('an unknown name stops the start and names the nearest one', () => {
		expect(() => load({ RENDER_AGENT_PROT: '1' })).toThrow(
			'RENDER_AGENT_PROT is no setting of the agent; the nearest is RENDER_AGENT_PORT',
		);
	});

	it('every value that is not allowed is named', () => {
		expect(() => load({ RENDER_AGENT_PORT: 'x', RENDER_AGENT_JOBS: '-1' })).toThrow(
			/RENDER_AGENT_PORT.*RENDER_AGENT_JOBS/,
		);
	});

	it("capcut-mate's retention counts unless the agent's own is set; its storages are told", () => {
		const theirs = { VIDEO_GEN_RETENTION_DAYS: '3', COS_REGION: 'r', TOS_REGION: 'xxx' };
		expect(load(theirs)).toMatchObject({ retentionDays: 3, unusedStorages: ['COS'] });
		expect(load({ ...theirs, RENDER_AGENT_RETENTION_DAYS: '1' }).retentionDays).toBe(1);
	});

	it('headers of the upload are a JSON object of texts', () => {
		const url = { RENDER_AGENT_UPLOAD_URL: 'https://u.example/up' };
		const good = load({ ...url, RENDER_AGENT_UPLOAD_HEADERS: '{"Authorization":"Bearer x"}' });
		expect(good.delivery.targets['http']).toEqual({
			kind: 'form',
			url: 'https://u.example/up',
			field: 'file',
			fields: {},
			headers: { Authorization: 'Bearer x' },
			result_path: 'url',
		});
		for (const headers of ['{', '[]', '{"a":1}'])
			expect(() => load({ ...url, RENDER_AGENT_UPLOAD_HEADERS: headers })).toThrow(/HEADERS/);
	});

	it('a secret is made once, and is the same ever after', () => {
		const secret = secretIn(join(folder, 'data'), 'link-secret');
		expect(Buffer.from(secret, 'base64')).toHaveLength(32);
		expect(secretIn(join(folder, 'data'), 'link-secret')).toBe(secret);
		expect(secretIn(join(folder, 'data'), 'callback-secret')).not.toBe(secret);
	});
});

describe('the log', () => {
	it('is one line of JSON an entry, without secrets wherever they stand', () => {
		let written = '';
		const log = createLog(
			'info',
			new Writable({
				write(chunk: Buffer, _encoding, done) {
					written += chunk.toString();
					done();
				},
			}),
		);
		log.info(
			{
				authorization: 'Bearer canary',
				headers: { 'x-api-key': 'canary' },
				err: new TypeError(
					'GET https://u:canary@a.example/x?sign=canary, ftp://u:canary@a.example/x?y=canary failed\nnext',
				),
			},
			'at http://b.example/?token=canary',
		);
		expect(written).not.toContain('canary');
		expect(written.trim().split('\n')).toHaveLength(1);
		expect(JSON.parse(written)).toMatchObject({ level: 30, msg: 'at http://b.example/?…' });
	});

	it('keys are cut to their ids', () => {
		const key = `cr_${'a'.repeat(8)}_${'b'.repeat(32)}`;
		expect(withoutSecrets(`key ${key}, Bearer ${key}`)).toBe('key cr_aaaaaaaa_…, Bearer …');
	});
});
