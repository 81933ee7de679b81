/** Waiting by being called back: the execution sleeps in n8n's database until the agent calls, or time is up. */
import type {
	IDataObject,
	IExecuteFunctions,
	INodeExecutionData,
	IWebhookFunctions,
	IWebhookResponseData,
} from 'n8n-workflow';
import { answerNow, inWordsOfNode } from '../../shared/calls';
import { fetchVideo } from '../../shared/download';
import { asData, isTool, serviceError, userError } from '../../shared/execute';
import { textsIn } from '../../shared/texts';
import { serviceOfNode, type Service } from '../../shared/transport';
import { cleaned, failureOfJob, readJob, textIn, type Job } from '../../shared/wire';
import { submitDraft } from './submit';

const MINUTE = 60_000;
/** n8n looks for executions whose time is up once a minute. */
const SHORTEST_MINUTES = 0.1;

/** Submits the draft, suspends the execution, and gives what is shown until it goes on. */
export async function suspendForJob(
	ctx: IExecuteFunctions,
	service: Service,
	minutes: number,
): Promise<readonly INodeExecutionData[]> {
	const texts = textsIn(service.language);
	const { itemIndex } = service;
	if (isTool(ctx)) throw userError(ctx, texts.toolNotSuspended, itemIndex);
	const items = ctx.getInputData();
	if (items.length > 1) throw userError(ctx, texts.oneItemOnly(items.length), itemIndex);
	const callbackUrl = callbackUrlOf(ctx, service);
	const { draftUrl, fields } = await submitDraft(ctx, service, {
		callback_url: callbackUrl,
		callback_events: ['completed', 'failed'],
	});
	const jobId = textIn(fields.job_id);
	if (jobId === '') {
		const what = texts.suspendAgentOnly(service.baseUrl);
		const failure = { what, todo: texts.todoSuspendAgentOnly, transient: false };
		throw serviceError(ctx, failure, { itemIndex, draftUrl });
	}
	const job = readJob(fields);
	if (job?.status === 'failed') {
		const about = { itemIndex, draftUrl, jobId };
		throw serviceError(ctx, failureOfJob(job, service.language), about);
	}
	if (job?.status === 'completed') return [{ json: job.fields }];
	leaveWord(ctx, service, { draftUrl, jobId, minutes });
	await ctx.putExecutionToWait(new Date(Date.now() + Math.max(SHORTEST_MINUTES, minutes) * MINUTE));
	return [{ json: { ...fields, draft_url: draftUrl } }];
}

/**
 * After the time limit n8n goes on with the node's input and does not run it again. So the input of this run, which nobody
 * else holds, becomes what the user should read then.
 */
function leaveWord(
	ctx: IExecuteFunctions,
	{ language, itemIndex }: Service,
	{ draftUrl, jobId, minutes }: { draftUrl: string; jobId: string; minutes: number },
): void {
	const texts = textsIn(language);
	const what = texts.notCalledBack(minutes);
	const failure = { what, todo: texts.todoNotCalledBack(jobId), transient: false };
	const error = serviceError(ctx, failure, { itemIndex, draftUrl, jobId });
	const input = ctx.getInputData()[itemIndex];
	if (input === undefined) return;
	input.json = {
		...asData(error),
		timed_out: true,
		status: 'processing',
		job_id: jobId,
		draft_url: draftUrl,
		video_url: '',
	};
	delete input.binary;
}

/** Where the agent resumes this execution. n8n's signature in it does not cover the host. */
function callbackUrlOf(ctx: IExecuteFunctions, { language, itemIndex }: Service): string {
	const url = new URL(textIn(ctx.evaluateExpression('{{ $execution.resumeUrl }}', itemIndex)));
	url.pathname += `/${ctx.getNode().id}`;
	const address = cleaned(ctx.getNodeParameter('n8nAddress', itemIndex, ''));
	if (address === '') return url.toString();
	if (!/^https?:\/\/[^/\s]/i.test(address)) {
		throw userError(ctx, textsIn(language).n8nAddressInvalid(address), itemIndex);
	}
	return `${address.replace(/\/+$/, '')}${url.pathname}${url.search}`;
}

/** Takes a call of the agent: one about a job that is over resumes the execution, any other is only answered. */
export async function calledBack(ctx: IWebhookFunctions): Promise<IWebhookResponseData> {
	const { data } = ctx.getBodyData();
	const fields = typeof data === 'object' && data !== null ? (data as IDataObject) : {};
	const told = readJob(fields);
	const job = told && (await inWordsOfNode(ctx, told));
	if (job === undefined || (job.status !== 'completed' && job.status !== 'failed')) {
		return { webhookResponse: { received: true, resumed: false } };
	}
	// The agent gives a call ten seconds, and calls again: it is answered before anything is downloaded.
	answerNow(ctx, 200, { received: true, resumed: true });
	return { noWebhookResponse: true, workflowData: await outputOf(ctx, job) };
}

async function outputOf(ctx: IWebhookFunctions, job: Job): Promise<INodeExecutionData[][]> {
	const service = await serviceOfNode(ctx);
	const failed = (failure: Parameters<typeof serviceError>[1]): INodeExecutionData[][] => {
		const about = { itemIndex: 0, draftUrl: textIn(job.fields.draft_url), jobId: job.jobId };
		const item = { json: asData(serviceError(ctx, failure, about)), pairedItem: { item: 0 } };
		return ctx.getNode().onError === 'continueErrorOutput' ? [[], [item]] : [[item]];
	};
	if (job.status === 'failed') return failed(failureOfJob(job, service.language));
	const item: INodeExecutionData = { json: job.fields, pairedItem: { item: 0 } };
	if (ctx.getNodeParameter('downloadVideo', false) !== true) return [[item]];
	const fallbackName = `${job.jobId ?? 'video'}.mp4`;
	const fetched = await fetchVideo(ctx, service, { videoUrl: job.videoUrl, fallbackName });
	if (!fetched.ok) return failed(fetched.failure);
	const field = textIn(ctx.getNodeParameter('binaryPropertyName', 'data')) || 'data';
	return [[{ ...item, binary: { [field]: fetched.binary } }]];
}
