/** Hands the first-start page what it needs of a running agent. */
import { networkInterfaces } from 'node:os';
import { programName, typedElsewhere } from '../config/called';
import type { ServedAs } from '../config/servedAs';
import { keepSettings } from '../config/settingsFile';
import type { Settings } from '../config/schema';
import { secretIn } from '../config/secrets';
import { createContacts } from '../dashboard/contacts';
import type { SetupParts } from '../dashboard/setup';
import type { DraftStore } from '../assets/draftStore';
import { jobViewOf, type ViewParts } from '../http/jobView';
import type { ServerParts } from '../http/parts';
import { viewPartsOf } from '../http/server';
import { enrolWords } from '../http/routes/workerAdmin';
import { workerViewOf } from '../http/workerView';
import { draftUrlOf } from '../http/routes/drafts';
import { jobOptions } from '../jobs/job';
import { textOf } from '../kernel/errorTexts';
import { isEverywhere, isLoopback } from '../keys/listening';
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

/** Where other machines reach an agent, as far as can be told; undefined when it answers its own machine only. */
export const reachedAt = (
	{ publicUrl, host, port }: ServedAs,
	addresses: readonly string[] = ownAddresses(),
): string | undefined => {
	if (publicUrl !== undefined) return publicUrl;
	const reached = isEverywhere(host) ? addresses[0] : host;
	if (reached === undefined || isLoopback(reached)) return undefined;
	return `http://${reached}:${String(port)}`;
};

/** What to do about an agent that workers do not reach. */
export const UNREACHED = {
	zh: '注意：其他机器目前无法访问此服务，请把命令中的地址换成那台电脑能访问到的地址：设置 RENDER_AGENT_HOST=0.0.0.0（需先 keys create），最好再用 https 反向代理并设置 RENDER_AGENT_PUBLIC_URL。',
	en: 'Mind: other machines do not reach this agent yet; put an address into the command by which they do. Set RENDER_AGENT_HOST=0.0.0.0 (after keys create), better yet put an https proxy before it and set RENDER_AGENT_PUBLIC_URL.',
} as const;

/** The machine that is to become a worker. */
export const AT_WORKER = { zh: '在工作机上', en: 'On the worker' } as const;

/** What is typed on a machine to make it a worker; `base` stands in where nobody knows a better address. */
const workerCommands = (
	served: ServedAs,
	base: string,
	code: string,
): ReturnType<SetupParts['workerCommands']> => {
	const gateway = reachedAt(served);
	return {
		commands: typedElsewhere(AT_WORKER, enrolWords(gateway ?? base, code)),
		note: gateway === undefined ? UNREACHED : undefined,
	};
};

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
		program: programName(),
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
	workerCommands: (base) => workerCommands(settings, base, server.workers.makeCode().code),
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
