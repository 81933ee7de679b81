/** What is wrong with the fields of a request, in both languages. */
import { z } from 'zod/v4';
import { together, type Words } from '../kernel/words';
import { faultWords } from './faultWords';

const CHINESE = z.locales.zhCN().localeError;

/** Of a value that is long: its beginning. */
const MOST_SHOWN = 80;

const shortened = (text: string): string =>
	text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;

/** What lies at a path of a value. */
const valueAt = (value: unknown, path: readonly PropertyKey[]): unknown =>
	path.reduce<unknown>(
		(part, key) =>
			typeof part === 'object' && part !== null && Object.hasOwn(part, key)
				? (part as Readonly<Record<PropertyKey, unknown>>)[key]
				: undefined,
		value,
	);

/** A value as JSON has it; undefined for none. */
const jsonText = (value: unknown): string | undefined =>
	value === undefined ? undefined : shortened(JSON.stringify(value));

/** Every field of `value` that is not as its schema has it, what it is, and what would be; undefined where all are. */
export const fieldFaults = (schema: z.ZodType, value: unknown): Words | undefined => {
	const { error } = schema.safeParse(value);
	if (!error) return undefined;
	const chinese = schema.safeParse(value, { error: CHINESE }).error ?? error;
	return together(
		error.issues.map((issue, i) =>
			faultWords(issue, {
				name: issue.path.join('.'),
				shown: jsonText(valueAt(value, issue.path)),
				otherwise: { zh: chinese.issues[i]?.message ?? issue.message, en: issue.message },
			}),
		),
	);
};
