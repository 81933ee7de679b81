/** Fields that several operations share, and how the node's fields become the wire's. */
import type {
	IDataObject,
	IDisplayOptions,
	IExecuteFunctions,
	INodeProperties,
} from 'n8n-workflow';
import { deliveryOf, deliveryOptions } from './delivery';
import { userError } from './execute';
import { textsIn } from './texts';
import type { Service } from './transport';
import { cleaned } from './wire';

/** Shows a field for these operations of the resource Video. */
export const shownFor = (...operation: string[]): IDisplayOptions => ({
	show: { resource: ['video'], operation },
});

/** In which language the service and the node speak. */
export const languageOption: INodeProperties = {
	displayName: 'Language',
	name: 'language',
	type: 'options',
	options: [
		{ name: 'Chinese', value: 'zh' },
		{ name: 'English', value: 'en' },
	],
	default: 'en',
	description: 'The language of messages and errors',
};

/** Where captions go. */
export const captionsOption: INodeProperties = {
	displayName: 'Captions',
	name: 'captions',
	type: 'options',
	options: [
		{ name: 'Both', value: 'both', description: 'In the picture and as files' },
		{ name: 'Burn Into the Picture', value: 'burn' },
		{ name: 'None', value: 'none' },
		{ name: 'Sidecar File', value: 'sidecar', description: 'As SRT and VTT beside the video' },
	],
	default: 'burn',
	description: 'Where captions go',
};

/** What is done about missing media. */
export const onMissingOption: INodeProperties = {
	displayName: 'On Missing Media',
	name: 'onMissing',
	type: 'options',
	options: [
		{ name: 'Fail', value: 'fail', description: 'Name everything that is missing and stop' },
		{ name: 'Skip', value: 'skip', description: 'Render without it and warn' },
	],
	default: 'fail',
	description: 'What to do about media that cannot be had',
};

const FAILS = {
	name: 'Fail',
	value: 'fail',
	description: 'Refuse whatever would be approximated or skipped, and name it',
};

const unsupportedWith = (...more: (typeof FAILS)[]): INodeProperties => ({
	displayName: 'On Unsupported Content',
	name: 'onUnsupported',
	type: 'options',
	options: [
		{ name: 'Approximate', value: 'approximate', description: 'Draw the nearest look' },
		...more,
		{ name: 'Skip', value: 'skip', description: 'Leave it out' },
	],
	default: 'approximate',
	description: 'What to do about content that cannot be drawn exactly',
});

/** What is done about content that cannot be drawn exactly. */
export const onUnsupportedOption = unsupportedWith(FAILS);

/** The same where nothing is refused for that. */
export const leftOutOrNearOption = unsupportedWith();

/** How large the picture of the draft is. */
export const sizeOption: INodeProperties = {
	displayName: 'Size',
	name: 'size',
	type: 'string',
	default: 'source',
	placeholder: 'e.g. 1080p',
	description: "Size of the video: source (the draft's canvas), 720p, 1080p, 4k, or like 1080x1920",
};

/** A collection that holds the language only. */
export const plainOptions = (operation: string): INodeProperties => ({
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: shownFor(operation),
	options: [languageOption],
});

