/** Scripts: those that the fonts of the agent lack, with their names and a font, and those whose letters join. Plain data. */
import type { Words } from '../kernel/words';

/** A script, and a font that has it. */
export interface Script {
	/** Its name in Unicode: the key of a font for it in the user's library. */
	readonly key: string;
	/** A free font that has its characters. */
	readonly font: string;
	readonly called: Words;
}

/** The key of the font for whatever no script is named for. */
export const ANY_SCRIPT = 'fallback';

const named = (key: string, zh: string, font = `Noto Sans ${key}`): Script => ({
	...{ key, font },
	called: { zh, en: key },
});

const SCRIPTS: readonly Script[] = [
	named('Arabic', '阿拉伯文'),
	named('Armenian', '亚美尼亚文'),
	named('Bengali', '孟加拉文'),
	named('Devanagari', '天城文（印地文）'),
	named('Ethiopic', '埃塞俄比亚文'),
	named('Georgian', '格鲁吉亚文'),
	named('Gujarati', '古吉拉特文'),
	named('Gurmukhi', '旁遮普文'),
	named('Hangul', '韩文', 'Noto Sans KR'),
	named('Hebrew', '希伯来文'),
	named('Kannada', '卡纳达文'),
	named('Khmer', '高棉文'),
	named('Lao', '老挝文'),
	named('Malayalam', '马拉雅拉姆文'),
	named('Mongolian', '蒙古文'),
	named('Myanmar', '缅甸文'),
	named('Oriya', '奥里亚文'),
	named('Sinhala', '僧伽罗文'),
	named('Syriac', '叙利亚文'),
	named('Tamil', '泰米尔文'),
	named('Telugu', '泰卢固文'),
	named('Thaana', '塔纳文'),
	named('Thai', '泰文'),
	named('Tibetan', '藏文', 'Noto Serif Tibetan'),
];

const PATTERNS = SCRIPTS.map((script): readonly [RegExp, Script] => [
	new RegExp(`\\p{Script=${script.key}}`, 'u'),
	script,
]);

/** The scripts among these that have a part in a text, in alphabetical order. */
export const scriptsIn = (text: string): readonly Script[] =>
	PATTERNS.flatMap(([pattern, script]) => (pattern.test(text) ? [script] : []));

/** Letters of scripts that join them to words, from right to left. */
const JOINED = String.raw`(?=\p{L})[${['Arabic', 'Syriac', 'Nko', 'Adlam', 'Mandaic', 'Rohg']
	.map((script) => String.raw`\p{scx=${script}}`)
	.join('')}]`;
const MARKS = String.raw`[\p{M}\u200D]*`;
const JOINED_LETTER = new RegExp(String.raw`^${JOINED}[\p{M}\u200C\u200D]*$`, 'u');
const JOINED_LETTERS = new RegExp(JOINED + MARKS + JOINED, 'u');

/** Whether a grapheme cluster is a letter that joins with its neighbors, whose shape depends on them. */
export const isJoinedLetter = (cluster: string): boolean => JOINED_LETTER.test(cluster);

/** Whether letters join somewhere in a text. */
export const joinsLetters = (text: string): boolean => JOINED_LETTERS.test(text);
