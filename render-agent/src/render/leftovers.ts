/**
 * Ends what an agent left running that was killed together with its watchdog: all that an agent starts bears its name in its
 * environment. Only Linux shows that of a process.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';

/** The variable of the environment that holds whose a process is: `folder-pid-start`. */
const NAME = 'CAPCUT_RENDER_AGENT';

/** What starts others without an end is looked for so often at once. */
const MOST_ROUNDS = 10;

const hexOf = (text: string): string =>
	createHash('sha256').update(text).digest('hex').slice(0, 16);

const textOf = (file: string): string => {
	try {
		return readFileSync(file, 'latin1');
	} catch {
		// It has ended, is somebody else's, or the system has no such file.
		return '';
	}
};

/** When a process has begun, in ticks since the system did; empty when it is gone. Tells it from a later one of its number. */
const beginOf = (pid: string): string => {
	// The name of the program before may hold blanks and brackets.
	const [, state, ...rest] = /^.*\) (\S) (.*)$/s.exec(textOf(`/proc/${pid}/stat`)) ?? [];
	return state === undefined || state === 'Z' ? '' : (rest.join('').split(' ')[18] ?? '');
};

const ownerOf = (pid: string): string | undefined =>
	textOf(`/proc/${pid}/environ`)
		.split('\0')
		.findLast((one) => one.startsWith(`${NAME}=`))
		?.slice(NAME.length + 1);

const processes = (): readonly string[] => {
	try {
		return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	} catch {
		return [];
	}
};

/** The processes that bear the name of an agent of this folder which is gone. */
const leftBy = (folder: string): readonly string[] =>
	processes().filter((pid) => {
		const [whose, owner = '', begin = ''] = ownerOf(pid)?.split('-') ?? [];
		return whose === folder && begin !== '' && beginOf(owner) !== begin;
	});

/**
 * Ends what agents of a data folder have left running that are gone, and gives how many processes that were. From now on
 * everything that this process starts bears its own name.
 */
export const endLeftovers = (data: string): number => {
	const folder = hexOf(resolve(data));
	const ended = new Set<string>();
	for (let round = 0; round < MOST_ROUNDS; round += 1) {
		const left = leftBy(folder);
		if (left.length === 0) break;
		for (const pid of left) {
			ended.add(pid);
			try {
				process.kill(Number(pid), 'SIGKILL');
			} catch {
				// It has ended meanwhile.
			}
		}
	}
	const own = String(process.pid);
	process.env[NAME] = [folder, own, beginOf(own)].join('-');
	return ended.size;
};
