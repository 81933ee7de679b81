/** Holds a data folder for one agent. The system lets go of it when the process ends, however it ends. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { makeNamedFolder } from '../../config/folders';
import { isDiskFull } from '../../kernel/diskFull';
import { AgentError } from '../../kernel/errors';
import { reserveIn } from './reserve';

const LOCK = 'agent.lock';

/** How long an agent that is just ending is waited for. */
const PATIENCE_MS = 1_000;

const refused = (data: string, cause: unknown): AgentError =>
	new AgentError('NOT_READY', {
		object: {
			zh: `数据目录 ${data} 已有另一个渲染服务在使用，请先停止它，或把 RENDER_AGENT_DATA 设为另一个目录`,
			en: `another agent runs on the data folder ${data}; stop it, or set RENDER_AGENT_DATA to another folder`,
		},
		cause,
	});

/** How SQLite numbers a file that another process has locked. */
const BUSY = 5;

const isBusy = (error: unknown): boolean =>
	typeof error === 'object' &&
	error !== null &&
	'errcode' in error &&
	(Number(error.errcode) & 0xff) === BUSY;

const locked = (data: string): DatabaseSync => {
	const file = new DatabaseSync(join(data, LOCK), { timeout: PATIENCE_MS });
	try {
		file.exec('BEGIN EXCLUSIVE');
		return file;
	} catch (cause) {
		file.close();
		throw cause;
	}
};

/** Locks the folder, with its reserve given up where that is what it lacks: even a lock takes some bytes. */
const lockedWithRoom = (data: string): DatabaseSync => {
	try {
		return locked(data);
	} catch (cause) {
		if (isBusy(cause)) throw refused(data, cause);
		const isReleased = reserveIn(data).release();
		if (isReleased) return locked(data);
		throw isDiskFull(cause)
			? new AgentError('DISK_FULL', { hint: { folder: data }, cause })
			: refused(data, cause);
	}
};

/**
 * Takes a data folder, which is made if need be, until the returned function is called. Whoever holds it knows that jobs
 * which look as if they ran belong to an agent that is gone.
 * @throws {AgentError} NOT_READY when another agent holds it or it cannot be made
 */
export const holdFolder = (data: string): (() => void) => {
	makeNamedFolder(data);
	const file = lockedWithRoom(data);
	return () => {
		file.close();
	};
};

/** Whether an agent or a worker holds the data folder now. */
export const isFolderHeld = (data: string): boolean => {
	if (!existsSync(join(data, LOCK))) return false;
	try {
		holdFolder(data)();
		return false;
	} catch (error) {
		if (error instanceof AgentError && error.code === 'NOT_READY') return true;
		throw error;
	}
};
