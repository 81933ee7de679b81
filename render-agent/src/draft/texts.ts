/** Captions: their words, styles and layout. */
import { constant } from '../timeline/curve';
import type { TextBackground, TextBlock } from '../timeline/text';
import type { TextClip } from '../timeline/timeline';
import { bubbleOf } from './bubbles';
import { colorOf, faded } from './colors';
import { type Keyed, keyedCurve } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { seen } from './pictures';
import type { Scope, Use } from './scope';
import { spokenOf } from './spokenWords';
import { type Content, contentOf, runsOf } from './textContent';
import { dressed, noteTextEffects } from './textEffects';
import { hasBox, styleOf } from './textStyles';

type TextMaterial = MaterialOf<'texts'>;

/** Padding per unit of the sliders, in em on each side. */
const PADDING = 0.5;

const alignOf = ({ alignment }: TextMaterial): TextBlock['align'] => {
	if (alignment === 0) return 'left';
	return alignment === 2 ? 'right' : 'center';
};

const backgroundOf = (material: TextMaterial): TextBackground | undefined => {
	const color = colorOf(material.background_color);
	if (!color || !hasBox(material)) return undefined;
	return {
		color: faded(color, material.background_alpha),
		shape: material.background_style === 2 ? 'lines' : 'block',
		rounding: Math.min(1, Math.max(0, material.background_round_radius)),
		padding: {
			x: Math.max(0, material.background_width) * PADDING,
			y: Math.max(0, material.background_height) * PADDING,
		},
		offset: {
			x: material.background_horizontal_offset,
			y: 0 - material.background_vertical_offset,
		},
	};
};

const wrapOf = (material: TextMaterial, width: number): number | undefined => {
	if (material.fixed_width > 0) return material.fixed_width;
	const wraps = material.type === 'subtitle' || material.force_apply_line_max_width;
	return wraps && material.line_max_width > 0 ? material.line_max_width * width : undefined;
};

/** Names what is not as written; gives whether the nearest looks of text effects are drawn. */
const noteEffects = (use: Use, { styles }: Content, { note }: Scope): boolean => {
	const isDressed = noteTextEffects(use, styles, note);
	if (styles.some(({ fill }) => fill && fill.content.render_type !== 'solid'))
		note(use, 'TEXT_EFFECT_IGNORED', {
			zh: '文字的渐变或纹理填充未绘制，以纯色代替',
			en: 'a gradient or texture in letters is not drawn, they are filled with one color',
		});
	return isDressed;
};

const noteCurve = (use: Use, { text_curve }: TextMaterial, { note }: Scope): void => {
	if (typeof text_curve !== 'object' || text_curve === null) return;
	note(use, 'TEXT_EFFECT_IGNORED', {
		zh: '弯曲文字未绘制，文字以直线排列',
		en: 'curved text is not drawn, the words stand in a straight line',
	});
};

const blockOf = (
	material: TextMaterial,
	content: Content,
	place: { readonly use: Use; readonly scope: Scope; readonly isDressed: boolean },
): TextBlock => {
	const wrapAt = wrapOf(material, place.scope.canvas.width);
	const runs = runsOf(content).map(({ text, style }) => {
		const plain = styleOf(style, material, place);
		return { text, style: place.isDressed ? dressed(plain, style, place.use) : plain };
	});
	const { use, scope } = place;
	const [first] = runs;
	const bubble = first && bubbleOf(use, first.style.fill, scope.note);
	const background = backgroundOf(material) ?? bubble;
	return {
		runs,
		align: alignOf(material),
		vertical: material.typesetting === 1,
		letterSpacing: material.letter_spacing,
		lineSpacing: material.line_spacing,
		...(wrapAt !== undefined && { wrapAt }),
		...(background && { background }),
	};
};

/** A caption as a clip, or nothing when it has no words. */
export const textClipOf = (
	keyed: Keyed,
	material: TextMaterial,
	scope: Scope,
): TextClip | undefined => {
	const { use } = keyed;
	const content = contentOf(material.content);
	if (content.text === '') return undefined;
	const isDressed = noteEffects(use, content, scope);
	noteCurve(use, material, scope);
	const spoken = spokenOf(use, { material, text: content.text }, scope.note);
	const opacity =
		keyedCurve(keyed, 'KFTypeGlobalAlpha', 'KFTypeAlpha') ?? constant(material.global_alpha);
	return {
		...seen(keyed, scope, opacity),
		kind: 'text',
		text: blockOf(material, content, { use, scope, isDressed }),
		...(spoken && { spoken }),
	};
};
