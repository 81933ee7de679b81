import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createCache } from '../../render-agent/src/assets/cache';
import { createClient } from '../../render-agent/src/net/client';
import type { Resolve } from '../../render-agent/src/net/guardedAgents';
import { createPost } from '../../render-agent/src/net/post';
import { ADDRESSES, namesFor } from '../support/addresses';
import { API, ask } from '../support/agent';
import { type AgentProcess, startAgentProcess, waitFor } from '../support/agentProcess';
import { impatientClock } from '../support/impatientClock';
import { fixture } from '../support/longDrafts';
import { startOrigin, type Origin } from '../support/origin';
import { type ZipEntry, zipOf } from '../support/zips';
import { SMALL } from './support/drafts';
import { type GladHost, startGladHost } from './support/gladHost';
import { report } from './support/plan';
import { bucketAt, waysOut } from './support/waysOut';

/** Stands for the internet; the rest of loopback for what must not be reached. */
const OUTSIDE = '127.0.0.2';
const never = new AbortController().signal;

const folder = mkdtempSync(join(tmpdir(), 'addresses-'));
let outside: Origin;
let glad: GladHost;
let canaries: Server[];
let connections = 0;
let port = 0;

const listen = (host: string, at: number): Promise<Server> =>
	new Promise((done, fail) => {
		const server = createServer((socket) => {
			connections += 1;
			socket.on('error', () => undefined);
			socket.end('HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nsecret');
		});
		server.once('error', fail);
		server.listen(at, host, () => {
			done(server);
		});
	});

beforeAll(async () => {
	outside = await startOrigin(OUTSIDE);
	const first = await listen('127.0.0.1', 0);
	({ port } = first.address() as AddressInfo);
	canaries = [first, await listen('::1', port).catch(() => first)];
	// At the same port, so that a name which changes its answer leads there first, and the next request inside.
	glad = await startGladHost(OUTSIDE, port);
	await writeFile(join(folder, 'video.mp4'), 'x'.repeat(1000));
	await writeFile(join(folder, 'long.mp4'), Buffer.alloc(12 * 1024 ** 2));
});
afterAll(async () => {
	await outside.close();
	glad.close();
	for (const canary of canaries) canary.close();
	rmSync(folder, { recursive: true, force: true });
});

const names = namesFor(OUTSIDE);
const resolve: Resolve = (host, callback) => {
	// A bucket stands before the name of its storage.
	callback(null, names[host.replace(/^b\./, '')]?.() ?? []);
};

const clock = impatientClock();
const world = () => {
	const guarded = { allow: [`${OUTSIDE}/32`], clock, resolve };
	const limits = { headers: 500, attempts: 1 };
	const client = createClient({ ...guarded, limits });
	const trusted = createClient({ ...guarded, allow: ['0.0.0.0/0', '::/0'], limits });
	const post = createPost(guarded);
	const cache = createCache({ folder: join(folder, 'cache'), limitBytes: 1e9, client, clock });
	return { client, post, trusted, cache, clock, outside, folder };
};

const filled = (address: string): string => address.replace('P/', `${String(port)}/`);

it('addresses that lead inside, on every way out', async () => {
	const through: string[] = [];
	const unasked: string[] = [];
	const ways = Object.entries(waysOut(world()));
	let tried = 0;
	for (const [surface, ask] of ways) {
		for (const address of ADDRESSES) {
			for (const url of [
				filled(address),
				`${outside.base}/to302/${encodeURIComponent(filled(address))}`,
			]) {
				const before = connections;
				await ask(url).catch(() => undefined);
				tried += 1;
				if (connections > before) through.push(`${surface}: ${url}`);
			}
		}
		const rebinding = `http://rebind.test:${String(port)}/`;
		const answered = glad.answered();
		for (let turn = 0; turn < 6; turn += 1) {
			const before = connections;
			await ask(rebinding).catch(() => undefined);
			tried += 1;
			if (connections > before) through.push(`${surface}: rebinding`);
		}
		if (glad.answered() === answered) unasked.push(surface);
	}
	report({
		id: 'R7',
		what: `${String(ADDRESSES.length)} forms of addresses that lead inside, directly, by redirect and by a name that changes its answer, on ${String(ways.length)} ways out: ${ways.map(([name]) => name).join(', ')}`,
		often: `${String(tried)} requests`,
		out: {
			'reached the inside': through.length,
			'answered by the outside before a name changed': glad.answered(),
		},
	});
	expect(through).toEqual([]);
	expect(unasked).toEqual([]);
	expect(ADDRESSES.length).toBeGreaterThanOrEqual(40);
});

