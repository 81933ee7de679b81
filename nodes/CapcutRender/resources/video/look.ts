/** Get Storyboard and Preflight: a look at a draft before it is rendered. Our agent only. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import {
	captionsOption,
	languageOption,
	leftOutOrNearOption,
	onMissingOption,
	renderOptionsOf,
	shownFor,
	sizeOption,
} from '../../shared/descriptions';
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
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: shownFor('storyboard'),
		options: [
			captionsOption,
			{
				displayName: 'Columns',
				name: 'columns',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 12 },
				default: 4,
				description: 'Frames in a row. When not set, 4 for wide videos and 6 for tall ones.',
			},
			{
				displayName: 'Frames',
				name: 'frames',
				type: 'number',
				typeOptions: { minValue: 1, maxValue: 60 },
				default: 12,
				description: 'How many frames the contact sheet shows',
			},
			languageOption,
			onMissingOption,
			leftOutOrNearOption,
			sizeOption,
			{
				displayName: 'Time (Seconds)',
				name: 'at',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 86400, numberPrecision: 3 },
				default: 0,
				description: 'When set, the frame at this time is given alone: a poster',
			},
			{
				displayName: 'Width',
				name: 'width',
				type: 'number',
				typeOptions: { minValue: 160, maxValue: 4096 },
				default: 1600,
				description:
					'Width of the picture in pixels. When not set, 1600 for a contact sheet and the width of the video for one frame.',
			},
		],
	},
];

const SHEET_FIELDS = ['at', 'columns', 'frames', 'width'] as const;

/** What the contact sheet shall show, as far as it is set. */
function sheetOf(ctx: IExecuteFunctions, itemIndex: number): IDataObject {
	const options = ctx.getNodeParameter('options', itemIndex, {});
	const isSet = (name: string): boolean => options[name] !== undefined && options[name] !== '';
	return Object.fromEntries(SHEET_FIELDS.filter(isSet).map((name) => [name, options[name]]));
}

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
	const more = renderOptionsOf(ctx, service);
	const question = { operation: 'Preflight', path: PATHS.preflight, more };
	return [{ json: await looked(ctx, service, question) }];
};

export const storyboard: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const more = { answer: 'json', ...renderOptionsOf(ctx, service), ...sheetOf(ctx, itemIndex) };
	const question = { operation: 'Get Storyboard', path: PATHS.storyboard, more };
	const json = await looked(ctx, service, question);
	if (!(ctx.getNodeParameter('downloadPicture', itemIndex, false) as boolean)) return [{ json }];
	const source = { videoUrl: textIn(json.image_url), fallbackName: 'storyboard.png' };
	const fetched = await fetchVideo(ctx, service, source);
	if (fetched.ok) return [{ json, binary: { data: fetched.binary } }];
	throw serviceError(ctx, fetched.failure, { itemIndex, object: source.videoUrl });
};
