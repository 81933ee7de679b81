import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, truncate, writeFile } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { createPost, type Post } from '../../../render-agent/src/net/post';
import { impatientClock } from '../../support/impatientClock';

const never = new AbortController().signal;

interface Got {
	readonly method: string | undefined;
	readonly headers: IncomingHttpHeaders;
	readonly body: string;
	readonly bytes: Buffer;
}

let server: Server;
let url: string;
let got: Got[];
let post: Post;
let folder: string;

beforeEach(async () => {
	got = [];
	folder = await mkdtemp(join(tmpdir(), 'post-'));
	post = createPost({ allow: ['127.0.0.1'], clock: impatientClock() });
	server = createServer((request, response) => {
		if (request.url === '/full') {
			response.writeHead(413, { Connection: 'close' }).end();
			return;
		}
		void buffer(request).then((bytes) => {
			got.push({ method: request.method, headers: request.headers, body: bytes.toString(), bytes });
			if (request.url?.startsWith('/silent')) return;
			response.writeHead(request.url === '/gone' ? 410 : 200, { 'X-Answer': 'yes' });
			response.end('x'.repeat(100_000));
		});
	});
	await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
	url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
});

afterEach(async () => {
	await rm(folder, { recursive: true });
	await new Promise((done) => {
		server.close(done);
		server.closeAllConnections();
	});
});

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

	it('of a stretch of a file arrives whole between what stands before and after it, and tells how far it is', async () => {
		const file = join(folder, 'video.mp4');
		const bytes = randomBytes(300_000);
		await writeFile(file, bytes);
		const [sent, pieces] = [[] as number[], createHash('sha256')];
		const stretch = bytes.subarray(1000, 201_000);
		const body = {
			...{ file, from: 1000, bytes: 200_000 },
			...{ before: Buffer.from('<'), after: Buffer.from('>') },
			onPiece: (piece: Uint8Array) => pieces.update(piece),
		};
		const headers = { 'Content-Type': 'video/mp4', 'Content-Length': '200002' };
		await post.send({ url, method: 'PUT', headers, body, onBytes: (n) => sent.push(n) }, never);
		expect(got[0]).toMatchObject({ method: 'PUT', headers: { 'content-length': '200002' } });
		const whole = Buffer.concat([Buffer.from('<'), stretch, Buffer.from('>')]);
		expect(got[0]?.bytes.equals(whole)).toBe(true);
		expect(pieces.digest('hex')).toBe(createHash('sha256').update(stretch).digest('hex'));
		expect(sent).toEqual([65_536, 131_072, 196_608, 200_000]);
	});

	it('of a file that is gone, or shorter than it was, is no fault of the receiver', async () => {
		const file = join(folder, 'short.mp4');
		await writeFile(file, 'ten bytes.');
		const of = (body: { file: string; bytes: number }) =>
			post.send({ method: 'PUT', url, headers: { 'Content-Length': '11' }, body }, never);
		for (const body of [
			{ file: join(folder, 'gone.mp4'), bytes: 11 },
			{ file, bytes: 11 },
		])
			await expect(of(body)).rejects.toMatchObject({ code: 'DELIVERY_FAILED' });
	});

	it('ends when the receiver answers before it has everything', async () => {
		const file = join(folder, 'long.mp4');
		await writeFile(file, '');
		await truncate(file, 50_000_000);
		const headers = { 'Content-Length': '50000000' };
		const body = { file, bytes: 50_000_000 };
		const answer = await post.send({ method: 'PUT', url: `${url}/full`, headers, body }, never);
		expect(answer.status).toBe(413);
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
});
