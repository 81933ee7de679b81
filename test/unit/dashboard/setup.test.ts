/** The first-start page: who may use it, what its deeds do, and where n8n is told to look. */
import { readFileSync } from 'node:fs';
import { loadSettings } from '../../../render-agent/src/config/load';
import { keepSettings, settingsFileIn } from '../../../render-agent/src/config/settingsFile';
import { createContacts } from '../../../render-agent/src/dashboard/contacts';
import { reachOf } from '../../../render-agent/src/dashboard/reach';
import type { SetupParts } from '../../../render-agent/src/dashboard/setup';
import type { Job } from '../../../render-agent/src/jobs/job';
import { startAgent, type TestAgent } from '../../support/agent';

const TOKEN = 'a-token';
let home: string;
let agent: TestAgent;
let url: string;
let restarts: number;

beforeEach(async () => {
	restarts = 0;
	agent = await startAgent({
		setup: ({ folder, keys, clock }): SetupParts => ({
			version: '1.2.3',
			keys,
			contacts: createContacts(),
			site: () => ({
				host: '127.0.0.1',
				port: 30_100,
				publicUrl: undefined,
				addresses: ['192.168.1.5'],
				program: 'agent',
			}),
			data: folder,
			about: () => ({ ffmpeg: { version: '7.0', origin: 'npm' }, encoders: ['libx264'] }),
			problem: () => undefined,
			workers: (language) => [{ name: 'pc', doing: language === 'zh' ? '等待' : 'waits' }],
			workerCommands: (base) => ({
				commands: [
					{ where: { zh: '在工作机上', en: 'On the worker' }, command: `enrol --gateway ${base}` },
				],
				note: { zh: '注意', en: 'mind' },
			}),
			renderSample: (base) => Promise.resolve({ id: `j_of_${base}` } as Job),
			job: (id) => ({ id, status: 'completed' }),
			keep: (changed) => {
				keepSettings(folder, changed);
			},
			restart: () => {
				restarts += 1;
			},
			token: TOKEN,
			now: clock.now,
		}),
	});
	({ folder: home, url } = agent);
});
afterEach(async () => {
	await agent.close();
});

const fetched = (path: string): Promise<Response> => fetch(url + path);

