/** Whether the agent lives, whether it can render, and what it offers. */
import { z } from 'zod/v4';
import { asCalledHere } from '../../config/called';
import type { AgentError } from '../../kernel/errors';
import { inLanguage, type Language, type Words } from '../../kernel/words';
import { linkDaysOf } from '../../deliver/openTarget';
import { toldOf } from '../errorBody';
import type { ServerParts, ServerSettings } from '../parts';
import { type Route, route } from '../route';

const health = z.looseObject({
	status: z.enum(['ok', 'not_ready']),
	version: z.string(),
	problems: z.array(z.string()).describe('What keeps the agent from rendering.'),
	notes: z.array(z.string()).describe('What the operator should know.'),
});

const ready = z.object({
	status: z.literal('ready'),
	checks: z
		.array(
			z.object({
				name: z.enum(['ffmpeg', 'encoder', 'disk', 'store', 'watchdog', 'delivery']),
				ok: z.boolean(),
				text: z.string().describe('What is wrong and what to do; empty when it is well.'),
			}),
		)
		.describe('What was looked at; the agent renders though deliveries fail.'),
});

const problemOf = (error: AgentError, language: Language): string => {
	const { detail, hint } = toldOf(error, language);
	return asCalledHere(`${detail} ${hint}`);
};

/** What the operator should know of settings that are set and not used. */
const storageNotes = (storages: readonly string[]): readonly Words[] =>
	storages.map((name) => ({
		zh: `已设置 ${name}_*，但未使用：设置不完整，或已使用排在前面的存储（顺序为 COS、OSS、TOS）`,
		en: `${name}_* is set, but not used: it is not complete, or an earlier one of COS, OSS, TOS is used`,
	}));

/** What the operator should know of the settings of delivery: what is not used, and what lives shorter than is set. */
export const deliveryNotes = ({
	unusedStorages,
	delivery: { targets },
	retentionDays,
}: Pick<ServerSettings, 'unusedStorages' | 'delivery' | 'retentionDays'>): readonly Words[] => [
	...storageNotes(unusedStorages),
	...Object.entries(targets).flatMap(([name, target]) => {
		const days = linkDaysOf(target, retentionDays);
		if (days === undefined || days >= retentionDays) return [];
		return [
			{
				zh: `投递目标 ${name} 的签名链接有效 ${String(days)} 天，短于保留期 ${String(retentionDays)} 天（签名链接最长 7 天）；查询任务状态会得到新链接，或设置 public_url`,
				en: `links to the target ${name} are signed for ${String(days)} days, less than the ${String(retentionDays)} for which jobs are kept (7 at most): the status of a job has a fresh one, and public_url makes links that last`,
			},
		];
	}),
];

const readyRoute = ({ checks }: ServerParts): Route =>
	route(
		{
			method: 'GET',
			path: '/readyz',
			name: 'readyz',
			summary:
				'Answers 200 when the agent can render, with what was looked at; else 503 with what is missing.',
			scope: 'read',
			gives: ready,
		},
		{},
		async ({ language }) => {
			const looked = await checks();
			const lacking = looked.find(({ isNeeded, problem }) => isNeeded && problem !== undefined);
			if (lacking?.problem) throw lacking.problem;
			return {
				status: 'ready',
				checks: looked.map(({ name, problem }) => ({
					name,
					ok: problem === undefined,
					text: problem ? problemOf(problem, language) : '',
				})),
			};
		},
	);

/** The routes of health. */
export const healthRoutes = (parts: ServerParts): readonly Route[] => {
	const { notReady, about, version, settings } = parts;
	return [
		route(
			{
				method: 'GET',
				path: '/healthz',
				name: 'healthz',
				summary: 'Answers as long as the agent lives, with what it uses and what it misses.',
				scope: undefined,
				gives: health,
			},
			{},
			({ language }) => {
				const problem = notReady();
				return {
					status: problem ? 'not_ready' : 'ok',
					version,
					problems: problem ? [problemOf(problem, language)] : [],
					notes: deliveryNotes(settings).map((note) => inLanguage(note, language)),
					...about(),
				};
			},
		),
		readyRoute(parts),
	];
};
