/** The processes of the machine, and what their environment says. Only Linux shows it. */
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
