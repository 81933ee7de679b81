/** Writes docs/openapi.json from the routes that the agent serves. */
import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDraftStore } from '../render-agent/src/assets/draftStore';
import { VERSION } from '../render-agent/src/cli/version';
import { loadSettings } from '../render-agent/src/config/load';
import { createLog } from '../render-agent/src/config/log';
import { createLinks } from '../render-agent/src/deliver/links';
import { openapiOf } from '../render-agent/src/http/openapi';
import type { ServerParts } from '../render-agent/src/http/parts';
import { routesOf } from '../render-agent/src/http/routes/all';
import { viewPartsOf } from '../render-agent/src/http/server';
import { createJobs } from '../render-agent/src/jobs/jobs';
import { openDatabase } from '../render-agent/src/jobs/stores/database';
import { createJobStore } from '../render-agent/src/jobs/stores/sqliteJobStore';
import { createOutbox } from '../render-agent/src/jobs/stores/sqliteOutbox';
import { createWebhooks } from '../render-agent/src/jobs/stores/sqliteWebhooks';
import { systemClock as clock } from '../render-agent/src/kernel/clock';
import { createUploadTurns } from '../render-agent/src/jobs/uploadTurns';
import { BrokenInvariant } from '../render-agent/src/kernel/errors';
import { createKeyStore } from '../render-agent/src/keys/keyStore';
import { createWorkerStore } from '../render-agent/src/keys/workerStore';

/** Where the document lies. */
export const OPENAPI_FILE = join(__dirname, '../docs/openapi.json');

const unused = (): Promise<never> => Promise.reject(new BrokenInvariant('nothing runs here'));

/** The parts of an agent that is never started. */
const idleParts = (): ServerParts => {
	const settings = loadSettings({ environment: {}, folder: join(tmpdir(), 'no-settings') });
	const db = openDatabase(':memory:', 0);
	const log = createLog('silent');
	const notReady = (): undefined => undefined;
	const jobs = createJobs({
		store: createJobStore(db),
		outbox: createOutbox(db),
		renderer: unused,
		quickCheck: unused,
		prefetch: unused,
		targets: [],
		turns: createUploadTurns(clock, { seconds: 1, own: [] }),
		notReady,
		tidy: () => Promise.resolve(),
		freeBytes: unused,
		clock,
		log,
		settings,
	});
	return {
		jobs,
		keys: createKeyStore(db, clock),
		workers: createWorkerStore(db, clock),
		drafts: createDraftStore({ folder: settings.data, clock }),
		preflight: unused,
		storyboard: unused,
		links: createLinks(''),
		webhooks: createWebhooks(db),
		checkAddress: unused,
		clock,
		log,
		settings,
		version: VERSION,
		notReady,
		checks: () => Promise.resolve([]),
		about: () => ({}),
	};
};

/** The document, as it should be in the file. */
export const openapiText = (): string => {
	const parts = idleParts();
	const document = openapiOf(routesOf(parts, viewPartsOf(parts)), parts.version);
	return `${JSON.stringify(document, null, '\t')}\n`;
};

if (require.main === module) writeFileSync(OPENAPI_FILE, openapiText());
