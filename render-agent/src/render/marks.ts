/**
 * Marks programs, so that what they have started is found wherever it has gone: a process may leave the group of its
 * program, but what it was started with stays with it. Only Linux shows that of a process.
 */
import { randomBytes } from 'node:crypto';
import { processes, variableOf } from './processTable';

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

/** The processes that bear one of these marks; none where the system does not show it. */
export const bearersOf = (marks: ReadonlySet<string>): readonly number[] =>
	processes()
		.filter((pid) => {
			const mark = variableOf(pid, NAME);
			return mark !== undefined && marks.has(mark);
		})
		.map(Number);
