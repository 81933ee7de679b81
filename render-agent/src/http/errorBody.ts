/** A failure as clients see it: one body for both styles. */
import { z } from 'zod/v4';
import { asCalledHere } from '../config/called';
import type { AgentError } from '../kernel/errors';
import { textOf } from '../kernel/errorTexts';
import type { Language } from '../kernel/words';
import { numbersOf } from './status';

/** The body of every failure. */
export const errorBody = z.object({
	code: z.number().int().describe("capcut-mate's number of the failure; never 0."),
	message: z.string().describe('The sentence alone.'),
	detail: z.string().describe('The sentence and what it is about.'),
	error_code: z.string().describe('The name of the failure; stable, for programs.'),
	hint: z.string().describe('What to do now.'),
});

/** The body of a failure. */
export type ErrorBody = z.infer<typeof errorBody>;

/** What a full disk of the agent is called to callers: by its setting. Where it lies is nobody else's. */
const DATA_FOLDER = 'RENDER_AGENT_DATA';

/** A failure as callers are told of it. */
export const toldOf = (
	error: Pick<AgentError, 'code' | 'object' | 'hint'>,
	language: Language,
): ReturnType<typeof textOf> => {
	const { code, object, hint } = error;
	if (code !== 'DISK_FULL' || hint['target'] !== undefined) return textOf(error, language);
	// Of its objects only those in words are for everybody; the others are places.
	const said = typeof object === 'object' ? object : undefined;
	return textOf({ code, object: said, hint: { ...hint, folder: DATA_FOLDER } }, language);
};

/** A failure in a language. */
export const errorBodyOf = (error: AgentError, language: Language): ErrorBody => {
	const { message, detail, hint } = toldOf(error, language);
	return {
		code: numbersOf(error.code).code,
		message,
		detail: asCalledHere(detail),
		error_code: error.code,
		hint: asCalledHere(hint),
	};
};
