/** Where a finished video goes, as fields of the node and as words of the wire. */
import type { IDataObject, INodeProperties } from 'n8n-workflow';
import { cleaned } from './wire';

/** The fields, for the collection of options. */
export const deliveryOptions: INodeProperties[] = [
	{
		displayName: 'Deliver Along',
		name: 'deliverExtras',
		type: 'multiOptions',
		options: [
			{ name: 'Captions', value: 'captions' },
			{ name: 'Poster', value: 'poster' },
			{ name: 'Report', value: 'report' },
			{ name: 'Storyboard', value: 'storyboard' },
		],
		default: ['captions'],
		description: 'What goes to the targets along with the video, where there is some',
	},
	{
		displayName: 'Deliver To Names or IDs',
		name: 'deliverTo',
		type: 'multiOptions',
		typeOptions: { loadOptionsMethod: 'getTargets' },
		default: [],
		description:
			'Where the agent puts the video; when empty, as the agent is set up. Choose from the list, or specify IDs using an <a href="https://docs.n8n.io/code/expressions/">expression</a>.',
	},
	{
		displayName: 'Download Name',
		name: 'downloadName',
		type: 'string',
		default: '',
		placeholder: 'e.g. My video',
		description: 'What the delivered file is called when somebody saves it',
	},
];

/** A list of names, or names separated by commas in Western or Chinese writing; `none` is an empty list, nothing is undefined. */
const namesIn = (given: unknown): string[] | undefined => {
	const names = (Array.isArray(given) ? given.map(cleaned) : cleaned(given).split(/[,，、]/))
		.map((name) => name.trim())
		.filter((name) => name !== '');
	if (names.length === 0) return undefined;
	return names.length === 1 && names[0]?.toLowerCase() === 'none' ? [] : names;
};

/** What is set of the fields, under the wire's names. */
export function deliveryOf(options: IDataObject): IDataObject {
	const targets = namesIn(options.deliverTo);
	const name = cleaned(options.downloadName);
	return {
		...(targets !== undefined && { deliver: targets }),
		...(name !== '' && { download_name: name }),
		...(options.deliverExtras !== undefined && { deliver_extras: options.deliverExtras }),
	};
}
