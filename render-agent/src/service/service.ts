/** `service install | uninstall | start | stop | status`, on systemd and on Windows' task scheduler. */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { makeNamedFolder } from '../config/folders';
import { removeNow } from '../config/heldFiles';
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import type { Words } from '../kernel/words';
import { TASK, taskFile } from './scheduledTask';
import { askToStop, gone, isMarkedRunning } from './stopFile';
import { graphicsGroups, UNIT, UNIT_FILE, unitOf } from './systemd';

/** Runs a program of the system to its end. */
export type RunSystem = (
	program: string,
	args: readonly string[],
) => Promise<{ readonly code: number | null; readonly said: string }>;

/** What the service consists of on this machine. */
export interface ServiceSite {
	readonly platform: NodeJS.Platform;
	readonly run: RunSystem;
	/** Absolute paths: the Node, and the agent's bin file. */
	readonly node: string;
	readonly bin: string;
	/** Data folder of the service. */
	readonly data: string;
	readonly clock: Clock;
	/** Whether the service is a worker of a gateway. Default: it is an agent. */
	readonly isWorker?: boolean;
	/** Whether an agent runs already where the service would: on its data folder, or at its port. */
	readonly isServed: () => Promise<boolean>;
	/** Whether whoever runs this may do everything. */
	readonly isRoot: boolean;
	/** Where the unit is written; default: the system's place. */
	readonly unitFile?: string;
	/** Where the groups of the system are listed; default: the system's place. */
	readonly groupFile?: string;
}

/** One word of the command. */
export type ServiceDeed = 'install' | 'uninstall' | 'start' | 'stop' | 'status';

const refused = (zh: string, en: string, cause?: string): AgentError =>
	new AgentError('REQUEST_INVALID', { object: { zh, en }, ...(cause !== undefined && { cause }) });

const did = async (
	{ run, isRoot }: ServiceSite,
	program: string,
	args: readonly string[],
): Promise<string> => {
	const { code, said } = await run(program, args);
	if (code === 0) return said;
	const words = said.trim().split('\n').at(-1) ?? '';
	if (isRoot)
		throw refused(
			`${program} ${args[0] ?? ''} 失败（${words}）`,
			`${program} ${args[0] ?? ''} failed (${words})`,
			said,
		);
	throw refused(
		`${program} ${args[0] ?? ''} 失败（${words}）；请以管理员或 root 身份运行`,
		`${program} ${args[0] ?? ''} failed (${words}); run this as administrator or root`,
		said,
	);
};

const STOP_PATIENCE = 60_000;

const quoted = (text: string): string => `"${text}"`;

/** Where a service of a user of its own cannot read: homes, and what it has a folder of its own for (PrivateTmp). */
const isHidden = (path: string): boolean => /^\/(home|root|tmp|var\/tmp)\//.test(path);

/**
 * Sees that nothing is where the service would be.
 * @throws {AgentError} REQUEST_INVALID when a launcher or another agent is there
 */
const mustBeFree = async ({ isServed }: ServiceSite): Promise<void> => {
	if (!(await isServed())) return;
	throw refused(
		'已有渲染服务在运行，安装的服务将无法启动；请先关闭启动器窗口（或停止那个服务），再运行 service install',
		'an agent runs here already, and the service could not start beside it: close the launcher window first (or stop that agent), then run service install again',
	);
};

/** A system's way of doing each. */
type Way = Readonly<Record<ServiceDeed, (site: ServiceSite) => Promise<Words>>>;

const AS_WORKER = {
	zh: '工作机服务已安装并启动，开机自动运行。capcut-render-agent worker status 可查看网关是否收到它的消息。',
	en: 'The worker is installed as a service and runs, now and after every boot. capcut-render-agent worker status says whether its gateway hears it.',
} as const satisfies Words;

/** What systemctl says of a unit when there is a systemd to ask: one word. */
const UNIT_STATE = /^[a-z-]+$/;

/** What is said where there is no systemd. */
export const NO_SYSTEMD = {
	zh: '此系统未运行 systemd，无法使用 service 命令：请直接运行 capcut-render-agent serve，或用本系统的服务管理器运行它。',
	en: 'systemd does not run here, so there are no services: run capcut-render-agent serve itself, or have the service manager of this system run it.',
} as const satisfies Words;

const groupsOf = ({ groupFile = '/etc/group' }: ServiceSite): readonly string[] =>
	existsSync(groupFile) ? graphicsGroups(readFileSync(groupFile, 'utf8')) : [];

/** Takes back an installation that did not come about. */
const removeUnit = async ({ run, unitFile = UNIT_FILE }: ServiceSite): Promise<void> => {
	await run('systemctl', ['disable', '--now', UNIT]);
	removeNow(unitFile);
	await run('systemctl', ['daemon-reload']);
};

