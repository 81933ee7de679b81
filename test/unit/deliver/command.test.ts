import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { replayCallbacks } from '../../../render-agent/src/cli/callbacks';
import { deliverJobAgain } from '../../../render-agent/src/cli/deliver';
import { sayCallbackSecret } from '../../../render-agent/src/cli/keys';
import { loadSettings } from '../../../render-agent/src/config/load';
import type { DeliveryTarget } from '../../../render-agent/src/deliver/target';
import { holdFolder } from '../../../render-agent/src/jobs/stores/folderLock';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { API, ask, draftUrl, startAgent, type TestAgent, until } from '../../support/agent';
import { createFakeRenderer } from '../../support/fakeRenderer';
import { type LocalServer, serve } from '../../support/localServer';

const never = new AbortController().signal;

describe('capcut-render-agent deliver', () => {
	let agent: TestAgent;
	let shelf: string;
	let works: boolean;
	const said: string[] = [];

	const target: DeliveryTarget = {
		name: 'shelf',
		put: () =>
			works
				? Promise.resolve({ url: 'https://shelf.example/1' })
				: Promise.reject(new AgentError('DELIVERY_FULL')),
	};
	const voice = {
		language: 'en' as const,
		line: (line: string) => said.push(line),
		progress: () => undefined,
	};
	const again = (id: string) => {
		const text = JSON.stringify({ shelf: { kind: 'folder', path: shelf } });
		const environment = { RENDER_AGENT_DATA: agent.folder, RENDER_AGENT_TARGETS: text };
		const settings = loadSettings({ environment, folder: agent.folder });
		return deliverJobAgain(settings, id, { voice, signal: never });
	};
	const undelivered = async (): Promise<string> => {
		const { body } = await ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl() } });
		await until(() => agent.store.find(body.job_id)?.state === 'completed');
		return body.job_id;
	};

	beforeEach(async () => {
		[works, said.length] = [false, 0];
		shelf = await mkdtemp(join(tmpdir(), 'shelf-'));
		agent = await startAgent({ renderer: createFakeRenderer(true), targets: [target] });
	});
	afterEach(async () => {
		await agent.close();
		await rm(shelf, { recursive: true, force: true });
	});

	it('delivers by itself while no agent runs on the data folder', async () => {
		const id = await undelivered();
		await agent.stop();
		expect(await again(id)).toBe(true);
		const file = said[0]?.replace('✓ shelf: ', '') ?? '';
		expect(file.startsWith(shelf)).toBe(true);
		expect(existsSync(file)).toBe(true);
		agent = await startAgent({ folder: agent.folder });
		expect(agent.store.find(id)?.delivery).toMatchObject([{ state: 'done', url: file }]);
	});

	it('has the agent that runs do it, and tells what became of it', async () => {
		const id = await undelivered();
		const release = holdFolder(agent.folder);
		works = true;
		const done = again(id);
		await until(() => agent.store.undelivered().length > 0);
		await agent.clock.advance(5_000);
		expect(await done).toBe(true);
		release();
		expect(said).toEqual(['✓ shelf: https://shelf.example/1']);
	});

	it('says what failed and what to do', async () => {
		const id = await undelivered();
		const release = holdFolder(agent.folder);
		const done = again(id);
		await until(() => agent.store.undelivered().length > 0);
		await agent.clock.advance(5_000);
		expect(await done).toBe(false);
		release();
		expect(said.join()).toMatch(/✗ shelf: .*no room.*Make room at the target shelf/);
	});

	describe('--callbacks', () => {
		const seen: string[] = [];
		let receiver: LocalServer;
		let answers: number;
		beforeEach(async () => {
			[seen.length, answers] = [0, 200];
			receiver = await serve(({ body, headers }) => {
				seen.push(`${String(body?.['type'])} ${String(headers['webhook-id'])}`);
				return { status: answers, json: {} };
			});
		});
		afterEach(() => receiver.close());

		const replay = (id: string) => {
			const environment = {
				RENDER_AGENT_DATA: agent.folder,
				RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8',
			};
			const settings = loadSettings({ environment, folder: agent.folder });
			return replayCallbacks(settings, id, { voice, signal: never });
		};
		const called = async (): Promise<string> => {
			const body = { draft_url: draftUrl(), callback_url: `${receiver.origin}/hook?token=canary` };
			const id = (await ask(agent, `${API}/gen_video`, { body })).body.job_id;
			await until(() => agent.store.find(id)?.state === 'completed');
			return id;
		};

		it('sends them by itself while no agent runs, also one that arrived, under the same id', async () => {
			const id = await called();
			await agent.stop();
			expect(await replay(id)).toBe(true);
			expect(await replay(id)).toBe(true);
			expect(seen).toHaveLength(2);
			expect(new Set(seen).size).toBe(1);
			answers = 500;
			expect(await replay(id)).toBe(false);
			const host = new URL(receiver.origin).host;
			expect(said).toEqual([
				`✓ job.completed → ${host}`,
				`✓ job.completed → ${host}`,
				`✗ job.completed → ${host}: HTTP 500; the agent tries again later`,
			]);
			agent = await startAgent({ folder: agent.folder });
		});

		it('has the agent that runs do it, and knows no job that is not there', async () => {
			const id = await called();
			const release = holdFolder(agent.folder);
			const done = replay(id);
			await until(() => agent.outbox.of(id)[0]?.state === 'due');
			agent.outbox.sent(agent.outbox.of(id)[0]?.id ?? '');
			expect(await done).toBe(true);
			release();
			expect(said.join()).toMatch(/^✓ job\.completed/);
			await expect(replay('j_0')).rejects.toThrow(/JOB_NOT_FOUND/);
		});
	});

	it('knows no job that is not there', async () => {
		await agent.stop();
		await expect(again('j_0')).rejects.toThrow(/JOB_NOT_FOUND/);
		agent = await startAgent({ folder: agent.folder });
	});

	it('keys callback-secret says the secret that signs, the same each time', () => {
		const settings = loadSettings({
			environment: { RENDER_AGENT_DATA: agent.folder },
			folder: agent.folder,
		});
		const lines: string[] = [];
		const voice = {
			language: 'en' as const,
			line: (line: string) => lines.push(line),
			progress: () => undefined,
		};
		sayCallbackSecret(settings, voice);
		sayCallbackSecret(settings, voice);
		expect(lines[0]).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
		expect(lines[1]).toBe(lines[0]);
	});
});
