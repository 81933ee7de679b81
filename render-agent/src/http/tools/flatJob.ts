/** A job as chains and agents see it: no null, no lists, and a sentence that says what to do next. */
import { z } from 'zod/v4';
import { inLanguage, type Language } from '../../kernel/words';
import type { JobView } from '../jobView';

/** The fields of a job for tools. */
export const flatJob = z.object({
	job_id: z.string().describe('任务编号 / Id of the job.'),
	draft_url: z.string().describe('提交时的草稿地址 / Address of the draft as it was submitted.'),
	status: z
		.enum(['pending', 'processing', 'completed', 'failed'])
		.describe('任务状态 / State of the job.'),
	is_over: z
		.boolean()
		.describe('是否已结束（完成或失败） / Whether it has ended, completed or failed.'),
	progress: z.number().int().min(0).max(100).describe('进度百分比 / Percent.'),
	phase_text: z.string().describe('当前步骤 / The step that it is at.'),
	video_url: z
		.string()
		.describe('成片地址，完成前为空 / Address of the video, empty until it is finished.'),
	error_message: z.string().describe('失败原因，未失败为空 / Why it failed, empty unless it did.'),
	error_code: z.string().describe('错误代码，未失败为空 / Name of the failure, or empty.'),
	hint: z.string().describe('失败后怎么办 / What to do about the failure, or empty.'),
	warnings: z
		.string()
		.describe('与草稿的差异，每行一条 / What differs from the draft, one a line.'),
	warning_count: z.number().int().describe('差异条数 / How many warnings.'),
	queue_position: z.number().int().describe('排队位置，0 为不在排队 / Place in the queue, or 0.'),
	eta_seconds: z.number().int().describe('预计剩余秒数，0 为未知 / Seconds left, 0 if unknown.'),
	next_poll_seconds: z
		.number()
		.int()
		.describe('多少秒后再查询，0 为已结束 / Ask again after so many seconds; 0 when it is over.'),
	next_step: z.string().describe('下一步该做什么 / What to do next, in words.'),
});

/** A job for tools. */
export type FlatJob = z.infer<typeof flatJob>;

const nextStep = ({ status, job_id, next_poll_seconds }: JobView, language: Language): string => {
	const seconds = String(next_poll_seconds ?? 0);
	if (status === 'completed')
		return inLanguage(
			{
				zh: '视频已完成，地址见 video_url。',
				en: 'The video is finished: its address is video_url.',
			},
			language,
		);
	if (status === 'failed')
		return inLanguage(
			{
				zh: '任务失败，原因见 error_message，处理办法见 hint。',
				en: 'The job failed: error_message says why, hint what to do.',
			},
			language,
		);
	return inLanguage(
		{
			zh: `尚未完成，请在 ${seconds} 秒后用 job_id ${job_id} 再次查询状态。`,
			en: `Not finished yet: ask for the status of job_id ${job_id} again in ${seconds} seconds.`,
		},
		language,
	);
};

/** What tools see of a job on the wire. */
export const flatJobOf = (job: JobView, language: Language): FlatJob => ({
	job_id: job.job_id,
	draft_url: job.draft_url,
	status: job.status,
	is_over: job.status === 'completed' || job.status === 'failed',
	progress: job.progress,
	phase_text: job.phase_text,
	video_url: job.video_url,
	error_message: job.error_message,
	error_code: job.error_code ?? '',
	hint: job.hint ?? '',
	warnings: job.warnings.map(({ text }) => text).join('\n'),
	warning_count: job.warnings.length,
	queue_position: job.queue_position ?? 0,
	eta_seconds: job.eta_seconds ?? 0,
	next_poll_seconds: job.next_poll_seconds ?? 0,
	next_step: nextStep(job, language),
});
