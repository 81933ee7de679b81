/** Starts the watchdog: a process that outlives the agent just long enough to end what it left running. */
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { memoryEnds } from './memoryEnds';
import { lookFor } from './memoryLook';
import { DIST } from './places';
import { type ProcessRegister, registerProcessesWith, start } from './processes';

const LEAST = 2 * 1024 ** 3;

/**
 * Memory that one program may take: half of what there is, at least 2 GiB, but never more than three quarters. `machine`:
 * what the machine has; `allowed`: what its container leaves to the agent, 0 without one. Bytes.
 */
export const memoryLimit = (machine: number, allowed: number): number => {
	const all = allowed > 0 ? Math.min(machine, allowed) : machine;
	return Math.floor(Math.min(0.75 * all, Math.max(LEAST, all / 2)));
};

/** The watchdog. */
export interface Watchdog extends ProcessRegister {
	/** Whom it has ended for their memory, as `memoryEnds` of another thread takes it. */
	readonly ends: SharedArrayBuffer;
	readonly stop: () => void;
}

/**
 * Starts the watchdog and tells it of every process from now on, of this thread and of those that use the register it
 * gives. It also ends a program that, with all that it has started, holds more than `limit` bytes of memory. `look`: how
 * the system is asked for that; default: the way of this one.
 */
export const startWatchdog = (
	limit = memoryLimit(totalmem(), process.constrainedMemory()),
	look = lookFor(process.platform),
): Watchdog => {
	const file = join(DIST, 'render', 'watchdogProcess.js');
	const dog = start(
		process.execPath,
		['--max-old-space-size=16', file, String(limit), look.way, look.program],
		{ stdin: true, stdout: true },
	);
	const ends = memoryEnds();
	if (dog.stdout)
		createInterface({ input: dog.stdout }).on('line', (line) => {
			ends.add(Number(line));
		});
	const tell = (line: string): void => {
		if (dog.stdin?.writable === true) dog.stdin.write(`${line}\n`);
	};
	const register: ProcessRegister = {
		add: (pid, mark) => {
			tell(`+${String(pid)} ${mark}`);
		},
		remove: (pid) => {
			tell(`-${String(pid)}`);
		},
		tookTooMuch: ends.has,
	};
	registerProcessesWith(register);
	return { ...register, ends: ends.shared, stop: () => dog.stdin?.end() };
};
