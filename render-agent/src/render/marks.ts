/**
 * Marks programs, so that what they have started is found wherever it has gone: a process may leave the group of its
 * program, but what it was started with stays with it. Only Linux shows that of a process.
 */
import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';

/** The variable of the environment that holds the mark. */
const NAME = 'CAPCUT_RENDER_MARK';

const MARK_BYTES = 8;

/** A mark that nothing bears yet. */
export const newMark = (): string => randomBytes(MARK_BYTES).toString('hex');

/** What a program is started with, with a mark in it. */
export const marked = (environment: NodeJS.ProcessEnv, mark: string): NodeJS.ProcessEnv => ({
	...environment,
	[NAME]: mark,
});

/** The mark of a process; undefined where it has none, is gone, or is somebody else's. */
const markOf = (pid: string): string | undefined => {
	try {
		const variables = readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0');
		return variables.findLast((one) => one.startsWith(`${NAME}=`))?.slice(NAME.length + 1);
	} catch {
		return undefined;
	}
};

const processes = (): readonly string[] => {
	try {
		return readdirSync('/proc').filter((name) => /^\d+$/.test(name));
	} catch {
		return [];
	}
};

/** The processes that bear one of these marks; none where the system does not show it. */
export const bearersOf = (marks: ReadonlySet<string>): readonly number[] =>
	processes()
		.filter((pid) => {
			const mark = markOf(pid);
			return mark !== undefined && marks.has(mark);
		})
		.map(Number);
