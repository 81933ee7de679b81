/** Addresses of targets that requests bring along: what can never be asked is refused before a video is rendered. */
import { openTarget } from '../../../render-agent/src/deliver/openTarget';
import { ownTarget } from '../../../render-agent/src/config/targets';
import { systemClock } from '../../../render-agent/src/kernel/clock';
import { createPost } from '../../../render-agent/src/net/post';
import { API, ask, draftUrl, startAgent, type TestAgent } from '../../support/agent';

const { send } = createPost({ allow: [], clock: systemClock });
const parts = { send, clock: systemClock, linkDays: 7 };

describe('a target of a request', () => {
	let agent: TestAgent;
	beforeAll(async () => {
		agent = await startAgent({
			sentTargets: {
				kinds: ['s3', 'form', 'put', 'webdav'],
				open: (name, settings) => openTarget(name, settings, parts),
			},
		});
	});
	afterAll(() => agent.close());
	const submit = async (target: object) => {
		const body = { draft_url: draftUrl(), deliver: [target] };
		const headers = { 'accept-language': 'en' };
		return ask(agent, `${API}/gen_video`, { body, headers });
	};
	const keys = { access_key_id: 'id', secret_access_key: 'secret' };

	it.each([
		[{ kind: 'webdav', url: 'https://anna:canary@dav.example/v' }, /username and password/],
		[{ kind: 'put', url: 'https://anna@put.example/{name}' }, /Authorization among its headers/],
		[{ kind: 'form', url: 'https://:canary@form.example/up' }, /Authorization among its headers/],
		[
			{ kind: 's3', endpoint: 'https://anna:canary@s3.example', bucket: 'v', ...keys },
			/access_key_id and secret_access_key/,
		],
	])('with a user in its address is refused with where to put it: %j', async (target, words) => {
		const { status, body, text } = await submit(target);
		expect(status).toBe(400);
		expect(body.error_code).toBe('REQUEST_INVALID');
		expect(body.detail).toMatch(words);
		expect(text).not.toContain('canary');
		expect(agent.renderer.count()).toBe(0);
	});

	it.each(['data:application/json,{}', 'http://[fe80::1%25lo]', 'http://', 'a b'])(
		'of a bucket that lies nowhere is refused: %s',
		async (endpoint) => {
			const { status, body } = await submit({ kind: 's3', endpoint, bucket: 'v', ...keys });
			expect(status).toBe(400);
			expect(body.error_code).toBe('REQUEST_INVALID');
			expect(body.detail).toMatch(/deliver\.0/);
			expect(agent.renderer.count()).toBe(0);
		},
	);

	it('at a port that is never asked is refused, unless the operator wrote it down', async () => {
		const target = { kind: 'webdav', url: 'http://dav.example:6379/v' };
		const { body } = await submit(target);
		expect(body.error_code).toBe('ADDRESS_REFUSED');
		expect(body.detail).toMatch(/dav\.example:6379: port 6379 is not allowed/);
		expect(body.hint).toMatch(/RENDER_AGENT_TARGETS/);
		const own = openTarget('dav', ownTarget.parse(target), { ...parts, isOwn: true });
		expect(own.name).toBe('dav');
	});
});
