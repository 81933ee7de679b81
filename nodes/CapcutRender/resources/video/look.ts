/** Get Storyboard and Preflight: a look at a draft before it is rendered. Our agent only. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { plainOptions, shownFor } from '../../shared/descriptions';
import { fetchVideo } from '../../shared/download';
import { serviceError, type Deed } from '../../shared/execute';
import { draftUrlOf } from '../../shared/located';
import { ask, PATHS, serviceFor, type Service } from '../../shared/transport';
import { textIn } from '../../shared/wire';
import { agentOnly } from './cancel';

/** The draft may have to be downloaded first. */
const TIMEOUT_MS = 300_000;

export const lookFields: INodeProperties[] = [
	{
		displayName: 'Download Picture',
		name: 'downloadPicture',
		type: 'boolean',
		default: false,
		description:
			'Whether to put the picture itself into the output field data, besides its address',
		displayOptions: shownFor('storyboard'),
	},
	plainOptions('storyboard'),
	plainOptions('preflight'),
];

async function looked(
	ctx: IExecuteFunctions,
	service: Service,
	question: { operation: string; path: string; more?: IDataObject },
): Promise<IDataObject> {
	const { itemIndex } = service;
	const draftUrl = draftUrlOf(ctx, service);
	const { path, more } = question;
	const body = { draft_url: draftUrl, ...more };
	const answer = await ask(ctx, service, { method: 'POST', path, body, timeoutMs: TIMEOUT_MS });
	if (!answer.ok) {
		const failure = agentOnly(question.operation, answer.failure, service);
		throw serviceError(ctx, failure, { itemIndex, draftUrl });
	}
	return { draft_url: draftUrl, ...answer.fields };
}

export const preflight: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const question = { operation: 'Preflight', path: PATHS.preflight };
	return [{ json: await looked(ctx, service, question) }];
};

export const storyboard: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const more = { answer: 'json' };
	const question = { operation: 'Get Storyboard', path: PATHS.storyboard, more };
	const json = await looked(ctx, service, question);
	if (!(ctx.getNodeParameter('downloadPicture', itemIndex, false) as boolean)) return [{ json }];
	const source = { videoUrl: textIn(json.image_url), fallbackName: 'storyboard.png' };
	const fetched = await fetchVideo(ctx, service, source);
	if (fetched.ok) return [{ json, binary: { data: fetched.binary } }];
	throw serviceError(ctx, fetched.failure, { itemIndex, object: source.videoUrl });
};
