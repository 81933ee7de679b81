/** Runs one operation for every item: continue on fail, item linking and errors are settled here, once. */
import type {
	IDataObject,
	IExecuteFunctions,
	INode,
	INodeExecutionData,
	JsonObject,
} from 'n8n-workflow';
import { NodeApiError, NodeOperationError } from 'n8n-workflow';
import { sentence, type Failure } from './wire';

/** What an operation does for one item: its output items, not yet linked. */
export type Deed = (
	ctx: IExecuteFunctions,
	itemIndex: number,
) => Promise<readonly INodeExecutionData[]>;

/** The output of `deed` for every input item, each linked to the item that it came from. */
export async function forEachItem(
	ctx: IExecuteFunctions,
	deed: Deed,
): Promise<INodeExecutionData[]> {
	const output: INodeExecutionData[] = [];
	const count = ctx.getInputData().length;
	for (let itemIndex = 0; itemIndex < count; itemIndex++) {
		const pairedItem = { item: itemIndex };
		try {
			const made = await deed(ctx, itemIndex);
			output.push(...made.map((item) => ({ ...item, pairedItem })));
		} catch (cause) {
			const error = asNodeError(ctx, cause, itemIndex);
			if (!ctx.continueOnFail() && !isTool(ctx)) throw error;
			output.push({ json: asData(error), pairedItem });
		}
	}
	return output;
}

/** Whatever knows its node: every context of n8n does. */
export interface Named {
	getNode(): INode;
}

/** Whether an AI agent runs the node as its tool. Some agents of n8n hand a thrown error to the model as an empty text: it must be data. */
export const isTool = (ctx: Named): boolean => ctx.getNode().type.endsWith('Tool');

/** What a failure is about: the draft or file in words, and the job when there is one. */
export interface About {
	readonly itemIndex: number;
	readonly object?: string | undefined;
	readonly draftUrl?: string | undefined;
	readonly jobId?: string | undefined;
}

/** A failure of the service as n8n shows it: one sentence; code and job stand in the description. */
export function serviceError(
	ctx: Named,
	failure: Failure,
	{ itemIndex, object, draftUrl, jobId }: About,
): NodeApiError {
	const message = sentence({ what: failure.what, object: object ?? draftUrl, todo: failure.todo });
	const told = present({
		error_code: failure.errorCode,
		code: failure.code,
		http_status: failure.httpStatus,
		job_id: jobId,
		draft_url: draftUrl,
	});
	const description = [
		failure.errorCode,
		failure.code === undefined ? undefined : `code ${failure.code}`,
		failure.httpStatus === undefined ? undefined : `HTTP ${failure.httpStatus}`,
		jobId === undefined ? undefined : `job ${jobId}`,
	].filter((part) => part !== undefined);
	const error = new NodeApiError(ctx.getNode(), { message, ...told } as JsonObject, {
		message,
		...(failure.httpStatus === undefined ? {} : { httpCode: String(failure.httpStatus) }),
		itemIndex,
	});
	error.description = description.join(', ');
	error.context.data = told;
	return asSaid(error, message);
}

/** A mistake that the user can correct in the node. */
export function userError(ctx: Named, message: string, itemIndex: number): NodeOperationError {
	return asSaid(new NodeOperationError(ctx.getNode(), message, { itemIndex }), message);
}

/** n8n replaces a message that holds the letters of a system error (EEXIST in "preexisting"): say what was meant. */
function asSaid<E extends NodeApiError | NodeOperationError>(error: E, message: string): E {
	error.message = message;
	return error;
}

/** A failure as an item: these two fields alone are what n8n sends to a node's error output. */
export function asData({ message, context }: NodeApiError | NodeOperationError): IDataObject {
	const details = context.data as IDataObject | undefined;
	return details === undefined ? { error: message } : { error: message, details };
}

function asNodeError(
	ctx: IExecuteFunctions,
	cause: unknown,
	itemIndex: number,
): NodeApiError | NodeOperationError {
	if (cause instanceof NodeApiError || cause instanceof NodeOperationError) {
		cause.context.itemIndex = itemIndex;
		return cause;
	}
	const error =
		cause instanceof Error ? cause : new NodeOperationError(ctx.getNode(), String(cause));
	return new NodeOperationError(ctx.getNode(), error, { itemIndex });
}

function present(fields: IDataObject): IDataObject {
	return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
