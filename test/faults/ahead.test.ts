/** What is made while media are still on their way: the same video, the same failures, and nothing left of it. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
	existsSync,
	mkdirSync,
	mkdtempSync,
	readdirSync,
	readFileSync,
	rmSync,
	statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { z } from 'zod/v4';
import { systemClock } from '../../render-agent/src/kernel/clock';
import { createMadeStore, type MadeStore } from '../../render-agent/src/render/madeStore';
import { until } from '../support/agent';
import { processesOn } from '../support/agentProcess';
import {
	clip,
	draftOf,
	type Json,
	segmentWith,
	sound,
	audioTrack,
	videoTrack,
} from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { ffmpegFailingAt } from '../support/ffmpegStubs';
import { type LocalServer, type Reply, serve } from '../support/localServer';
import { type RenderedDraft, renderFixture } from '../support/renderDraft';
import { H264, made } from '../support/studio';

jest.setTimeout(60_000);

const CLIPS = ['a.mp4', 'b.mp4', 'c.mp4', 'd.mp4', 'last.mp4'];

const root = mkdtempSync(join(tmpdir(), 'ahead-'));
const media = join(root, 'media');
let server: LocalServer;
let draft: Json = {};
let last: Promise<Reply> | undefined;

const bytesOf = (name: string): Reply => ({ bytes: readFileSync(join(media, name)) });

beforeAll(async () => {
	mkdirSync(media);
	CLIPS.forEach((name, i) => {
		const film = made(`testsrc2=s=128x72:r=30:d=5,hue=h=${String(60 * i)}`);
		execFileSync(ffmpegPath(), ['-v', 'error', ...film, ...H264, join(media, name)]);
	});
	const tone = [...made('sine=f=440:d=25'), join(media, 'tone.wav')];
	execFileSync(ffmpegPath(), ['-v', 'error', ...tone]);
	server = await serve(async ({ path }) => {
		const name = basename(path);
		if (name === 'draft.json') return { json: draft };
		return name === 'last.mp4' && last ? last : bytesOf(name);
	});
});
afterAll(async () => {
	await server.close();
	rmSync(root, { recursive: true, force: true });
});

/** Drawn frame by frame; else clips are made by one ffmpeg. */
const turned = segmentWith({ clip: { rotation: 3 } });

const draftWith = (...changes: Parameters<typeof clip>[2][]): Json =>
	draftOf(
		videoTrack(...CLIPS.map((name, i) => clip(`${server.origin}/${name}`, [5 * i, 5], ...changes))),
		audioTrack(sound(`${server.origin}/tone.wav`, [0, 25])),
	);

interface Run {
	readonly folder: string;
	readonly store: MadeStore;
	readonly done: Promise<RenderedDraft>;
	readonly stop: (reason: Error) => void;
	/** Chunks that are kept by now. */
	readonly kept: () => number;
}

/** Renders the draft from the server, with caches of its own. */
const begin = (options: Json = {}, ffmpeg = ffmpegPath()): Run => {
	const folder = mkdtempSync(join(root, 'run-'));
	const chunks = join(folder, 'chunks');
	const store = createMadeStore({ folder: chunks, limitBytes: 1e9, clock: systemClock });
	const stop = new AbortController();
	const done = renderFixture({
		...{ draft: `${server.origin}/draft.json`, folder, store, ffmpeg, signal: stop.signal },
		options: { size: '128x72', ...options },
	});
	done.catch(() => undefined);
	const names = (): readonly string[] => (existsSync(chunks) ? readdirSync(chunks) : []);
	// What is only known of media has a note and an empty file.
	const isChunk = (name: string): boolean =>
		name.endsWith('.bin') && statSync(join(chunks, name)).size > 0;
	return {
		...{ folder, store, done },
		stop: (reason) => {
			stop.abort(reason);
		},
		kept: () => names().filter(isChunk).length,
	};
};

/** Holds the last file back; `give` answers for it, by default with the file. */
const holding = (): ((reply?: Reply) => void) => {
	let give: (reply: Reply) => void = () => undefined;
	last = new Promise((resolve) => {
		give = resolve;
	});
	return (reply = bytesOf('last.mp4')) => {
		give(reply);
	};
};
afterEach(() => {
	last = undefined;
});

