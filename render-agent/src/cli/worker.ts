/** `worker enrol | status | leave` on a worker, `worker code | list | revoke` at its gateway. */
import { hostname } from 'node:os';
import { typedElsewhere } from '../config/called';
import type { Settings } from '../config/schema';
import { type ServedAs, servedAsIn } from '../config/servedAs';
import { enrolWords } from '../http/routes/workerAdmin';
import { workerViewOf, type WorkerView } from '../http/workerView';
import { openDatabase } from '../jobs/stores/database';
import { createJobStore } from '../jobs/stores/sqliteJobStore';
import type { JobStore } from '../jobs/store';
import { systemClock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { inLanguage, type Words } from '../kernel/words';
import { createWorkerStore, type WorkerStore } from '../keys/workerStore';
import { createPost } from '../net/post';
import { createGateway, type Gateway } from '../worker/gateway';
import {
	dropMembership,
	isEnrolled,
	keepMembership,
	type Membership,
	membershipIn,
} from '../worker/membership';
import { enrolled, heard, workerView } from '../worker/wire';
import { databaseIn } from './places';
import type { Voice } from './render';
import { platformWords } from './runWorker';
import { AT_WORKER, reachedAt, UNREACHED } from './setup';

/** Whom a command talks to, and what ends it. */
export interface WorkerTalk {
	readonly voice: Voice;
	readonly signal: AbortSignal;
}

const say = ({ line, language }: Voice, words: Words): void => {
	line(inLanguage(words, language));
};

const gatewayOf = (
	{ gateway: url, credential }: Pick<Membership, 'gateway'> & { readonly credential?: string },
	{ language }: Voice,
): Gateway =>
	createGateway({
		...{ url, language, send: createPost({ allow: 'everything', clock: systemClock }).send },
		...(credential !== undefined && { credential }),
	});

/** An address without what does not belong to it. @throws {AgentError} REQUEST_INVALID */
const addressOf = (text: string): string => {
	const url = URL.parse(text);
	if (url && (url.protocol === 'http:' || url.protocol === 'https:'))
		return `${url.origin}${url.pathname}`.replace(/\/+$/, '');
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: `--gateway：${text} 不是 http(s) 地址`,
			en: `--gateway: ${text} is no http(s) address`,
		},
	});
};

const alreadyOf = ({ gateway }: Membership): AgentError =>
	new AgentError('REQUEST_INVALID', {
		object: {
			zh: `此机已是 ${gateway} 的工作机；如需更换，请先运行 capcut-render-agent worker leave`,
			en: `this machine is a worker of ${gateway} already; to change, run capcut-render-agent worker leave first`,
		},
	});

/** Makes this machine a worker of a gateway. @throws {AgentError} ENROL_CODE_INVALID, GATEWAY_UNREACHABLE, REQUEST_INVALID */
export const enrolWorker = async (
	{ data }: Settings,
	asked: { readonly gateway: string; readonly code: string; readonly name: string | undefined },
	{ voice, signal }: WorkerTalk,
): Promise<void> => {
	if (isEnrolled(data)) throw alreadyOf(membershipIn(data));
	const gateway = addressOf(asked.gateway);
	const name = (asked.name ?? hostname()).trim().slice(0, 60) || 'worker';
	const body = { code: asked.code, name, ...platformWords(), encoders: [] };
	const made = await gatewayOf({ gateway }, voice).ask(
		{ path: '/enrol', body, gives: enrolled },
		signal,
	);
	const { worker_id: id, credential } = made;
	keepMembership(data, { gateway, worker_id: id, name: made.name, credential });
	say(voice, {
		zh: `已登记为 ${gateway} 的工作机 ${made.name}（${id}）。现在运行：capcut-render-agent worker run`,
		en: `Enrolled at ${gateway} as the worker ${made.name} (${id}). Now run: capcut-render-agent worker run`,
	});
};

const lineOf = ({ worker_id, name, state, last_seen, doing, ...more }: WorkerView): string =>
	[
		worker_id,
		name,
		state,
		last_seen.replace('T', ' ').slice(0, 19),
		`${more.platform} ${more.version}`.trim(),
		more.encoders.join(', '),
		doing,
	].join('\t');

