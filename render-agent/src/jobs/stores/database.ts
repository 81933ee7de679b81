/** The agent's SQLite file: opened, migrated, written in transactions. Beside folderLock the only file that imports node:sqlite. */
import { chmodSync, existsSync, statfsSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { makeNamedFolder } from '../../config/folders';
import { isDiskFull } from '../../kernel/diskFull';
import { AgentError } from '../../kernel/errors';
import { backUp, damaged, hasLostAll, markUsed, tooNew } from './backups';
import { MIGRATIONS } from './migrations';
import { NO_RESERVE, type Reserve, reserveIn } from './reserve';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** Values of the named parameters of a statement. */
export type Values = Record<string, SQLInputValue>;

/** What the stores do with the file. */
export interface Database {
	/** How many rows the statement changed. */
	readonly run: (sql: string, values?: Values) => number;
	/**
	 * As `run`, for what may be lost when the power fails, and only then: the disk is not waited for, which takes longer
	 * than all else and holds up every answer meanwhile.
	 */
	readonly runLightly: (sql: string, values?: Values) => number;
	readonly one: (sql: string, values?: Values) => Row | undefined;
	readonly all: (sql: string, values?: Values) => readonly Row[];
	/** Does everything in `work` or nothing; one inside another is part of it. */
	readonly transaction: <T>(work: () => T) => T;
	/** The same as before while nothing in the file has changed, whoever might have changed it. */
	readonly version: () => string;
	readonly close: () => void;
}

const PRAGMAS = `
	PRAGMA busy_timeout = 20000;
	PRAGMA journal_mode = WAL;
	PRAGMA synchronous = FULL;
	PRAGMA foreign_keys = ON;
`;

const statementsOf = (file: DatabaseSync): ((sql: string) => StatementSync) => {
	const prepared = new Map<string, StatementSync>();
	return (sql) => {
		const known = prepared.get(sql);
		if (known) return known;
		const fresh = file.prepare(sql);
		prepared.set(sql, fresh);
		return fresh;
	};
};

/** SQLite may have rolled back by itself, as it does when the disk is full. */
const rollBack = (file: DatabaseSync): void => {
	if (file.isTransaction) file.exec('ROLLBACK');
};

const transactionsOf = (file: DatabaseSync): Database['transaction'] => {
	return (work) => {
		if (file.isTransaction) return work();
		file.exec('BEGIN IMMEDIATE');
		try {
			const result = work();
			file.exec('COMMIT');
			return result;
		} catch (cause) {
			rollBack(file);
			throw cause;
		}
	};
};

const versionOf = (file: DatabaseSync): number => {
	file.exec(
		'CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT',
	);
	const newest = file.prepare('SELECT COALESCE(MAX(version), 0) AS version FROM migration').get();
	return Number(newest?.['version']);
};

/** Brings the tables up to date, all steps or none; an older file is copied before. */
const migrate = (file: DatabaseSync, path: string, now: number): void => {
	const known = MIGRATIONS.length;
	const is = versionOf(file);
	if (is > known) throw tooNew(path, { is, known });
	if (is > 0 && is < known && path !== MEMORY) backUp(file, path, { version: is, now });
	transactionsOf(file)(() => {
		const done = versionOf(file);
		for (const [index, sql] of MIGRATIONS.entries()) {
			if (index < done) continue;
			file.exec(sql);
			file
				.prepare('INSERT INTO migration (version, at) VALUES (:version, :at)')
				.run({ version: index + 1, at: now });
		}
	});
};

/** Passes when every page of the file is as it should be. */
const requireWhole = (file: DatabaseSync): void => {
	const found = file.prepare('PRAGMA integrity_check(1)').get();
	if (found?.['integrity_check'] !== 'ok')
		throw Object.assign(new RangeError(String(found?.['integrity_check'])), { errcode: CORRUPT });
};

const CORRUPT = 11;
const NO_DATABASE = 26;

/** How SQLite numbers a file that is damaged, or none of its own; the upper bits tell more. */
const isDamage = (error: unknown): boolean =>
	typeof error === 'object' &&
	error !== null &&
	'errcode' in error &&
	[CORRUPT, NO_DATABASE].includes(Number(error.errcode) & 0xff);

const MEMORY = ':memory:';

const opened = (path: string, now: number): DatabaseSync => {
	// Closing the file properly removes its log: one that is there tells of an end that was none.
	const wasCut = existsSync(`${path}-wal`);
	if (hasLostAll(path)) throw damaged(path, new RangeError('the file is empty'));
	const file = new DatabaseSync(path);
	// It holds what requests brought along: addresses with signatures, keys of storages.
	if (path !== MEMORY) chmodSync(path, 0o600);
	try {
		file.exec(PRAGMAS);
		if (wasCut) requireWhole(file);
		migrate(file, path, now);
		if (path !== MEMORY) markUsed(path);
		return file;
	} catch (cause) {
		file.close();
		throw isDamage(cause) ? damaged(path, cause) : cause;
	}
};

/** Bytes that opening takes: a page or two of each of its files. */
const TO_OPEN = 1024 ** 2;

const isFullAt = (path: string): boolean => {
	const { bavail, bsize } = statfsSync(dirname(path));
	return bavail * bsize < TO_OPEN;
};

/** Opens the file, with the reserve given up on a full disk: an agent that is up can say that it is full. */
const openedWithRoom = (path: string, now: number, reserve: Reserve): DatabaseSync => {
	try {
		return opened(path, now);
	} catch (error) {
		// SQLite has many words for a disk that is full while it makes its files.
		const isFull = isDiskFull(error) || (path !== MEMORY && isFullAt(path));
		if (error instanceof AgentError || !isFull || !reserve.release()) throw error;
		return opened(path, now);
	}
};

/**
 * Writes, with the reserve given up when the disk is full: a job must be able to end. What is inside a transaction is
 * part of it and is tried again with the whole.
 */
const withRoom =
	(file: DatabaseSync, reserve: Reserve) =>
	<T>(write: () => T): T => {
		if (file.isTransaction) return write();
		try {
			const result = write();
			reserve.fill();
			return result;
		} catch (error) {
			if (!isDiskFull(error) || !reserve.release()) throw error;
			return write();
		}
	};

/**
 * Opens the file, which is made if need be, and brings its tables up to date; an older one is copied to `backups` first.
 * One that was not closed properly is looked through before. `now`: milliseconds since 1970.
 * @throws {AgentError} NOT_READY when the file is damaged or a newer agent's
 */
export const openDatabase = (path: string, now: number): Database => {
	if (path !== MEMORY) makeNamedFolder(dirname(path));
	const reserve = path === MEMORY ? NO_RESERVE : reserveIn(dirname(path));
	const file = openedWithRoom(path, now, reserve);
	reserve.fill();
	const written = withRoom(file, reserve);
	const statement = statementsOf(file);
	const transaction = transactionsOf(file);
	let deeds = 0;
	const counted = <T>(write: () => T): T => {
		try {
			return write();
		} finally {
			// A transaction that is taken back counts as well: what was read inside it holds no more.
			deeds += 1;
		}
	};
	const run: Database['run'] = (sql, values = {}) =>
		counted(() => written(() => Number(statement(sql).run(values).changes)));
	return {
		run,
		runLightly: (sql, values) => {
			if (file.isTransaction) return run(sql, values);
			file.exec('PRAGMA synchronous = NORMAL');
			try {
				return run(sql, values);
			} finally {
				file.exec('PRAGMA synchronous = FULL');
			}
		},
		one: (sql, values = {}) => statement(sql).get(values),
		all: (sql, values = {}) => statement(sql).all(values),
		transaction: (work) => counted(() => written(() => transaction(work))),
		// What others write to the file is counted by SQLite, what this connection writes is not.
		version: () =>
			`${String(deeds)} ${String(statement('PRAGMA data_version').get()?.['data_version'])}`,
		close: () => {
			file.close();
		},
	};
};
