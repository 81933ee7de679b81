import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { AgentError } from '../../render-agent/src/kernel/errors';
import { type Client, createClient } from '../../render-agent/src/net/client';
import { createPost } from '../../render-agent/src/net/post';
import type { Resolve } from '../../render-agent/src/net/guardedAgents';
import { ADDRESSES, namesFor } from '../support/addresses';
import { impatientClock } from '../support/impatientClock';
import { type Origin, startOrigin } from '../support/origin';

/** 127.0.0.2 stands for the internet; the rest of loopback for what must not be reached. */
const OUTSIDE = '127.0.0.2';
const never = new AbortController().signal;

let bouncer: Origin;
let canary: Server;
let canaryPort: number;
let connections: number;
let names: ReturnType<typeof namesFor>;
let client: Client;

const resolve: Resolve = (host, callback) => {
	callback(null, names[host]?.() ?? []);
};

beforeEach(async () => {
	connections = 0;
	names = namesFor(OUTSIDE);
	bouncer = await startOrigin(OUTSIDE);
	canary = createServer((socket) => {
		connections += 1;
		socket.resume();
		socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret');
	});
	await new Promise<void>((done) => canary.listen(0, '127.0.0.1', done));
	canaryPort = (canary.address() as AddressInfo).port;
	const limits = { headers: 500, attempts: 1 };
	client = createClient({ allow: [`${OUTSIDE}/32`], clock: impatientClock(), limits, resolve });
});

afterEach(async () => {
	await bouncer.close();
	await new Promise((done) => canary.close(done));
});

const filled = (address: string): string => address.replace('P/', `${String(canaryPort)}/`);

describe('the outgoing client', () => {
	it.each(ADDRESSES)('does not reach the inside by %s', async (address) => {
		const failed: unknown = await client
			.getText({ url: filled(address) }, never)
			.catch((error: unknown) => error);
		expect(failed).toBeInstanceOf(AgentError);
		expect(connections).toBe(0);
	});

	it.each(ADDRESSES)('is not led inside by a redirect to %s', async (address) => {
		const location = encodeURIComponent(filled(address));
		const url = `${bouncer.base}/to302/${location}`;
		const failed: unknown = await client.getText({ url }, never).catch((error: unknown) => error);
		expect(failed).toBeInstanceOf(AgentError);
		expect(connections).toBe(0);
	});

	it('connects only to the address that it has checked, when a name changes its mind', async () => {
		const url = `http://rebind.test:${String(canaryPort)}/`;
		for (let i = 0; i < 4; i += 1) await client.getText({ url }, never).catch(() => undefined);
		expect(connections).toBe(0);
	});

	it.each(['http://127.0.0.1:P/', 'http://localhost:P/', 'http://[::1]:P/', 'http://both.test:P/'])(
		'says of %s which setting would allow it',
		async (address) => {
			const failed = client.getText({ url: filled(address) }, never);
			await expect(failed).rejects.toMatchObject({
				code: 'ADDRESS_REFUSED',
				hint: {
					setting: expect.stringMatching(
						/^RENDER_AGENT_ALLOW_ADDRESSES=127\.0\.0\.2\/32,(127\.0\.0\.1\/32|::1\/128)$/,
					) as string,
				},
			});
		},
	);

	it('reaches the inside when the operator allows it, so the canary does sing', async () => {
		const open = createClient({ allow: ['127.0.0.0/8'], clock: impatientClock(), resolve });
		const url = filled('http://inside.test:P/');
		expect(await open.getText({ url }, never)).toBe('secret');
		expect(connections).toBe(1);
	});

	it('uses no proxy of the environment', async () => {
		const before = process.env['http_proxy'];
		process.env['http_proxy'] = `http://127.0.0.1:${String(canaryPort)}`;
		try {
			await client.getText({ url: 'http://outside.test:9/' }, never).catch(() => undefined);
			await client.getText({ url: 'http://outside.test:3128/' }, never).catch(() => undefined);
		} finally {
			if (before === undefined) delete process.env['http_proxy'];
			else process.env['http_proxy'] = before;
		}
		expect(connections).toBe(0);
	});
});

describe('good addresses', () => {
	let outside: Origin;

	beforeEach(async () => {
		outside = await startOrigin(OUTSIDE);
	});

	afterEach(() => outside.close());

	it('are read by name', async () => {
		outside.serve('/hello', 'hello');
		const url = `http://outside.test:${String(outside.port)}/hello`;
		expect(await client.getText({ url }, never)).toBe('hello');
	});

	it('are read by number, and through redirects', async () => {
		const target = outside.serve('/hello', 'hello');
		const url = `${outside.base}/to301/${encodeURIComponent(target)}`;
		expect(await client.getText({ url }, never)).toBe('hello');
	});

	it('are posted to, without following redirects', async () => {
		const post = createPost({ allow: [`${OUTSIDE}/32`], clock: impatientClock(), resolve });
		const url = `${outside.base}/to307/%2Fok`;
		expect((await post.postJson({ url, body: { a: 1 } }, never)).status).toBe(307);
		expect(outside.asked).toHaveLength(1);
		const refused = post.postJson({ url: filled('http://inside.test:P/'), body: {} }, never);
		await expect(refused).rejects.toMatchObject({ code: 'ADDRESS_REFUSED' });
		expect(connections).toBe(0);
	});
});
