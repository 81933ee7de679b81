/** Codecs in containers, in sizes and rates that people ask for: a whole file of that kind, or a clear no. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod/v4';
import type { RenderOptions } from '../../render-agent/src/config/options';
import { captionPiece, clip, draftOf, textTrack, videoTrack } from '../support/drafts';
import { ffmpegPath } from '../support/ffmpegPath';
import { runProbe } from '../support/ffprobe';
import { renderFixture } from '../support/renderDraft';
import { H264, made } from '../support/studio';

jest.setTimeout(120_000);

const folder = mkdtempSync(join(tmpdir(), 'options-'));
const DRAFT = join(folder, 'draft');
const SECONDS = 2;

/** Two seconds of a moving picture with a tone, and two captions that overlap, one of two lines. */
beforeAll(() => {
	mkdirSync(DRAFT);
	const film = [...made('testsrc=s=160x90:r=30:d=2'), ...made('sine=f=440:d=2,volume=2')];
	const all = ['-v', 'error', ...film, ...H264, '-c:a', 'aac', join(DRAFT, 'film.mp4')];
	execFileSync(ffmpegPath(), all);
	const json = draftOf(
		videoTrack(clip('film.mp4', [0, SECONDS])),
		textTrack(captionPiece('one\n第二行', [0.25, 1])),
		textTrack(captionPiece('two', [0.75, 1])),
	);
	writeFileSync(join(DRAFT, 'draft_content.json'), JSON.stringify(json));
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const answer = z.object({
	format: z.object({ format_name: z.string(), duration: z.coerce.number() }),
	streams: z.array(
		z.object({
			codec_type: z.string(),
			codec_name: z.string(),
			pix_fmt: z.string().optional(),
			width: z.number().optional(),
			height: z.number().optional(),
			r_frame_rate: z.string(),
		}),
	),
});

const shape = z.object({
	video: z.object({ frames: z.number() }),
	quality: z.object({
		file: z.object({ frames: z.number() }),
		sound: z.object({ integrated_lufs: z.number() }),
	}),
});

const rendered = async (options: Partial<RenderOptions>) => {
	const work = { draft: DRAFT, options, folder: mkdtempSync(join(folder, 'work-')) };
	const { file, report } = await renderFixture(work);
	const question = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file];
	const { streams, format } = answer.parse(
		JSON.parse(await runProbe(question, new AbortController().signal)),
	);
	const picture = streams.find((one) => one.codec_type === 'video');
	const sound = streams.find((one) => one.codec_type === 'audio');
	const names = readdirSync(work.folder, { recursive: true, encoding: 'utf8' });
	const captions = names.filter((name) => /\.(srt|vtt)$/.test(name));
	return {
		...{ picture, sound, format: format.format_name, seconds: format.duration, report },
		captions: captions.sort().map((name) => readFileSync(join(work.folder, name), 'utf8')),
	};
};

const SMALL = { size: '160x90', quality: 'draft' } as const;
const MP4 = 'mov,mp4,m4a,3gp,3g2,mj2';
const MATROSKA = 'matroska,webm';

const SRT = `1
00:00:00,250 --> 00:00:01,250
one
第二行

2
00:00:00,750 --> 00:00:01,750
two
`;
const VTT = `WEBVTT

00:00:00.250 --> 00:00:01.250
one
第二行

00:00:00.750 --> 00:00:01.750
two
`;

/** Every codec in every container that holds it, each with another choice of captions and loudness: every choice with each other. */
it.each([
	['h264', 'mp4', 'burn', 'off', 'h264', 'aac', MP4],
	['h264', 'mov', 'sidecar', '-14', 'h264', 'aac', MP4],
	['h264', 'mkv', 'both', '-16', 'h264', 'aac', MATROSKA],
	['h265', 'mp4', 'none', '-23', 'hevc', 'aac', MP4],
	['h265', 'mov', 'both', 'off', 'hevc', 'aac', MP4],
	['h265', 'mkv', 'burn', '-14', 'hevc', 'aac', MATROSKA],
	['av1', 'mp4', 'sidecar', '-16', 'av1', 'aac', MP4],
	['av1', 'webm', 'none', '-23', 'av1', 'opus', MATROSKA],
	['av1', 'mkv', 'both', '-14', 'av1', 'aac', MATROSKA],
] as const)(
	'%s in %s, captions: %s, loudness: %s',
	async (...[codec, container, captions, loudness, ...kinds]) => {
		const made = await rendered({ ...SMALL, codec, container, captions, loudness });
		const { picture, sound, format } = made;
		expect([picture?.codec_name, sound?.codec_name, format]).toEqual(kinds);
		expect(picture).toMatchObject({
			...{ pix_fmt: 'yuv420p', width: 160, height: 90, r_frame_rate: '30/1' },
		});
		expect(Math.abs(made.seconds - SECONDS)).toBeLessThan(0.05);
		const beside = captions === 'sidecar' || captions === 'both';
		expect(made.captions).toEqual(beside ? [SRT, VTT] : []);
		const { quality, video } = shape.parse(made.report);
		expect(video.frames).toBe(60);
		expect(quality.file.frames).toBe(60);
		if (loudness !== 'off')
			expect(Math.abs(quality.sound.integrated_lufs - Number(loudness))).toBeLessThan(1);
	},
);

it('a rate of film and odd sides, which become even', async () => {
	const { picture } = await rendered({ ...SMALL, fps: 23.976, size: '161x91' });
	expect(picture).toMatchObject({ r_frame_rate: '24000/1001', width: 162, height: 92 });
});

it.each([
	['h264', 'webm'],
	['av1', 'mov'],
] as const)('%s in %s is refused, naming both', async (codec, container) => {
	const said = new RegExp(`container: ${container}.*codec: ${codec}`);
	await expect(rendered({ ...SMALL, codec, container })).rejects.toThrow(said);
});
