/** `start`, `open` and `service …` as commands. */
import { join } from 'node:path';
import type { Command } from 'commander';
import { environmentOf, loadSettings, serviceDataFolder } from '../config/load';
import { systemClock } from '../kernel/clock';
import { inLanguage } from '../kernel/words';
import type { ServiceDeed } from '../service/service';
import { FAULT_OF_REQUEST } from '../service/systemd';
import type { Voice } from './render';
import type { AgentProgram } from './start';

/** The agent's own bin file, from where the built files lie. */
const BIN = join(__dirname, '../../bin/capcut-render-agent.js');

/** What the commands need of the program. */
export interface ServiceTalk {
	readonly voice: Voice;
	readonly interrupted: () => AbortSignal;
	readonly ended: (code: number) => void;
}

const agentProgram = (data?: string, isWorker = false): AgentProgram => ({
	program: process.execPath,
	args: isWorker ? [BIN, 'worker', 'run'] : [BIN, 'serve'],
	...(isWorker && { finalCode: FAULT_OF_REQUEST }),
	environment: { ...environmentOf(), ...(data !== undefined && { RENDER_AGENT_DATA: data }) },
});

const WORDS: Readonly<Record<ServiceDeed, string>> = {
	install: 'Has the agent run at every boot, with nobody logged in, and starts it.',
	uninstall: 'Stops the service and removes it; jobs, keys and videos stay.',
	start: 'Starts the installed service.',
	stop: 'Lets the service end in good order; running jobs go on at its next start.',
	status: 'Says whether the service is installed and runs.',
};

/** Whether an agent or worker is where the service would be: on its data folder, or at the port of an agent. */
const isServed = async (isWorker: boolean, signal: AbortSignal): Promise<boolean> => {
	const data = serviceDataFolder();
	const { isFolderHeld } = await import('../jobs/stores/folderLock.js');
	if (isFolderHeld(data)) return true;
	if (isWorker) return false;
	const { isAnswering } = await import('./start.js');
	const environment = { RENDER_AGENT_DATA: data };
	return isAnswering(loadSettings({ environment, folder: data }), signal);
};

const withDeeds = (service: Command, { voice, ended, interrupted }: ServiceTalk): void => {
	for (const [deed, words] of Object.entries(WORDS)) {
		const command = service.command(deed).description(words);
		if (deed === 'install')
			command.option('--worker', 'as a worker of the gateway at which this machine is enrolled');
		command.action(async ({ worker: isWorker = false }: { worker?: boolean }) => {
			const { run } = await import('../render/processes.js');
			const { doService, NO_SYSTEMD } = await import('../service/service.js');
			const said = await doService(deed as ServiceDeed, {
				platform: process.platform,
				run: async (program, args) => {
					const { code, printed, said: complained } = await run(program, args);
					return { code, said: printed + complained };
				},
				node: process.execPath,
				bin: BIN,
				data: serviceDataFolder(),
				clock: systemClock,
				isWorker,
				isServed: () => isServed(isWorker, interrupted()),
				isRoot: process.getuid?.() === 0,
			});
			voice.line(inLanguage(said, voice.language));
			if (said === NO_SYSTEMD) ended(1);
		});
	}
};

/** Adds `start`, `open` and `service` to the program. */
export const withService = (root: Command, talk: ServiceTalk): void => {
	const { voice, interrupted, ended } = talk;
	root
		.command('start')
		.description('Runs the agent and opens its page in the browser: what the launcher does.')
		.option('--no-browser', 'prints the address of the page, and opens none')
		.action(async ({ browser }: { browser: boolean }) => {
			const { startWithPage } = await import('./start.js');
			ended(await startWithPage(agentProgram(), { voice, browser }, interrupted()));
		});
	root
		.command('open')
		.description('Opens the page of the agent that runs.')
		.option('--no-browser', 'prints the address of the page, and opens none')
		.action(async ({ browser }: { browser: boolean }) => {
			const { openPage } = await import('./start.js');
			await openPage({ voice, browser }, interrupted());
		});
	const service = root
		.command('service')
		.description('Installs, removes, starts and stops the agent as a service.');
	withDeeds(service, talk);
	service
		.command('run', { hidden: true })
		.description('What the service runs.')
		.option('--data <folder>', 'data folder')
		.option('--worker', 'as a worker')
		.action(async ({ data, worker = false }: { data?: string; worker?: boolean }) => {
			const agent = agentProgram(data, worker);
			const settings = loadSettings({ environment: agent.environment });
			const { runService } = await import('./start.js');
			ended(await runService(agent, settings, { voice, signal: interrupted() }));
		});
};
