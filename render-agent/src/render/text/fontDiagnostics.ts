/** What is said of the fonts of a caption that are not there. */
import type { Diagnostic } from '../../kernel/diagnostic';
import { libraryHint } from '../../timeline/library';
import type { TextBlock } from '../../timeline/text';
import { clustersOf } from './clusters';
import type { Fonts } from './fonts';

/** Where a caption is; goes into its diagnostics unchanged. */
export type TextPlace = Pick<Diagnostic, 'segment' | 'track' | 'start' | 'end'>;

const MAX_LISTED = 10;

/** `FONT_SUBSTITUTED` for each font that another one stands for, and once for characters that no font has. */
export const fontDiagnostics = (
	block: TextBlock,
	fonts: Fonts,
	place: TextPlace,
): readonly Diagnostic[] => {
	const used = new Map<string, { readonly instead: string; readonly hint: Hint }>();
	for (const { style } of block.runs) {
		const { face, substituted } = fonts.faceOf(style);
		const { name, resourceId, asset = '' } = style.font;
		const hint = libraryHint({ name, resourceId });
		if (substituted) used.set(name || resourceId || asset, { instead: face.label, hint });
	}
	const lost = lostIn(block, fonts);
	const replaced = [...used].map(([asked, { instead, hint }]) =>
		substitution(asked, instead, hint),
	);
	const texts = lost.length > 0 ? [...replaced, omission(lost)] : replaced;
	return texts.map((text) => ({ ...place, code: 'FONT_SUBSTITUTED', text }));
};

const lostIn = (block: TextBlock, fonts: Fonts): readonly string[] => {
	const seen = clustersOf(block.runs).filter(({ kind }) => kind === 'ink');
	const lost = seen.filter(({ text, style }) => fonts.glyphsOf(text, style).text === '');
	return [...new Set(lost.map(({ text }) => text))];
};

type Hint = ReturnType<typeof libraryHint>;

const substitution = (asked: string, instead: string, hint: Hint): Diagnostic['text'] => ({
	zh: `找不到字体“${asked}”，已用“${instead}”代替；请把字体文件放进草稿，或安装到渲染所用的机器上${hint.zh}`,
	en: `The font "${asked}" is not available and "${instead}" is used instead; add the font file to the draft or install it on the rendering machine${hint.en}`,
});

const omission = (lost: readonly string[]): Diagnostic['text'] => {
	const some = lost.slice(0, MAX_LISTED);
	const more = lost.length > MAX_LISTED ? '…' : '';
	return {
		zh: `没有字体包含字符 ${some.join('、')}${more}，这些字符未显示；请在渲染所用的机器上安装含有它们的字体`,
		en: `No font has the characters ${some.join(' ')}${more}, which are left out; install a font that has them on the rendering machine`,
	};
};
