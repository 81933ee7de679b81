/** Copies of the agent's file, made before its tables are changed, and what is said when the file is damaged. */
import {
	closeSync,
	existsSync,
	fsyncSync,
	mkdirSync,
	openSync,
	readdirSync,
	statSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { clearAwayNow, removeNow } from '../../config/heldFiles';
import { AgentError } from '../../kernel/errors';

const KEPT = 5;
const NAME = /^agent-v\d+-\d+\.sqlite$/;

/** Where the copies of a file lie. */
export const backupsOf = (path: string): string => join(dirname(path), 'backups');

const oldestFirst = (folder: string): readonly string[] => {
	try {
		const timeOf = (name: string): number => Number(/-(\d+)\.sqlite$/.exec(name)?.[1]);
		return readdirSync(folder)
			.filter((name) => NAME.test(name))
			.sort((a, b) => timeOf(a) - timeOf(b));
	} catch {
		return [];
	}
};

/**
 * Copies the open file whole to the backups, and lets go of all but the newest five. `version` is that of its tables,
 * `now` milliseconds since 1970.
 */
export const backUp = (
	file: DatabaseSync,
	path: string,
	{ version, now }: { readonly version: number; readonly now: number },
): void => {
	const folder = backupsOf(path);
	if (!existsSync(folder)) mkdirSync(folder, { mode: 0o700 });
	const copy = join(folder, `agent-v${String(version)}-${String(now)}.sqlite`);
	removeNow(copy);
	file.prepare('VACUUM INTO :copy').run({ copy });
	const written = openSync(copy, 'r+');
	fsyncSync(written);
	closeSync(written);
	for (const name of oldestFirst(folder).slice(0, -KEPT)) clearAwayNow(join(folder, name));
};

/** The file that says that the agent's file holds something. */
const usedMarkOf = (path: string): string => `${path}-used`;

/** Notes that the file is in use, so that an empty one tells of a loss later. */
export const markUsed = (path: string): void => {
	if (!existsSync(usedMarkOf(path)))
		writeFileSync(usedMarkOf(path), '', { mode: 0o600, flush: true });
};

const sizeOf = (path: string): number | undefined =>
	statSync(path, { throwIfNoEntry: false })?.size;

/** Whether a file that is empty was not so before: it was in use, has a log, or copies of it lie here. */
export const hasLostAll = (path: string): boolean =>
	sizeOf(path) === 0 &&
	(existsSync(usedMarkOf(path)) ||
		(sizeOf(`${path}-wal`) ?? 0) > 0 ||
		oldestFirst(backupsOf(path)).length > 0);

/** NOT_READY for a file that cannot be trusted, with the copy that may take its place. */
export const damaged = (path: string, cause: unknown): AgentError => {
	const newest = oldestFirst(backupsOf(path)).at(-1);
	const copy = newest === undefined ? undefined : join(backupsOf(path), newest);
	return new AgentError('NOT_READY', {
		object: {
			zh: `任务与密钥的文件 ${path} 已损坏；请把它移走${copy === undefined ? '后重新启动（任务和密钥将重新开始）' : `，用备份 ${copy} 代替，再重新启动`}`,
			en: `the file of jobs and keys ${path} is damaged; move it away${copy === undefined ? ' and start again (jobs and keys begin anew)' : `, put the backup ${copy} in its place and start again`}`,
		},
		cause,
	});
};

/** NOT_READY for a file of a newer agent. */
export const tooNew = (path: string, versions: { readonly is: number; readonly known: number }) =>
	new AgentError('NOT_READY', {
		object: {
			zh: `${path} 由更新版本的渲染服务写成（版本 ${String(versions.is)}，此版本只认识到 ${String(versions.known)}）；请更新渲染服务，或换回升级前的备份（${backupsOf(path)}）`,
			en: `${path} was written by a newer agent (version ${String(versions.is)}, this one knows ${String(versions.known)}); update the agent, or put back the backup from before (${backupsOf(path)})`,
		},
	});
