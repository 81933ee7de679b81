import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { API, ask } from '../support/agent';
import { startAgentProcess, startCommand } from '../support/agentProcess';
import { report, times } from './support/plan';

const HEAD = `POST ${API}/gen_video HTTP/1.1\r\nHost: 127.0.0.1\r\n`;
const JSON_BODY = 'Content-Type: application/json\r\nContent-Length: 4000\r\n\r\n';

const bodyOf = (line: string, type: string): string =>
	`${line} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: ${type}\r\nContent-Length: 4000\r\n\r\n`;

/** What comes before one of these callers sends a byte a second. */
const SLOW = {
	'slow headers': `${HEAD}X-Slow: `,
	'slow bodies': HEAD + JSON_BODY,
	'slow JSON of another spelling': bodyOf(`POST ${API}/gen_video`, 'Application/JSON'),
	'slow plain text': bodyOf(`POST ${API}/gen_video`, 'text/plain'),
	'slow bytes': bodyOf(`POST ${API}/gen_video`, 'application/octet-stream'),
	'slow zips without a key': bodyOf('POST /v1/drafts', 'application/zip'),
	'slow forms without a key': bodyOf('POST /v1/drafts', 'multipart/form-data; boundary=b'),
	'slow bodies of a GET': bodyOf('GET /healthz', 'text/plain'),
	'slow bodies to nowhere': bodyOf('POST /nowhere', 'text/plain'),
	'silent callers': '',
} as const;

const ENOUGH = 90_000;

/** Opens a connection that sends a byte a second for ever; gives the seconds until it is closed, if it is. */
const closedAfter = (port: number, kind: keyof typeof SLOW): Promise<number> =>
	new Promise((resolve) => {
		const began = Date.now();
		const socket = connect(port, '127.0.0.1', () => socket.write(SLOW[kind]));
		const trickle = setInterval(() => {
			if (kind !== 'silent callers') socket.write('x');
		}, 1_000);
		const over = (): void => {
			clearInterval(trickle);
			clearTimeout(late);
			socket.destroy();
			resolve((Date.now() - began) / 1000);
		};
		const late = setTimeout(over, ENOUGH);
		socket.on('error', () => undefined).once('close', over);
		socket.resume();
	});

it('callers that are slow on purpose', async () => {
	const count = times(50, 500);
	const root = mkdtempSync(join(tmpdir(), 'slow-'));
	mkdirSync(join(root, 'data'));
	// With a key there are callers that have none.
	await startCommand(['keys', 'create'], { data: join(root, 'data') }).ended;
	const agent = await startAgentProcess(join(root, 'data'));
	const port = Number(new URL(agent.url).port);
	const kinds = Object.keys(SLOW) as (keyof typeof SLOW)[];
	const closing = kinds.map(async (kind) => {
		const all = Array.from({ length: count }, () => closedAfter(port, kind));
		return [kind, await Promise.all(all)] as const;
	});
	const over = new AbortController();
	const closed = Promise.all(closing).finally(() => {
		over.abort();
	});
	const served = { answers: 0, failed: 0, slowest: 0 };
	while (!over.signal.aborted) {
		const began = performance.now();
		const { status } = await ask(agent, '/healthz').catch(() => ({ status: 0 }));
		served.answers += 1;
		if (status !== 200) served.failed += 1;
		served.slowest = Math.max(served.slowest, performance.now() - began);
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	const ends = new Map(await closed);
	const { code } = await agent.stop();
	rmSync(root, { recursive: true, force: true });
	const left = (kind: keyof typeof SLOW): number =>
		(ends.get(kind) ?? []).filter((seconds) => seconds * 1000 >= ENOUGH).length;
	report({
		id: 'R8',
		what: `${String(count)} callers each that send their headers, their body or nothing, a byte a second; others ask meanwhile`,
		often: `${String(count * kinds.length)} connections`,
		out: {
			...Object.fromEntries(
				kinds.map((kind) => [
					`${kind}: closed after, seconds at most`,
					Math.ceil(Math.max(...(ends.get(kind) ?? [0]))),
				]),
			),
			'never closed': kinds.reduce((sum, kind) => sum + left(kind), 0),
			'others answered': served.answers,
			'others failed': served.failed,
			'others waited, ms at most': Math.round(served.slowest),
			'exit code': code ?? 'none',
		},
	});
	expect(kinds.map((kind) => [kind, left(kind)])).toEqual(kinds.map((kind) => [kind, 0]));
	expect(served.failed).toBe(0);
});