const ask = async (path: string, body?: object, token: string = TOKEN) => {
	const answer = await fetch(`${url}/setup${path}`, {
		method: body ? 'POST' : 'GET',
		headers: { 'x-setup-token': token, ...(body && { 'content-type': 'application/json' }) },
		...(body && { body: JSON.stringify(body) }),
	});
	return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

it('the page and its script are served to anybody, with a policy that lets nothing else in', async () => {
	const page = await fetched('/setup');
	expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
	expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
	const text = await page.text();
	expect(text).toContain('/setup/setup.js');
	expect(text).not.toContain(TOKEN);
	const script = await fetched('/setup/setup.js');
	expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
});

it.each([
	['/state', undefined],
	['/key', {}],
	['/sample', {}],
	['/worker', {}],
	['/reach', { open: true }],
	['/sample/j_1', undefined],
])('%s is refused without the token', async (path, body) => {
	expect((await ask(path, body, 'another')).status).toBe(403);
	expect((await ask(path, body, '')).status).toBe(403);
	expect((await ask('/state')).body['keys']).toEqual([]);
});

it('a key is shown once and listed without its secret afterwards', async () => {
	const { body } = await ask('/key', { name: 'my n8n' });
	expect(body['secret']).toMatch(/^cr_[0-9a-z]{8}_[0-9a-z]{32}$/);
	const { body: state } = await ask('/state');
	expect(state['keys']).toMatchObject([
		{ name: 'my n8n', scopes: ['submit', 'read'], revoked: false },
	]);
	expect(JSON.stringify(state)).not.toContain(String(body['secret']));
});

it('the state says what renders, and the sample is submitted under the address of the page', async () => {
	const { body } = await ask('/state');
	expect(body).toMatchObject({
		version: '1.2.3',
		problem: null,
		encoders: ['libx264'],
		ffmpeg: { version: '7.0' },
	});
	expect((await ask('/sample', {})).body).toEqual({ job_id: `j_of_${url}` });
	expect((await ask('/sample/j_7')).body).toEqual({ id: 'j_7', status: 'completed' });
});

it('other machines are let in only once there is a key; the settings are kept and the agent starts anew', async () => {
	expect((await ask('/reach', { open: true })).body).toMatchObject({
		error_code: 'REQUEST_INVALID',
	});
	expect(restarts).toBe(0);
	await ask('/key', {});
	expect((await ask('/reach', { open: true, host: 'pc.lan' })).body).toEqual({ restarting: true });
	expect(restarts).toBe(1);
	const settings = loadSettings({ environment: { RENDER_AGENT_DATA: home }, folder: home });
	expect(settings).toMatchObject({
		host: '0.0.0.0',
		allowHosts: ['host.docker.internal', 'pc.lan'],
	});
	await ask('/reach', { open: false });
	expect(loadSettings({ environment: { RENDER_AGENT_DATA: home }, folder: home }).host).toBe(
		'127.0.0.1',
	);
});

it('a host name that would be more than a name is refused', async () => {
	await ask('/key', {});
	expect((await ask('/reach', { open: true, host: 'a\nRENDER_AGENT_PORT=1' })).status).toBe(400);
});

it('calls of workflows are shown with how they were answered; the page itself is none', async () => {
	await ask('/key', {});
	await fetched('/v1/jobs?limit=1');
	await ask('/state');
	expect((await ask('/state')).body['contacts']).toMatchObject([
		{ address: '127.0.0.1', host: new URL(url).host, status: 401 },
	]);
});

it('only the last twenty callers are remembered, newest first', () => {
	const contacts = createContacts();
	for (let at = 1; at <= 30; at += 1) contacts.note({ at, address: 'a', host: 'h', status: 200 });
	expect(contacts.recent().map(({ at }) => at)).toEqual(
		Array.from({ length: 20 }, (_, i) => 30 - i),
	);
});

it('n8n beside the agent is always reached; in Docker, in the network and in the cloud only when the agent is open to it', () => {
	const site = { port: 30_100, publicUrl: undefined, addresses: ['192.168.1.5'], program: 'agent' };
	const closed = reachOf({ ...site, host: '127.0.0.1' });
	expect(closed.map(({ place, open }) => [place, open])).toEqual([
		['same', true],
		['docker', false],
		['lan', false],
		['cloud', false],
	]);
	const open = reachOf({ ...site, host: '0.0.0.0', publicUrl: 'https://render.example' });
	expect(open.map(({ addresses }) => addresses)).toEqual([
		['http://127.0.0.1:30100'],
		['http://host.docker.internal:30100'],
		['http://192.168.1.5:30100'],
		['https://render.example'],
	]);
	expect(open.every((one) => one.open)).toBe(true);
});

it('a PC that the cloud cannot reach is told the commands that make it a worker', () => {
	const site = {
		port: 30_100,
		publicUrl: undefined,
		addresses: [],
		host: '127.0.0.1',
		program: '.\\agent.cmd',
	};
	const cloud = reachOf(site).find(({ place }) => place === 'cloud');
	expect(cloud?.commands.map(({ where, command }) => [where, command.split(' --')[0]])).toEqual([
		[{ zh: '在网关上（npm）', en: 'At the gateway (npm)' }, 'npx capcut-render-agent worker code'],
		[
			{ zh: '在网关上（Linux）', en: 'At the gateway (Linux)' },
			'./capcut-render-agent.sh worker code',
		],
		[
			{ zh: '在网关上（Windows）', en: 'At the gateway (Windows)' },
			'.\\capcut-render-agent.cmd worker code',
		],
		[{ zh: '在这台电脑上', en: 'On this PC' }, '.\\agent.cmd worker enrol'],
		[{ zh: '在这台电脑上', en: 'On this PC' }, '.\\agent.cmd worker run'],
	]);
});

it('the page shows the workers and makes the command for a new one', async () => {
	expect((await ask('/state')).body).toMatchObject({ workers: [{ name: 'pc', doing: 'waits' }] });
	expect((await ask('/worker', {})).body).toEqual({
		commands: [{ where: 'On the worker', command: `enrol --gateway ${url}` }],
		note: 'mind',
	});
});

it('the environment and .env go before what the page kept, and what is kept says who wrote it', () => {
	keepSettings(home, { RENDER_AGENT_PORT: '30555', RENDER_AGENT_LOCALE: 'en' });
	keepSettings(home, { RENDER_AGENT_PORT: '30556' });
	expect(readFileSync(settingsFileIn(home), 'utf8')).toMatch(/^# Written by the first-start page/);
	const read = (environment: Record<string, string>) =>
		loadSettings({ environment: { RENDER_AGENT_DATA: home, ...environment }, folder: home });
	expect(read({})).toMatchObject({ port: 30_556, locale: 'en' });
	expect(read({ RENDER_AGENT_PORT: '1234' }).port).toBe(1234);
});
