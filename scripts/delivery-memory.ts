/**
 * Uploads a file of 2 GiB in parts to a server of its own process that only counts, and prints how much memory that took.
 * `node -r ./scripts/typescript.cjs scripts/delivery-memory.ts [GiB]`
 */
import { fork } from 'node:child_process';
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { s3Target } from '../render-agent/src/config/targets';
import { openTarget } from '../render-agent/src/deliver/openTarget';
import { UNWATCHED } from '../render-agent/src/deliver/target';
import { systemClock } from '../render-agent/src/kernel/clock';
import { createPost } from '../render-agent/src/net/post';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
const LIMIT_MIB = 100;

/** A server that counts the bytes of parts and keeps none of them. */
const count = (): void => {
	let bytes = 0;
	const server = createServer((request, response) => {
		const isPart = request.url?.includes('partNumber=') ?? false;
		request.on('data', (chunk: Buffer) => {
			if (isPart) bytes += chunk.length;
		});
		request.on('end', () => {
			if (request.method === 'HEAD') response.setHeader('content-length', bytes);
			response.setHeader('etag', '"counted-1"');
			response.end(request.method === 'POST' ? '<UploadId>1</UploadId>' : '');
		});
	});
	server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
	process.once('disconnect', () => process.exit());
};

const measure = async (gib: number): Promise<void> => {
	const child = fork(__filename, ['--count'], { execArgv: process.execArgv });
	const port = await new Promise<unknown>((resolve) => child.once('message', resolve));
	const folder = mkdtempSync(join(tmpdir(), 'memory-'));
	const file = join(folder, 'video.mp4');
	const bytes = gib * GIB;
	writeFileSync(file, '');
	truncateSync(file, bytes);
	const settings = s3Target.parse({
		kind: 's3',
		endpoint: `http://127.0.0.1:${String(port)}`,
		bucket: 'b',
		access_key_id: 'id',
		secret_access_key: 'secret',
	});
	const { send } = createPost({ allow: 'everything', clock: systemClock });
	const target = openTarget('s3', settings, { send, clock: systemClock, linkDays: 1 });
	const before = process.memoryUsage.rss();
	let most = before;
	const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
	const began = Date.now();
	const names = { name: 'video.mp4', key: 'video.mp4', downloadName: 'video.mp4' };
	await target.put(
		{ ...names, file, contentType: 'video/mp4', bytes },
		UNWATCHED,
		new AbortController().signal,
	);
	clearInterval(watch);
	child.disconnect();
	rmSync(folder, { recursive: true });
	const grown = Math.ceil((most - before) / MIB);
	const seconds = ((Date.now() - began) / 1000).toFixed(1);
	console.log(
		`${String(gib)} GiB in ${seconds} s: memory grew by ${String(grown)} MiB, from ${String(Math.round(before / MIB))} to ${String(Math.round(most / MIB))} MiB`,
	);
	if (grown > LIMIT_MIB) process.exitCode = 1;
};

if (process.argv.includes('--count')) count();
else void measure(Number(process.argv[2] ?? 2));
