/** Scripts that the fonts of the agent lack: what they are called, and which font has their characters. Plain data. */
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
