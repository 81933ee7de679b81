import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDraftCheck } from '../../render-agent/src/assets/quickCheck';
import { encodingOf, planOf } from '../../render-agent/src/compile/plan';
import { readHere } from '../../render-agent/src/jobs/readTimeline';
import { fromSeconds, pixels } from '../../render-agent/src/kernel/units';
import { createClient } from '../../render-agent/src/net/client';
import type { AssetFacts, AssetReference } from '../../render-agent/src/timeline/asset';
import { API, ask, draftUrl, startAgent } from '../support/agent';
import { createFakeRenderer } from '../support/fakeRenderer';
import { impatientClock } from '../support/impatientClock';
import { startOrigin } from '../support/origin';
import { hostileDrafts } from './support/hostileDrafts';
import { report, SEED, times } from './support/plan';

const MIB = 1024 ** 2;

/** Resident bytes, after what is garbage is gone. */
const resident = (): number => {
	globalThis.gc?.();
	return process.memoryUsage().rss;
};

it('the same draft, submitted many times at once, is one job', async () => {
	const often = times(200, 1_000);
	const agent = await startAgent();
	const bodies = Array.from({ length: often }, () =>
		ask(agent, `${API}/gen_video`, { body: { draft_url: draftUrl(1) } }),
	);
	const answers = await Promise.all(bodies);
	const ids = new Set(answers.map(({ body }) => body.job_id));
	const { count } = (await ask(agent, `${API}/gen_video_active_count`)).body;
	const out = {
		jobs: count,
		ids: ids.size,
		refused: answers.filter(({ status }) => status !== 200).length,
	};
	report({ id: 'R4', what: 'the same draft submitted at once', often, out });
	await agent.close();
	expect(out).toEqual({ jobs: 1, ids: 1, refused: 0 });
});

const factsOf = ({ id }: AssetReference): AssetFacts => ({
	...{ id, file: `/w/${id}`, sha256: id, demuxer: 'mov' },
	picture: {
		...{ width: pixels(640), height: pixels(360), rate: { num: 30, den: 1 }, alpha: false },
		...{ motion: 'video', codec: 'h264', pixelFormat: 'yuv420p', matrix: 'bt709' },
		...{ fullRange: false, rotation: 0, hdr: false, duration: fromSeconds(60) },
	},
	sound: { codec: 'aac', sampleRate: 48_000, channels: 2, duration: fromSeconds(60) },
});

let plans = 0;

/** What a draft refers to; its whole plan is made as well, as if everything were there. */
const planned = (text: Uint8Array): readonly AssetReference[] => {
	const { timeline } = readHere({ text });
	const facts = new Map(timeline.assets.map((asset) => [asset.id, factsOf(asset)]));
	plans += planOf(timeline, facts, encodingOf('h264', 'draft')).chunks.length > 0 ? 1 : 0;
	return timeline.assets;
};

it('drafts that are malformed or hostile', async () => {
	const often = times(1_000, 10_000);
	const origin = await startOrigin();
	const clock = impatientClock();
	const client = createClient({ allow: ['127.0.0.0/8'], clock, limits: { attempts: 1 } });
	const root = mkdtempSync(join(tmpdir(), 'hostile-drafts-'));
	const agent = await startAgent({
		folder: join(root, 'data'),
		renderer: createFakeRenderer(true),
		environment: { RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8' },
		quickCheck: ({ draft, options }, signal) =>
			createDraftCheck({
				client,
				clock,
				folder: join(agent.folder, 'checks'),
				readReferences: (text) => planned(text),
			})({ draft, onMissing: options.on_missing }, signal),
	});
	const { next, lot } = hostileDrafts('drafts');
	const out = {
		accepted: 0,
		refused: 0,
		'HTTP 500': 0,
		'longer than 2.9 s': 0,
		'seconds at most': 0,
	};
	const faults: string[] = [];
	for (let i = 0; i < often; i += 1) {
		const text = next();
		const path = `/d${String(i)}/draft_content.json`;
		const url = origin.serve(path, text);
		const started = Date.now();
		const { status, body } = await ask(agent, `${API}/gen_video`, {
			body: { draft_url: url, on_missing: lot() < 0.5 ? 'skip' : 'fail' },
		});
		const seconds = (Date.now() - started) / 1000;
		out['seconds at most'] = Math.max(out['seconds at most'], seconds);
		if (seconds > 2.9) out['longer than 2.9 s'] += 1;
		origin.serve(path, '');
		if (status === 200) out.accepted += 1;
		else out.refused += 1;
		if (status === 500) {
			out['HTTP 500'] += 1;
			faults.push(`${body.error_code} ${text.slice(0, 300)}`);
		}
	}
	const left = readdirSync(join(agent.folder, 'checks')).length;
	const ours = agent.logged().match(/the quick check failed by itself[^\n]*/g) ?? [];
	report({
		id: 'R5',
		what: `drafts mutated by lot (seed ${String(SEED)}), submitted one after another`,
		often,
		out: {
			...out,
			'planned to the last frame': plans,
			'faults of ours': ours.length,
			'files left in the folder of checks': left,
		},
	});
	const beside = readdirSync(root);
	await origin.close();
	await agent.close();
	rmSync(root, { recursive: true, force: true });
	expect([...faults, ...ours]).toEqual([]);
	expect(left).toBe(0);
	expect(beside).toEqual(['data']);
	expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
	expect(out.accepted).toBeGreaterThan(0);
	expect(out.refused).toBeGreaterThan(0);
});

const openFiles = (): number => readdirSync('/proc/self/fd').length;

it('a day of jobs, by a clock that is put forward', async () => {
	const jobs = times(200, 5_000);
	const agent = await startAgent({
		renderer: createFakeRenderer(true),
		environment: { RENDER_AGENT_RETENTION_DAYS: '0.25', RENDER_AGENT_LOG_LEVEL: 'silent' },
	});
	const gap = 86_400_000 / jobs;
	const one = async (number: number): Promise<string> => {
		const { body } = await ask(agent, `${API}/gen_video`, {
			body: { draft_url: draftUrl(number) },
		});
		const asked = { job_id: body.job_id, wait_seconds: 300 };
		const end = await ask(agent, `${API}/gen_video_status`, { body: asked });
		await agent.clock.advance(gap);
		return end.body.status;
	};
	const states = new Map<string, number>();
	const count = async (from: number, to: number): Promise<void> => {
		for (let number = from; number < to; number += 1) {
			const state = await one(number);
			states.set(state, (states.get(state) ?? 0) + 1);
		}
	};
	await count(0, jobs / 4);
	const [memory, files] = [resident(), openFiles()];
	await count(jobs / 4, jobs);
	const kept = readdirSync(join(agent.folder, 'videos')).length;
	const out = {
		...Object.fromEntries(states),
		'resident MiB more for 1,000 jobs': Number(
			(((resident() - memory) / MIB / (jobs * 0.75)) * 1000).toFixed(1),
		),
		'open files more': openFiles() - files,
		'videos kept of the last 6 hours': kept,
		'KiB of the file of jobs': Math.round(statSync(join(agent.folder, 'agent.sqlite')).size / 1024),
	};
	report({
		id: 'R14',
		what: '24 hours by a clock that is put forward, with a retention of 6 hours',
		often: `${String(jobs)} jobs`,
		out,
	});
	await agent.close();
	expect(states).toEqual(new Map([['completed', jobs]]));
	expect(out['open files more']).toBeLessThan(10);
	expect(kept).toBeLessThan(jobs / 2);
});
