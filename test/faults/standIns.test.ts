/** A card that was asked for and is not there: every command says in one sentence what encodes instead, and why. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
	type Environment,
	startAgentProcess,
	startCommand,
	waitFor,
} from '../support/agentProcess';
import { ffmpegWithCard } from '../support/ffmpegStubs';
import { fixture } from '../support/longDrafts';

jest.setTimeout(30_000);

const EN =
	'h264_nvenc did not pass its trial here (Cannot load libcuda.so.1); libx264 is used instead.';
const ZH = 'h264_nvenc 未通过编码试验（Cannot load libcuda.so.1），改用 libx264。';

let root: string;
let data: string;
let withoutCard: Environment;

beforeAll(() => {
	root = mkdtempSync(join(tmpdir(), 'stand-in-'));
	data = join(root, 'data');
	mkdirSync(data);
	withoutCard = { FFMPEG_PATH: ffmpegWithCard(join(root, 'card'), 'refuses') };
});
afterAll(() => {
	rmSync(root, { recursive: true, force: true });
});

/** What a render says, line by line. */
const saidBy = async (
	environment: Environment,
	draft: string,
	flags: readonly string[] = [],
): Promise<readonly string[]> => {
	const args = ['render', draft, '-o', join(root, 'video.mp4'), ...flags];
	const all = { ...withoutCard, ...environment };
	const { out, err } = await startCommand(args, { data, environment: all }).ended;
	return `${out}\n${err}`.split('\n');
};

/** A draft that fails as soon as it is read, which is after the encoders were tried. */
const EMPTY = fixture('16_empty');

describe('a render for which nvenc was asked', () => {
	it('says once that the card did not pass its trial, why, and what encodes; the video is made', async () => {
		const said = await saidBy({ RENDER_AGENT_ENCODER: 'nvenc' }, fixture('01_single_video'));
		expect(said.filter((line) => line.includes('nvenc'))).toEqual([EN]);
		expect(statSync(join(root, 'video.mp4')).size).toBeGreaterThan(1000);
	});

	it('says it in Chinese where Chinese is spoken', async () => {
		const said = await saidBy({ RENDER_AGENT_ENCODER: 'nvenc', RENDER_AGENT_LOCALE: 'zh' }, EMPTY);
		expect(said.filter((line) => line.includes('nvenc'))).toEqual([ZH]);
	});

	it('says it of the codec that it makes: one that this ffmpeg has no such encoder for, too', async () => {
		const said = await saidBy({ RENDER_AGENT_ENCODER: 'nvenc' }, EMPTY, ['--codec', 'h265']);
		expect(said.filter((line) => line.includes('nvenc'))).toEqual([
			'This ffmpeg has no hevc_nvenc; libx265 is used instead.',
		]);
	});

	it('says nothing of a card that works', async () => {
		const card = { FFMPEG_PATH: ffmpegWithCard(join(root, 'working'), 'works') };
		const said = await saidBy({ RENDER_AGENT_ENCODER: 'nvenc', ...card }, EMPTY);
		expect(said.filter((line) => /nvenc|libx264/.test(line))).toEqual([]);
	});
});

it.each(['software', 'auto'])('says nothing where %s was asked for', async (encoder) => {
	const said = await saidBy({ RENDER_AGENT_ENCODER: encoder }, EMPTY);
	expect(said.filter((line) => /nvenc|libx264/.test(line))).toEqual([]);
});

it('doctor says the same, and is content', async () => {
	const environment = { ...withoutCard, RENDER_AGENT_ENCODER: 'nvenc' };
	const { out, code } = await startCommand(['doctor'], { data, environment }).ended;
	expect(out.split('\n')).toContain(`✓ ${EN}`);
	expect(code).toBe(0);
});

const linesIn = (file: string, word: string): readonly string[] =>
	existsSync(file)
		? readFileSync(file, 'utf8')
				.split('\n')
				.filter((line) => line.includes(word))
		: [];

const [INFO, WARN] = [30, 40];

it('the log of the agent says the same, and warns of H.264 alone, for nobody has asked for the others', async () => {
	const log = join(root, 'agent.log');
	const environment = { ...withoutCard, RENDER_AGENT_ENCODER: 'nvenc', RENDER_AGENT_LOG_FILE: log };
	const agent = await startAgentProcess(data, environment);
	try {
		const lines = await waitFor('a line for each codec', () => {
			const all = linesIn(log, '_nvenc');
			return all.length >= 3 ? all : undefined;
		});
		expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
			{ level: WARN, msg: EN },
			{ level: INFO, msg: 'This ffmpeg has no hevc_nvenc; libx265 is used instead.' },
			{ level: INFO, msg: 'This ffmpeg has no av1_nvenc; libsvtav1 is used instead.' },
		]);
	} finally {
		await agent.stop();
	}
});
