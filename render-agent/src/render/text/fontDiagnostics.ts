/** What is said of the fonts of a caption that are not there. */
import type { Diagnostic } from '../../kernel/diagnostic';
import type { Called } from '../../timeline/called';
import { libraryHint, libraryKeys } from '../../timeline/library';
import { ANY_SCRIPT, type Script, scriptsIn } from '../../timeline/scripts';
import type { TextBlock } from '../../timeline/text';
import { clustersOf } from './clusters';
import type { Fonts } from './fonts';

/** Where a caption is; goes into its diagnostics unchanged. */
export type TextPlace = Pick<Diagnostic, 'segment' | 'track' | 'start' | 'end'>;

const MAX_LISTED = 10;

/** `FONT_SUBSTITUTED` for each font that another one stands for, `CHARACTERS_MISSING` once for those that no font has. */
export const fontDiagnostics = (
	block: TextBlock,
	fonts: Fonts,
	place: TextPlace,
): readonly Diagnostic[] => {
	const used = new Map<string, Substituted>();
	for (const { style } of block.runs) {
		const { face, substituted } = fonts.faceOf(style);
		const { name, resourceId, asset = '' } = style.font;
		const called = name || resourceId || asset;
		const known = { called: { name, resourceId }, ...(asset !== '' && { file: asset }) };
		if (substituted) used.set(called, { instead: face.label, ...known });
	}
	const lost = lostIn(block, fonts);
	const replaced = [...used].map(([asked, one]): Diagnostic => ({
		...place,
		code: 'FONT_SUBSTITUTED',
		subject: {
			...{ name: asked, library: libraryKeys(one.called) },
			...(one.file !== undefined && { file: one.file }),
		},
		text: substitution(asked, one.instead, libraryHint(one.called)),
	}));
	return lost.length === 0 ? replaced : [...replaced, missing(lost, place)];
};

/** What stands for a font, and what the font is called in the draft. */
interface Substituted {
	readonly instead: string;
	readonly called: Called;
	/** The file that the draft names. Default: it names none. */
	readonly file?: string;
}

const lostIn = (block: TextBlock, fonts: Fonts): readonly string[] => {
	const seen = clustersOf(block.runs).filter(({ kind }) => kind === 'ink');
	return [...new Set(seen.flatMap(({ text, style }) => fonts.glyphsOf(text, style).lost))];
};

const substitution = (
	asked: string,
	instead: string,
	hint: ReturnType<typeof libraryHint>,
): Diagnostic['text'] => ({
	zh: `找不到字体“${asked}”，已用“${instead}”代替；请把字体文件放进草稿，或安装到渲染所用的机器上${hint.zh}`,
	en: `The font "${asked}" is not available and "${instead}" is used instead; add the font file to the draft or install it on the rendering machine${hint.en}`,
});

/** Which fonts would have some characters: those of their scripts, else one for all others. */
const remedies = (lost: readonly string[]): readonly Pick<Script, 'key' | 'font'>[] => {
	const isOther = lost.some((character) => scriptsIn(character).length === 0);
	return [...scriptsIn(lost.join('')), ...(isOther ? [{ key: ANY_SCRIPT, font: '' }] : [])];
};

const missing = (lost: readonly string[], place: TextPlace): Diagnostic => {
	const some = lost.slice(0, MAX_LISTED);
	const more = lost.length > MAX_LISTED ? '…' : '';
	const found = remedies(lost);
	const zh = found.map(({ key, font }) => `${key}.ttf（${font || '含有这些字符的字体'}）`);
	const en = found.map(({ key, font }) => `${key}.ttf (${font || 'a font that has them'})`);
	return {
		...place,
		code: 'CHARACTERS_MISSING',
		subject: { name: '', library: found.map(({ key }) => key) },
		text: {
			zh: `没有字体包含字符 ${some.join('、')}${more}，这些字符未显示；请把字体文件以下列名称放进素材库：${zh.join('、')}，或在渲染所用的机器上安装含有它们的字体`,
			en: `No font has the characters ${some.join(' ')}${more}, which are left out; add a font file to the library under the name ${en.join(' and ')}, or install a font that has them on the rendering machine`,
		},
	};
};
