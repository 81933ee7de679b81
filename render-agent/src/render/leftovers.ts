/**
 * Ends what an agent left running that was killed together with its watchdog: all that an agent starts bears its name in its
 * environment. Only Linux shows that of a process.
 */
import { createHash } from 'node:crypto';
import { readlinkSync } from 'node:fs';
import { resolve } from 'node:path';
import { killAll, processes, textOf, variableOf } from './processTable';

/** The variable of the environment that holds whose a process is: `folder-pid-start`. */
const NAME = 'CAPCUT_RENDER_AGENT';

const hexOf = (text: string): string =>
	createHash('sha256').update(text).digest('hex').slice(0, 16);

/** What the numbers of processes count in: those of a container say nothing outside of it. */
const numbering = (): string => {
	try {
		return readlinkSync('/proc/self/ns/pid');
	} catch {
		return '';
	}
};

/** When a process has begun, in ticks since the system did; empty when it is gone. Tells it from a later one of its number. */
const beginOf = (pid: string): string => {
	// The name of the program before may hold blanks and brackets.
	const [, state, ...rest] = /^.*\) (\S) (.*)$/s.exec(textOf(`/proc/${pid}/stat`)) ?? [];
	return state === undefined || state === 'Z' ? '' : (rest.join('').split(' ')[18] ?? '');
};

/** The processes that bear the name of an agent of this folder which is gone. */
const leftBy = (folder: string): readonly number[] =>
	processes()
		.filter((pid) => {
			const [whose, owner = '', begin = ''] = variableOf(pid, NAME)?.split('-') ?? [];
			return whose === folder && begin !== '' && beginOf(owner) !== begin;
		})
		.map(Number);

/**
 * Ends what agents of a data folder have left running that are gone, and gives how many processes that were. From now on
 * everything that this process starts bears its own name.
 */
export const endLeftovers = (data: string): number => {
	const folder = hexOf(`${resolve(data)} ${numbering()}`);
	const ended = killAll(() => leftBy(folder));
	const own = String(process.pid);
	process.env[NAME] = [folder, own, beginOf(own)].join('-');
	return ended.size;
};
