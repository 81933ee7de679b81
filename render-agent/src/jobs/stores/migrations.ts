/** The tables of the agent's file, one step a version. Steps are only ever added. */

const FIRST = `
CREATE TABLE job (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	identity TEXT NOT NULL,
	draft TEXT NOT NULL,
	draft_key TEXT NOT NULL,
	owner TEXT NOT NULL,
	options TEXT NOT NULL,
	preview INTEGER NOT NULL,
	priority INTEGER NOT NULL,
	base TEXT NOT NULL,
	state TEXT NOT NULL CHECK (state IN ('queued','fetching','rendering','delivering','completed','failed','cancelled')),
	fence INTEGER NOT NULL DEFAULT 0,
	lease_until INTEGER,
	attempts INTEGER NOT NULL DEFAULT 0,
	phase TEXT NOT NULL DEFAULT 'validate',
	progress INTEGER NOT NULL DEFAULT 0,
	frames_done INTEGER,
	frames_total INTEGER,
	eta_seconds INTEGER,
	warnings TEXT NOT NULL,
	delivery TEXT NOT NULL,
	video TEXT,
	reused_frames INTEGER NOT NULL DEFAULT 0,
	report TEXT,
	failure TEXT,
	created_at INTEGER NOT NULL,
	started_at INTEGER,
	completed_at INTEGER,
	CHECK ((progress = 100) = (state = 'completed')),
	CHECK ((state = 'completed') <= (video IS NOT NULL)),
	CHECK ((state IN ('failed','cancelled')) = (failure IS NOT NULL)),
	CHECK ((state IN ('completed','failed','cancelled')) = (completed_at IS NOT NULL))
) STRICT;
CREATE UNIQUE INDEX job_alive ON job (identity) WHERE state IN ('queued','fetching','rendering','delivering');
CREATE INDEX job_draft ON job (draft_key, seq);
CREATE INDEX job_queue ON job (state, priority DESC, seq);

CREATE TABLE event (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	job TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	at INTEGER NOT NULL,
	state TEXT NOT NULL,
	fence INTEGER NOT NULL
) STRICT;
CREATE INDEX event_job ON event (job, seq);

CREATE TABLE idempotency (
	owner TEXT NOT NULL,
	key TEXT NOT NULL,
	job TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	expires_at INTEGER NOT NULL,
	PRIMARY KEY (owner, key)
) STRICT;

CREATE TABLE outbox (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	job TEXT NOT NULL REFERENCES job (id) ON DELETE CASCADE,
	type TEXT NOT NULL,
	url TEXT NOT NULL,
	at INTEGER NOT NULL,
	attempts INTEGER NOT NULL DEFAULT 0,
	state TEXT NOT NULL DEFAULT 'due' CHECK (state IN ('due','sent','given_up')),
	next_at INTEGER NOT NULL,
	last_error TEXT
) STRICT;
CREATE INDEX outbox_due ON outbox (state, next_at);

CREATE TABLE api_key (
	id TEXT PRIMARY KEY,
	sha256 TEXT NOT NULL,
	name TEXT NOT NULL,
	scopes TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	last_used_at INTEGER,
	revoked_at INTEGER
) STRICT;
`;

/** Addresses that are told of every job, and whose a message is: undefined for the address of one submission. */
const WEBHOOKS = `
CREATE TABLE webhook (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	id TEXT NOT NULL UNIQUE,
	owner TEXT NOT NULL,
	everybody INTEGER NOT NULL,
	url TEXT NOT NULL,
	events TEXT NOT NULL,
	secret TEXT NOT NULL,
	created_at INTEGER NOT NULL
) STRICT;
ALTER TABLE outbox ADD COLUMN webhook TEXT;
`;

/** History is only ever added to; it goes with its job. */
const APPEND_ONLY = `
CREATE TRIGGER event_is_written_once BEFORE UPDATE ON event BEGIN
	SELECT RAISE(ABORT, 'history is not rewritten');
END;
CREATE TRIGGER event_goes_with_its_job BEFORE DELETE ON event
WHEN EXISTS (SELECT 1 FROM job WHERE id = OLD.job) BEGIN
	SELECT RAISE(ABORT, 'history is not removed');
END;
`;

const UPLOADS = `
CREATE TABLE upload (
	job TEXT NOT NULL,
	target TEXT NOT NULL,
	file TEXT NOT NULL,
	state TEXT NOT NULL,
	PRIMARY KEY (job, target, file)
) STRICT;
`;

/** The job as it was when progress was told; gone when the message is. */
const TOLD_STATE = `
ALTER TABLE outbox ADD COLUMN snapshot TEXT;
`;

/** By how much the clock was set and where it stood, in its own milliseconds; and when the agent was seen last. */
const LEAPS = `
CREATE TABLE leap (
	seq INTEGER PRIMARY KEY AUTOINCREMENT,
	at INTEGER NOT NULL,
	milliseconds INTEGER NOT NULL
) STRICT;
CREATE TABLE seen (
	id INTEGER PRIMARY KEY CHECK (id = 1),
	at INTEGER NOT NULL
) STRICT;
`;

/** Workers elsewhere: the codes by which they enrol, they themselves, and which job is lent to which of them. */
const WORKERS = `
CREATE TABLE worker_code (
	sha256 TEXT PRIMARY KEY,
	created_at INTEGER NOT NULL,
	expires_at INTEGER NOT NULL,
	used_at INTEGER
) STRICT;
CREATE TABLE worker (
	id TEXT PRIMARY KEY,
	sha256 TEXT NOT NULL,
	name TEXT NOT NULL,
	told TEXT NOT NULL,
	created_at INTEGER NOT NULL,
	seen_at INTEGER NOT NULL,
	revoked_at INTEGER
) STRICT;
CREATE TABLE loan (
	job TEXT PRIMARY KEY REFERENCES job (id) ON DELETE CASCADE,
	worker TEXT NOT NULL,
	fence INTEGER NOT NULL,
	handed INTEGER NOT NULL DEFAULT 0
) STRICT;
`;

/** Runs that were cut off since one of them got further than all before. */
const CUT_OFF = `
ALTER TABLE job ADD COLUMN cut_off INTEGER NOT NULL DEFAULT 0;
`;

/** What brings the file from each version to the next; the first makes everything. */
export const MIGRATIONS: readonly string[] = [
	FIRST,
	WEBHOOKS,
	APPEND_ONLY,
	UPLOADS,
	TOLD_STATE,
	LEAPS,
	WORKERS,
	CUT_OFF,
];
