/** What `doctor` says of the file of jobs and keys: whether it can be read, who works on it, what failed last. */
import { existsSync } from 'node:fs';
import type { Settings } from '../config/schema';
import { textOf } from '../kernel/errorTexts';
import { asAgentError } from '../kernel/errors';
import { systemClock } from '../kernel/clock';
import type { Words } from '../kernel/words';
import { createKeyStore } from '../keys/keyStore';
import { requireKeyFor } from '../keys/listening';
import { withJobs } from './jobsFile';
import { databaseIn } from './places';

/** One thing that was looked at. */
export interface Finding {
	/** Whether the agent can render with it as it is. */
	readonly good: boolean;
	readonly text: Words;
}

const failed = (error: unknown): Finding => {
	const known = asAgentError(error, 'NOT_READY');
	const [zh, en] = [textOf(known, 'zh'), textOf(known, 'en')];
	return {
		good: false,
		text: { zh: `${zh.detail}。${zh.hint}`, en: `${en.detail}. ${en.hint}` },
	};
};

/** A finding, or what looking for it failed with. */
const looked = (look: () => Finding): Finding => {
	try {
		return look();
	} catch (error) {
		return failed(error);
	}
};

const NO_FILE: Finding = {
	good: true,
	text: {
		zh: '任务文件：还没有，首次启动时建立',
		en: 'file of jobs: none yet, it is made at the first start',
	},
};

const deliveryFinding = (targets: readonly string[]): readonly Finding[] =>
	targets.length === 0
		? []
		: [
				{
					good: true,
					text: {
						zh: `最近一次上传到 ${targets.join('、')} 失败；修正后用 capcut-render-agent deliver <任务> 重新投递`,
						en: `the last uploads to ${targets.join(', ')} failed; mend what they say and deliver again: capcut-render-agent deliver <job>`,
					},
				},
			];

/** The findings about jobs, keys and who may reach the agent. */
export const jobFindings = async ({ data, host }: Settings): Promise<readonly Finding[]> => {
	if (!existsSync(databaseIn(data))) return [NO_FILE, looked(() => reachFinding(host, 0))];
	try {
		return await withJobs(data, ({ store, db, isAlone }) => {
			const waiting = String(store.waiting());
			const active = String(store.active('everybody'));
			const keys = createKeyStore(db, systemClock).list();
			const valid = keys.filter(({ revokedAt }) => revokedAt === null).length;
			const who = isAlone
				? { zh: '服务未在运行', en: 'no agent runs on it now' }
				: { zh: '服务正在运行', en: 'an agent runs on it' };
			return Promise.resolve([
				{
					good: true,
					text: {
						zh: `任务文件完好，${who.zh}；未完成 ${active}，其中排队 ${waiting}`,
						en: `file of jobs: whole, ${who.en}; ${active} jobs are not over, ${waiting} of them wait`,
					},
				},
				looked(() => reachFinding(host, valid)),
				...deliveryFinding(store.failingTargets()),
			]);
		});
	} catch (error) {
		return [failed(error)];
	}
};

const reachFinding = (host: string, keys: number): Finding => {
	requireKeyFor(host, keys > 0);
	return {
		good: true,
		text: {
			zh: `监听 ${host}，有效的 API 密钥 ${String(keys)} 个`,
			en: `listens on ${host}; ${String(keys)} valid API keys`,
		},
	};
};
