/** OpenStack Swift with its s3api, started by scripts/s3-server.sh: a real S3 server. */
import { spawn } from 'node:child_process';
import { randomInt } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EMPTY_SHA256 } from '../../render-agent/src/deliver/s3/digests';
import { type S3Keys, signedRequest } from '../../render-agent/src/deliver/s3/sign';
import { waitFor } from './agentProcess';

const SCRIPT = join(__dirname, '../../scripts/s3-server.sh');
const PROGRAMS = ['swift-proxy-server', 'swift-object-server', 'memcached'];
const PATIENCE = 60_000;

/** Whether it can be started: with Debian's or Ubuntu's packages of Swift, by any user. */
export const hasSwift = PROGRAMS.every((name) => existsSync(join('/usr/bin', name)));

/** A running Swift with one empty bucket. */
export interface Swift {
	readonly endpoint: string;
	readonly region: string;
	readonly bucket: string;
	readonly keys: S3Keys;
	/** Keys of all objects in the bucket. */
	readonly list: () => Promise<readonly string[]>;
	readonly close: () => Promise<void>;
}

const region = 'us-east-1';
const bucket = 'videos';
const keys: S3Keys = { accessKeyId: 'test:tester', secretAccessKey: 'testing' };

const isFree = (port: number): Promise<boolean> =>
	new Promise((resolve) => {
		const server = createServer();
		server.once('error', () => {
			resolve(false);
		});
		server.listen(port, '127.0.0.1', () => {
			server.close(() => {
				resolve(true);
			});
		});
	});

const PORTS = 5;

/** The first of five ports that are free, below those that the system gives to connections. */
const freePorts = async (): Promise<number> => {
	for (;;) {
		const first = 20_000 + PORTS * randomInt(2000);
		const all = Array.from({ length: PORTS }, (_, at) => isFree(first + at));
		if ((await Promise.all(all)).every(Boolean)) return first;
	}
};

/** What the programs have said last, for whoever has to find out why they do not run. */
const saidIn = (folder: string): string =>
	['memcached', 'account', 'container', 'object', 'proxy']
		.map((name) => {
			const log = join(folder, 'log', name);
			return existsSync(log) ? readFileSync(log, 'utf8').trim().slice(-500) : '';
		})
		.filter((text) => text !== '')
		.join('\n');

/** Starts it at `at` and the four after it, by default where some are free; takes some ten seconds. When it fails, nothing of it is left. */
export const startSwift = async (at?: number): Promise<Swift> => {
	const folder = await mkdtemp(join(tmpdir(), 'swift-'));
	const port = at ?? (await freePorts());
	const child = spawn('bash', [SCRIPT, folder, String(port)], { stdio: 'ignore' });
	let hasEnded = false;
	const ended = new Promise<void>((resolve) => {
		child.once('exit', () => {
			hasEnded = true;
			resolve();
		});
	});
	const close = async (): Promise<void> => {
		child.kill('SIGTERM');
		await ended;
		await rm(folder, { recursive: true, force: true, maxRetries: 5 });
	};
	const endpoint = `http://127.0.0.1:${String(port)}`;
	const ask = async (method: 'GET' | 'PUT'): Promise<Response> => {
		const url = `${endpoint}/${bucket}`;
		const unsigned = { method, url, headers: {}, sha256: EMPTY_SHA256 };
		const headers = new Headers(signedRequest(unsigned, { keys, region, now: Date.now() }));
		headers.delete('host');
		return fetch(url, { method, headers });
	};
	const made = async () => {
		if (hasEnded) throw new Error(`Swift has ended: ${saidIn(folder)}`);
		const answer = await ask('PUT').catch(() => undefined);
		return answer?.ok === true ? true : undefined;
	};
	try {
		await waitFor('Swift', made, PATIENCE);
	} catch (error) {
		await close();
		throw error;
	}
	return {
		endpoint,
		region,
		bucket,
		keys,
		list: async () => {
			const xml = await (await ask('GET')).text();
			return [...xml.matchAll(/<Key>([^<]*)<\/Key>/g)].map(([, key = '']) => key);
		},
		close,
	};
};
