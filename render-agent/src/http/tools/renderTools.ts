/** The tools of rendering: submit, wait, look, cancel, list. Each is one deed over the jobs. */
import { z } from 'zod/v4';
import { type Job, jobOptions } from '../../jobs/job';
import type { Asked } from '../../jobs/jobs';
import { jobViewOf, type ViewParts } from '../jobView';
import type { ServerParts } from '../parts';
import { checked } from '../route';
import { unknownOptions } from '../routes/genVideo';
import { flatShapeOf, unflattened } from './flat';
import { flatJob, flatJobOf } from './flatJob';
import { submitDescriptions } from './optionWords';
import type { Tool, ToolCall, ToolResult } from './tool';

const SHORT_WAIT = 20;
const LIST_LIMIT = 50;

/** The draft that a tool is about. */
export const draftUrlField = z
	.string()
	.min(1)
	.describe(
		'草稿地址，即 create_draft 或 save_draft 返回的 draft_url / Address of the draft, as create_draft or save_draft returned it.',
	)
	.meta({
		example:
			'https://capcut-mate.example.com/openapi/capcut-mate/v1/get_draft?draft_id=20260928114730365842ab12',
	});

const jobId = z
	.string()
	.min(1)
	.describe('提交时返回的任务编号 / The job_id that the submission returned.')
	.meta({ example: 'j_5f2c8d0e91ab4c67' });

/** The same field, which need not be sent. */
const optional = (field: z.ZodString, description?: string): z.ZodType =>
	field.optional().meta({ ...field.meta(), ...(description !== undefined && { description }) });

const waitOf = (preset: number, longest: number): z.ZodType =>
	z
		.number()
		.min(0)
		.default(Math.min(preset, longest))
		.describe(
			`最多等待任务结束的秒数，上限 ${String(longest)} / Waits for the end of the job, this many seconds at most; never longer than ${String(longest)}.`,
		)
		.meta({ maximum: longest });

const submitShape = {
	draft_url: draftUrlField,
	...submitDescriptions(flatShapeOf(jobOptions.shape)),
};

const known = (fields: Readonly<Record<string, unknown>>): Asked => {
	const { job_id: id, draft_url: draft } = fields;
	return typeof id === 'string' && id !== '' ? { id } : { draft };
};

const waitIn = (fields: Readonly<Record<string, unknown>>, { longestWait }: ToolCall): number =>
	Math.min(Number(fields['wait_seconds'] ?? 0), longestWait) * 1000;

/** What every tool of rendering does with a job. */
const deedsOf = ({ jobs }: ServerParts, view: ViewParts) => {
	const shown = (job: Job, { language }: ToolCall): ToolResult => ({
		fields: flatJobOf(jobViewOf(job, language, view), language),
	});
	const submitted = async (
		fields: Readonly<Record<string, unknown>>,
		{ caller, base, sent }: ToolCall,
	): Promise<Job> => {
		const { job } = await jobs.submit({
			draft: fields['draft_url'],
			options: checked(jobOptions, unflattened(jobOptions.shape, fields)),
			owner: caller.id,
			base,
			warnings: unknownOptions(sent, [...Object.keys(submitShape), 'wait_seconds', 'apiKey']),
			idempotencyKey: undefined,
		});
		return job;
	};
	return { shown, submitted };
};

const submitTools = (parts: ServerParts, view: ViewParts): readonly Tool[] => {
	const { jobs } = parts;
	const { shown, submitted } = deedsOf(parts, view);
	return [
		{
			name: 'submit_render',
			scope: 'submit',
			reads: false,
			summary: { zh: '提交草稿渲染', en: 'Submit a draft for rendering' },
			advice: {
				zh: '提交剪映/CapCut 草稿并立即返回任务编号，之后用 get_render_status 查询。',
				en: 'Hands a JianYing/CapCut draft to the renderer and returns the job id at once; ask get_render_status for the video.',
			},
			input: () => z.object(submitShape),
			output: flatJob,
			run: async (fields, call) => shown(await submitted(fields, call), call),
		},
		{
			name: 'render_and_wait',
			scope: 'submit',
			reads: false,
			summary: { zh: '提交草稿并等待成片', en: 'Submit a draft and wait for the video' },
			advice: {
				zh: '适合短视频：提交后等待完成；到时仍未完成则返回任务编号，请再用 get_render_status 查询。',
				en: 'For short videos: submits and waits. When time is up before the end it returns the job id; go on with get_render_status.',
			},
			input: (longest) => z.object({ ...submitShape, wait_seconds: waitOf(longest, longest) }),
			output: flatJob,
			run: async (fields, call) => {
				const job = await submitted(fields, call);
				return shown(await jobs.ended(job, waitIn(fields, call), call.gone), call);
			},
		},
	];
};