const systemd: Way = {
	install: async (site) => {
		const { node, bin, unitFile = UNIT_FILE } = site;
		if ([node, bin].some(isHidden))
			throw refused(
				`服务以独立用户运行，读不到 ${dirname(bin)}；请把整个文件夹移到 /opt 再安装`,
				`the service runs as a user of its own and cannot read ${dirname(bin)}: move the whole folder to /opt and install again`,
			);
		const isThere = existsSync(unitFile);
		if (!isThere) await mustBeFree(site);
		const settings = {
			RENDER_AGENT_DATA: '/var/lib/capcut-render-agent',
			RENDER_AGENT_LOG_FILE: '/var/log/capcut-render-agent/agent.log',
		};
		try {
			const args = site.isWorker === true ? ['worker', 'run'] : ['serve'];
			writeFileSync(unitFile, unitOf({ node, bin, args, settings, groups: groupsOf(site) }));
		} catch (cause) {
			throw refused(
				`无法写入 ${unitFile}，请用 sudo 运行`,
				`${unitFile} cannot be written: run this with sudo`,
				String(cause),
			);
		}
		try {
			await did(site, 'systemctl', ['daemon-reload']);
			await did(site, 'systemctl', ['enable', '--now', UNIT]);
		} catch (error) {
			if (!isThere) await removeUnit(site);
			throw error;
		}
		if (site.isWorker === true) return AS_WORKER;
		return {
			zh: '服务已安装并启动，开机自动运行。生成密钥：sudo RENDER_AGENT_DATA=/var/lib/capcut-render-agent capcut-render-agent keys create',
			en: 'The service is installed and runs, now and after every boot. Make a key with: sudo RENDER_AGENT_DATA=/var/lib/capcut-render-agent capcut-render-agent keys create',
		};
	},
	uninstall: async (site) => {
		await did(site, 'systemctl', ['disable', '--now', UNIT]);
		removeNow(site.unitFile ?? UNIT_FILE);
		await did(site, 'systemctl', ['daemon-reload']);
		return {
			zh: '服务已移除；任务和视频保留在 /var/lib/capcut-render-agent。',
			en: 'The service is removed; jobs and videos stay in /var/lib/capcut-render-agent.',
		};
	},
	start: async (site) => {
		await did(site, 'systemctl', ['start', UNIT]);
		return { zh: '服务已启动。', en: 'The service runs.' };
	},
	stop: async (site) => {
		await did(site, 'systemctl', ['stop', UNIT]);
		return { zh: '服务已停止。', en: 'The service has stopped.' };
	},
	status: async ({ run }) => {
		const { said: active } = await run('systemctl', ['is-active', UNIT]);
		const { said: enabled } = await run('systemctl', ['is-enabled', UNIT]);
		return `${UNIT}: ${active.trim() || 'unknown'}, ${enabled.trim() || 'unknown'}`;
	},
};

const hasSystemd = async ({ run }: ServiceSite): Promise<boolean> => {
	const { said } = await run('systemctl', ['is-active', UNIT]);
	return UNIT_STATE.test(said.trim());
};

const windowsStop = async (site: ServiceSite): Promise<void> => {
	askToStop(site.data);
	if (await gone(site.data, { clock: site.clock, patience: STOP_PATIENCE })) return;
	// It does not listen any more: what is left is to end it as it is.
	await did(site, 'schtasks', ['/End', '/TN', TASK]);
};

const windows: Way = {
	install: async (site) => {
		const { node, bin, data } = site;
		if (!isMarkedRunning(data)) await mustBeFree(site);
		makeNamedFolder(data);
		const file = join(data, 'service-task.xml');
		const kind = site.isWorker === true ? ['--worker'] : [];
		const args = [quoted(bin), 'service', 'run', ...kind, '--data', quoted(data)].join(' ');
		writeFileSync(file, taskFile({ program: node, args, folder: dirname(node) }));
		await did(site, 'schtasks', ['/Create', '/TN', TASK, '/XML', file, '/F']);
		await did(site, 'schtasks', ['/Run', '/TN', TASK]);
		if (site.isWorker === true) return AS_WORKER;
		return {
			zh: `服务已安装并启动，开机自动运行（无需登录）。数据目录：${data}`,
			en: `The service is installed and runs, now and after every boot, with nobody logged in. Data folder: ${data}`,
		};
	},
	uninstall: async (site) => {
		await windowsStop(site);
		await did(site, 'schtasks', ['/Delete', '/TN', TASK, '/F']);
		return {
			zh: `服务已移除；任务和视频保留在 ${site.data}。`,
			en: `The service is removed; jobs and videos stay in ${site.data}.`,
		};
	},
	start: async (site) => {
		await did(site, 'schtasks', ['/Run', '/TN', TASK]);
		return { zh: '服务已启动。', en: 'The service runs.' };
	},
	stop: async (site) => {
		await windowsStop(site);
		return { zh: '服务已停止。', en: 'The service has stopped.' };
	},
	status: async ({ run }) => {
		const { code, said } = await run('schtasks', ['/Query', '/TN', TASK, '/FO', 'LIST']);
		return code === 0 ? said.trim() : { zh: '服务未安装。', en: 'The service is not installed.' };
	},
};

/**
 * Does it and says in words what was done.
 * @throws {AgentError} REQUEST_INVALID when the system refuses, with what to do
 */
export const doService = async (deed: ServiceDeed, site: ServiceSite): Promise<Words> => {
	if (site.platform === 'win32') return windows[deed](site);
	if (site.platform === 'linux') return (await hasSystemd(site)) ? systemd[deed](site) : NO_SYSTEMD;
	throw refused(
		'此系统不支持安装服务，请在登录项中运行 capcut-render-agent start',
		'services are installed on Windows and on Linux with systemd; here, have capcut-render-agent start run at login',
	);
};
