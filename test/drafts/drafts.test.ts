/** Real drafts, rendered and compared with what their manifest says must be seen and heard. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AgentError } from '../../render-agent/src/kernel/errors';
import type { RenderOptions } from '../../render-agent/src/config/options';
import { qualityReport } from '../../render-agent/src/report/quality';
import { findingOf, timesOf } from '../support/checks';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { type Check, type Fixture, readFixtures } from '../support/manifest';
import { readFacts, readSound, readVideo, type StreamFacts } from '../support/media';
import { renderFixture, type RenderedDraft } from '../support/renderDraft';
import type { Sound } from '../support/samples';
import { meanOf, type Video } from '../support/video';
import { codeOf, isDisputed, REMOTE_CLIP } from './opinions';

const ROOT = join(__dirname, '..', 'fixtures');
const FIXTURES = readFixtures(ROOT);
/** One render on two busy cores, with room. Milliseconds. */
const PATIENCE = 120_000;
/** The file that a draft names and does not hold. */
const MISSING_FILE = 'does_not_exist.mp4';

let servers: readonly DraftServer[] = [];

beforeAll(async () => {
	const served = FIXTURES.flatMap(({ draft_id, folder }): [string, string][] =>
		draft_id === undefined ? [] : [[draft_id, folder]],
	);
	const drafts = await serveDrafts({ drafts: Object.fromEntries(served) });
	const media = await serveDrafts(
		{ drafts: {}, files: { [REMOTE_CLIP.path]: join(ROOT, REMOTE_CLIP.file) } },
		REMOTE_CLIP.port,
	);
	servers = [drafts, media];
});
afterAll(async () => {
	await Promise.all(servers.map((server) => server.close()));
});

const addressOf = ({ draft_id, folder }: Fixture): string =>
	draft_id === undefined ? folder : (servers[0]?.draftUrl(draft_id) ?? '');

const render = (fixture: Fixture, folder: string): Promise<RenderedDraft> => {
	const options = (fixture.options ?? {}) as Partial<RenderOptions>;
	return renderFixture({ draft: addressOf(fixture), options, folder });
};

/** What was thrown, or undefined when nothing was. */
const failureOf = async (work: () => Promise<unknown>): Promise<unknown> => {
	try {
		await work();
		return undefined;
	} catch (error) {
		return error;
	}
};

const titleOf = (check: Check): string => {
	const when = 't0' in check ? `${String(check.t0)}–${String(check.t1)}` : String(check.t);
	const what = 'region' in check ? ` of ${check.region.join(', ')}` : '';
	return `${check.certainty} ${check.type} at ${when} s${what}`;
};

const named = (check: Check): [string, Check] => [titleOf(check), check];
const isHeard = (check: Check): boolean => check.type === 'tone';

const withFolder = (): { path: string } => {
	const folder = { path: '' };
	beforeAll(() => (folder.path = mkdtempSync(join(tmpdir(), 'draft-'))));
	afterAll(() => {
		rmSync(folder.path, { recursive: true, force: true });
	});
	return folder;
};

const refused = FIXTURES.filter(({ outcome }) => outcome === 'error');

describe.each(refused)('$name: $description', (fixture) => {
	const folder = withFolder();

	it(
		`is refused as ${codeOf(fixture.expected_error ?? '')}`,
		async () => {
			const failure = await failureOf(() => render(fixture, folder.path));
			expect(failure).toBeInstanceOf(AgentError);
			expect((failure as AgentError).code).toBe(codeOf(fixture.expected_error ?? ''));
		},
		PATIENCE,
	);
});

const rendered = FIXTURES.filter(({ outcome }) => outcome !== 'error');

