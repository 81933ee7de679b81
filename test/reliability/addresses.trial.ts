import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { createCache } from '../../render-agent/src/assets/cache';
import { fetchAssets } from '../../render-agent/src/assets/fetchAssets';
import { fetchDraft } from '../../render-agent/src/assets/fetchDraft';
import { lookForAssets } from '../../render-agent/src/assets/lookForAssets';
import { createDraftCheck } from '../../render-agent/src/assets/quickCheck';
import { openTarget } from '../../render-agent/src/deliver/openTarget';
import { type DeliveryTarget, UNWATCHED } from '../../render-agent/src/deliver/target';
import { sentTarget } from '../../render-agent/src/config/targets';
import { createPrefetch } from '../../render-agent/src/jobs/prefetch';
import { jobOptions } from '../../render-agent/src/jobs/job';
import { createClient } from '../../render-agent/src/net/client';
import type { Resolve } from '../../render-agent/src/net/guardedAgents';
import { createPost } from '../../render-agent/src/net/post';
import type { AssetId, AssetReference } from '../../render-agent/src/timeline/asset';
import { ADDRESSES, namesFor } from '../support/addresses';
import { API, ask } from '../support/agent';
import { type AgentProcess, startAgentProcess, waitFor } from '../support/agentProcess';
import { runProbe } from '../support/ffprobe';
import { impatientClock } from '../support/impatientClock';
import { fixture } from '../support/longDrafts';
import { startOrigin, type Origin } from '../support/origin';
import { type ZipEntry, zipOf } from '../support/zips';
import { SMALL } from './support/drafts';
import { report } from './support/plan';

/** Stands for the internet; the rest of loopback for what must not be reached. */
const OUTSIDE = '127.0.0.2';
const never = new AbortController().signal;

const folder = mkdtempSync(join(tmpdir(), 'addresses-'));
let outside: Origin;
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
	await writeFile(join(folder, 'video.mp4'), 'x'.repeat(1000));
});
afterAll(async () => {
	await outside.close();
	for (const canary of canaries) canary.close();
	rmSync(folder, { recursive: true, force: true });
});

const names = namesFor(OUTSIDE);
const resolve: Resolve = (host, callback) => {
	callback(null, names[host]?.() ?? []);
};

const clock = impatientClock();
const world = () => {
	const guarded = { allow: [`${OUTSIDE}/32`], clock, resolve };
	const client = createClient({ ...guarded, limits: { headers: 500, attempts: 1 } });
	const post = createPost(guarded);
	const cache = createCache({ folder: join(folder, 'cache'), limitBytes: 1e9, client, clock });
	return { client, post, cache };
};

const { client, post, cache } = world();

const reference = (use: AssetReference['use'], url: string): AssetReference => ({
	id: 'a' as AssetId,
	use,
	place: { kind: 'address', url },
	label: 'a',
	usedBy: [],
});

const asset = (use: AssetReference['use']) => (url: string) =>
	fetchAssets(
		{
			references: [reference(use, url)],
			source: { find: () => Promise.resolve({ kind: 'address', url }) },
			cache,
			run: runProbe,
			onMissing: 'fail',
		},
		never,
	);

/** A target as a request brings it along. */
const opened = (settings: object): DeliveryTarget =>
	openTarget('job', sentTarget.parse(settings), { send: post.send, clock, linkDays: 1 });

const put = (settingsOf: (url: string) => object) => async (url: string) =>
	opened(settingsOf(url)).put(
		{
			...{ file: join(folder, 'video.mp4'), name: 'j.mp4', key: 'j.mp4', downloadName: 'j.mp4' },
			...{ contentType: 'video/mp4', bytes: 1000 },
		},
		UNWATCHED,
		never,
	);

const bucketAt = (endpoint: string) => ({
	...{ kind: 's3', endpoint, bucket: 'b', path_style: true },
	...{ access_key_id: 'id', secret_access_key: 'secret' },
});

const timelineAt = (url: string): string => (url.endsWith('/') ? `${url}draft_content.json` : url);

/** Everything by which an address from outside gets to a socket. */
const SURFACES: Readonly<Record<string, (url: string) => Promise<unknown>>> = {
	draft: (url) => fetchDraft({ draft: url, client, folder: join(folder, 'draft') }, never),
	'quick check of a draft': (draft) =>
		createDraftCheck({ client, clock, folder: join(folder, 'checks'), readReferences: () => [] })(
			{ draft, onMissing: 'fail' },
			never,
		),
	'quick check of media': (url) => client.peek(url, never),
	'media fetched ahead': (url) =>
		createPrefetch({
			client,
			cache,
			folder: join(folder, 'ahead'),
			stored: () => Promise.resolve(undefined),
			readReferences: () => [reference('video', url)],
		})(
			{ draft: outside.serve('/d/draft_content.json', '{}'), options: jobOptions.parse({}) },
			never,
		),
	video: asset('video'),
	sound: asset('audio'),
	picture: asset('photo'),
	sticker: asset('sticker'),
	font: asset('font'),
	LUT: asset('lut'),
	callback: (url) => post.postJson({ url, body: {} }, never),
	'files that get_draft lists': (url) =>
		fetchDraft(
			{
				draft: outside.serve('/listing', JSON.stringify({ code: 0, files: [timelineAt(url)] })),
				client,
				folder: join(folder, 'listed'),
			},
			never,
		),
	'media that are looked for': (url) =>
		lookForAssets(
			[reference('video', url)],
			{ source: { find: () => Promise.resolve({ kind: 'address', url }) }, client },
			never,
		),
	'a form of the request': put((url) => ({ kind: 'form', url })),
	'a PUT of the request': put((url) => ({ kind: 'put', url })),
	'WebDAV of the request': put((url) => ({ kind: 'webdav', url })),
	'a bucket of the request': put(bucketAt),
	'a bucket of the request, in its name': put((url) => ({ ...bucketAt(url), path_style: false })),
	'parts that are given up': async (url) => {
		const state = { key: 'k', id: '1', bytes: 1, partBytes: 1, parts: [] };
		await opened(bucketAt(url)).drop?.(state, never);
	},
};

const filled = (address: string): string => address.replace('P/', `${String(port)}/`);

it('addresses that lead inside, on every way out', async () => {
	const through: string[] = [];
	let tried = 0;
	for (const [surface, ask] of Object.entries(SURFACES)) {
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
		for (let turn = 0; turn < 4; turn += 1) {
			const before = connections;
			await ask(rebinding).catch(() => undefined);
			tried += 1;
			if (connections > before) through.push(`${surface}: rebinding`);
		}
	}
	report({
		id: 'R7',
		what: `${String(ADDRESSES.length)} forms of addresses that lead inside, directly, by redirect and by a name that changes its answer, on ${String(Object.keys(SURFACES).length)} ways out`,
		often: `${String(tried)} requests`,
		out: { 'reached the inside': through.length },
	});
	expect(through).toEqual([]);
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

/** Lays a small draft into the agent's own store, so that its jobs need nobody else. */
const storedDraft = async (agent: AgentProcess): Promise<string> => {
	const body = new Uint8Array(await zipOf(filesOf(fixture('01_single_video'))));
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
		what: `${String(addresses.length)} of these forms sent to a running agent as draft, preflight, storyboard, webhook, callback and as four kinds of targets`,
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