/** Says to which gateway this machine belongs and how that sees it. @throws {AgentError} as `Gateway.ask` */
export const workerStatus = async (
	{ data }: Settings,
	{ voice, signal }: WorkerTalk,
): Promise<void> => {
	const membership = membershipIn(data);
	say(voice, {
		zh: `网关：${membership.gateway}`,
		en: `Gateway: ${membership.gateway}`,
	});
	const seen = await gatewayOf(membership, voice).ask({ path: '/me', gives: workerView }, signal);
	voice.line(lineOf(seen));
};

/** Leaves the gateway; also one that cannot be reached. */
export const leaveGateway = async (
	{ data }: Settings,
	{ voice, signal }: WorkerTalk,
): Promise<void> => {
	const membership = membershipIn(data);
	const { gateway, worker_id: id } = membership;
	try {
		await gatewayOf(membership, voice).ask({ path: '/leave', body: {}, gives: heard }, signal);
		say(voice, { zh: `已离开 ${gateway}。`, en: `Left ${gateway}.` });
	} catch (error) {
		if (!(error instanceof AgentError)) throw error;
		say(voice, {
			zh: `此机已离开，但未能告知 ${gateway}（${error.code}）；请在网关上运行渲染程序的 worker revoke ${id}`,
			en: `Left, but ${gateway} could not be told (${error.code}): run worker revoke ${id} of the agent there`,
		});
	}
	dropMembership(data);
};

interface GatewayFile {
	readonly workers: WorkerStore;
	readonly store: JobStore;
}

const withGateway = <T>({ data }: Settings, use: (file: GatewayFile) => T): T => {
	const db = openDatabase(databaseIn(data), systemClock.now());
	try {
		return use({ workers: createWorkerStore(db, systemClock), store: createJobStore(db) });
	} finally {
		db.close();
	}
};

/** How the agent of this data folder serves: as the settings of this command say, else as it was started last. */
const servedAs = (settings: Settings): ServedAs =>
	settings.publicUrl === undefined ? (servedAsIn(settings.data) ?? settings) : settings;

/** Makes a code and says what to type on the machine that is to become a worker. */
export const makeWorkerCode = (settings: Settings, { voice }: Pick<WorkerTalk, 'voice'>): void => {
	const { code } = withGateway(settings, ({ workers }) => workers.makeCode());
	const served = servedAs(settings);
	const gateway = reachedAt(served);
	const words = enrolWords(gateway ?? `http://127.0.0.1:${String(served.port)}`, code);
	for (const { where, command } of typedElsewhere(AT_WORKER, words)) {
		say(voice, where);
		voice.line(command);
	}
	say(voice, {
		zh: '请在 15 分钟内，在要作为工作机的电脑上运行上面与其系统相符的命令；登记码只能使用一次。地址须是那台电脑能访问到的本服务地址。',
		en: 'Run the one that fits on the machine that is to become a worker, within 15 minutes; the code works once. The address must be one by which that machine reaches this agent.',
	});
	if (gateway === undefined) say(voice, UNREACHED);
};

/** Lists the workers of this gateway. */
export const listWorkers = (settings: Settings, { voice }: Pick<WorkerTalk, 'voice'>): void => {
	const views = withGateway(settings, ({ workers, store }) => {
		const loans = store.loans();
		return workers.list().map((worker) => {
			const jobs = loans.flatMap((loan) => (loan.worker === worker.id ? [loan.job] : []));
			return workerViewOf(worker, { jobs, now: systemClock.now() }, voice.language);
		});
	});
	if (views.length === 0) say(voice, { zh: '还没有工作机。', en: 'There are no workers yet.' });
	for (const view of views) voice.line(lineOf(view));
};

/** Revokes a worker of this gateway. @throws {AgentError} REQUEST_INVALID when there is none of that id */
export const revokeWorker = (
	settings: Settings,
	id: string,
	{ voice }: Pick<WorkerTalk, 'voice'>,
): void => {
	withGateway(settings, ({ workers }) => workers.revoke(id));
	say(voice, {
		zh: `工作机 ${id} 已吊销；它手上的任务会重新排队。`,
		en: `The worker ${id} is revoked; what it holds goes back into the queue.`,
	});
};
