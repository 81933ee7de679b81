/** What is wrong with one value that a schema refuses: its name, what it is, what it may be, and what to write. One wording for the wire and the command line. */
import type { z } from 'zod/v4';
import { type Bilingual, listed, type Words } from '../kernel/words';
import { SIZES } from './options';

/** A value that was refused. */
export interface Refused {
	/** As whoever sent it calls it: `fps`, `--fps`. */
	readonly name: string;
	/** As whoever sent it wrote it; undefined where it is missing. */
	readonly shown: string | undefined;
	/** What is said where there are no words of our own. */
	readonly otherwise: Bilingual;
}

const KINDS: ReadonlyMap<string, Bilingual> = new Map(
	Object.entries({
		number: { zh: '数字', en: 'number' },
		int: { zh: '整数', en: 'whole number' },
		string: { zh: '文字', en: 'text' },
		boolean: { zh: 'true 或 false', en: 'true or false' },
		array: { zh: '列表', en: 'list' },
		object: { zh: '对象', en: 'object' },
		record: { zh: '对象', en: 'object' },
	}),
);

/** Numbers that people write as a fraction. */
const RATE = /\bfps$/;

/** What a text that stands for a number is to be written as: 29.97 for 30000/1001, 30 for "30". */
const numberIn = (shown: string, name: string): Bilingual => {
	const fraction = RATE.test(name) ? /^"?(\d+)[/:](\d+)"?$/.exec(shown) : null;
	const [, over, under] = fraction ?? [];
	const [, quoted] = /^"(-?\d+(?:\.\d+)?)"$/.exec(shown) ?? [];
	const number = over === undefined ? Number(quoted) : Number(over) / Number(under);
	if (!Number.isFinite(number)) return { zh: '，请写数字', en: '; write a number' };
	const rounded = String(Math.round(1000 * number) / 1000);
	if (quoted === undefined) return { zh: `，请写 ${rounded}`, en: `; write ${rounded}` };
	return { zh: `，请写 ${rounded}，不加引号`, en: `; write ${rounded} without quotation marks` };
};

const withArticle = (en: string): string =>
	en.startsWith('true') ? en : `${/^[aeiou]/.test(en) ? 'an' : 'a'} ${en}`;

type Issue<C extends z.core.$ZodIssue['code']> = Extract<z.core.$ZodIssue, { code: C }>;

const ofType = ({ expected }: Issue<'invalid_type'>, { name, shown }: Refused): Words => {
	const { zh, en } = KINDS.get(expected) ?? { zh: expected, en: expected };
	if (shown === undefined)
		return { zh: `缺少 ${name}：请写${zh}`, en: `${name} is missing: write ${withArticle(en)}` };
	const hint =
		expected === 'number'
			? numberIn(shown, name)
			: { zh: `，请写${zh}`, en: `; write ${withArticle(en)}` };
	const no = expected === 'boolean' ? 'neither true nor false' : `no ${en}`;
	return {
		zh: `${name} 须为${zh}：${shown}${hint.zh}`,
		en: `${name}: ${shown} is ${no}${hint.en}`,
	};
};

/** What has a length and not a size. */
const COUNTED: ReadonlyMap<string, Bilingual> = new Map(
	Object.entries({
		string: { zh: '个字符', en: 'characters' },
		array: { zh: '项', en: 'entries' },
	}),
);

const tooSmall = (issue: Issue<'too_small'>, { name, shown = '' }: Refused): Words => {
	const least = String(issue.minimum);
	const counted = COUNTED.get(issue.origin);
	if (counted)
		return {
			zh: `${name} 过短：${shown}，至少 ${least} ${counted.zh}`,
			en: `${name}: ${shown} is too short; write ${least} ${counted.en} or more`,
		};
	if (issue.inclusive === false)
		return {
			zh: `${name} 须大于 ${least}：${shown}`,
			en: `${name}: ${shown} is not above ${least}; write more`,
		};
	return {
		zh: `${name} 不能小于 ${least}：${shown}，请写 ${least} 或更大`,
		en: `${name}: ${shown} is less than ${least}; write ${least} or more`,
	};
};

const tooBig = (issue: Issue<'too_big'>, { name, shown = '' }: Refused): Words => {
	const most = String(issue.maximum);
	const counted = COUNTED.get(issue.origin);
	if (counted)
		return {
			zh: `${name} 过长：${shown}，至多 ${most} ${counted.zh}`,
			en: `${name}: ${shown} is too long; write ${most} ${counted.en} at most`,
		};
	return {
		zh: `${name} 不能大于 ${most}：${shown}，请写 ${most} 或更小`,
		en: `${name}: ${shown} is more than ${most}; write ${most} or less`,
	};
};

const ofValue = ({ values }: Issue<'invalid_value'>, { name, shown }: Refused): Words => {
	const { zh, en } = listed(values.map(String));
	return shown === undefined
		? { zh: `缺少 ${name}，可用：${zh}`, en: `${name} is missing: write one of ${en}` }
		: { zh: `${name} 不能是 ${shown}，可用：${zh}`, en: `${name}: ${shown} is none of ${en}` };
};

/** What is wrong with a value, in words. */
export const faultWords = (issue: z.core.$ZodIssue, refused: Refused): Words => {
	const { name, shown = '', otherwise } = refused;
	switch (issue.code) {
		case 'invalid_value':
			return ofValue(issue, refused);
		case 'too_small':
			return tooSmall(issue, refused);
		case 'too_big':
			return tooBig(issue, refused);
		case 'invalid_type':
			return ofType(issue, refused);
		default:
			return issue.message === SIZES.en
				? { zh: `${name} ${SIZES.zh}：${shown}`, en: `${name}: ${shown} is ${SIZES.en}` }
				: { zh: `${name}：${shown}，${otherwise.zh}`, en: `${name}: ${shown}: ${otherwise.en}` };
	}
};
