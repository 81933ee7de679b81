/** What the tests of the real n8n share: n8n with our package, the real agent, drafts, a sheet, a model, a browser. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AgentProcess, startAgentProcess } from '../support/agentProcess';
import { type ChatModel, startChatModel } from '../support/chatModel';
import { type DraftServer, serveDrafts } from '../support/draftServer';
import { freePort } from '../support/freePort';
import { type LocalServer, serve } from '../support/localServer';
import { fixture, lengthened } from '../support/longDrafts';
import { type Editor, openEditor } from '../support/n8nEditor';
import { type N8n, prepareN8n, WORKFLOWS } from '../support/n8nProduct';
import { CREDENTIALS, triggerWorkflow, waitingWorkflow } from '../support/n8nWorkflows';

/** A name under which the agent answers too, as behind a reverse proxy. */
export const PUBLIC_NAME = 'render.example.com';
/** How long the slow drafts are, and those whose end nobody waits for. Seconds. */
const SLOW = 60;
const ENDLESS = 3600;
/** How many drafts there are of each kind. */
const EACH = 100;
const idOf = (number: number): string => `20261123${String(number).padStart(6, '0')}c0ffee01`;

/** Workflow files of the docs, by name. */
const FILES = ['one-draft', 'sheet-rows', 'approval', 'batch-with-limit', 'failures', 'ai-agent'];

/** What has a webhook or a trigger. */
const PUBLISHED = [
	'capcutOneDraft01',
	'capcutSheetRows1',
	'capcutApproval01',
	'capcutBatchLimit',
	'capcutFailures01',
	'asking',
	'suspended',
	'told',
];

/** Everything that runs. */
export interface World {
	readonly n8n: N8n;
	readonly editor: Editor;
	readonly model: ChatModel;
	readonly sheet: LocalServer;
	/** The agent that listens now. */
	readonly agent: () => AgentProcess;
	/** Starts the agent again where it was, after it was killed. */
	readonly restartAgent: () => Promise<void>;
	/** The address of a draft that nobody has submitted yet. */
	readonly fresh: () => string;
	/** The same, of one whose render takes some time. */
	readonly slow: () => string;
	/** The same, of one whose render nobody waits for. */
	readonly endless: () => string;
	/** The address of a draft that does not exist. */
	readonly missing: () => string;
	readonly close: () => Promise<void>;
}

const workflowFile = async (name: string): Promise<object> =>
	JSON.parse(await readFile(join(WORKFLOWS, `${name}.json`), 'utf8')) as object;

const credentialsFor = (agent: AgentProcess, model: ChatModel): readonly object[] => [
	{
		...CREDENTIALS.capCutRenderApi,
		type: 'capCutRenderApi',
		data: { baseUrl: agent.url, apiKey: '' },
	},
	{
		...CREDENTIALS.openAiApi,
		type: 'openAiApi',
		data: { apiKey: 'sk-of-the-stand-in', url: `${model.origin}/v1` },
	},
];

const workflowsToImport = async (): Promise<readonly object[]> => [
	...(await Promise.all(FILES.map(workflowFile))),
	{
		...waitingWorkflow('asking', { waitBy: 'asking' }),
		settings: { errorWorkflow: 'capcutFailures01' },
	},
	waitingWorkflow('suspended', {
		waitBy: 'callback',
		n8nAddress: '={{ $json.body.n8n_address ?? "" }}',
	}),
	triggerWorkflow('told'),
];

/** Addresses of drafts, each given once. */
const draftsOf = (server: DraftServer) => {
	let used = 0;
	const next = (from: number) => (): string => server.draftUrl(idOf(from + used++));
	return { fresh: next(0), slow: next(EACH), endless: next(2 * EACH), missing: next(9 * EACH) };
};

const serveAll = async (folder: string): Promise<DraftServer> => {
	const folders = [
		fixture('03_image_kenburns'),
		lengthened(join(folder, 'slow'), SLOW),
		lengthened(join(folder, 'endless'), ENDLESS),
	];
	const drafts = folders.flatMap((one, kind) =>
		Array.from({ length: EACH }, (_, number) => [idOf(kind * EACH + number), one] as const),
	);
	return serveDrafts({ drafts: Object.fromEntries(drafts) });
};

const serveSheets = (drafts: ReturnType<typeof draftsOf>): Promise<LocalServer> => {
	const sheets: Readonly<Record<string, string>> = {
		'/sheet.csv': `name,draft_url\nfirst,${drafts.fresh()}\nlost,${drafts.missing()}\nthird,${drafts.fresh()}\n`,
		'/other.csv': 'name,address\nfirst,here\nsecond,there\n',
		'/empty.csv': '',
	};
	return serve(({ path }) => ({
		bytes: sheets[path] ?? 'no such sheet',
		status: path in sheets ? 200 : 404,
		headers: { 'content-type': 'text/csv' },
	}));
};

/** Starts everything, told of each piece how it is closed. */
const startAll = async (
	opened: (close: () => Promise<unknown>) => void,
): Promise<Omit<World, 'close'>> => {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-agent-'));
	opened(() => rm(folder, { recursive: true, force: true }));
	const server = await serveAll(folder);
	opened(server.close);
	const drafts = draftsOf(server);
	const sheet = await serveSheets(drafts);
	opened(sheet.close);
	const model = await startChatModel();
	opened(model.close);
	const port = await freePort();
	const startAgent = (): Promise<AgentProcess> =>
		startAgentProcess(join(folder, 'data'), {
			RENDER_AGENT_PORT: String(port),
			RENDER_AGENT_LOG_LEVEL: 'warn',
			RENDER_AGENT_ALLOW_HOSTS: PUBLIC_NAME,
		});
	let agent = await startAgent();
	opened(() => agent.stop());
	const n8n = prepareN8n({
		port: await freePort(),
		brokerPort: await freePort(),
		credentials: credentialsFor(agent, model),
		workflows: await workflowsToImport(),
	});
	opened(n8n.close);
	await n8n.start();
	const editor = await openEditor(n8n);
	opened(editor.close);
	await editor.signUp();
	for (const id of PUBLISHED) await n8n.publish(id);
	return {
		...drafts,
		n8n,
		editor,
		model,
		sheet,
		agent: () => agent,
		restartAgent: async () => {
			agent = await startAgent();
		},
	};
};

/** Starts everything; the owner is signed up in the browser and the workflows are on. What fails leaves nothing running. */
export const startWorld = async (): Promise<World> => {
	const closings: (() => Promise<unknown>)[] = [];
	const close = async (): Promise<void> => {
		for (const one of closings.toReversed()) await one();
	};
	try {
		const world = await startAll((one) => closings.push(one));
		return { ...world, close };
	} catch (error) {
		await close();
		throw error;
	}
};
