/** gen_video: takes a draft for rendering. Asking again for a living job gives the same one. */
import { z } from 'zod/v4';
import { draftAddressOf } from '../../jobs/draftKey';
import { jobOptions } from '../../jobs/job';
import type { Diagnostic } from '../../kernel/diagnostic';
import { AgentError } from '../../kernel/errors';
import { inLanguage } from '../../kernel/words';
import { jobView, jobViewOf, type ViewParts } from '../jobView';
import type { ServerParts } from '../parts';
import { type Route, route } from '../route';

/** Where capcut-mate has its routes. */
export const COMPATIBLE = '/openapi/capcut-mate/v1';

const ACCEPTED = {
	zh: '视频生成任务已提交，请使用draft_url查询进度',
	en: 'The render was submitted; ask for its progress with draft_url',
};

const MAX_KEY = 255;

/** The body of gen_video. */
export const genVideoBody = jobOptions.extend({
	draft_url: z
		.string()
		.describe(
			'Address of the draft: get_draft of capcut-mate or of this agent, a draft_content.json, or a zip of a draft folder.',
		),
	apiKey: z
		.string()
		.nullish()
		.describe('API key, for callers that can set no header. Not needed when no key was made.'),
});

const optionUnknown = (name: string): Diagnostic => ({
	code: 'OPTION_UNKNOWN',
	text: {
		zh: `参数 ${name} 不被识别，已忽略`,
		en: `the option ${name} is not known and was ignored`,
	},
});

/** The fields of a body that nobody knows; of long names the beginning. */
export const unknownIn = (body: unknown, known: readonly string[]): readonly string[] =>
	Object.keys(body ?? {})
		.filter((name) => !known.includes(name))
		.map((name) => name.slice(0, 80));

/** A warning for each field of a body that nobody knows. */
export const unknownOptions = (body: unknown, known: readonly string[]): readonly Diagnostic[] =>
	unknownIn(body, known).map(optionUnknown);

const idempotencyKeyOf = (header: string | string[] | undefined): string | undefined => {
	const key = Array.isArray(header) ? header[0] : header;
	if (key === undefined || key === '') return undefined;
	if (key.length <= MAX_KEY) return key;
	throw new AgentError('REQUEST_INVALID', {
		object: `Idempotency-Key: ${String(MAX_KEY)} characters at most`,
	});
};

/** The route of gen_video. */
export const genVideo = ({ jobs }: ServerParts, view: ViewParts): Route =>
	route(
		{
			method: 'POST',
			path: `${COMPATIBLE}/gen_video`,
			name: 'gen_video',
			summary:
				'Submits a draft for rendering. Answers within 3 seconds; ask gen_video_status for the video.',
			scope: 'submit',
			gives: jobView,
		},
		{
			body: genVideoBody,
			before: ({ draft_url }) => {
				draftAddressOf(draft_url);
			},
		},
		async ({ body, caller, base, language, request }) => {
			const { job } = await jobs.submit({
				draft: body.draft_url,
				options: jobOptions.parse(body),
				owner: caller.id,
				base,
				warnings: unknownOptions(request.body, Object.keys(genVideoBody.shape)),
				idempotencyKey: idempotencyKeyOf(request.headers['idempotency-key']),
			});
			return { ...jobViewOf(job, language, view), message: inLanguage(ACCEPTED, language) };
		},
	);
