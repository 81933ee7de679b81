/** Codecs in containers, in sizes and rates that people ask for: a whole file of that kind, or a clear no. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod/v4';
import type { RenderOptions } from '../../render-agent/src/config/options';
import { runProbe } from '../support/ffprobe';
import { renderFixture } from '../support/renderDraft';

jest.setTimeout(120_000);

const DRAFT = join(__dirname, '../fixtures/24_gaps');
const folder = mkdtempSync(join(tmpdir(), 'options-'));
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

const answer = z.object({
	format: z.object({ format_name: z.string() }),
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

const rendered = async (options: Partial<RenderOptions>) => {
	const work = { draft: DRAFT, options, folder: mkdtempSync(join(folder, 'work-')) };
	const { file } = await renderFixture(work);
	const question = ['-v', 'error', '-show_streams', '-show_format', '-of', 'json', file];
	const { streams, format } = answer.parse(
		JSON.parse(await runProbe(question, new AbortController().signal)),
	);
	const picture = streams.find((one) => one.codec_type === 'video');
	const sound = streams.find((one) => one.codec_type === 'audio');
	return { picture, sound, format: format.format_name };
};

const SMALL = { size: '160x90', quality: 'draft' } as const;
const MP4 = 'mov,mp4,m4a,3gp,3g2,mj2';
const MATROSKA = 'matroska,webm';

it.each([
	['h264', 'mkv', 'h264', 'aac', MATROSKA],
	['h265', 'mov', 'hevc', 'aac', MP4],
	['av1', 'webm', 'av1', 'opus', MATROSKA],
] as const)('%s in %s', async (...[codec, container, ...kinds]) => {
	const { picture, sound, format } = await rendered({ ...SMALL, codec, container });
	expect([picture?.codec_name, sound?.codec_name, format]).toEqual(kinds);
	expect(picture).toMatchObject({ pix_fmt: 'yuv420p', width: 160, height: 90 });
});

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
