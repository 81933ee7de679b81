/** What tools answer over HTTP: the same fields whatever happened, so that chains need to look at one of them only. */
import { z } from 'zod/v4';
import { inLanguage, type Language } from '../../kernel/words';
import { type ErrorBody, errorBody } from '../errorBody';
import { type FlatSchema, propertiesOf } from './flat';
import type { Tool } from './tool';

/** What a field says that has nothing to say. */
export const EMPTY: Readonly<Record<FlatSchema['type'], string | number | boolean>> = {
	string: '',
	integer: 0,
	number: 0,
	boolean: false,
};

/** The fields of a tool's answer beside `code` and `message`. */
export const answerFieldsOf = (tool: Tool): z.ZodObject =>
	z.object({
		detail: errorBody.shape.detail.describe('失败详情 / The failure in full, empty on success.'),
		...tool.output.shape,
		error_code: z.string().describe('错误代码，成功为空 / Name of the failure, or empty.'),
		hint: z.string().describe('失败后怎么办 / What to do about the failure, or empty.'),
	});

/** The fields of an answer that is no failure of the call. */
export const succeeded = (fields: object): object => ({
	detail: '',
	error_code: '',
	hint: '',
	...fields,
});

const nextStep = {
	zh: '调用失败，原因见 error_message，处理办法见 hint。',
	en: 'The call failed: error_message says why, hint what to do.',
};

/** What a tool answers when a call of it fails: it is over, and why; what there is no word of is empty. */
export const failureOf = (tool: Tool): ((body: ErrorBody, language: Language) => object) => {
	const empty = Object.entries(propertiesOf(tool.output)).map(([name, { type }]) => [
		name,
		EMPTY[type],
	]);
	const fields: object = Object.fromEntries(empty) as object;
	const said = (words: object): object =>
		Object.fromEntries(Object.entries(words).filter(([name]) => name in fields));
	return ({ detail }, language) => ({
		...fields,
		...said({
			status: 'failed',
			is_over: true,
			error_message: detail,
			next_step: inLanguage(nextStep, language),
		}),
	});
};
