/** Render and Wait, and Wait alone: goes on when the video is there; the file itself only on request. */
import type {
	IExecuteFunctions,
	INodeExecutionData,
	INodeProperties,
	NodeApiError,
} from 'n8n-workflow';
import { plainOptions, shownFor } from '../../shared/descriptions';
import { fetchVideo } from '../../shared/download';
import { serviceError, type Deed } from '../../shared/execute';
import { jobIdField, jobIdOf } from '../../shared/located';
import { textsIn } from '../../shared/texts';
import { serviceFor, type Service } from '../../shared/transport';
import { waitForJob, type Awaited, type Outcome } from '../../shared/waiting';
import { failureOfJob, textIn, type Failure, type Job } from '../../shared/wire';
import { submitDraft } from './submit';
import { suspendForJob } from './suspend';

const DEFAULT_MINUTES = 60;

export const renderAndWaitFields: INodeProperties[] = [
	{ ...jobIdField, displayOptions: shownFor('wait') },
	{
		displayName: 'Wait By',
		name: 'waitBy',
		type: 'options',
		options: [
			{
				name: 'Asking',
				value: 'asking',
				description: 'The node asks for the status until the job ends. Works everywhere.',
			},
			{
				name: 'Being Called Back',
				value: 'callback',
				description:
					'The workflow is suspended, takes no memory, and goes on when the agent calls n8n. CapCut Render agent only.',
			},
		],
		default: 'asking',
		description: 'How the node learns that the video is finished',
		displayOptions: shownFor('renderAndWait'),
	},
	{
		displayName:
			'The agent must be able to reach n8n. A failed render comes out as an item with the field error; set On Error to "Continue (using error output)" to have it there.',
		name: 'callbackNotice',
		type: 'notice',
		default: '',
		displayOptions: {
			show: { ...shownFor('renderAndWait').show, waitBy: ['callback'] },
		},
	},
	{
		displayName: 'N8n Address',
		name: 'n8nAddress',
		type: 'string',
		default: '',
		placeholder: 'e.g. http://host.docker.internal:5678',
		description:
			'Address of n8n as the agent reaches it. Leave empty when WEBHOOK_URL of n8n is right for the agent too.',
		displayOptions: {
			show: { ...shownFor('renderAndWait').show, waitBy: ['callback'] },
		},
	},
	{
		displayName: 'Wait at Most (Minutes)',
		name: 'waitMinutes',
		type: 'number',
		typeOptions: { minValue: 0, numberPrecision: 2 },
		default: DEFAULT_MINUTES,
		description:
			'How long the workflow waits for the video. The job goes on after that and can be looked up with Get Status.',
		displayOptions: shownFor('renderAndWait', 'wait'),
	},
	{
		displayName: 'Download Video',
		name: 'downloadVideo',
		type: 'boolean',
		default: false,
		description: 'Whether to put the video itself into the output, besides its address',
		displayOptions: shownFor('renderAndWait', 'wait'),
	},
	{
		displayName: 'Put Output File in Field',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		hint: 'The name of the output binary field to put the file in',
		displayOptions: {
			show: { ...shownFor('renderAndWait', 'wait').show, downloadVideo: [true] },
		},
	},
	plainOptions('wait'),
];

export const renderAndWait: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const minutes = Number(ctx.getNodeParameter('waitMinutes', itemIndex, DEFAULT_MINUTES));
	if (ctx.getNodeParameter('waitBy', itemIndex, 'asking') === 'callback') {
		return await suspendForJob(ctx, service, minutes);
	}
	const { draftUrl, fields } = await submitDraft(ctx, service);
	const jobId = textIn(fields.job_id) || undefined;
	return await videoOf(ctx, service, { draftUrl, jobId, minutes });
};

export const wait: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const minutes = Number(ctx.getNodeParameter('waitMinutes', itemIndex, DEFAULT_MINUTES));
	const jobId = jobIdOf(ctx, service);
	return await videoOf(ctx, service, { draftUrl: '', jobId, minutes });
};

/** Waits for a job and gives it, with the file on request. */
async function videoOf(
	ctx: IExecuteFunctions,
	service: Service,
	{ draftUrl, jobId, minutes }: Omit<Awaited, 'limitMs'> & { readonly minutes: number },
): Promise<readonly INodeExecutionData[]> {
	const awaited: Awaited = { draftUrl, jobId, limitMs: minutes * 60_000 };
	const outcome = await waitForJob(ctx, service, awaited);
	const job = finished(ctx, service, { awaited, outcome, minutes });
	const json = { ...job.fields };
	if (outcome.failedPolls > 0) json.failed_polls = outcome.failedPolls;
	const { itemIndex } = service;
	if (!(ctx.getNodeParameter('downloadVideo', itemIndex, false) as boolean)) return [{ json }];
	return [{ json, binary: await binaryOf(ctx, service, { awaited, job }) }];
}

/** The completed job; every other end is thrown as one sentence. */
function finished(
	ctx: IExecuteFunctions,
	service: Service,
	{ awaited, outcome, minutes }: { awaited: Awaited; outcome: Outcome; minutes: number },
): Job {
	const texts = textsIn(service.language);
	const fail = (failure: Failure): NodeApiError => problem(ctx, service, { awaited, failure });
	if (outcome.kind === 'lost') throw fail(outcome.failure);
	if (outcome.kind === 'late') {
		const { status = 'pending', progress = 0 } = outcome.job ?? {};
		throw fail({
			what: texts.stillRunning(minutes, `${status}, ${progress} %`),
			todo: texts.todoStillRunning(awaited.jobId),
			transient: false,
		});
	}
	if (outcome.job.status === 'failed') throw fail(failureOfJob(outcome.job, service.language));
	if (outcome.job.videoUrl === '') {
		throw fail({ what: texts.noVideoUrl, todo: texts.todoNoVideoUrl, transient: false });
	}
	return outcome.job;
}

async function binaryOf(
	ctx: IExecuteFunctions,
	service: Service,
	{ awaited, job }: { awaited: Awaited; job: Job },
): Promise<NonNullable<INodeExecutionData['binary']>> {
	const field = ctx.getNodeParameter('binaryPropertyName', service.itemIndex, 'data') as string;
	const fetched = await fetchVideo(ctx, service, {
		videoUrl: job.videoUrl,
		fallbackName: `${awaited.jobId ?? 'video'}.mp4`,
	});
	if (!fetched.ok) {
		throw problem(ctx, service, { awaited, failure: fetched.failure, object: job.videoUrl });
	}
	return { [field]: fetched.binary };
}

function problem(
	ctx: IExecuteFunctions,
	{ itemIndex }: Service,
	{ awaited, failure, object }: { awaited: Awaited; failure: Failure; object?: string | undefined },
): NodeApiError {
	const draftUrl = awaited.draftUrl || undefined;
	const { jobId } = awaited;
	return serviceError(ctx, failure, {
		itemIndex,
		draftUrl,
		jobId,
		object: object ?? (draftUrl ? undefined : jobId),
	});
}
