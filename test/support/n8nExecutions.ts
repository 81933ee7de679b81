/** Executions of the real n8n, as its own editor reads them. */
import { join } from 'node:path';
import { type N8n, PRODUCT } from './n8nProduct';

/** One execution. */
export interface Execution {
	readonly id: string;
	readonly status: string;
	/** The items that each node gave, all outputs of its last run together. */
	readonly outputs: Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>;
}

interface Item {
	readonly json: Readonly<Record<string, unknown>>;
}

interface RunData {
	readonly resultData: {
		readonly runData: Readonly<
			Record<
				string,
				readonly { readonly data?: { readonly main: readonly (readonly Item[] | null)[] } }[]
			>
		>;
	};
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- n8n's own format, by n8n's own reader, which lies in its folder
const { parse } = require(join(PRODUCT, 'node_modules/flatted')) as {
	readonly parse: (text: string) => unknown;
};

const outputsIn = (data: RunData): Execution['outputs'] =>
	Object.fromEntries(
		Object.entries(data.resultData.runData).map(([node, runs]) => [
			node,
			(runs.at(-1)?.data?.main ?? []).flatMap((items) => (items ?? []).map(({ json }) => json)),
		]),
	);

/** The executions of a workflow, newest first. */
export const executionsOf = async (
	n8n: Pick<N8n, 'rest'>,
	workflowId: string,
): Promise<readonly Execution[]> => {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { results } = (await n8n.rest('GET', `/executions?filter=${filter}&limit=20`)) as {
		results: readonly { readonly id: string; readonly status: string }[];
	};
	return Promise.all(
		results.map(async ({ id, status }) => {
			const { data } = (await n8n.rest('GET', `/executions/${id}`)) as { data: string };
			return { id, status, outputs: outputsIn(parse(data) as RunData) };
		}),
	);
};
