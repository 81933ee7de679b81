import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type AgentProcess,
	endOf,
	jobOf,
	leftoversIn,
	processesOn,
	startAgentProcess,
	submit,
	waitFor,
} from '../support/agentProcess';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { lengthened } from '../support/longDrafts';

jest.setTimeout(60_000);

const LONG = '20261124000001c0ffee04';
/** Frames of a chunk of a picture that moves by itself. */
const CHUNK = 300;
const SECONDS = 120;

let root: string;
let data: string;
let drafts: DraftServer;
let agent: AgentProcess | undefined;

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'resume-'));
	data = join(root, 'data');
	mkdirSync(data);
	drafts = await serveDrafts({ drafts: { [LONG]: lengthened(join(root, 'long'), SECONDS) } });
});
afterAll(async () => {
	await agent?.stop();
	await drafts.close();
	rmSync(root, { recursive: true, force: true });
});

const start = async (port = '0'): Promise<AgentProcess> =>
	(agent = await startAgentProcess(data, {
		RENDER_AGENT_PORT: port,
		RENDER_AGENT_CHUNK_CACHE_GB: '1',
	}));

/** Sounds and chunks that a later render would find: what is only remembered of media has an empty file. */
const filesKept = (): number => {
	const folder = join(data, 'chunks');
	try {
		const names = new Set(readdirSync(folder));
		return [...names].filter((name) => {
			const file = name.replace(/json$/, 'bin');
			return file !== name && names.has(file) && statSync(join(folder, file)).size > 0;
		}).length;
	} catch {
		return 0;
	}
};

it('a job whose agent is killed goes on with the chunks that were finished', async () => {
	const first = await start();
	const id = await submit(first, drafts.draftUrl(LONG), { size: '160x90', quality: 'draft' });
	await waitFor('the sound and a chunk', () => (filesKept() >= 2 ? true : undefined));
	const before = await jobOf(first, id);
	expect(before.status).toBe('processing');
	await first.kill();
	await waitFor('the end of its programs', () =>
		processesOn(data).length === 0 ? true : undefined,
	);
	const kept = filesKept();
	const job = await endOf(await start(new URL(first.url).port), id);
	expect(job).toMatchObject({ status: 'completed', error_code: null });
	expect(job.reused_frames).toBeGreaterThanOrEqual(CHUNK);
	expect(job.reused_frames).toBeLessThanOrEqual(kept * CHUNK);
	const frames = SECONDS * 30;
	expect(job.report).toMatchObject({ reused_frames: job.reused_frames, video: { frames } });
	await waitFor('the end of its work folder', () =>
		leftoversIn(data).length === 0 ? true : undefined,
	);
});
