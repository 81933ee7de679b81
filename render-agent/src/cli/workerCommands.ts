/** `worker …` as commands. */
import type { Command } from 'commander';
import { loadSettings } from '../config/load';
import type { Settings } from '../config/schema';
import { AgentError } from '../kernel/errors';
import type { Voice } from './render';

/** What the commands need of the program. */
export interface WorkerProgram {
	readonly voice: Voice;
	readonly interrupted: () => AbortSignal;
}

interface RunFlags {
	readonly hours?: string;
	readonly idleMinutes?: string;
	readonly straight?: true;
}

const minutesOf = (text: string): number => {
	const minutes = Number(text);
	if (minutes > 0 && minutes <= 1440) return minutes;
	throw new AgentError('REQUEST_INVALID', { object: `--idle-minutes: ${text} (0.1–1440)` });
};

/** The settings with what the command line says instead. */
const withFlags = (settings: Settings, { hours, idleMinutes, straight }: RunFlags): Settings => ({
	...settings,
	...(hours !== undefined && { workerHours: hours }),
	...(idleMinutes !== undefined && { workerIdleMinutes: minutesOf(idleMinutes) }),
	...(straight && { workerStraight: true }),
});

const onWorker = (worker: Command, { voice, interrupted }: WorkerProgram): void => {
	worker
		.command('enrol')
		.description('Makes this machine a worker of a gateway.')
		.requiredOption('--gateway <url>', 'address of the gateway')
		.requiredOption('--code <code>', 'as capcut-render-agent worker code shows it there')
		.option('--name <name>', 'what it is called in lists; default: the name of this machine')
		.action(async (asked: { gateway: string; code: string; name?: string }) => {
			const { enrolWorker } = await import('./worker.js');
			const { gateway, code, name } = asked;
			const talk = { voice, signal: interrupted() };
			await enrolWorker(loadSettings(), { gateway, code, name }, talk);
		});
	worker
		.command('run')
		.description('Works for the gateway until it is stopped.')
		.option('--hours <hours>', 'when it takes jobs, such as 22:00-07:00; local time')
		.option('--idle-minutes <minutes>', 'takes jobs when nobody has used this PC for so long')
		.option('--straight', "puts videos to this machine's own targets, not through the gateway")
		.action(async (flags: RunFlags) => {
			const { runWorker } = await import('./runWorker.js');
			await runWorker(withFlags(loadSettings(), flags), { voice, signal: interrupted() });
		});
	worker
		.command('status')
		.description('Says to which gateway this machine belongs and how that sees it.')
		.action(async () => {
			const { workerStatus } = await import('./worker.js');
			await workerStatus(loadSettings(), { voice, signal: interrupted() });
		});
	worker
		.command('leave')
		.description('Makes this machine no worker any more.')
		.action(async () => {
			const { leaveGateway } = await import('./worker.js');
			await leaveGateway(loadSettings(), { voice, signal: interrupted() });
		});
};

const atGateway = (worker: Command, { voice }: WorkerProgram): void => {
	worker
		.command('code')
		.description('Makes a code by which one machine can enrol here within 15 minutes.')
		.action(async () => {
			const { makeWorkerCode } = await import('./worker.js');
			makeWorkerCode(loadSettings(), { voice });
		});
	worker
		.command('list')
		.description('Lists the workers: id, name, state, last seen, platform, encoders, what it does.')
		.action(async () => {
			const { listWorkers } = await import('./worker.js');
			listWorkers(loadSettings(), { voice });
		});
	worker
		.command('revoke')
		.argument('<id>', 'as worker list shows it')
		.description('Revokes a worker; what it holds goes back into the queue.')
		.action(async (id: string) => {
			const { revokeWorker } = await import('./worker.js');
			revokeWorker(loadSettings(), id, { voice });
		});
};

/** Adds `worker` to the program. */
export const withWorker = (root: Command, program: WorkerProgram): void => {
	const worker = root
		.command('worker')
		.description('Renders for a gateway from behind a router: no public address is needed.');
	onWorker(worker, program);
	atGateway(worker, program);
};
