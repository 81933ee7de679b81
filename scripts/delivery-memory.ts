/**
 * Uploads a file of 2 GiB to a target of each kind, each in a process of its own, to a server that only counts, and prints
 * how much memory that took. `node -r ./scripts/typescript.cjs scripts/delivery-memory.ts [GiB]`
 */
import { type ChildProcess, fork } from 'node:child_process';
import { mkdtempSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ownTarget } from '../render-agent/src/config/targets';
import { openTarget } from '../render-agent/src/deliver/openTarget';
import { UNWATCHED } from '../render-agent/src/deliver/target';
import { systemClock } from '../render-agent/src/kernel/clock';
import { createPost } from '../render-agent/src/net/post';

const GIB = 1024 ** 3;
const MIB = 1024 ** 2;
const LIMIT_MIB = 100;
const KINDS = ['s3', 'put', 'form', 'webdav', 'folder'] as const;

type Kind = (typeof KINDS)[number];

/** Counts what comes under `/v/`, and answers as S3, WebDAV, a signed address and a receiver of forms do. */
const count = (): void => {
	let bytes = 0;
	const answer = ({ method, url = '' }: IncomingMessage, response: ServerResponse): void => {
		if (method === 'HEAD') response.setHeader('content-length', bytes);
		if (url.includes('uploads=')) response.end('<UploadId>1</UploadId>');
		else if (url.endsWith('/form')) response.end('{"url":"/v/1"}');
		else response.setHeader('etag', '"counted-1"').end();
	};
	const server = createServer((request, response) => {
		request.on('data', (chunk: Buffer) => {
			if (request.method === 'PUT') bytes += chunk.length;
		});
		request.on('end', () => {
			answer(request, response);
		});
	});
	server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
	process.once('disconnect', () => process.exit());
};

const settingsOf = (kind: Kind, { url, folder }: { url: string; folder: string }) =>
	ownTarget.parse(
		{
			s3: { kind, endpoint: url, bucket: 'v', access_key_id: 'id', secret_access_key: 'secret' },
			put: { kind, url: `${url}/v/{name}` },
			form: { kind, url: `${url}/form` },
			webdav: { kind, url: `${url}/v` },
			folder: { kind, path: folder },
		}[kind],
	);

const firstMessageOf = (child: ChildProcess): Promise<unknown> =>
	new Promise((resolve, reject) => {
		child.once('message', resolve);
		child.once('exit', (code) => {
			reject(new RangeError(`it ended with ${String(code)}`));
		});
	});

const here = (...args: readonly string[]): ChildProcess =>
	fork(__filename, args, { execArgv: process.execArgv });

/** What one upload took. */
interface Taken {
	readonly before: number;
	readonly most: number;
	readonly seconds: number;
}

const measure = async (kind: Kind, bytes: number, url: string): Promise<Taken> => {
	const folder = mkdtempSync(join(tmpdir(), 'memory-'));
	const file = join(folder, 'video.mp4');
	writeFileSync(file, '');
	truncateSync(file, bytes);
	const { send } = createPost({ allow: 'everything', clock: systemClock });
	const parts = { send, clock: systemClock, linkDays: 1 };
	const target = openTarget(kind, settingsOf(kind, { url, folder }), parts);
	const before = process.memoryUsage.rss();
	let most = before;
	const watch = setInterval(() => (most = Math.max(most, process.memoryUsage.rss())), 20);
	const began = Date.now();
	const names = { name: 'video.mp4', key: 'day/copy.mp4', downloadName: 'video.mp4' };
	const sent = { ...names, file, contentType: 'video/mp4', bytes };
	await target.put(sent, UNWATCHED, new AbortController().signal);
	clearInterval(watch);
	if (kind === 'folder' && statSync(join(folder, 'day/copy.mp4')).size !== bytes)
		throw new RangeError('the copy is not whole');
	rmSync(folder, { recursive: true });
	return { before, most, seconds: (Date.now() - began) / 1000 };
};

const inMib = (bytes: number): string => String(Math.ceil(bytes / MIB));

const measureAll = async (gib: number): Promise<void> => {
	for (const kind of KINDS) {
		const server = here('count');
		const url = `http://127.0.0.1:${String(await firstMessageOf(server))}`;
		const { before, most, seconds } = (await firstMessageOf(
			here('measure', kind, String(gib * GIB), url),
		)) as Taken;
		server.disconnect();
		console.log(
			`${kind}: ${String(gib)} GiB in ${seconds.toFixed(1)} s, memory grew by ${inMib(most - before)} MiB, from ${inMib(before)} to ${inMib(most)} MiB`,
		);
		if (most - before > LIMIT_MIB * MIB) process.exitCode = 1;
	}
};

const [deed, kind, bytes, url = ''] = process.argv.slice(2);
if (deed === 'count') count();
else if (deed === 'measure') {
	void measure(kind as Kind, Number(bytes), url).then((taken) => {
		process.send?.(taken, () => {
			process.disconnect();
		});
	});
} else void measureAll(Number(deed ?? 2));
