import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { API, ask, draftUrl, startAgent, type TestAgent, until } from '../../support/agent';

/** A caller that writes what it likes, byte by byte. */
interface Caller {
	readonly socket: Socket;
	readonly said: () => string;
	readonly isClosed: () => boolean;
}

const callers: Socket[] = [];

const call = async (url: string, text: string): Promise<Caller> => {
	const socket = connect(Number(new URL(url).port), '127.0.0.1');
	callers.push(socket);
	let said = '';
	let isClosed = false;
	socket.on('data', (chunk: Buffer) => (said += chunk.toString()));
	socket.on('error', () => undefined).once('close', () => (isClosed = true));
	await once(socket, 'connect');
	socket.write(text);
	return { socket, said: () => said, isClosed: () => isClosed };
};

const headOf = (line: string, headers: Readonly<Record<string, string>>): string =>
	[
		`${line} HTTP/1.1`,
		...Object.entries({ Host: 'localhost', 'Content-Length': '100000', ...headers }).map(
			([name, value]) => `${name}: ${value}`,
		),
		'',
		'x',
	].join('\r\n');

afterEach(() => {
	for (const socket of callers.splice(0)) socket.destroy();
});

describe('a caller that sends its body slowly', () => {
	let agent: TestAgent;
	let key: string;
	beforeAll(async () => {
		agent = await startAgent();
		key = agent.keys.create('k', ['submit']).secret;
	});
	afterAll(() => agent.close());

	const isClosed = (caller: Caller) => async (): Promise<boolean> => {
		caller.socket.write(' ');
		return Promise.resolve(caller.isClosed());
	};

	it.each([
		['POST /nix', { 'Content-Type': 'text/plain' }, '404'],
		['GET /healthz', {}, '200'],
		['POST /v1/drafts', { 'Content-Type': 'application/zip' }, '401'],
		['POST /v1/drafts', { 'Content-Type': 'multipart/form-data; boundary=b' }, '401'],
		['POST /v1/worker/jobs/j/results/video', { 'Content-Type': 'application/octet-stream' }, '40'],
		[`POST ${API}/gen_video`, { 'Content-Type': 'application/octet-stream' }, '401'],
		[`POST ${API}/gen_video`, { 'Content-Type': 'text/plain' }, '400'],
		[`POST ${API}/gen_video`, { 'Content-Type': 'application/json', Host: 'evil.test' }, '421'],
		['POST /v1/jobs/%ff', { 'Content-Type': 'application/zip' }, '400'],
	])('%s of %j is answered, told to close, and let go', async (line, headers, status) => {
		const caller = await call(agent.url, headOf(line, headers));
		await until(() => caller.said().includes('\r\n\r\n'));
		expect(caller.said().split(' ')[1]).toMatch(new RegExp(`^${status}`));
		expect(caller.said()).toContain('connection: close');
		await agent.clock.advance(2_000);
		await until(isClosed(caller));
		expect(caller.isClosed()).toBe(true);
	});

	it.each(['application/json', 'Application/JSON', 'application/json ; charset=utf-8'])(
		'of %s has 30 seconds',
		async (type) => {
			const caller = await call(
				agent.url,
				headOf(`POST ${API}/gen_video`, { 'Content-Type': type }),
			);
			await agent.clock.advance(29_000);
			expect(caller.isClosed()).toBe(false);
			await agent.clock.advance(2_000);
			await until(isClosed(caller));
			expect(caller.isClosed()).toBe(true);
		},
	);

	it.each(['application/zip', 'multipart/form-data; boundary=b'])(
		'of an upload that it may send, of %s, has its time',
		async (type) => {
			const headers = { 'Content-Type': type, Authorization: `Bearer ${key}` };
			const caller = await call(agent.url, headOf('POST /v1/drafts', headers));
			await until(() => false, 0.1);
			await agent.clock.advance(600_000);
			caller.socket.write(' ');
			await until(caller.isClosed, 0.2);
			expect(caller.isClosed()).toBe(false);
			expect(caller.said()).toBe('');
		},
	);

	it('may read its answer while it still sends', async () => {
		const caller = await call(
			agent.url,
			headOf('POST /v1/drafts', { 'Content-Type': 'application/zip' }),
		);
		caller.socket.write('x'.repeat(50_000));
		await until(() => caller.said().includes('KEY_MISSING'));
		expect(caller.said()).toContain('KEY_MISSING');
		caller.socket.write('x'.repeat(49_999));
		await until(caller.isClosed, 0.1);
		expect((await ask(agent, '/healthz')).status).toBe(200);
	});
});

describe('too many connections', () => {
	it('take the place of the oldest that nobody accepted', async () => {
		const agent = await startAgent({ mostConnections: 4, starts: false });
		const { url } = agent;
		const { body } = await ask(agent, `${API}/gen_video`, {
			body: { draft_url: draftUrl() },
			headers: { connection: 'close' },
		});
		const wish = JSON.stringify({ job_id: body.job_id, wait_seconds: 300 });
		const long = await call(
			url,
			[
				`POST ${API}/gen_video_status HTTP/1.1`,
				'Host: localhost',
				'Content-Type: application/json',
				`Content-Length: ${String(wish.length)}`,
				'',
				wish,
			].join('\r\n'),
		);
		await until(() => false, 0.1);
		const silent: Caller[] = [];
		for (let one = 0; one < 6; one += 1) silent.push(await call(url, ''));
		const health = await call(url, 'GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n');
		await until(() => health.said().includes('"status"'));
		expect(health.said()).toMatch(/^HTTP\/1.1 200/);
		await until(() => silent.filter((one) => one.isClosed()).length >= 4);
		expect(silent.map((one) => one.isClosed())).toEqual([
			...[true, true, true, true],
			...[false, false],
		]);
		expect(long.isClosed()).toBe(false);
		await agent.clock.advance(300_000);
		await until(() => long.said().includes(body.job_id));
		expect(long.said()).toContain(body.job_id);
		await agent.close();
	});
});
