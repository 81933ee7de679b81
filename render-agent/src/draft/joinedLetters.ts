/** What is said of captions whose letters join, as Arabic ones do: what stands between letters, and what moves them. */
import type { Words } from '../kernel/words';
import type { MotionLook } from '../timeline/looks';
import { joinsLetters } from '../timeline/scripts';
import type { MaterialOf } from './materialSchema';
import { LEAST_SPACING } from './ranges';
import { about, type Note, type Use } from './scope';
import { contentOf } from './textContent';
import { isAtRest } from './unknownFields';

type TextMaterial = MaterialOf<'texts'>;

/** The letter spacing of a caption. Where its letters join, that it stands between words only is told. */
export const spacingOf = (
	use: Use,
	{ letter_spacing: written }: TextMaterial,
	{ text, note }: { readonly text: string; readonly note: Note },
): number => {
	const spacing = Math.max(LEAST_SPACING, written);
	if (spacing === 0 || !joinsLetters(text)) return spacing;
	const isDrawn = note(use, about('TEXT_EFFECT_APPROXIMATED', '', 'text'), {
		zh: '相连的字母（如阿拉伯文）之间不加字间距，只在单词与其他字符之间加',
		en: 'letter spacing stands between words and signs, and not between letters that join, as Arabic ones do',
	});
	return isDrawn ? spacing : 0;
};

const LETTERED: Words = {
	zh: '相连的字母（如阿拉伯文）按其在单词中的字形逐个出现，在相连处切开',
	en: 'letters that join, as Arabic ones do, come one by one in the shapes that they have in their word, cut where they meet',
};
const WORDED: Words = {
	zh: '竖排或弧形文字中，相连的字母（如阿拉伯文）按单词一次出现',
	en: 'in columns and on an arc a word of letters that join, as Arabic ones do, comes at once',
};

/** What is said of an animation that takes the characters of a caption apart; nothing of others. */
export const takenApart = (
	{ material }: Use,
	look: MotionLook,
	isByCharacter: boolean,
): readonly Words[] => {
	if (material?.bucket !== 'texts') return [];
	const { content, typesetting, text_curve: curve } = material.material;
	if (!isByCharacter && look.family !== 'typewriter') return [];
	if (!joinsLetters(contentOf(content).text)) return [];
	return [typesetting === 1 || !isAtRest(curve) ? WORDED : LETTERED];
};
