/** A worker as people run it: a process of its own with its own data folder, enrolled by the command. For Linux. */
import { API, ask, type AnswerBody } from './agent';
import {
	type AgentProcess,
	type CommandProcess,
	type Environment,
	type Said,
	startCommand,
	type StartOptions,
	waitFor,
} from './agentProcess';

/** A worker that runs. */
export interface WorkerProcess extends CommandProcess {
	readonly data: string;
	/** As `kill -9` does. */
	readonly kill: () => Promise<Said>;
	/** As a service manager does. */
	readonly stop: () => Promise<Said>;
}

/** Runs a command of the agent to its end. */
export const runCommand = (args: readonly string[], options: StartOptions): Promise<Said> =>
	startCommand(args, options).ended;

/** The code and the credential-making command of a gateway, as `worker code` prints them. */
export const codeOf = async (gateway: Pick<AgentProcess, 'data'>): Promise<string> => {
	const { out } = await runCommand(['worker', 'code'], { data: gateway.data });
	const code = /--code (\S+)/.exec(out)?.[1];
	if (code === undefined) throw new Error(`no code: ${out}`);
	return code;
};

/** Enrols a data folder at a gateway. */
export const enrol = async (
	gateway: Pick<AgentProcess, 'data' | 'url'>,
	data: string,
	more: Partial<StartOptions> & { readonly name?: string } = {},
): Promise<void> => {
	const { name = 'pc', ...options } = more;
	const code = await codeOf(gateway);
	const args = ['worker', 'enrol', '--gateway', gateway.url, '--code', code, '--name', name];
	const said = await runCommand(args, { data, ...options });
	if (said.code !== 0) throw new Error(`not enrolled: ${JSON.stringify(said)}`);
};

/** Starts the worker of a data folder; it works when this resolves. */
export const startWorkerProcess = async (
	data: string,
	environment: Environment = {},
	{ args = [], ...more }: Partial<StartOptions> & { readonly args?: readonly string[] } = {},
): Promise<WorkerProcess> => {
	const command = startCommand(['worker', 'run', ...args], { data, environment, ...more });
	const { child, ended, out } = command;
	let said: Said | undefined;
	void ended.then((end) => (said = end));
	await waitFor('the worker', () => {
		if (said) throw new Error(`the worker ended: ${JSON.stringify(said)}`);
		return out().includes('works for') || undefined;
	});
	const end = (signal: NodeJS.Signals) => (): Promise<Said> => {
		child.kill(signal);
		return ended;
	};
	return { ...command, data, kill: end('SIGKILL'), stop: end('SIGTERM') };
};

/** The workers of a gateway, one line each, as `worker list` prints them. */
export const listed = async (gateway: Pick<AgentProcess, 'data'>): Promise<readonly string[]> =>
	(await runCommand(['worker', 'list'], { data: gateway.data })).out.trim().split('\n');

/** Puts a zip of a draft at a gateway and gives the address to submit. */
export const putDraft = async (
	gateway: Pick<AgentProcess, 'url'>,
	zip: Buffer,
	headers: Readonly<Record<string, string>> = {},
): Promise<string> => {
	const answer = await fetch(`${gateway.url}/v1/drafts`, {
		method: 'POST',
		headers: { 'content-type': 'application/zip', ...headers },
		body: new Uint8Array(zip),
	});
	return ((await answer.json()) as { readonly draft_url: string }).draft_url;
};

/** A caller of a gateway with a key. */
export interface Caller {
	readonly submit: (draft: string, options?: object) => Promise<string>;
	readonly jobOf: (id: string) => Promise<AnswerBody>;
	readonly endOf: (id: string, patience?: number) => Promise<AnswerBody>;
}

/** Calls a gateway, which may be gone for a while. */
export const callerOf = (
	gateway: () => Pick<AgentProcess, 'url'>,
	headers: Record<string, string> = {},
): Caller => {
	const jobOf: Caller['jobOf'] = async (id) =>
		(await ask(gateway(), `${API}/gen_video_status`, { body: { job_id: id }, headers })).body;
	return {
		jobOf,
		submit: async (draft, options = {}) => {
			const body = { draft_url: draft, ...options };
			const answer = (await ask(gateway(), `${API}/gen_video`, { body, headers })).body;
			if (answer.code !== 0) throw new Error(`not accepted: ${JSON.stringify(answer)}`);
			return answer.job_id;
		},
		endOf: (id, patience = 90_000) =>
			waitFor(
				`the end of ${id}`,
				async () => {
					const job = await jobOf(id).catch(() => undefined);
					return job?.status === 'completed' || job?.status === 'failed' ? job : undefined;
				},
				patience,
			),
	};
};
