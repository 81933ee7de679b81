/** Whether a process does something yet. For systems with `ps`. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { waitFor } from './agentProcess';

/** One that has ended may stay in the list until somebody asks how. */
export const isAlive = (pid: number): boolean => {
	const { stdout } = spawnSync('ps', ['-o', 'stat=', '-p', String(pid)], { encoding: 'utf8' });
	return /^[^Z\s]/.test(stdout.trim());
};

/** Resolves when a process is gone. */
export const gone = (pid: number): Promise<true> =>
	waitFor('its end', () => (isAlive(pid) ? undefined : true), 5_000);

/** The number of a process that a script writes into a file. */
export const numberIn = (file: string): Promise<number> =>
	waitFor('the child', () =>
		existsSync(file) ? Number(readFileSync(file, 'utf8')) || undefined : undefined,
	);
