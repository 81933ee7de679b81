/**
 * Has the real service (`serve`, as `npm run build` made it) upload a video of 2 GiB to a server that only counts, and prints
 * how much memory its process holds when idle and at most meanwhile. Linux only.
 * `node -r ./scripts/typescript.cjs scripts/serve-memory.ts [GiB]`
 */
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { jobOptions } from '../render-agent/src/jobs/job';
import { openDatabase } from '../render-agent/src/jobs/stores/database';
import { createJobStore } from '../render-agent/src/jobs/stores/sqliteJobStore';

const GIB = 1024 ** 3;
const MAIN = join(__dirname, '../render-agent/dist/main.js');
const IDLE_MS = 10_000;
const PATIENCE_MS = 600_000;
const JOB = 'j_memory';

/** Counts what is put, and answers as S3 does where parts are begun and ended. */
const startCounter = async (): Promise<{ readonly url: string; readonly close: () => void }> => {
	let bytes = 0;
	const server = createServer((request, response) => {
		const { method, url = '' } = request;
		request.on('data', (chunk: Buffer) => {
			if (method === 'PUT') bytes += chunk.length;
		});
		request.on('end', () => {
			if (method === 'HEAD') response.setHeader('content-length', bytes);
			if (url.includes('uploads=')) response.end('<UploadId>1</UploadId>');
			else response.setHeader('etag', '"counted-1"').end();
		});
	});
	await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
	const { port } = server.address() as AddressInfo;
	return {
		url: `http://127.0.0.1:${String(port)}`,
		close: () => {
			server.close();
			server.closeAllConnections();
		},
	};
};

/** A data folder with one completed job, whose upload has failed. */
const folderWith = (bytes: number): string => {
	const data = mkdtempSync(join(tmpdir(), 'serve-memory-'));
	mkdirSync(join(data, 'videos'));
	const name = `${JOB}.mp4`;
	writeFileSync(join(data, 'videos', name), '');
	truncateSync(join(data, 'videos', name), bytes);
	const now = Date.now();
	const db = openDatabase(join(data, 'agent.sqlite'), now);
	const store = createJobStore(db);
	store.submit(
		{
			...{ id: JOB, draft: 'https://drafts.example/1', draftKey: '1', identity: '1', owner: '' },
			...{ options: jobOptions.parse({}), base: 'http://127.0.0.1', warnings: [] },
			...{ idempotencyKey: undefined, targets: ['s3'] },
		},
		{ queueLimit: 10, now },
	);
	const lease = store.claim(now, now + 60_000);
	if (!lease) throw new RangeError('there is no job');
	store.step(lease, 'rendering', now);
	store.step(lease, 'delivering', now);
	const error = { code: 'DELIVERY_UNREACHABLE', hint: {} } as const;
	const size = { seconds: 1, width: 1, height: 1 };
	store.complete(
		lease,
		{
			video: { ...{ name, bytes, sha256: '', captions: [], beside: [], at: now }, ...size },
			...{ frames: 1, reusedFrames: 0, report: {} },
			delivery: [{ target: 's3', state: 'failed', url: null, error, files: [] }],
		},
		now,
	);
	db.close();
	return data;
};

/** A figure of the kernel about a process. MiB. */
const memoryOf = (pid: number, name: 'VmRSS' | 'VmHWM'): number => {
	const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
	return Math.ceil(Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024);
};

const stateOf = async (url: string): Promise<string> => {
	const job: unknown = await (await fetch(`${url}/v1/jobs/${JOB}`)).json();
	return (job as { delivery: { state: string }[] }).delivery[0]?.state ?? '';
};

const addressIn = (output: NodeJS.ReadableStream): Promise<string> =>
	new Promise((resolve) => {
		let text = '';
		output.on('data', (chunk: Buffer) => {
			text += chunk.toString();
			const url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0];
			if (url !== undefined) resolve(url);
		});
	});

const measure = async (gib: number): Promise<void> => {
	const counter = await startCounter();
	const data = folderWith(gib * GIB);
	const target = { kind: 's3', endpoint: counter.url, bucket: 'v' };
	const keys = { access_key_id: 'id', secret_access_key: 'secret' };
	const agent = spawn(process.execPath, [MAIN, 'serve'], {
		env: {
			...process.env,
			...{ RENDER_AGENT_DATA: data, RENDER_AGENT_PORT: '0' },
			RENDER_AGENT_TARGETS: JSON.stringify({ s3: { ...target, ...keys } }),
		},
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	try {
		const { pid = 0 } = agent;
		const url = await addressIn(agent.stdout);
		await sleep(IDLE_MS);
		const idle = memoryOf(pid, 'VmRSS');
		// From here on the kernel notes the most anew.
		writeFileSync(`/proc/${String(pid)}/clear_refs`, '5');
		const began = Date.now();
		await fetch(`${url}/v1/jobs/${JOB}/deliver`, { method: 'POST' });
		let state = 'pending';
		while (state === 'pending' && Date.now() - began < PATIENCE_MS) {
			await sleep(200);
			state = await stateOf(url);
		}
		const most = memoryOf(pid, 'VmHWM');
		const [size, taken] = [String(gib), ((Date.now() - began) / 1000).toFixed(1)];
		console.log(
			`serve: ${size} GiB in ${taken} s, ${state}: ${String(idle)} MiB when idle, ${String(most)} MiB at most, grown by ${String(most - idle)} MiB`,
		);
		if (state !== 'done') process.exitCode = 1;
	} finally {
		agent.kill('SIGTERM');
		await new Promise((resolve) => agent.once('exit', resolve));
		counter.close();
		rmSync(data, { recursive: true });
	}
};

void measure(Number(process.argv[2] ?? 2));
