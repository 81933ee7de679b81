/** What is wrong with the fields of a request, in both languages. */
import { z } from 'zod/v4';
import type { Words } from '../kernel/words';
import { SIZES } from './options';

const CHINESE = z.locales.zhCN().localeError;

type Issue = Pick<z.core.$ZodIssue, 'path' | 'message'>;

const namedIn = (issues: readonly Issue[], said: (message: string) => string): readonly string[] =>
	issues.map(({ path, message }) => `${path.join('.')}: ${said(message)}`);

/** Every field of `value` that is not as its schema has it, and what would be; undefined where all are. */
export const fieldFaults = (schema: z.ZodType, value: unknown): Words | undefined => {
	const { error } = schema.safeParse(value);
	if (!error) return undefined;
	const chinese = schema.safeParse(value, { error: CHINESE }).error ?? error;
	return {
		zh: namedIn(chinese.issues, (message) => (message === SIZES.en ? SIZES.zh : message)).join(
			'；',
		),
		en: namedIn(error.issues, (message) => message).join('; '),
	};
};
