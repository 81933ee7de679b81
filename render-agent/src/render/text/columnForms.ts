/** How signs of punctuation stand in a column: in a form of their own, turned, or in the corner above right. */

/** The characters that Unicode has for signs in columns. */
const FORMS: ReadonlyMap<string, string> = new Map(
	Object.entries({
		...{ '，': '︐', '、': '︑', '。': '︒', '：': '︓', '；': '︔', '！': '︕', '？': '︖' },
		...{ '〖': '︗', '〗': '︘', '…': '︙', '—': '︱', '–': '︲', '＿': '︳' },
		...{ '（': '︵', '）': '︶', '｛': '︷', '｝': '︸', '〔': '︹', '〕': '︺' },
		...{ '【': '︻', '】': '︼', '《': '︽', '》': '︾', '〈': '︿', '〉': '﹀' },
		...{ '「': '﹁', '」': '﹂', '『': '﹃', '』': '﹄', '［': '﹇', '］': '﹈' },
	}),
);

/** Signs that lie along the column where no form of their own is there. */
const TURNED = new Set('…—–＿（）｛｝〔〕【】〖〗《》〈〉「」『』［］～〜ー―─－＝()[]{}<>');
/** Signs that lie along it on the side that is above in a row. */
const ASIDE = new Set('“”‘’');
const CORNERED = new Set('，、。．');

/** What stands in a column for a sign: the characters, and how they are placed. */
export interface ColumnForm {
	readonly text: string;
	/**
	 * Upright in the middle of its square; turned to the right by a quarter, in the middle of the column or on the side that
	 * was above; or upright above right, as it stands below left in a row.
	 */
	readonly stands: 'upright' | 'turned' | 'aside' | 'cornered';
}

/** How a cluster stands in a column. `has` tells whether the font that draws it has another one as well. */
export const columnFormOf = (text: string, has: (form: string) => boolean): ColumnForm => {
	const form = FORMS.get(text);
	if (form !== undefined && has(form)) return { text: form, stands: 'upright' };
	if (TURNED.has(text)) return { text, stands: 'turned' };
	if (ASIDE.has(text)) return { text, stands: 'aside' };
	return { text, stands: CORNERED.has(text) ? 'cornered' : 'upright' };
};
