import { execFileSync } from 'node:child_process';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	rmSync,
	statfsSync,
	writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ERROR_TEXTS } from '../../render-agent/src/kernel/errorTexts';
import type { ErrorCode } from '../../render-agent/src/kernel/errors';
import { ask } from '../support/agent';
import {
	type AgentProcess,
	endOf,
	jobOf,
	leftoversIn,
	programsOn,
	startAgentProcess,
	submit,
	waitFor,
} from '../support/agentProcess';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { expectFailure, row } from '../support/failures';
import {
	brokenFfmpeg,
	type Fault,
	type FfmpegStub,
	stubFfmpeg,
	type Work,
} from '../support/ffmpegStubs';
import { turned } from '../support/longDrafts';

jest.setTimeout(30_000);

const GIB = 1024 ** 3;
const MOVING = '20261124000001c0ffee03';

let root: string;
let data: string;
let drafts: DraftServer;

beforeAll(async () => {
	root = mkdtempSync(join(tmpdir(), 'engine-'));
	data = join(root, 'data');
	mkdirSync(data);
	drafts = await serveDrafts({ drafts: { [MOVING]: turned(join(root, 'turned')) } });
});
afterAll(async () => {
	await drafts.close();
	rmSync(root, { recursive: true, force: true });
});

const videosIn = (folder: string): readonly string[] =>
	existsSync(join(folder, 'videos')) ? readdirSync(join(folder, 'videos')) : [];

const nothingIsLeft = (): Promise<true> =>
	waitFor(
		'the end of all programs and files of the job',
		() => (programsOn(data).length + leftoversIn(data).length === 0 ? true : undefined),
		5_000,
	);

/** What a failed job must say, and that nothing of it is left. Gives what it says in Chinese. */
const expectFailed = async (on: AgentProcess, id: string, code: ErrorCode): Promise<string> => {
	const job = await endOf(on, id);
	expect(job).toMatchObject({
		status: 'failed',
		video_url: '',
		error_code: code,
		error_status: row(code).status,
		hint: ERROR_TEXTS[code].hint.zh.replace('{folder}', 'RENDER_AGENT_DATA'),
	});
	expect(job.error_message.startsWith(row(code).zh)).toBe(true);
	const headers = { 'accept-language': 'en' };
	const english = await ask(on, `/flat/v1/jobs/${id}`, { headers });
	expect(english.body.error_message.startsWith(ERROR_TEXTS[code].en)).toBe(true);
	expect(english.body.hint).toBe(
		ERROR_TEXTS[code].hint.en.replace('{folder}', 'RENDER_AGENT_DATA'),
	);
	await nothingIsLeft();
	expect(videosIn(data)).not.toContain(`${id}.mp4`);
	return job.error_message;
};

const expectCompleted = async (on: AgentProcess): Promise<void> => {
	const job = await endOf(on, await submit(on, drafts.draftUrl(MOVING)));
	expect(job).toMatchObject({ status: 'completed', error_code: null });
	await nothingIsLeft();
};

const FAILURES: readonly [Fault, Work, ErrorCode][] = [
	['crashes', 'encoding', 'ENCODE_FAILED'],
	['dies', 'encoding', 'ENCODE_FAILED'],
	['makes nothing', 'encoding', 'ENCODE_FAILED'],
	['ends at once', 'encoding', 'ENCODE_FAILED'],
	['hangs', 'encoding', 'ENCODE_FAILED'],
	['talks for ever', 'encoding', 'ENCODE_FAILED'],
	['leaves a child', 'encoding', 'ENCODE_FAILED'],
	['leaves a child', 'hearing', 'AUDIO_FAILED'],
	['crashes', 'decoding', 'MEDIA_BROKEN'],
	['ends at once', 'decoding', 'RENDER_FAILED'],
	['hangs', 'decoding', 'RENDER_FAILED'],
	['is killed', 'decoding', 'RENDER_FAILED'],
	['is killed', 'hearing', 'RENDER_FAILED'],
	['is killed', 'encoding', 'RENDER_FAILED'],
	['breaks midway', 'decoding', 'MEDIA_BROKEN'],
	['breaks midway', 'hearing', 'AUDIO_FAILED'],
	['crashes', 'hearing', 'AUDIO_FAILED'],
	['ends at once', 'hearing', 'AUDIO_FAILED'],
	['crashes', 'mixing', 'AUDIO_FAILED'],
	['makes nothing', 'mixing', 'AUDIO_FAILED'],
	['hangs', 'mixing', 'AUDIO_FAILED'],
	['crashes', 'joining', 'ENCODE_FAILED'],
	['ends at once', 'joining', 'ENCODE_FAILED'],
	['hangs', 'joining', 'ENCODE_FAILED'],
	['writes for ever', 'joining', 'ENCODE_FAILED'],
];