it('the inside would have answered, had it been asked', async () => {
	const open = createClient({ allow: ['127.0.0.0/8'], clock, resolve });
	const before = connections;
	expect(await open.getText({ url: `http://127.0.0.1:${String(port)}/` }, never)).toBe('secret');
	expect(connections).toBe(before + 1);
});

const filesOf = (from: string): readonly ZipEntry[] =>
	readdirSync(from, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => join(entry.parentPath, entry.name))
		.map((file) => ({ name: relative(from, file), body: readFileSync(file) }));

/** The draft with its video at an address. */
const withMedia = ({ name, body }: ZipEntry, url: string): ZipEntry => {
	const draft = JSON.parse(Buffer.from(body).toString('utf8')) as {
		materials: { videos: { path: string }[] };
	};
	for (const video of draft.materials.videos) video.path = url;
	return { name, body: Buffer.from(JSON.stringify(draft)) };
};

/** Lays a small draft into the agent's own store, so that its jobs need nobody else; with `media`, but for its video. */
const storedDraft = async (agent: AgentProcess, media?: string): Promise<string> => {
	const files = filesOf(fixture('01_single_video')).map((entry) =>
		media !== undefined && entry.name === 'draft_content.json' ? withMedia(entry, media) : entry,
	);
	const body = new Uint8Array(await zipOf(files));
	const headers = { 'content-type': 'application/zip' };
	const answer = await fetch(`${agent.url}/v1/drafts`, { method: 'POST', headers, body });
	return ((await answer.json()) as { draft_url: string }).draft_url;
};

it('addresses that lead inside, sent to a running agent that nobody allowed anything', async () => {
	const data = join(folder, 'agent');
	mkdirSync(data);
	const agent = await startAgentProcess(data, {
		RENDER_AGENT_ALLOW_ADDRESSES: '',
		RENDER_AGENT_JOB_TARGETS: 's3,form,put,webdav',
		RENDER_AGENT_CHUNK_CACHE_GB: '1',
	});
	const draft_url = await storedDraft(agent);
	const before = connections;
	const came = new Map<string, number>();
	let tried = 0;
	const sent = async (path: string, body: object): Promise<number> => {
		const answer = await ask(agent, path, { body });
		tried += 1;
		const what = answer.status === 200 ? 'taken' : answer.body.error_code;
		came.set(what, (came.get(what) ?? 0) + 1);
		return answer.status;
	};
	// Names are left to the other trial: here they are those of the machine.
	const addresses = ADDRESSES.filter((address) => !address.includes('.test')).map(filled);
	for (const url of addresses) {
		await sent(`${API}/gen_video`, { draft_url: url });
		await sent('/v1/preflight', { draft_url: url });
		await sent('/v1/storyboard', { draft_url: url });
		const leading = await storedDraft(agent, url);
		await sent('/v1/preflight', { draft_url: leading });
		await sent(`${API}/gen_video`, { draft_url: leading, ...SMALL });
		await sent(`${API}/gen_video`, { draft_url: leading, ...SMALL, on_missing: 'skip' });
		await sent('/v1/webhooks', { url, events: ['completed'] });
		await sent(`${API}/gen_video`, { draft_url, ...SMALL, callback_url: url });
		const web = ['put', 'form', 'webdav'].map((kind) => ({ kind, url }));
		const status = await sent(`${API}/gen_video`, {
			...{ draft_url, ...SMALL, deliver: [...web, bucketAt(url)] },
		});
		if (status !== 200)
			await sent(`${API}/gen_video`, { draft_url, ...SMALL, deliver: [bucketAt(url)] });
	}
	await waitFor(
		'the end of all jobs',
		async () =>
			(await ask(agent, `${API}/gen_video_active_count`)).body.count === 0 ? true : undefined,
		120_000,
	);
	const jobs = (await ask(agent, '/v1/jobs?limit=100')).body.items;
	const states = jobs.flatMap(({ delivery }) => delivery.map(({ state }) => state));
	await agent.stop();
	report({
		id: 'R7',
		what: `${String(addresses.length)} of these forms sent to a running agent as draft, preflight, storyboard, media of a draft, webhook, callback and as four kinds of targets`,
		often: `${String(tried)} requests`,
		out: {
			...Object.fromEntries(came),
			'deliveries refused': states.filter((state) => state === 'failed').length,
			'deliveries done': states.filter((state) => state === 'done').length,
			'reached the inside': connections - before,
		},
	});
	expect(connections).toBe(before);
	expect(states).not.toContain('done');
	expect(states).toContain('failed');
});