const sumOf = (file: string): string =>
	createHash('sha256').update(readFileSync(file)).digest('hex');

const shape = z.object({
	reused_frames: z.number(),
	chunks: z.array(z.object({ reused: z.boolean() }).loose()),
});

/** What of a report does not depend on the time that it took. */
const lastingIn = (report: RenderedDraft['report']): unknown => {
	const { seconds, times_real_time, ...rest } = report;
	return { ...rest, timed: [typeof seconds, typeof times_real_time] };
};

describe.each([
	['made by one ffmpeg', []],
	['drawn', [turned]],
])('clips that are %s', (_, changes) => {
	it('are finished while the last is on its way, and give the video that they give when all are here', async () => {
		draft = draftWith(...changes);
		const plain = await begin().done;
		const give = holding();
		const run = begin();
		await until(() => run.kept() >= CLIPS.length - 1, 20);
		expect(run.kept()).toBe(CLIPS.length - 1);
		give();
		const held = await run.done;
		expect(sumOf(held.file)).toBe(sumOf(plain.file));
		expect(held.diagnostics).toEqual(plain.diagnostics);
		expect(lastingIn(held.report)).toEqual(lastingIn(plain.report));
		const { reused_frames, chunks } = shape.parse(held.report);
		expect(reused_frames).toBe(0);
		expect(chunks.map(({ reused }) => reused)).toEqual(CLIPS.map(() => false));
	});
});

it('a fault of what is made ahead fails no job: the rest makes it in its turn', async () => {
	draft = draftWith(turned);
	const plain = await begin().done;
	const give = holding();
	const broken = ffmpegFailingAt(join(root, 'broken'), '/work/ahead/');
	const run = begin({}, broken.file);
	await until(() => broken.failures() > 0, 20);
	expect([broken.failures(), run.kept()]).toEqual([1, 0]);
	give();
	expect(sumOf((await run.done).file)).toBe(sumOf(plain.file));
});

it('media that cannot be had fail the job as they do without anything made ahead', async () => {
	draft = draftWith(turned);
	const give = holding();
	const run = begin();
	await until(() => run.kept() > 0, 20);
	expect(run.kept()).toBeGreaterThan(0);
	give({ json: {}, status: 404 });
	await expect(run.done).rejects.toMatchObject({
		code: 'MEDIA_UNREACHABLE',
		object: { en: expect.stringMatching(/last\.mp4 \(HTTP 404\)$/) as string },
	});
	expect(processesOn(run.folder)).toEqual([]);
});

it('media that cannot be had are left out with on_missing: skip, as they are without anything made ahead', async () => {
	draft = draftWith(turned);
	last = Promise.resolve({ json: {}, status: 404 });
	const plain = await begin({ on_missing: 'skip' }).done;
	const give = holding();
	const run = begin({ on_missing: 'skip' });
	await until(() => run.kept() >= CLIPS.length - 1, 20);
	give({ json: {}, status: 404 });
	const held = await run.done;
	expect(held.diagnostics.map(({ code }) => code)).toContain('MEDIA_MISSING');
	expect(held.diagnostics).toEqual(plain.diagnostics);
	expect(sumOf(held.file)).toBe(sumOf(plain.file));
});

it('a job that is called off leaves no process of what was made ahead', async () => {
	draft = draftWith(turned);
	holding();
	const run = begin();
	await until(() => run.kept() > 0, 20);
	run.stop(new RangeError('called off'));
	await expect(run.done).rejects.toThrow('called off');
	expect(processesOn(run.folder)).toEqual([]);
});

it('nothing is made ahead of a job that is to fail for what is not exact', async () => {
	draft = draftWith(turned);
	const give = holding();
	const run = begin({ on_unsupported: 'fail' });
	await until(() => server.requests.some(({ path }) => path === '/tone.wav'), 5);
	expect(existsSync(join(run.folder, 'work', 'ahead'))).toBe(false);
	give();
	expect(shape.parse((await run.done).report).chunks).toHaveLength(CLIPS.length);
});
