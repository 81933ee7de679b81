/** Says of what a file of the library would make exact that the library has one for it, but of another kind. Pure. */
import type { Diagnostic } from '../kernel/diagnostic';
import { type Bilingual, inLanguage, type Words } from '../kernel/words';
import { keyOf, type LibraryIndex, type LibraryUse } from '../timeline/library';

const KINDS: Readonly<Record<LibraryUse, Bilingual>> = {
	font: { zh: '字体', en: 'a font' },
	sticker: { zh: '图片', en: 'a picture' },
	lut: { zh: 'LUT', en: 'a LUT' },
	overlay: { zh: '叠加视频', en: 'an overlay video' },
};
const USES = Object.keys(KINDS) as readonly LibraryUse[];

const withKind = (text: Words, use: LibraryUse): Words => ({
	zh: `${inLanguage(text, 'zh')}（素材库中该名称对应的是${KINDS[use].zh}，不适用于此处）`,
	en: `${inLanguage(text, 'en')} (what your library has under that name is ${KINDS[use].en}, which does not serve here)`,
});

/** The same differences; those for which the library has a file of another kind say so. */
export const withOtherKinds = (
	diagnostics: readonly Diagnostic[],
	library: LibraryIndex | undefined,
): readonly Diagnostic[] =>
	diagnostics.map((one) => {
		const keys = one.subject?.library ?? [];
		const use = USES.find((kind) => keys.some((key) => library?.has(keyOf(kind, key))));
		return use === undefined ? one : { ...one, text: withKind(one.text, use) };
	});
