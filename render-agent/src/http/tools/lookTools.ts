/** The tools that look at a draft without rendering it: preflight and storyboard. */
import { z } from 'zod/v4';
import { storyboardOptions, wishOf } from '../../config/storyboardOptions';
import { draftAddressOf } from '../../jobs/draftKey';
import { type JobOptions, jobOptions } from '../../jobs/job';
import { keepPicture } from '../../jobs/keptPictures';
import { inLanguage } from '../../kernel/words';
import type { ServerParts } from '../parts';
import { preflightViewOf } from '../preflightView';
import { checked } from '../route';
import { submitDescriptions } from './optionWords';
import { draftUrlField } from './renderTools';
import type { Tool } from './tool';

type Fields = Readonly<Record<string, unknown>>;

const { on_missing, on_unsupported } = jobOptions.shape;

const workOf = (fields: Fields): { readonly draft: string; readonly options: JobOptions } => ({
	draft: draftAddressOf(fields['draft_url']),
	options: checked(jobOptions, {
		on_missing: fields['on_missing'],
		on_unsupported: fields['on_unsupported'],
	}),
});

const policies = submitDescriptions({ on_missing, on_unsupported });

const preflightOutput = z.object({
	ok: z.boolean().describe('能否渲染 / Whether a render would be accepted and drawn.'),
	failures: z
		.string()
		.describe(
			'会失败的原因与处理办法，每行一条 / What it would fail with and what to do, one a line.',
		),
	missing_media: z
		.string()
		.describe('无法取得的素材，每行一个 / Media that cannot be had, one a line.'),
	duration_seconds: z.number().describe('成片时长（秒） / Length of the video. Seconds.'),
	width: z.number().int().describe('宽（像素） / Width. Pixels.'),
	height: z.number().int().describe('高（像素） / Height. Pixels.'),
	score: z
		.number()
		.int()
		.describe('还原度百分比 / How true it will be to the draft. Percent, 100 is exact.'),
	summary: z.string().describe('还原度说明 / The same in words.'),
	differences: z
		.string()
		.describe('与草稿不同之处，每行一条 / What will look different or is left out, one a line.'),
});

const preflightTool = ({ preflight }: ServerParts): Tool => ({
	name: 'preflight_draft',
	scope: 'submit',
	reads: true,
	summary: { zh: '渲染前检查草稿', en: 'Check a draft before rendering' },
	advice: {
		zh: '不渲染，只检查：缺哪些素材、哪些效果会有差异、提交后是否会失败。',
		en: 'Renders nothing: says which media are missing, what would look different, and whether a render would fail.',
	},
	input: () => z.object({ draft_url: draftUrlField, ...policies }),
	output: preflightOutput,
	run: async (fields, { gone, language }) => {
		const found = preflightViewOf(await preflight(workOf(fields), gone), [], language);
		const { video, media, failures, fidelity } = found;
		return {
			fields: {
				ok: found.ok,
				failures: failures.map(({ detail, hint }) => `${detail}. ${hint}`).join('\n'),
				missing_media: media
					.filter(({ state }) => state === 'missing')
					.map(({ name }) => name)
					.join('\n'),
				duration_seconds: video.duration,
				width: video.width,
				height: video.height,
				score: fidelity.score,
				summary: inLanguage(fidelity.summary, language),
				differences: fidelity.items
					.filter(({ how }) => how !== 'exact')
					.map(({ what, name, why }) => `${name || what}: ${inLanguage(why ?? '', language)}`)
					.join('\n'),
			},
		};
	},
});

const { frames, at } = storyboardOptions.shape;

const storyboardOutput = z.object({
	image_url: z
		.string()
		.describe('分镜图地址，一天内有效 / Address of the picture; the link works for a day.'),
	width: z.number().int().describe('宽（像素） / Width. Pixels.'),
	height: z.number().int().describe('高（像素） / Height. Pixels.'),
	times: z.string().describe('各画面的时间（秒） / The moments that it shows, in seconds.'),
});

const storyboardTool = ({ storyboard, links, clock, settings }: ServerParts): Tool => ({
	name: 'get_storyboard',
	scope: 'submit',
	reads: true,
	summary: { zh: '获取草稿分镜图', en: 'Get the storyboard of a draft' },
	advice: {
		zh: '不渲染视频，把草稿的若干画面拼成一张图，供确认后再提交渲染。',
		en: 'Draws some frames of the draft as one picture without rendering the video, to be looked at before the render.',
	},
	input: () =>
		z.object({
			draft_url: draftUrlField,
			...submitDescriptions({ frames, at, on_missing, on_unsupported }),
		}),
	output: storyboardOutput,
	run: async (fields, { gone, base }) => {
		const wish = wishOf(checked(storyboardOptions, { frames: fields['frames'], at: fields['at'] }));
		const { png, width, height, times } = await storyboard(workOf(fields), wish, gone);
		const kept = await keepPicture(png, { data: settings.data, now: clock.now() });
		const image_url = base + links.pathOf(kept.name, kept.expires);
		return {
			fields: { image_url, width, height, times: times.join(', ') },
			picture: { bytes: png, type: 'image/png' },
		};
	},
});

/** The tools that look at a draft. */
export const lookTools = (parts: ServerParts): readonly Tool[] => [
	preflightTool(parts),
	storyboardTool(parts),
];
