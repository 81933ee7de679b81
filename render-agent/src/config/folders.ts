/** Makes folders. Node's own way of making those above as well never ends where one is there in which none can be made, such as /proc. */
import { mkdirSync, statSync } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isDiskFull } from '../kernel/diskFull';
import { AgentError, systemCodeOf } from '../kernel/errors';

/** Names the next folder to make; is told why that could not be done, or nothing. */
type Walk = Generator<string, void, Error | undefined>;

/** Goes up to the first folder that can be made, then down again; each folder is tried twice at most. */
const walkTo = function* (folder: string): Walk {
	const why = yield folder;
	if (why === undefined || systemCodeOf(why) === 'EEXIST') return;
	if (systemCodeOf(why) !== 'ENOENT' || dirname(folder) === folder) throw why;
	yield* walkTo(dirname(folder));
	const still = yield folder;
	if (still !== undefined && systemCodeOf(still) !== 'EEXIST') throw still;
};

/** Makes a folder and those above it that are missing. @throws what the system says of the one that cannot be made */
export const makeFolder = async (folder: string): Promise<void> => {
	const there = await stat(folder).catch(() => undefined);
	// Windows says of a drive that it may not be made, not that it is there.
	if (there?.isDirectory() === true) return;
	const walk = walkTo(folder);
	for (let step = walk.next(); step.done !== true;) {
		const why = await mkdir(step.value).then(
			() => undefined,
			(error: unknown) => error as Error,
		);
		step = walk.next(why);
	}
};

const refusalOf = (folder: string): Error | undefined => {
	try {
		mkdirSync(folder);
		return undefined;
	} catch (error) {
		return error as Error;
	}
};

const isFolder = (path: string): boolean =>
	statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;

/** What keeps a folder from being there; undefined when it is there now. */
const obstacleOf = (folder: string): Error | undefined => {
	try {
		if (isFolder(folder)) return undefined;
		const walk = walkTo(folder);
		for (let step = walk.next(); step.done !== true;) step = walk.next(refusalOf(step.value));
		return isFolder(folder)
			? undefined
			: Object.assign(new RangeError(folder), { code: 'ENOTDIR' });
	} catch (error) {
		return error as Error;
	}
};

/**
 * Makes a folder that a setting names, before anything else is done with it, and those above it that are missing.
 * `setting`: which one; default: that of the data folder.
 * @throws {AgentError} NOT_READY, DISK_FULL
 */
export const makeNamedFolder = (folder: string, setting = 'RENDER_AGENT_DATA'): void => {
	const cause = obstacleOf(folder);
	if (cause === undefined) return;
	if (isDiskFull(cause))
		throw new AgentError('DISK_FULL', { object: folder, hint: { folder }, cause });
	const code = systemCodeOf(cause);
	throw new AgentError('NOT_READY', {
		object: {
			zh: `无法建立目录 ${folder}（${code}），请检查权限或把 ${setting} 设为另一个目录`,
			en: `the folder ${folder} cannot be made (${code}): check its rights, or set ${setting} to another one`,
		},
		cause,
	});
};
