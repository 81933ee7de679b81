/** The lists that the editor offers where one chooses: drafts and jobs of our agent. */
import type {
	IDataObject,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodePropertyOptions,
} from 'n8n-workflow';
import { agentOnly } from '../resources/video/cancel';
import { serviceError } from './execute';
import { textsIn } from './texts';
import { ask, PATHS, serviceOfNode } from './transport';
import { textIn } from './wire';

interface Page {
	readonly items: readonly IDataObject[];
	readonly next: string;
}

async function pageOf(ctx: ILoadOptionsFunctions, path: string, qs: IDataObject): Promise<Page> {
	const service = await serviceOfNode(ctx);
	const answer = await ask(ctx, service, { method: 'GET', path, qs });
	if (!answer.ok) throw serviceError(ctx, answer.failure, { itemIndex: 0 });
	const { items, next_cursor: next } = answer.fields;
	return { items: Array.isArray(items) ? (items as IDataObject[]) : [], next: textIn(next) };
}

const matching = (filter: string | undefined) => {
	const wanted = (filter ?? '').trim().toLowerCase();
	return ({ name }: INodeListSearchItems): boolean => name.toLowerCase().includes(wanted);
};

const dayAndTime = (time: unknown): string => textIn(time).replace('T', ' ').slice(0, 16);

/** Drafts that were uploaded to the agent, newest first. */
export async function searchDrafts(
	this: ILoadOptionsFunctions,
	filter?: string,
): Promise<INodeListSearchResult> {
	const { items } = await pageOf(this, PATHS.drafts, {});
	const results = items.map((draft) => ({
		name: `${dayAndTime(draft.created_at)} · ${textIn(draft.draft_id)}`,
		value: textIn(draft.draft_url),
	}));
	return { results: results.filter(matching(filter)) };
}

/** Jobs of the agent, newest first, a page at a time. */
export async function searchJobs(
	this: ILoadOptionsFunctions,
	filter?: string,
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	const qs = paginationToken === undefined ? { limit: 50 } : { limit: 50, cursor: paginationToken };
	const { items, next } = await pageOf(this, PATHS.jobs, qs);
	const results = items.map((job) => ({
		name: `${dayAndTime(job.created_at)} · ${textIn(job.status)} · ${textIn(job.job_id)}`,
		value: textIn(job.job_id),
	}));
	const found = results.filter(matching(filter));
	return next === '' ? { results: found } : { results: found, paginationToken: next };
}

/** Delivery targets of the agent, with the choice of none. */
export async function getTargets(this: ILoadOptionsFunctions): Promise<INodePropertyOptions[]> {
	const service = await serviceOfNode(this);
	const { todoNoTargets, keepWithAgent } = textsIn(service.language);
	const answer = await ask(this, service, { method: 'GET', path: PATHS.targets });
	if (!answer.ok) {
		const failure = agentOnly('Deliver To', answer.failure, service);
		const isTheirs = failure !== answer.failure;
		throw serviceError(this, isTheirs ? { ...failure, todo: todoNoTargets } : failure, {
			itemIndex: 0,
		});
	}
	const items = Array.isArray(answer.fields.items) ? (answer.fields.items as IDataObject[]) : [];
	const targets = items.map(({ name, kind }) => ({
		name: `${textIn(name)} (${textIn(kind)})`,
		value: textIn(name),
	}));
	return [...targets, { name: keepWithAgent, value: 'none' }];
}