const statusInput = (preset: number) => (longest: number) =>
	z.object({
		job_id: optional(jobId),
		draft_url: optional(
			draftUrlField,
			'草稿地址；未填 job_id 时查询该草稿最新的任务 / Address of the draft: its newest job, when job_id is not given.',
		),
		wait_seconds: waitOf(preset, longest),
	});

const statusTool = (parts: ServerParts, view: ViewParts): Tool => ({
	name: 'get_render_status',
	scope: 'read',
	reads: true,
	summary: { zh: '查询渲染进度', en: 'Get the status of a render' },
	advice: {
		zh: '返回进度、成片地址或失败原因；会等待任务结束至多 wait_seconds 秒。',
		en: 'Gives progress, the address of the video or why it failed; waits up to wait_seconds for the end.',
	},
	input: statusInput(SHORT_WAIT),
	output: flatJob,
	run: async (fields, call) => {
		const job = parts.jobs.status(known(fields), call.caller.viewer);
		const ended = await parts.jobs.ended(job, waitIn(fields, call), call.gone);
		return deedsOf(parts, view).shown(ended, call);
	},
});

const cancelTool = (parts: ServerParts, view: ViewParts): Tool => ({
	name: 'cancel_render',
	scope: 'submit',
	reads: false,
	summary: { zh: '取消渲染任务', en: 'Cancel a render' },
	advice: {
		zh: '结束排队中或进行中的任务；已完成的任务不能取消。',
		en: 'Ends a job that waits or runs; a finished one cannot be cancelled.',
	},
	input: () => z.object({ job_id: jobId }),
	output: flatJob,
	run: ({ job_id }, call) =>
		deedsOf(parts, view).shown(parts.jobs.cancel(String(job_id), call.caller.viewer), call),
});

/** The tools that every platform has. */
export const renderTools = (parts: ServerParts, view: ViewParts): readonly Tool[] => [
	...submitTools(parts, view),
	statusTool(parts, view),
	cancelTool(parts, view),
];

const listOutput = z.object({
	count: z.number().int().describe('How many jobs are listed.'),
	jobs: z
		.string()
		.describe(
			'One job a line, newest first: id, state, progress, address of the video or failure.',
		),
});

const waitTool = (status: Tool): Tool => ({
	...status,
	name: 'wait_for_render',
	summary: { zh: '等待渲染完成', en: 'Wait for a render' },
	advice: {
		zh: '等待任务结束，时间有上限；未结束就再次调用，不必自己计时。',
		en: 'Waits for the end of a job, for a bounded time. Not over yet: call it again at once, you need not count time yourself.',
	},
	input: (longest) => statusInput(longest)(longest),
});

const listTool = (parts: ServerParts, view: ViewParts): Tool => ({
	name: 'list_renders',
	scope: 'read',
	reads: true,
	summary: { zh: '列出渲染任务', en: 'List renders' },
	advice: { zh: '列出最近的任务，最新的在前。', en: 'Lists the latest jobs, newest first.' },
	input: () =>
		z.object({
			status: flatJob.shape.status.optional(),
			limit: z.number().int().min(1).max(LIST_LIMIT).default(10).describe('1 to 50, default 10.'),
		}),
	output: listOutput,
	run: ({ status, limit }, { caller, language }) => {
		const { items } = parts.jobs.list({
			viewer: caller.viewer,
			status: flatJob.shape.status.optional().parse(status),
			limit: Number(limit),
			cursor: undefined,
		});
		const lines = items
			.map((job) => jobViewOf(job, language, view))
			.map(({ job_id, status: state, progress, video_url, error_message }) =>
				`${job_id} ${state} ${String(progress)} % ${video_url}${error_message}`.trim(),
			);
		return { fields: { count: lines.length, jobs: lines.join('\n') } };
	},
});

/** The tools that only agents need: they wait by a word of its own, and list. */
export const agentTools = (parts: ServerParts, view: ViewParts): readonly Tool[] => [
	waitTool(statusTool(parts, view)),
	listTool(parts, view),
];