describe.each(rendered)('$name: $description', (fixture) => {
	const folder = withFolder();
	let [result, facts]: [RenderedDraft?, StreamFacts?] = [];
	let [video, sound]: [Video?, Sound?] = [];

	beforeAll(async () => {
		result = await render(fixture, folder.path);
		facts = await readFacts(result.file);
		video = await readVideo(result.file, fixture.checks.flatMap(timesOf));
		sound = await readSound(result.file);
	}, PATIENCE);

	it('has the size, rate, frames and length of the draft', () => {
		const { width, height, fps, frames, duration_us } = fixture;
		expect(facts).toMatchObject({ width, height, fps });
		expect(video?.frames).toBe(frames);
		const late = Math.abs((facts?.videoSeconds ?? 0) - Number(duration_us) / 1e6);
		expect(late).toBeLessThanOrEqual(0.5 / fps);
	});

	it('is h264 in yuv420p, tagged BT.709, with its index in front', () => {
		expect(facts).toMatchObject({
			codec: 'h264',
			pixelFormat: 'yuv420p',
			color: { range: 'tv', space: 'bt709', transfer: 'bt709', primaries: 'bt709' },
			faststart: true,
		});
	});

	it('has sound that ends with the picture, give or take a frame', () => {
		const { audioSeconds } = facts ?? {};
		if (audioSeconds === undefined) expect(fixture.checks.some(isHeard)).toBe(false);
		else expect(Math.abs(audioSeconds - (facts?.videoSeconds ?? 0))).toBeLessThan(1 / fixture.fps);
	});

	it('warns of what it cannot draw, and of nothing that is missing when all is there', () => {
		const codes = new Set((result?.diagnostics ?? []).map(({ code }): string => code));
		const expected = (fixture.expected_warnings_any ?? []).map(codeOf);
		const met = expected.filter((code) => codes.has(code));
		expect({ met: met.length > 0, codes: [...codes] }).toMatchObject({ met: expected.length > 0 });
		if (!expected.includes('MEDIA_MISSING')) expect(codes).not.toContain('MEDIA_MISSING');
	});

	it('finds nothing in the finished picture and sound that the draft does not explain', () => {
		const quality = qualityReport.parse(result?.report['quality']);
		expect(quality.findings.filter((code) => /PICTURE|SILENT/.test(code))).toEqual([]);
		const whys = [...quality.black, ...quality.still, ...quality.silent].map(({ why }) => why);
		expect(whys).not.toContain('unexplained');
		expect(quality.file.joints_compared).toBeGreaterThan(0);
	});

	it.each(fixture.checks.filter((check) => !isDisputed(fixture.name, check)).map(named))(
		'%s',
		(_title, check) => {
			if (video === undefined || sound === undefined) throw new RangeError('nothing was rendered');
			expect(findingOf(check, video, sound)).toBeUndefined();
		},
	);
});

const fixtureNamed = (name: string): Fixture => {
	const fixture = FIXTURES.find((one) => one.name === name);
	if (fixture === undefined) throw new RangeError(`there is no draft ${name}`);
	return fixture;
};

describe('media that cannot be had', () => {
	const folder = withFolder();

	/** The draft with a remote clip, altered so that nobody answers at the clip's address. */
	const unserved = (): string => {
		const copy = join(folder.path, 'unserved');
		cpSync(fixtureNamed('20e_remote_url_material').folder, copy, { recursive: true });
		for (const name of ['draft_content.json', 'draft_info.json']) {
			const text = readFileSync(join(copy, name), 'utf8');
			writeFileSync(join(copy, name), text.replace(`:${String(REMOTE_CLIP.port)}/`, ':9/'));
		}
		return copy;
	};

	it(
		'a missing file is refused by default, and named',
		async () => {
			const draft = fixtureNamed('17_missing_material').folder;
			const work = { draft, options: {}, folder: mkdtempSync(join(folder.path, 'work-')) };
			const failure = await failureOf(() => renderFixture(work));
			expect(failure).toMatchObject({ code: 'MEDIA_MISSING' });
			expect(String(failure)).toContain(MISSING_FILE);
		},
		PATIENCE,
	);

	it(
		'an address where nobody answers is refused by default',
		async () => {
			const work = {
				draft: unserved(),
				options: {},
				folder: mkdtempSync(join(folder.path, 'work-')),
			};
			const failure = await failureOf(() => renderFixture(work));
			expect(failure).toMatchObject({ code: 'MEDIA_UNREACHABLE' });
		},
		PATIENCE,
	);

	it(
		'an address where nobody answers leaves black and a warning when asked to skip',
		async () => {
			const options = { on_missing: 'skip' } as const;
			const work = { draft: unserved(), options, folder: mkdtempSync(join(folder.path, 'work-')) };
			const { file, diagnostics } = await renderFixture(work);
			const video = await readVideo(file, [1, 3]);
			expect(meanOf(video.at(1), [317, 177, 6, 6]).every((channel) => channel < 28)).toBe(true);
			expect(meanOf(video.at(3), [317, 177, 6, 6])[2]).toBeGreaterThan(190);
			expect(diagnostics.map(({ code }) => code)).toContain('MEDIA_MISSING');
		},
		PATIENCE,
	);
});
