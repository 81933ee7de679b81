/** Starts the watchdog: a process that outlives the agent just long enough to end what it left running. */
import { join } from 'node:path';
import { DIST } from './places';
import { type ProcessRegister, registerProcessesWith, start } from './processes';

/** Starts the watchdog and tells it of every process from now on, of this thread and of those that use the register it gives. */
export const startWatchdog = (): ProcessRegister & { readonly stop: () => void } => {
	const dog = start(
		process.execPath,
		['--max-old-space-size=16', join(DIST, 'render', 'watchdogProcess.js')],
		{
			stdin: true,
		},
	);
	const tell = (line: string): void => {
		if (dog.stdin?.writable === true) dog.stdin.write(`${line}\n`);
	};
	const register: ProcessRegister = {
		add: (pid) => {
			tell(`+${String(pid)}`);
		},
		remove: (pid) => {
			tell(`-${String(pid)}`);
		},
	};
	registerProcessesWith(register);
	return { ...register, stop: () => dog.stdin?.end() };
};
