/** Runs the node in n8n's own engine: Start → CapCut Render → After. Owns the workflow around it, replaces nothing in it. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ExecutionLifecycleHooks, LoadOptionsContext, WorkflowExecute } from 'n8n-core';
import {
	NodeConnectionTypes,
	Workflow,
	type ICredentialDataDecryptedObject,
	type IDataObject,
	type IExecuteFunctions,
	type IHttpRequestOptions,
	type ILoadOptionsFunctions,
	type INode,
	type INodeExecutionData,
	type INodeListSearchResult,
	type INodeParameters,
	type INodePropertyOptions,
	type INodeType,
	type INodeTypeDescription,
	type IRun,
	type ITaskData,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { CapCutRenderApi } from '../../credentials/CapCutRenderApi.credentials';
import { CapcutRender } from '../../nodes/CapcutRender/CapcutRender.node';
import { CapcutRenderTrigger } from '../../nodes/CapcutRenderTrigger/CapcutRenderTrigger.node';

/** The engine writes a settings file into its user folder and logs every error: not into the home folder, and not here. */
const userFolder = mkdtempSync(join(tmpdir(), 'n8n-user-'));
process.env['N8N_USER_FOLDER'] = userFolder;
process.env['N8N_LOG_LEVEL'] = 'silent';
process.once('exit', () => rmSync(userFolder, { recursive: true, force: true }));

/** What a user types into the credential. */
export interface Credential {
	readonly baseUrl: string;
	readonly apiKey?: string;
}

/** One run of the node, as a user sets it up. */
export interface NodeSetup {
	readonly credential: Credential;
	/** Fields of the node; expressions begin with `=`. */
	readonly parameters: INodeParameters;
	/** What the node before gives. Default: one empty item. */
	readonly items?: readonly IDataObject[];
	/** Settings of the node: `onError`, `retryOnFail`, `maxTries` … */
	readonly settings?: Partial<INode>;
	/** An expression that the node after evaluates for each item, to see what it is linked to. */
	readonly readAfter?: string;
	/** Default `e1`. */
	readonly executionId?: string;
	/** Called with what stops the execution, as the editor's button does. */
	readonly onStarted?: (stop: () => void) => void;
}

/** What came of a run. */
export interface NodeRun {
	readonly items: readonly INodeExecutionData[];
	/** The second output, for `continueErrorOutput`. */
	readonly errorItems: readonly INodeExecutionData[];
	readonly error: { readonly message: string; readonly description: string } | undefined;
	/** What `readAfter` gave for each item. */
	readonly after: readonly unknown[];
	readonly status: string;
}

const NODE_NAME = 'CapCut Render';
/** The name of our credential's type. */
export const CREDENTIAL_NAME = 'capCutRenderApi';

/** The description of a plain node type. */
export const described = (name: string, properties: INodeTypeDescription['properties']) =>
	({
		displayName: name,
		name,
		group: ['transform' as const],
		version: 1,
		description: name,
		defaults: { name },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		properties,
	}) satisfies INodeTypeDescription;

/** A field of a node type. */
export const field = (name: string, type: 'json' | 'string') => ({
	displayName: name,
	name,
	type,
	default: '',
});

const start: INodeType = {
	description: described('start', [field('items', 'json')]),
	execute(this: IExecuteFunctions) {
		const items = this.getNodeParameter('items', 0) as unknown as readonly IDataObject[];
		return Promise.resolve([items.map((json, item) => ({ json, pairedItem: { item: 0 }, item }))]);
	},
};

const after: INodeType = {
	description: described('after', [field('value', 'string')]),
	execute(this: IExecuteFunctions) {
		const read = this.getInputData().map((_, item) => ({
			json: { read: this.getNodeParameter('value', item, '') as IDataObject },
			pairedItem: { item },
		}));
		return Promise.resolve([read]);
	},
};

const TYPES: Readonly<Record<string, INodeType>> = {
	'test.start': start,
	'test.after': after,
	'n8n-nodes-capcut-render.capcutRender': new CapcutRender(),
	'n8n-nodes-capcut-render.capcutRenderTrigger': new CapcutRenderTrigger(),
	// As n8n names the node when an agent has it as a tool.
	'n8n-nodes-capcut-render.capcutRenderTool': new CapcutRender(),
};

/** The node types that a workflow of the tests knows. */
export const nodeTypes = {
	getByName: (name: string) => typeNamed(name),
	getByNameAndVersion: (name: string) => typeNamed(name),
	getKnownTypes: () => ({}),
};

const typeNamed = (name: string): INodeType => {
	const type = TYPES[name];
	if (type === undefined) throw new Error(`no node type ${name}`);
	return type;
};

/** A node of a workflow. */
export const nodeOf = (name: string, type: string, rest: Partial<INode>): INode => ({
	id: `00000000-0000-4000-8000-${name.length.toString().padStart(12, '0')}`,
	name,
	type,
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
	...rest,
});

