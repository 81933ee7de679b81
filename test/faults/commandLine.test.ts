import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type Environment,
	leftoversIn,
	programsOn,
	type Said,
	startCommand,
	waitFor,
} from '../support/agentProcess';
import { type Fault, stubFfmpeg, type Work } from '../support/ffmpegStubs';
import { fixture, lengthened, turned } from '../support/longDrafts';

jest.setTimeout(30_000);

let root: string;
let data: string;
let output: string;

beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), 'command-'));
	data = join(root, 'data');
	mkdirSync(data);
	output = join(root, 'out', 'video.mp4');
});
afterEach(async () => {
	await waitFor(
		'the end of all programs and files',
		() => (programsOn(data).length + leftoversIn(data).length === 0 ? true : undefined),
		5_000,
	);
	expect(existsSync(join(root, 'out')) ? readdirSync(join(root, 'out')) : []).toEqual([]);
});
afterAll(() => {
	rmSync(root, { recursive: true, force: true });
});

const render = (draft: string, environment: Environment = {}): Promise<Said> =>
	startCommand(['render', draft, '-o', output], { data, environment }).ended;

/** One line for people: a sentence, what it is about, what to do. */
const expectOneSentence = ({ err }: Said): void => {
	expect(err).toMatch(/^[^\n]+\n$/);
	expect(err).not.toMatch(/Error:|\bat .*:\d+|\{\w+\}|undefined/);
};

describe('render of a draft that is at fault', () => {
	const none = (): string => join(root, 'no-such-draft');
	const drafts: readonly [string, () => string, RegExp][] = [
		['encrypted', () => fixture('19_encrypted'), /^The draft is encrypted.*JianYing 5\.9/],
		['corrupt', () => fixture('18_corrupt_json'), /^The draft cannot be read: .*line \d+/],
		['empty', () => fixture('16_empty'), /^The draft is empty.*Add at least one/],
		['without its media', () => fixture('17_missing_material'), /does_not_exist\.mp4.*on_missing/],
		['not there', none, /^The draft does not exist: .*no-such-draft.*no such file or folder/],
		['of another protocol', () => 'ftp://x/y', /^draft_url is not .*ftp:\/\/x\/y.* http:\/\/ or/],
		['at a private address', () => 'http://10.0.0.1/draft.json', /RENDER_AGENT_ALLOW_ADDRESSES=/],
	];
	it.each(drafts)('%s: one sentence on stderr, exit 2', async (_, draft, sentence) => {
		const said = await render(draft());
		expect(said.code).toBe(2);
		expectOneSentence(said);
		expect(said.err).toMatch(sentence);
	});

	it('RENDER_AGENT_LOCALE is the language that the command speaks', async () => {
		const said = await render(none(), { RENDER_AGENT_LOCALE: 'zh' });
		expect(said.err).toMatch(/^草稿不存在：.*no-such-draft/);
	});

	it('options that make no sense are named flag by flag, exit 2', async () => {
		const args = ['render', fixture('16_empty'), '-o', output, '--size', 'huge', '--fps', 'x'];
		const said = await startCommand(args, { data }).ended;
		expect(said.code).toBe(2);
		expect(said.err).toMatch(/--size: .*--fps: /s);
		expectOneSentence(said);
	});
});

