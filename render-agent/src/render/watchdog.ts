/** Starts the watchdog: a process that outlives the agent just long enough to end what it left running. */
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { DIST } from './places';
import { type ProcessRegister, registerProcessesWith, start } from './processes';

const LEAST = 2 * 1024 ** 3;

/** Memory that one program may take: half of the machine's, at least 2 GiB. Bytes. */
const memoryLimit = (): number => Math.max(LEAST, Math.floor(totalmem() / 2));

/**
 * Starts the watchdog and tells it of every process from now on, of this thread and of those that use the register it
 * gives. On Linux it also ends a program that holds more than `limit` bytes of memory.
 */
export const startWatchdog = (
	limit = memoryLimit(),
): ProcessRegister & { readonly stop: () => void } => {
	const dog = start(
		process.execPath,
		['--max-old-space-size=16', join(DIST, 'render', 'watchdogProcess.js'), String(limit)],
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