const workflowOf = (setup: NodeSetup): Workflow => {
	const to = (node: string) => [[{ node, type: NodeConnectionTypes.Main, index: 0 }]];
	const items = (setup.items ?? [{}]) as unknown as INodeParameters[];
	const nodes = [
		nodeOf('Start', 'test.start', { parameters: { items } }),
		nodeOf(NODE_NAME, 'n8n-nodes-capcut-render.capcutRender', {
			parameters: { resource: 'video', ...setup.parameters },
			credentials: { [CREDENTIAL_NAME]: { id: 'c1', name: 'CapCut Render' } },
			...setup.settings,
		}),
		nodeOf('After', 'test.after', { parameters: { value: setup.readAfter ?? '' } }),
	];
	const connections = { Start: { main: to(NODE_NAME) }, [NODE_NAME]: { main: to('After') } };
	return new Workflow({
		id: 'w1',
		name: 'test',
		active: false,
		settings: {},
		nodes,
		connections,
		nodeTypes,
	});
};

/** The credential as n8n's helper keeps it: decrypted data, and the credential type's own `authenticate`. */
const credentialsHelper = (credential: Credential) => {
	const type = new CapCutRenderApi();
	const data: ICredentialDataDecryptedObject = { apiKey: '', ...credential };
	return {
		getParentTypes: () => [],
		isCredentialUsableByNode: () => true,
		preAuthentication: () => Promise.resolve(undefined),
		getDecrypted: () => Promise.resolve({ ...data }),
		getCredentialsProperties: () => type.properties,
		authenticate: (
			credentials: ICredentialDataDecryptedObject,
			_name: string,
			options: IHttpRequestOptions,
		) =>
			typeof type.authenticate === 'function'
				? type.authenticate(credentials, options)
				: Promise.resolve(options),
	};
};

/** What n8n's server adds to an execution; only what the engine reads is there. */
export const additionalDataOf = (setup: Pick<NodeSetup, 'credential' | 'executionId'>) => {
	const executionId = setup.executionId ?? 'e1';
	const workflowData = { id: 'w1', name: 'test', active: false, nodes: [], connections: {} };
	const base = 'http://localhost';
	return {
		hooks: new ExecutionLifecycleHooks('manual', executionId, workflowData as never),
		executionId,
		currentNodeExecutionIndex: 0,
		variables: {},
		restApiUrl: '',
		instanceBaseUrl: base,
		webhookBaseUrl: base,
		webhookTestBaseUrl: base,
		webhookWaitingBaseUrl: `${base}/webhook-waiting`,
		formWaitingBaseUrl: `${base}/form-waiting`,
		formBaseUrl: base,
		formTestBaseUrl: base,
		credentialsHelper: credentialsHelper(setup.credential),
	} as unknown as IWorkflowExecuteAdditionalData;
};

/** Runs Start → CapCut Render → After in n8n's engine. Never throws for a failed node: see `error`. */
export const runNode = async (setup: NodeSetup): Promise<NodeRun> => {
	const workflow = workflowOf(setup);
	const startNode = workflow.getNode('Start');
	if (startNode === null) throw new Error('no Start node');
	const execute = new WorkflowExecute(additionalDataOf(setup), 'manual');
	const running = execute.run({ workflow, startNode });
	setup.onStarted?.(() => running.cancel());
	return told(await running);
};

/** What the editor is in when it fills a list. */
const listContext = (
	setup: Pick<NodeSetup, 'credential' | 'parameters'>,
): ILoadOptionsFunctions => {
	const workflow = workflowOf(setup);
	const node = workflow.getNode(NODE_NAME);
	if (node === null) throw new Error('no node');
	const context = new LoadOptionsContext(workflow, node, additionalDataOf(setup), 'parameters');
	return context as ILoadOptionsFunctions;
};

/** What a list of the node offers in the editor. @throws {NodeApiError} as the node's method */
export const listOf = async (
	method: string,
	setup: Pick<NodeSetup, 'credential' | 'parameters'>,
): Promise<readonly INodePropertyOptions[]> =>
	new CapcutRender().methods.loadOptions[method as 'getTargets'].call(listContext(setup));

/** A page of a list in which the editor lets one search. @throws {NodeApiError} as the node's method */
export const searchOf = async (
	method: 'searchDrafts' | 'searchJobs',
	setup: Pick<NodeSetup, 'credential' | 'parameters'>,
	{ filter, page }: { readonly filter?: string; readonly page?: string } = {},
): Promise<INodeListSearchResult> =>
	new CapcutRender().methods.listSearch[method].call(listContext(setup), filter, page);

const outputsOf = (run: IRun, node: string): readonly (INodeExecutionData[] | null)[] => {
	const tasks: readonly (ITaskData | undefined)[] = run.data.resultData.runData[node] ?? [];
	return tasks[0]?.data?.['main'] ?? [];
};

const told = (run: IRun): NodeRun => {
	const { error } = run.data.resultData;
	const [items, errorItems] = outputsOf(run, NODE_NAME);
	const [after] = outputsOf(run, 'After');
	return {
		items: items ?? [],
		errorItems: errorItems ?? [],
		error: error && { message: error.message, description: error.description ?? '' },
		after: (after ?? []).map(({ json }) => json['read']),
		status: run.status,
	};
};