/** Options of a render, sent only when they are set: the hosted service knows none of them. */
export const renderOptionsField: INodeProperties = {
	displayName: 'Options',
	name: 'options',
	type: 'collection',
	placeholder: 'Add option',
	default: {},
	displayOptions: shownFor('submit', 'renderAndWait', 'preflight'),
	description: 'All but Language are understood by the CapCut Render agent only',
	options: [
		{
			displayName: 'Callback URL',
			name: 'callbackUrl',
			type: 'string',
			default: '',
			description: 'Address that is called when the job is completed or has failed',
		},
		captionsOption,
		{
			displayName: 'Codec',
			name: 'codec',
			type: 'options',
			options: [
				{ name: 'AV1', value: 'av1' },
				{ name: 'H.264', value: 'h264' },
				{ name: 'H.265', value: 'h265' },
			],
			default: 'h264',
			description: 'Video codec of the file',
		},
		{
			displayName: 'Container',
			name: 'container',
			type: 'options',
			options: [
				{ name: 'MKV', value: 'mkv' },
				{ name: 'MOV', value: 'mov' },
				{ name: 'MP4', value: 'mp4' },
				{ name: 'WebM', value: 'webm' },
			],
			default: 'mp4',
			description: 'File format of the video',
		},
		...deliveryOptions,
		{
			displayName: 'FPS',
			name: 'fps',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 120 },
			default: 30,
			description: "Frames per second of the video. When not set, the draft's.",
		},
		languageOption,
		{
			displayName: 'Loudness',
			name: 'loudness',
			type: 'options',
			options: [
				{ name: '-14 LUFS (Online Video)', value: '-14' },
				{ name: '-16 LUFS (Podcast)', value: '-16' },
				{ name: '-23 LUFS (Broadcast)', value: '-23' },
				{ name: 'Off', value: 'off', description: 'The plain sum of the draft' },
			],
			default: 'off',
			description: 'Integrated loudness that the sound is normalized to',
		},
		{
			displayName: 'Metadata',
			name: 'metadata',
			type: 'json',
			default: '{}',
			description: 'Any JSON object; it comes back in the status and in callbacks',
		},
		onMissingOption,
		onUnsupportedOption,
		{
			displayName: 'Preview',
			name: 'preview',
			type: 'boolean',
			default: false,
			description: 'Whether to render small and quickly, to look at',
		},
		{
			displayName: 'Priority',
			name: 'priority',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 9 },
			default: 5,
			description: 'From 0 to 9; higher ones are rendered first',
		},
		{
			displayName: 'Quality',
			name: 'quality',
			type: 'options',
			options: [
				{ name: 'Draft', value: 'draft' },
				{ name: 'High', value: 'high' },
				{ name: 'Standard', value: 'standard' },
			],
			default: 'standard',
			description: 'Picture quality against size and time',
		},
		{
			displayName: 'Render Time Limit (Seconds)',
			name: 'timeLimitSeconds',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: 86400 },
			default: 3600,
			description: 'The agent gives the job up after this time',
		},
		sizeOption,
	],
};

const WIRE_NAMES: Readonly<Record<string, string>> = {
	callbackUrl: 'callback_url',
	captions: 'captions',
	codec: 'codec',
	container: 'container',
	fps: 'fps',
	loudness: 'loudness',
	onMissing: 'on_missing',
	onUnsupported: 'on_unsupported',
	preview: 'preview',
	priority: 'priority',
	quality: 'quality',
	size: 'size',
	timeLimitSeconds: 'time_limit_seconds',
};

/** The options that are set, under the wire's names. */
export function renderOptionsOf(ctx: IExecuteFunctions, service: Service): IDataObject {
	const options = ctx.getNodeParameter('options', service.itemIndex, {});
	const body: IDataObject = {};
	for (const [name, wireName] of Object.entries(WIRE_NAMES)) {
		const value = typeof options[name] === 'string' ? cleaned(options[name]) : options[name];
		if (value !== undefined && value !== '') body[wireName] = value;
	}
	const delivery = deliveryOf(options);
	if (delivery === 'invalid') {
		throw userError(ctx, textsIn(service.language).targetsInvalid, service.itemIndex);
	}
	Object.assign(body, delivery);
	const metadata = metadataIn(options.metadata);
	if (metadata === 'invalid') {
		throw userError(ctx, textsIn(service.language).metadataInvalid, service.itemIndex);
	}
	if (metadata !== undefined) body.metadata = metadata;
	return body;
}

function metadataIn(given: unknown): IDataObject | undefined | 'invalid' {
	if (given === undefined || given === '') return undefined;
	if (typeof given !== 'string') {
		const isObject = typeof given === 'object' && given !== null && !Array.isArray(given);
		return isObject ? (given as IDataObject) : 'invalid';
	}
	try {
		const value: unknown = JSON.parse(given);
		return typeof value === 'string' ? 'invalid' : metadataIn(value);
	} catch {
		return 'invalid';
	}
}