describe('an ffmpeg that starts to fail', () => {
	let stub: FfmpegStub;
	let agent: AgentProcess;
	beforeAll(async () => {
		stub = stubFfmpeg(join(root, 'stub'));
		agent = await startAgentProcess(data, {
			FFMPEG_PATH: stub.file,
			RENDER_AGENT_STALL_SECONDS: '1',
		});
	});
	afterEach(() => {
		stub.mend();
	});
	afterAll(async () => {
		await agent.stop();
	});

	it.each(FAILURES)(
		'and %s at %s fails the job as %s, and leaves nothing',
		async (fault, at, code) => {
			stub.fail(at, fault);
			const said = await expectFailed(agent, await submit(agent, drafts.draftUrl(MOVING)), code);
			if (fault === 'hangs') expect(said).toContain('1 秒没有任何进展');
			if (fault === 'is killed') expect(said).toContain('内存不足');
		},
	);

	it('and hangs for longer than the job may take is TIMED_OUT', async () => {
		stub.fail('encoding', 'talks for ever');
		const options = { time_limit_seconds: 1 };
		const begun = Date.now();
		const id = await submit(agent, drafts.draftUrl(MOVING), options);
		await expectFailed(agent, id, 'TIMED_OUT');
		expect(Date.now() - begun).toBeLessThan(8_000);
	});

	it('and hangs in a job that is cancelled is killed, and what it has started', async () => {
		stub.fail('encoding', 'hangs with a child');
		const id = await submit(agent, drafts.draftUrl(MOVING));
		await waitFor('the child of the program that hangs', () =>
			programsOn(data).some((line) => line.includes('ffmpeg-encoding-child')) ? true : undefined,
		);
		await ask(agent, `/v1/jobs/${id}/cancel`, { method: 'POST' });
		expect((await jobOf(agent, id)).error_code).toBe('CANCELLED');
		await nothingIsLeft();
	});

	it('and works again renders the next job', async () => {
		await expectCompleted(agent);
	});

	it('and is taken away fails the job as NOT_READY, with its path', async () => {
		rmSync(stub.file);
		const id = await submit(agent, drafts.draftUrl(MOVING));
		expect(await expectFailed(agent, id, 'NOT_READY')).toContain(stub.file);
	});
});

describe('an agent whose ffmpeg is unusable from the start', () => {
	const unusable: readonly [string, () => { readonly FFMPEG_PATH: string }][] = [
		['missing', () => ({ FFMPEG_PATH: join(root, 'none', 'ffmpeg') })],
		['hanging', () => ({ FFMPEG_PATH: brokenFfmpeg(join(root, 'h'), 'hangs') })],
		['crashing', () => ({ FFMPEG_PATH: brokenFfmpeg(join(root, 'c'), 'crashes') })],
	];
	it.each(unusable)(
		'%s: it starts, and answers NOT_READY with the path',
		async (_, environment) => {
			const settings = { ...environment(), RENDER_AGENT_STALL_SECONDS: '1' };
			const agent = await startAgentProcess(data, settings);
			try {
				const body = { draft_url: drafts.draftUrl(MOVING) };
				const answer = await expectFailure(agent, 'NOT_READY', { body });
				expect(answer.body.detail).toContain(settings.FFMPEG_PATH);
				expect(answer.body.hint).toContain('capcut-render-agent doctor');
				expect((await ask(agent, '/readyz')).status).toBe(503);
				expect((await ask(agent, '/healthz')).status).toBe(200);
			} finally {
				await agent.stop();
			}
			await nothingIsLeft();
		},
	);
});

/** Whether this process may mount a small disk; a test that needs one says so in its title. */
const canMount = ((): boolean => {
	const folder = mkdtempSync(join(tmpdir(), 'mount-'));
	try {
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'none', folder], { stdio: 'ignore' });
		execFileSync('umount', [folder]);
		return true;
	} catch {
		return false;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
})();

(canMount ? describe : describe.skip)('a disk of 8 MB (needs the right to mount one)', () => {
	/** Enough for the job to begin and for the file of jobs, not enough for the video beside its chunks. Bytes. */
	const WANTED = 220_000;
	let agent: AgentProcess;
	const ballast = (): string => join(data, 'ballast');
	const leaveFree = (bytes: number): void => {
		rmSync(ballast(), { force: true });
		const { bavail, bsize } = statfsSync(data);
		writeFileSync(ballast(), Buffer.alloc(bavail * bsize - bytes));
	};
	beforeAll(async () => {
		rmSync(data, { recursive: true });
		mkdirSync(data);
		execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'none', data]);
		agent = await startAgentProcess(data, { RENDER_AGENT_MIN_FREE_GB: String(WANTED / GIB) });
		await expectCompleted(agent);
	});
	afterAll(async () => {
		await agent.stop();
		execFileSync('umount', [data]);
	});

	it('that fills up while a job runs fails it as DISK_FULL, and the next one is fine', async () => {
		leaveFree(WANTED + 4_096);
		await expectFailed(agent, await submit(agent, drafts.draftUrl(MOVING)), 'DISK_FULL');
		rmSync(ballast());
		await expectCompleted(agent);
	});

	it('that is full takes no job, and does when there is room again', async () => {
		leaveFree(0);
		const body = { draft_url: drafts.draftUrl(MOVING) };
		const answer = await expectFailure(agent, 'DISK_FULL', { body });
		expect(answer.headers.has('retry-after')).toBe(true);
		expect(answer.body.hint).toContain('RENDER_AGENT_DATA');
		expect(JSON.stringify(answer.body)).not.toContain(data);
		expect((await ask(agent, '/healthz')).status).toBe(200);
		rmSync(ballast());
		await expectCompleted(agent);
	});

	it('that is full when the agent starts lets it start and say so', async () => {
		await agent.stop();
		leaveFree(0);
		agent = await startAgentProcess(data, { RENDER_AGENT_MIN_FREE_GB: String(WANTED / GIB) });
		expect((await ask(agent, '/healthz')).status).toBe(200);
		const { status, body } = await ask(agent, '/readyz');
		expect({ status, body }).toMatchObject({ status: 503, body: { error_code: 'DISK_FULL' } });
		rmSync(ballast());
		await expectCompleted(agent);
	});
});
