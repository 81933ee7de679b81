/** The agent as people run it: a process of its own with its own data folder, real ffmpeg, real HTTP. For Linux. */
import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { API, ask, type AnswerBody } from './agent';
import { ffmpegPath, ffprobePath } from './ffmpegPath';

const COMMAND = join(__dirname, '../../render-agent/bin/capcut-render-agent.js');

/** How a process ended, with all that it said. */
export interface Said {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly out: string;
	readonly err: string;
}

/** A process of the agent's command. */
export interface CommandProcess {
	readonly child: ChildProcess;
	readonly ended: Promise<Said>;
	/** What it has said on stdout so far. */
	readonly out: () => string;
}

/** Settings of the agent by their names in the environment. */
export type Environment = Readonly<Record<string, string>>;

const environmentOf = (data: string, more: Environment): NodeJS.ProcessEnv => ({
	PATH: process.env['PATH'],
	LANG: 'en_US.UTF-8',
	RENDER_AGENT_DATA: data,
	RENDER_AGENT_ALLOW_ADDRESSES: '127.0.0.0/8',
	// Each render does its work, however often a test renders the same.
	RENDER_AGENT_CHUNK_CACHE_GB: '0',
	FFMPEG_PATH: ffmpegPath(),
	FFPROBE_PATH: ffprobePath(),
	...more,
});

/** How the command is started. */
export interface StartOptions {
	readonly data: string;
	readonly environment?: Environment;
	/** A module that is loaded before the agent; it and the test can send each other messages. */
	readonly preload?: string;
	/** A program, with arguments, that becomes the command, such as `ip netns exec NAME`. */
	readonly within?: readonly string[];
}

/** Starts the command with arguments on a data folder. */
export const startCommand = (
	args: readonly string[],
	{ data, environment = {}, preload, within = [] }: StartOptions,
): CommandProcess => {
	const options: SpawnOptions = {
		env: environmentOf(data, environment),
		stdio: ['ignore', 'pipe', 'pipe', ...(preload === undefined ? [] : ['ipc' as const])],
	};
	const before = preload === undefined ? [] : ['-r', preload];
	const line = [...within, process.execPath, ...before, COMMAND, ...args];
	const child = spawn(line[0] ?? '', line.slice(1), options);
	let [out, err] = ['', ''];
	child.stdout?.setEncoding('utf8').on('data', (text: string) => (out += text));
	child.stderr?.setEncoding('utf8').on('data', (text: string) => (err += text));
	const ended = new Promise<Said>((resolve) => {
		child.once('close', (code, signal) => {
			resolve({ code, signal, out, err });
		});
	});
	return { child, ended, out: () => out };
};

/** An agent that listens. */
export interface AgentProcess extends CommandProcess {
	readonly url: string;
	readonly data: string;
	/** As `kill -9` does. */
	readonly kill: () => Promise<Said>;
	/** As a service manager does. */
	readonly stop: () => Promise<Said>;
}

const START_PATIENCE = 30_000;

const sleep = (milliseconds: number): Promise<void> =>
	new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Waits until `look` gives something, `patience` milliseconds at most. */
export const waitFor = async <T>(
	what: string,
	look: () => Promise<T | undefined> | T | undefined,
	patience = 30_000,
): Promise<T> => {
	const until = Date.now() + patience;
	for (;;) {
		const found = await look();
		if (found !== undefined) return found;
		if (Date.now() > until) throw new Error(`${what} has not come in ${String(patience)} ms`);
		await sleep(40);
	}
};

/** Starts an agent on a free port; it answers when this resolves. */
export const startAgentProcess = async (
	data: string,
	environment: Environment = {},
	more: Pick<StartOptions, 'preload' | 'within'> = {},
): Promise<AgentProcess> => {
	const command = startCommand(['serve'], {
		data,
		environment: { RENDER_AGENT_PORT: '0', ...environment },
		...more,
	});
	const { child, ended, out } = command;
	let said: Said | undefined;
	void ended.then((end) => (said = end));
	const url = await waitFor(
		'the address of the agent',
		() => {
			if (said) throw new Error(`the agent ended: ${JSON.stringify(said)}`);
			return / (http:\/\/[\d.]+:\d+)\s/.exec(out())?.[1];
		},
		START_PATIENCE,
	);
	const end = (signal: NodeJS.Signals) => (): Promise<Said> => {
		child.kill(signal);
		return ended;
	};
	return { ...command, url, data, kill: end('SIGKILL'), stop: end('SIGTERM') };
};

/** Submits a draft and gives its job's id. */
export const submit = async (
	agent: Pick<AgentProcess, 'url'>,
	draft: string,
	options: object = {},
): Promise<string> => {
	const { body } = await ask(agent, `${API}/gen_video`, { body: { draft_url: draft, ...options } });
	if (body.code !== 0) throw new Error(`not accepted: ${JSON.stringify(body)}`);
	return body.job_id;
};

/** A job as it is now. */
export const jobOf = async (agent: Pick<AgentProcess, 'url'>, id: string): Promise<AnswerBody> =>
	(await ask(agent, `${API}/gen_video_status`, { body: { job_id: id } })).body;

/** A job when it is over. */
export const endOf = (agent: Pick<AgentProcess, 'url'>, id: string): Promise<AnswerBody> =>
	waitFor(`the end of ${id}`, async () => {
		const job = await jobOf(agent, id);
		return job.status === 'completed' || job.status === 'failed' ? job : undefined;
	});

const textAt = (file: string): string => {
	try {
		return readFileSync(file, 'utf8').replaceAll('\0', ' ');
	} catch {
		return '';
	}
};

/** The command lines of the agent of a data folder and of everything that it started, as `pid: command`. */
export const processesOn = (data: string): readonly string[] =>
	readdirSync('/proc').flatMap((pid) => {
		if (!/^\d+$/.test(pid)) return [];
		const line = textAt(`/proc/${pid}/cmdline`);
		const isOurs = `${line} ${textAt(`/proc/${pid}/environ`)}`.includes(data);
		return isOurs && line !== '' ? [`${pid}: ${line}`] : [];
	});

/** Those of them that are ffmpeg, ffprobe, or what stands in for them in a folder of stubs. */
export const programsOn = (data: string): readonly string[] =>
	processesOn(data).filter((line) => /ff(mpeg|probe)/.test(line));

const UNDER_WAY = ['work', 'checks', 'renders', 'cache/parts'] as const;

/** The names in the folders of a data folder that hold only what is under way. */
export const leftoversIn = (data: string): readonly string[] =>
	UNDER_WAY.flatMap((place) => {
		try {
			return readdirSync(join(data, place)).map((name) => `${place}/${name}`);
		} catch {
			return [];
		}
	});
