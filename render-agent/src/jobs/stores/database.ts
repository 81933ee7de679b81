/** The agent's SQLite file: opened, migrated, written in transactions. Beside folderLock the only file that imports node:sqlite. */
import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite';
import { BrokenInvariant } from '../../kernel/errors';
import { MIGRATIONS } from './migrations';

/** A row as SQLite gives it. */
export type Row = Readonly<Record<string, unknown>>;

/** Values of the named parameters of a statement. */
export type Values = Record<string, SQLInputValue>;

/** What the stores do with the file. */
export interface Database {
	/** How many rows the statement changed. */
	readonly run: (sql: string, values?: Values) => number;
	readonly one: (sql: string, values?: Values) => Row | undefined;
	readonly all: (sql: string, values?: Values) => readonly Row[];
	/** Does everything in `work` or nothing; one inside another is part of it. */
	readonly transaction: <T>(work: () => T) => T;
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

const migrate = (file: DatabaseSync, now: number): void => {
	file.exec(
		'CREATE TABLE IF NOT EXISTS migration (version INTEGER PRIMARY KEY, at INTEGER NOT NULL) STRICT',
	);
	transactionsOf(file)(() => {
		const newest = file.prepare('SELECT COALESCE(MAX(version), 0) AS version FROM migration').get();
		const done = Number(newest?.['version']);
		if (done > MIGRATIONS.length) {
			throw new BrokenInvariant(
				`the job store is of version ${String(done)}, made by a newer agent; this one knows ${String(MIGRATIONS.length)}`,
			);
		}
		for (const [index, sql] of MIGRATIONS.entries()) {
			if (index < done) continue;
			file.exec(sql);
			file
				.prepare('INSERT INTO migration (version, at) VALUES (:version, :at)')
				.run({ version: index + 1, at: now });
		}
	});
};

/** Opens the file, which is made if need be, and brings its tables up to date. `now`: milliseconds since 1970. */
export const openDatabase = (path: string, now: number): Database => {
	if (path !== ':memory:') mkdirSync(dirname(path), { recursive: true });
	const file = new DatabaseSync(path);
	file.exec(PRAGMAS);
	migrate(file, now);
	const statement = statementsOf(file);
	return {
		run: (sql, values = {}) => Number(statement(sql).run(values).changes),
		one: (sql, values = {}) => statement(sql).get(values),
		all: (sql, values = {}) => statement(sql).all(values),
		transaction: transactionsOf(file),
		close: () => {
			file.close();
		},
	};
};
