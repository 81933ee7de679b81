/** `start`, `open` and `service run`: the agent under a supervisor, for the launcher and for services. */
import { join } from 'node:path';
import { loadSettings } from '../config/load';
import type { Settings } from '../config/schema';
import { systemClock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { inLanguage } from '../kernel/words';
import { createClient } from '../net/client';
import { openInBrowser } from '../service/browser';
import { watchStopFile } from '../service/stopFile';
import { supervise, type SupervisedEvent } from '../service/supervise';
import type { Voice } from './render';
import { setupAddress } from './setup';

const LOOPBACK = ['127.0.0.0/8'];
const LOOKED_EVERY = 300;
const PATIENCE = 30_000;

/** Where the supervised agent writes its log, unless a setting says otherwise. */
const logFileIn = (data: string): string => join(data, 'logs', 'agent.log');

/** Whether an agent answers at the port of these settings on this machine. */
export const isAnswering = async (
	settings: Pick<Settings, 'port'>,
	signal: AbortSignal,
): Promise<boolean> => {
	const client = createClient({ allow: LOOPBACK, clock: systemClock });
	const url = `http://127.0.0.1:${String(settings.port)}/healthz`;
	const { answer } = await client.peek(url, signal);
	return answer === 'ok';
};

const isThere = async (settings: Settings, signal: AbortSignal): Promise<boolean> => {
	for (let waited = 0; waited < PATIENCE; waited += LOOKED_EVERY) {
		if (await isAnswering(settings, signal)) return true;
		await systemClock.sleep(LOOKED_EVERY, signal);
	}
	return false;
};

const showPage = (settings: Settings, { voice, browser }: StartTalk): void => {
	const address = setupAddress(settings);
	voice.line(
		inLanguage(
			{ zh: `请在浏览器中打开：${address}`, en: `Open in a browser: ${address}` },
			voice.language,
		),
	);
	if (browser) openInBrowser(address, process.platform);
};

/** Who is talked to, and whether a browser is opened. */
export interface StartTalk {
	readonly voice: Voice;
	readonly browser: boolean;
}

const saying =
	({ line, language }: Voice) =>
	(event: SupervisedEvent): void => {
		if (event.kind === 'started') return;
		const { code, again } = event;
		const seconds = String(again / 1000);
		line(
			inLanguage(
				{
					zh: `渲染服务意外结束（${String(code)}），${seconds} 秒后重新启动`,
					en: `the agent ended by itself (${String(code)}); it is started again in ${seconds} s`,
				},
				language,
			),
		);
	};

/** How the agent itself is started. */
export interface AgentProgram {
	readonly program: string;
	readonly args: readonly string[];
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** An exit code after which it is not started again. Default: none. */
	readonly finalCode?: number;
}

const kept = (agent: AgentProgram, settings: Settings, voice: Voice) => ({
	...agent,
	environment: {
		...agent.environment,
		RENDER_AGENT_DATA: settings.data,
		RENDER_AGENT_LOG_FILE: settings.logFile ?? logFileIn(settings.data),
	},
	note: saying(voice),
	clock: systemClock,
});

/** Runs the agent as a service does, until it is asked to end; gives its exit code. */
export const runService = async (
	agent: AgentProgram,
	settings: Settings,
	{ voice, signal }: { voice: Voice; signal: AbortSignal },
): Promise<number> => {
	const asked = new AbortController();
	const unwatch = watchStopFile(settings.data, {
		clock: systemClock,
		stop: () => {
			asked.abort();
		},
	});
	try {
		return await supervise(kept(agent, settings, voice), AbortSignal.any([signal, asked.signal]));
	} finally {
		unwatch();
	}
};

/**
 * What a double-click does: runs the agent and opens its page. When one answers there already, only opens the page.
 * @throws {AgentError} NOT_READY when the agent does not come up
 */
export const startWithPage = async (
	agent: AgentProgram,
	talk: StartTalk,
	signal: AbortSignal,
): Promise<number> => {
	const settings = loadSettings();
	if (await isAnswering(settings, signal)) {
		showPage(settings, talk);
		return 0;
	}
	const running = supervise(kept(agent, settings, talk.voice), signal);
	const first = await Promise.race([running, isThere(settings, signal).catch(() => false)]);
	if (first === true) {
		showPage(settings, talk);
		talk.voice.line(
			inLanguage(
				{
					zh: '渲染服务正在运行。关闭此窗口即停止；请勿在窗口中选中文字。',
					en: 'The agent is running. Closing this window stops it.',
				},
				talk.voice.language,
			),
		);
	} else if (first === false && !signal.aborted)
		throw new AgentError('NOT_READY', {
			object: {
				zh: `服务没有启动，请看 ${logFileIn(settings.data)}`,
				en: `the agent did not come up; see ${logFileIn(settings.data)}`,
			},
		});
	return running;
};

/** Opens the page of the agent that runs. @throws {AgentError} NOT_READY when none answers */
export const openPage = async (talk: StartTalk, signal: AbortSignal): Promise<void> => {
	const settings = loadSettings();
	if (!(await isAnswering(settings, signal)))
		throw new AgentError('NOT_READY', {
			object: {
				zh: `端口 ${String(settings.port)} 上没有渲染服务，请先运行 capcut-render-agent start`,
				en: `no agent answers on port ${String(settings.port)}; run capcut-render-agent start first`,
			},
		});
	showPage(settings, talk);
};