describe('render on a machine that is at fault', () => {
	const faults: readonly [Fault, Work, RegExp][] = [
		['crashes', 'encoding', /^The video could not be encoded.*doctor/],
		['hangs', 'encoding', /^The video could not be encoded: ffmpeg made no progress for 1 s/],
		['crashes', 'mixing', /^The sound could not be mixed/],
	];
	it.each(faults)('ffmpeg %s at %s: one sentence, exit 1', async (fault, at, sentence) => {
		const stub = stubFfmpeg(join(root, 'stub'));
		stub.fail(at, fault);
		const environment = { FFMPEG_PATH: stub.file, RENDER_AGENT_STALL_SECONDS: '1' };
		const said = await render(turned(join(root, 'turned')), environment);
		expect(said.code).toBe(1);
		expectOneSentence(said);
		expect(said.err).toMatch(sentence);
	});

	it('without ffmpeg: one sentence that names doctor, exit 1; and doctor says what to do', async () => {
		const environment = { FFMPEG_PATH: join(root, 'none') };
		const said = await render(fixture('01_single_video'), environment);
		expect(said.code).toBe(1);
		expectOneSentence(said);
		expect(said.err).toContain('doctor');
		const doctor = await startCommand(['doctor'], { data, environment }).ended;
		expect(doctor.code).toBe(1);
		expect(doctor.out).toMatch(/Install ffmpeg .*FFMPEG_PATH/);
	});

	it('a gateway without ffmpeg is as it should be: doctor says so, exit 0', async () => {
		const environment = { FFMPEG_PATH: join(root, 'none'), RENDER_AGENT_JOBS: '0' };
		const { code, out } = await startCommand(['doctor'], { data, environment }).ended;
		expect(out).toMatch(/^✓ ffmpeg: none that works; this is a gateway/m);
		expect(out).toMatch(/^Ready as a gateway: workers render its jobs\.$/m);
		expect(code).toBe(0);
	});

	(process.platform === 'linux' ? it : it.skip).each<[string, readonly string[]]>([
		['serve', ['serve']],
		['keys list', ['keys', 'list']],
		['doctor', ['doctor']],
	])(
		'%s ends where the data folder cannot be made, and says which setting names it',
		async (name, args) => {
			const said = await startCommand(args, { data: '/proc/nope' }).ended;
			expect(said.code).toBe(1);
			expect(said.out + said.err).toMatch(
				/the folder \/proc\/nope cannot be made.*RENDER_AGENT_DATA/,
			);
			if (name !== 'doctor') expectOneSentence(said);
		},
	);

	const own = {
		OSS_ACCESS_KEY_ID: 'id',
		OSS_ACCESS_KEY_SECRET: 'canary',
		OSS_BUCKET_NAME: 'v',
		OSS_ENDPOINT: 'https://videos.mine.example',
	};
	const userInAddress = { a: { kind: 'webdav', url: 'https://anna:canary@cloud.example/' } };
	it.each<[string, Environment, RegExp]>([
		['a region is missing', own, /^✗ OSS_REGION: must be set/m],
		[
			'a target cannot be opened',
			{ RENDER_AGENT_TARGETS: JSON.stringify(userInAddress) },
			/^✗ .*the target a must not hold a user/m,
		],
	])('where %s doctor says so, once, and looks at the rest too', async (_, environment, words) => {
		const { code, out } = await startCommand(['doctor'], { data, environment }).ended;
		expect(code).toBe(1);
		expect(out).toMatch(words);
		expect(out).not.toMatch(/^✓ delivery targets|canary/m);
		for (const looked of ['ffprobe', 'data folder', 'font for captions', 'secret that signs'])
			expect(out).toMatch(new RegExp(`^✓ ${looked}`, 'm'));
		expect(out.match(/^✗/gm)).toHaveLength(1);
	});

	it('to a file that cannot be written: one sentence that names it, exit 2', async () => {
		const file = join(fixture('01_single_video'), 'draft_content.json', 'video.mp4');
		const args = ['render', fixture('01_single_video'), '-o', file];
		const said = await startCommand(args, { data }).ended;
		expect(said.code).toBe(2);
		expectOneSentence(said);
		expect(said.err).toContain(`${file} cannot be written`);
	});
});

describe('a render that is interrupted', () => {
	it.each(['SIGINT', 'SIGTERM'] as const)('by %s leaves nothing, exit 1', async (signal) => {
		const long = lengthened(join(root, 'long'), 60);
		const command = startCommand(['render', long, '-o', output], { data });
		await waitFor('the encoder', () =>
			programsOn(data).some((line) => line.includes('chunk')) ? true : undefined,
		);
		command.child.kill(signal);
		const said = await command.ended;
		expect(said.code).toBe(1);
		expectOneSentence(said);
		expect(said.err).toMatch(/cancelled/);
	});

	it('by kill -9 leaves no program, and its files go with the next render', async () => {
		const long = lengthened(join(root, 'long'), 60);
		const command = startCommand(['render', long, '-o', output], { data });
		await waitFor('the encoder', () =>
			programsOn(data).some((line) => line.includes('chunk')) ? true : undefined,
		);
		command.child.kill('SIGKILL');
		await command.ended;
		await waitFor('the end', () => (programsOn(data).length === 0 ? true : undefined), 5_000);
		expect(leftoversIn(data)).toHaveLength(1);
		await render(fixture('16_empty'));
	});
});
