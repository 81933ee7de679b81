/** Hands the first-start page what it needs of a running agent. */
import { networkInterfaces } from 'node:os';
import { keepSettings } from '../config/settingsFile';
import type { Settings } from '../config/schema';
import { secretIn } from '../config/secrets';
import { createContacts } from '../dashboard/contacts';
import type { SetupParts } from '../dashboard/setup';
import type { DraftStore } from '../assets/draftStore';
import { jobViewOf, type ViewParts } from '../http/jobView';
import type { ServerParts } from '../http/parts';
import { viewPartsOf } from '../http/server';
import { enrolCommand } from '../http/routes/workerAdmin';
import { workerViewOf } from '../http/workerView';
import { draftUrlOf } from '../http/routes/drafts';
import { jobOptions } from '../jobs/job';
import { textOf } from '../kernel/errorTexts';
import { writeSampleDraft } from '../render/sample/sampleDraft';

/** The address that opens the page of an agent; the token behind `#` is seen by no server and no log. */
export const setupAddress = (settings: Settings, port: number = settings.port): string =>
	`http://127.0.0.1:${String(port)}/setup#${encodeURIComponent(secretIn(settings.data, 'setup-token'))}`;

/** IPv4 addresses of this machine in its networks, loopback excepted. */
export const ownAddresses = (): readonly string[] =>
	Object.values(networkInterfaces())
		.flat()
		.filter((one) => one !== undefined)
		.filter(({ family, internal }) => family === 'IPv4' && !internal)
		.map(({ address }) => address);

/** What the page is made of. */
interface SetupSources {
	readonly server: Omit<ServerParts, 'setup'>;
	readonly view: ViewParts;
	readonly settings: Settings;
	readonly drafts: Pick<DraftStore, 'putFolder'>;
	readonly restart: (() => void) | undefined;
}

/** The parts of the page. */
const setupPartsOf = ({ server, view, settings, drafts, restart }: SetupSources): SetupParts => ({
	version: server.version,
	keys: server.keys,
	contacts: createContacts(),
	site: () => ({
		host: settings.host,
		port: settings.port,
		publicUrl: settings.publicUrl,
		addresses: ownAddresses(),
	}),
	data: settings.data,
	about: server.about,
	problem: (language) => {
		const error = server.notReady();
		if (!error) return undefined;
		const { detail, hint } = textOf(error, language);
		return `${detail} ${hint}`;
	},
	workers: (language) =>
		server.workers.list().map((worker) => {
			const held = { jobs: server.jobs.lending.heldBy(worker.id), now: server.clock.now() };
			return workerViewOf(worker, held, language);
		}),
	workerCommand: (base) => enrolCommand(settings.publicUrl ?? base, server.workers.makeCode().code),
	renderSample: async (base) => {
		const { draftId } = await drafts.putFolder(writeSampleDraft);
		const { job } = await server.jobs.submit({
			draft: draftUrlOf(base, draftId),
			options: jobOptions.parse({}),
			owner: '',
			base,
			warnings: [],
			idempotencyKey: undefined,
		});
		return job;
	},
	job: (id, language) => jobViewOf(server.jobs.status({ id }, 'everybody'), language, view),
	keep: (changed) => {
		keepSettings(settings.data, changed);
	},
	restart,
	token: secretIn(settings.data, 'setup-token'),
	now: server.clock.now,
});

/** The parts of the service with the first-start page on top. */
export const withSetup = (
	server: ServerParts,
	{ settings, drafts, restart }: Pick<SetupSources, 'settings' | 'drafts' | 'restart'>,
): ServerParts => ({
	...server,
	setup: setupPartsOf({ server, view: viewPartsOf(server), settings, drafts, restart }),
});
