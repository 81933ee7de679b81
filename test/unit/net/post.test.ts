import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createPost, type Post } from '../../../render-agent/src/net/post';
import { impatientClock } from '../../support/impatientClock';

const never = new AbortController().signal;

interface Got {
	readonly method: string | undefined;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
}

let server: Server;
let url: string;
let got: Got[];
let post: Post;

beforeEach(async () => {
	got = [];
	post = createPost({ allow: ['127.0.0.1'], clock: impatientClock() });
	server = createServer((request, response) => {
		void text(request).then((body) => {
			got.push({ method: request.method, headers: request.headers, body });
			if (request.url?.startsWith('/silent')) return;
			response.writeHead(request.url === '/gone' ? 410 : 200, { 'X-Answer': 'yes' });
			response.end('x'.repeat(100_000));
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterEach(
	() =>
		new Promise((done) => {
			server.close(done);
			server.closeAllConnections();
		}),
);

describe('a post', () => {
	it('of JSON arrives as it was signed, byte for byte', async () => {
		const body = '{"b": 1,  "a": "片"}';
		await post.postJson({ url, body, headers: { 'webhook-id': 'm1' } }, never);
		expect(got[0]).toMatchObject({ method: 'POST', body, headers: { 'webhook-id': 'm1' } });
		expect(got[0]?.headers['content-type']).toContain('application/json');
	});

	it('of an object arrives as its JSON', async () => {
		await post.postJson({ url, body: { a: [1] } }, never);
		expect(got[0]?.body).toBe('{"a":[1]}');
	});

	it('hands back the status, the headers and the first 64 KiB, whatever they are', async () => {
		const answer = await post.postJson({ url: `${url}/gone`, body: {} }, never);
		expect(answer).toMatchObject({ status: 410, headers: { 'x-answer': 'yes' } });
		expect(answer.text).toHaveLength(65_536);
	});

	it('of a stream arrives whole, with its length, and tells how far it is', async () => {
		const pieces = ['one,', 'two,', 'three'].map((piece) => Buffer.from(piece));
		const sent: number[] = [];
		const headers = { 'Content-Type': 'video/mp4', 'Content-Length': '13' };
		const body = Readable.from(pieces);
		await post.send({ url, method: 'PUT', headers, body, onBytes: (n) => sent.push(n) }, never);
		expect(got[0]).toMatchObject({ method: 'PUT', body: 'one,two,three' });
		expect(got[0]?.headers['content-length']).toBe('13');
		expect(sent).toEqual([4, 8, 13]);
	});

	it.each(['/silent', ''])(
		'that gets no answer at %j fails as DELIVERY_UNREACHABLE',
		async (path) => {
			const target = path === '' ? 'http://127.0.0.1:1099' : url + path;
			const running = post.postJson(
				{ url: `${target}?token=secret`, body: {}, timeout: 200 },
				never,
			);
			await expect(running).rejects.toMatchObject({ code: 'DELIVERY_UNREACHABLE' });
			await expect(running).rejects.not.toThrow('secret');
		},
	);

	it('of a stream that breaks fails', async () => {
		const body = new Readable({
			read() {
				this.destroy(new RangeError('the file is gone'));
			},
		});
		const running = post.send({ method: 'POST', url, headers: {}, body }, never);
		await expect(running).rejects.toMatchObject({ code: 'DELIVERY_UNREACHABLE' });
	});
});
