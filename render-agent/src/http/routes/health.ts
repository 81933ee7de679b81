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

const problemOf = (error: AgentError, language: Language): string => {
	const { detail, hint } = textOf(error, language);
	return `${detail} ${hint}`;
};

/** What the operator should know of settings that are set and not used. */
export const storageNotes = (storages: readonly string[]): readonly Words[] =>
	storages.map((name) => ({
		zh: `已设置 ${name}_*，但此版本尚不上传到该存储；视频保存在本机`,
		en: `${name}_* is set, but this version does not upload there yet; videos are kept here`,
	}));

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
		route(
			{
				method: 'GET',
				path: '/readyz',
				name: 'readyz',
				summary: 'Answers 200 when the agent can render, else 503 with what is missing.',
				scope: 'read',
				gives: z.object({ status: z.literal('ready') }),
			},
			{},
			() => {
				const problem = notReady();
				if (problem) throw problem;
				return { status: 'ready' };
			},
		),
	];
};
