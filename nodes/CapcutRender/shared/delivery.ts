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

/** A target: its name, or all of it as an object, which an expression may give. */
type Target = string | IDataObject;

const isTarget = (given: unknown): given is Target =>
	typeof given === 'string' ||
	(typeof given === 'object' && given !== null && !Array.isArray(given));

/** Texts and objects in a list, in a text separated by commas in Western or Chinese writing, or one object. */
const listed = (given: unknown): readonly unknown[] => {
	if (given === undefined || given === null) return [];
	if (Array.isArray(given)) return given;
	return typeof given === 'string' ? given.split(/[,，、]/) : [given];
};

/** The targets that are meant; `none` is an empty list, nothing is undefined. */
const targetsIn = (given: unknown): Target[] | undefined | 'invalid' => {
	const all = listed(given);
	if (!all.every(isTarget)) return 'invalid';
	const targets = all
		.map((one) => (typeof one === 'string' ? cleaned(one) : one))
		.filter((one) => one !== '');
	const [first] = targets;
	if (first === undefined) return undefined;
	const isNone = typeof first === 'string' && first.toLowerCase() === 'none';
	return targets.length === 1 && isNone ? [] : targets;
};

/** What is set of the fields, under the wire's names; `invalid` when targets are neither names nor objects. */
export function deliveryOf(options: IDataObject): IDataObject | 'invalid' {
	const targets = targetsIn(options.deliverTo);
	if (targets === 'invalid') return 'invalid';
	const name = cleaned(options.downloadName);
	return {
		...(targets !== undefined && { deliver: targets }),
		...(name !== '' && { download_name: name }),
		...(options.deliverExtras !== undefined && { deliver_extras: options.deliverExtras }),
	};
}
