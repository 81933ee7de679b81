/** Whether the agent lives, whether it can render, and what it offers. */
import { z } from 'zod/v4';
import type { AgentError } from '../../kernel/errors';
import { textOf } from '../../kernel/errorTexts';
import { inLanguage, type Language, type Words } from '../../kernel/words';
import type { ServerParts } from '../parts';
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
				name: z.enum(['ffmpeg', 'encoder', 'disk', 'store', 'delivery']),
				ok: z.boolean(),
				text: z.string().describe('What is wrong and what to do; empty when it is well.'),
			}),
		)
		.describe('What was looked at; the agent renders though deliveries fail.'),
});

const problemOf = (error: AgentError, language: Language): string => {
	const { detail, hint } = textOf(error, language);
	return `${detail} ${hint}`;
};

/** What the operator should know of settings that are set and not used. */
export const storageNotes = (storages: readonly string[]): readonly Words[] =>
	storages.map((name) => ({
		zh: `已设置 ${name}_*，但未使用：设置不完整，或已使用排在前面的存储（顺序为 COS、OSS、TOS）`,
		en: `${name}_* is set, but not used: it is not complete, or an earlier one of COS, OSS, TOS is used`,
	}));

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
					notes: storageNotes(settings.unusedStorages).map((note) => inLanguage(note, language)),
					...about(),
				};
			},
		),
		readyRoute(parts),
	];
};
