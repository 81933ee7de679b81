/** Executions of the real n8n, as its own editor reads them. */
import { join } from 'node:path';
import { waitFor } from './agentProcess';
import { type N8n, PATIENCE_MS, PRODUCT } from './n8nProduct';

/** What a node gave or was given: fields of one item. */
export type Fields = Readonly<Record<string, unknown>>;

/** One execution. */
export interface Execution {
	readonly id: string;
	readonly status: string;
	/** The items that each node gave, all outputs of its last run together. */
	readonly outputs: Readonly<Record<string, readonly Fields[]>>;
	/** The sentence with which it failed. */
	readonly error: string | undefined;
}

interface Item {
	readonly json: Fields;
}

interface NodeRunData {
	readonly data?: { readonly main?: readonly (readonly Item[] | null)[] };
}

interface RunData {
	readonly resultData: {
		readonly runData: Readonly<Record<string, readonly NodeRunData[]>>;
		readonly error?: { readonly message: string };
	};
}

// eslint-disable-next-line @typescript-eslint/no-require-imports -- n8n's own format, by n8n's own reader, which lies in its folder
const { parse } = require(join(PRODUCT, 'node_modules/flatted')) as {
	readonly parse: (text: string) => unknown;
};

const outputsIn = ({ resultData }: RunData): Execution['outputs'] =>
	Object.fromEntries(
		Object.entries(resultData.runData).map(([node, runs]) => [
			node,
			(runs.at(-1)?.data?.main ?? []).flatMap((items) => (items ?? []).map(({ json }) => json)),
		]),
	);

type Asked = Pick<N8n, 'rest'>;

/** An execution as it is now. */
export const executionOf = async (n8n: Asked, id: string): Promise<Execution> => {
	const { data, status } = (await n8n.rest('GET', `/executions/${id}`)) as {
		readonly data: string;
		readonly status: string;
	};
	const run = parse(data) as RunData;
	return { id, status, outputs: outputsIn(run), error: run.resultData.error?.message };
};

/** The executions of a workflow, newest first, twenty at most. */
export const executionsOf = async (
	n8n: Asked,
	workflowId: string,
): Promise<readonly { readonly id: string; readonly status: string }[]> => {
	const filter = encodeURIComponent(JSON.stringify({ workflowId }));
	const { results } = (await n8n.rest('GET', `/executions?filter=${filter}&limit=20`)) as {
		readonly results: readonly { readonly id: string; readonly status: string }[];
	};
	return results;
};

/** The first item that a node gave. */
export const outputOf = ({ outputs }: Execution, node: string): Fields => outputs[node]?.[0] ?? {};

const isAbout = ({ outputs }: Execution, text: string): boolean =>
	JSON.stringify(outputs).includes(text);

/** The execution of a workflow about `text`, such as the address of a draft, once it is in one of these states. */
export const executionAbout = (
	n8n: Asked,
	workflow: string,
	{ text, states }: { readonly text: string; readonly states: readonly string[] },
): Promise<Execution> =>
	waitFor(
		`${states.join(' or ')} of ${workflow} about ${text}`,
		async () => {
			const likely = (await executionsOf(n8n, workflow)).filter(({ status }) =>
				states.includes(status),
			);
			for (const { id } of likely) {
				const one = await executionOf(n8n, id);
				if (isAbout(one, text)) return one;
			}
			return undefined;
		},
		PATIENCE_MS,
	);

/** The execution about `text` when it is over, however it ended. */
export const endAbout = (n8n: Asked, workflow: string, text: string): Promise<Execution> =>
	executionAbout(n8n, workflow, { text, states: ['success', 'error', 'crashed', 'canceled'] });

/** The execution about `text` when it sleeps. */
export const sleepAbout = (n8n: Asked, workflow: string, text: string): Promise<Execution> =>
	executionAbout(n8n, workflow, { text, states: ['waiting'] });
