/** Get Many: the jobs of our agent, newest first. The hosted service keeps no list. */
import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { languageOption, shownFor } from '../../shared/descriptions';
import { serviceError, type Deed } from '../../shared/execute';
import { ask, PATHS, serviceFor, type Service } from '../../shared/transport';
import { textIn } from '../../shared/wire';
import { agentOnly } from './cancel';

const PAGE = 100;

export const getManyFields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
		displayOptions: shownFor('getAll'),
	},
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
		displayOptions: { show: { ...shownFor('getAll').show, returnAll: [false] } },
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add option',
		default: {},
		displayOptions: shownFor('getAll'),
		options: [
			languageOption,
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
				options: [
					{ name: 'Completed', value: 'completed' },
					{ name: 'Failed', value: 'failed' },
					{ name: 'Pending', value: 'pending' },
					{ name: 'Processing', value: 'processing' },
				],
				default: 'completed',
				description: 'Only jobs in this state',
			},
		],
	},
];

export const getMany: Deed = async (ctx, itemIndex) => {
	const service = await serviceFor(ctx, itemIndex);
	const all = ctx.getNodeParameter('returnAll', itemIndex, false) as boolean;
	const wanted = all ? Infinity : ctx.getNodeParameter('limit', itemIndex, 50);
	const status = textIn(ctx.getNodeParameter('options.status', itemIndex, ''));
	const jobs: IDataObject[] = [];
	for (let cursor = ''; ;) {
		const page = await pageOf(ctx, service, {
			limit: Math.min(PAGE, wanted - jobs.length),
			...(status === '' ? {} : { status }),
			...(cursor === '' ? {} : { cursor }),
		});
		jobs.push(...page.items.slice(0, wanted - jobs.length));
		if (page.next === '' || page.next === cursor || jobs.length >= wanted) break;
		cursor = page.next;
	}
	return jobs.map((json) => ({ json }));
};

async function pageOf(
	ctx: IExecuteFunctions,
	service: Service,
	qs: IDataObject,
): Promise<{ items: IDataObject[]; next: string }> {
	const answer = await ask(ctx, service, { method: 'GET', path: PATHS.jobs, qs });
	if (!answer.ok) {
		const failure = agentOnly('Get Many', answer.failure, service);
		throw serviceError(ctx, failure, { itemIndex: service.itemIndex });
	}
	const { items, next_cursor: next } = answer.fields;
	return { items: Array.isArray(items) ? (items as IDataObject[]) : [], next: textIn(next) };
}
