/** The processes of the machine, what their environment says, and how those are ended that are found by it. Only Linux shows it. */
import { readdirSync, readFileSync } from 'node:fs';

/** What a file of the table says; empty where the process has ended, is somebody else's, or the system has no such file. */
export const textOf = (file: string): string => {
	try {
		return readFileSync(file, 'latin1');
	} catch {
		return '';
	}
};

/** The numbers of all processes; none where the system does not show them. */
export const processes = (): readonly string[] => {
	try {
		return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	} catch {
		return [];
	}
};

/** A variable of a process's environment, as it was started with; undefined where it has none or is not shown. */
export const variableOf = (pid: string, name: string): string | undefined =>
	textOf(`/proc/${pid}/environ`)
		.split('\0')
		.findLast((one) => one.startsWith(`${name}=`))
		?.slice(name.length + 1);

/** Ends one process. */
export const kill = (pid: number): void => {
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It has ended meanwhile.
	}
};

/** What starts others without an end is looked for so often at once. */
const MOST_ROUNDS = 10;

/** Ends all that `look` finds, and what they have started meanwhile; gives which those were. */
export const killAll = (look: () => readonly number[]): ReadonlySet<number> => {
	const ended = new Set<number>();
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		const found = look();
		if (found.length === 0) break;
		for (const pid of found) {
			ended.add(pid);
			kill(pid);
		}
	}
	return ended;
};
