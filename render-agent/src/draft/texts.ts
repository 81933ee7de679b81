/** Captions: their words, styles and layout. */
import { z } from 'zod/v4';
import { constant } from '../timeline/curve';
import type { TextBackground, TextBlock, TextStyle } from '../timeline/text';
import { ROUND } from '../timeline/textChanges';
import type { TextClip } from '../timeline/timeline';
import { bubbleOf } from './bubbles';
import { colorOf, faded } from './colors';
import { spacingOf } from './joinedLetters';
import { type Keyed, keyedCurve } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { seen } from './pictures';
import { GLOBAL_ALPHA } from './placement';
import { LEAST_SPACING } from './ranges';
import { about, type Note, type Scope, type Use } from './scope';
import { spareFontsOf } from './spareFonts';
import { spokenOf } from './spokenWords';
import { type Content, contentOf, type DraftStyle, runsOf } from './textContent';
import { dressed, effectBoxOf, noteTextEffects, turnedBox } from './textEffects';
import { movingLookOf, readyToMove } from './textKeyframes';
import { GLOW, gradientIn, hasBox, padded, styleOf, textureIn } from './textStyles';
import { textureCalled, withoutTexture } from './textures';
import { isAtRest } from './unknownFields';

type TextMaterial = MaterialOf<'texts'>;

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
			x: padded(material.background_width),
			y: padded(material.background_height),
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

type Paint = NonNullable<DraftStyle['fill']>['content'];

/** What fills letters and their outlines, other than plain colors, with the style that it is of. */
const paintsOf = (
	styles: readonly DraftStyle[],
): readonly { readonly paint: Paint; readonly style: DraftStyle }[] =>
	styles
		.flatMap((style) =>
			[style.fill, ...(style.strokes ?? [])].flatMap((one) =>
				one ? [{ paint: one.content, style }] : [],
			),
		)
		.filter(({ paint }) => paint.render_type !== 'solid');

/** Names gradients in letters; gives whether they are drawn. */
const noteGradients = (use: Use, styles: readonly DraftStyle[], note: Note): boolean => {
	const paints = paintsOf(styles).filter(({ paint }) => paint.render_type !== 'texture');
	const drawn = paints.filter(({ paint }) => gradientIn(paint) !== undefined);
	if (drawn.length < paints.length)
		note(use, about('TEXT_EFFECT_IGNORED', '', 'text'), {
			zh: '文字的未知填充方式或渐变未绘制，以纯色代替',
			en: 'a gradient or fill of an unknown kind in letters is not drawn, they are filled with one color',
		});
	return (
		drawn.length === 0 ||
		note(use, about('TEXT_EFFECT_APPROXIMATED', '', 'text'), {
			zh: '文字的渐变按其颜色、位置与角度绘制，角度的方向未经核对',
			en: 'a gradient in letters has its colors, places and angle; which way the angle counts nobody has measured',
		})
	);
};

/** Names pictures in letters, those without a file each once; gives whether the others are drawn. */
const noteTextures = (use: Use, styles: readonly DraftStyle[], scope: Scope): boolean => {
	const paints = paintsOf(styles).filter(({ paint }) => paint.render_type === 'texture');
	const lacking = paints.filter(({ paint, style }) => !textureIn(paint, style, scope));
	const missing = lacking.map(({ paint, style }) =>
		textureCalled(paint.texture, style.effectStyle.id),
	);
	for (const called of new Map(missing.map((one) => [JSON.stringify(one), one])).values()) {
		const without = withoutTexture(called);
		scope.note(use, without.about, without.text);
	}
	return (
		lacking.length === paints.length ||
		scope.note(use, about('TEXT_EFFECT_APPROXIMATED', '', 'text'), {
			zh: '文字的纹理图片铺满整段文字，与剪映的样子可能不同',
			en: 'a picture in letters covers all words of its style, perhaps not as in the app',
		})
	);
};

/** Names outlines of a mode of their own: what it changes is written nowhere, and they lie half outside the letters as all do. */
const noteStrokeModes = (use: Use, styles: readonly DraftStyle[], note: Note): void => {
	const modes = styles.flatMap(({ strokes }) => (strokes ?? []).map(({ mode }) => mode));
	const shown = [...new Set(modes.filter((mode) => mode !== 0))].join(', ');
	if (shown === '') return;
	note(use, about('TEXT_EFFECT_APPROXIMATED', '', 'text'), {
		zh: `文字描边的 mode ${shown} 含义不明，描边按 mode 0 绘制：画在文字下方，一半在笔画之外`,
		en: `what mode ${shown} of an outline of letters changes is not known; the outline is drawn as with mode 0: beneath the letters, half of its width outside them`,
	});
};

/** Names what is not as written; gives which of the nearest looks are drawn. */
const noteEffects = (
	use: Use,
	{ material, content }: { readonly material: TextMaterial; readonly content: Content },
	scope: Scope,
): Dressing => {
	const { styles } = content;
	const worn = runsOf(content).map(({ style }) => style);
	const flat = backgroundOf(material) ? undefined : effectBoxOf(use, worn);
	const box = flat && material.typesetting === 1 ? turnedBox(flat) : flat;
	noteStrokeModes(use, styles, scope.note);
	const isDressed = noteTextEffects(use, { styles, boxed: box !== undefined }, scope.note);
	return {
		isDressed,
		...(box && isDressed && { box }),
		hasGradients: noteGradients(use, styles, scope.note),
		hasTextures: noteTextures(use, styles, scope),
	};
};

/** Names letters that glow, where a switch says so: nobody knows how the app writes the look of it. */
const noteGlow = (use: Use, { check_flag: flag }: TextMaterial, note: Note): void => {
	if (flag === null || flag === undefined || (flag & GLOW) === 0) return;
	note(use, about('TEXT_EFFECT_IGNORED', '', 'text'), {
		zh: '文字的发光未绘制',
		en: 'the glow of letters is not drawn',
	});
};

/** Which of what is only near is drawn. */
interface Dressing {
	readonly isDressed: boolean;
	/** The box of a text effect. */
	readonly box?: TextBackground;
	readonly hasGradients: boolean;
	readonly hasTextures: boolean;
}

/** What a draft writes of bent rows. Another kind than an arc may have an angle, too, which bends nothing. */
const curveShape = z.object({
	angle: z.number().optional().catch(undefined),
	type: z.union([z.string(), z.number()]).optional().catch(undefined),
});

/** The kinds of curve that an angle tells of, among them none. */
const ARCS: ReadonlySet<string> = new Set(['', '0', 'arc', 'circle', 'curve']);

/** What bends rows: the angle of their arc, or that there is one of another kind, which may have a name. */
const bendOf = ({ text_curve: curve, typesetting }: TextMaterial): number | { kind: string } => {
	const { data } = curveShape.safeParse(curve);
	const kind = String(data?.type ?? '');
	if (!ARCS.has(kind.toLowerCase())) return { kind };
	if (isAtRest(curve)) return 0;
	const angle = typesetting === 1 ? undefined : data?.angle;
	return angle ?? { kind: '' };
};

/** The arc that rows are bent to, in degrees; undefined for straight ones. */
const arcOf = (use: Use, material: TextMaterial, { note }: Scope): number | undefined => {
	const bend = bendOf(material);
	if (bend === 0) return undefined;
	if (typeof bend !== 'number') {
		const { kind } = bend;
		const [zh, en] = kind === '' ? ['', ''] : [`（${kind}）`, ` (${kind})`];
		note(use, about('TEXT_EFFECT_IGNORED', kind, 'text'), {
			zh: `弯曲文字${zh}未绘制，文字以直线排列`,
			en: `curved text${en} is not drawn, the words stand in a straight line`,
		});
		return undefined;
	}
	const arc = Math.min(ROUND, Math.max(-ROUND, bend));
	const shown = String(Math.round(arc));
	const isDrawn = note(use, about('TEXT_EFFECT_APPROXIMATED', '', 'text'), {
		zh: `弯曲文字按 ${shown}° 的圆弧排列，与剪映的位置可能略有不同`,
		en: `curved text stands on an arc of ${shown}°, perhaps not quite where the app puts it`,
	});
	return isDrawn ? arc : undefined;
};

/** A style in one color. */
const plainly = ({ gradient, strokes, ...style }: TextStyle): TextStyle => ({
	...style,
	fill: gradient?.stops[0]?.color ?? style.fill,
	strokes: strokes.map(({ color, width, texture }) => ({
		...{ color, width },
		...(texture && { texture }),
	})),
});

const withSpares = (
	style: TextStyle,
	spares: NonNullable<TextStyle['font']['spares']>,
): TextStyle => (spares.length === 0 ? style : { ...style, font: { ...style.font, spares } });

const blockOf = (
	material: TextMaterial,
	content: Content,
	place: { readonly use: Use; readonly scope: Scope; readonly dressing: Dressing },
): TextBlock => {
	const { use, scope, dressing } = place;
	const wrapAt = wrapOf(material, scope.canvas.width);
	const arc = arcOf(use, material, scope);
	const spares = spareFontsOf(content.text, use, scope);
	const runs = runsOf(content).map(({ text, style }) => {
		const untextured = !dressing.hasTextures;
		const own = withSpares(styleOf(style, material, { use, scope, untextured }), spares);
		const plain = dressing.hasGradients ? own : plainly(own);
		return { text, style: dressing.isDressed ? dressed(plain, style, use) : plain };
	});
	const [first] = runs;
	const bubble = first && bubbleOf(use, first.style.fill, scope.note);
	const background = backgroundOf(material) ?? dressing.box ?? bubble;
	return {
		runs,
		align: alignOf(material),
		vertical: material.typesetting === 1,
		letterSpacing: spacingOf(use, material, { text: content.text, note: scope.note }),
		lineSpacing: Math.max(LEAST_SPACING, material.line_spacing),
		...(wrapAt !== undefined && { wrapAt }),
		...(arc !== undefined && { arc }),
		...(background && { background }),
	};
};

/** Names letters that have no size: nothing is drawn of them. */
const noteInvisible = (use: Use, { runs }: TextBlock, note: Note): void => {
	const drawn = runs.filter(({ style: { height } }) => height > 0);
	if (drawn.length === runs.length) return;
	if (drawn.length === 0)
		note(use, about('SEGMENT_UNSUPPORTED', '', 'text'), {
			zh: '文字的字号为 0 或更小，未绘制：请写大于 0 的 size',
			en: 'the letters have a size of 0 or less, and nothing is drawn: write a size above 0',
		});
	else
		note(use, about('TEXT_EFFECT_IGNORED', '', 'text'), {
			zh: '部分文字的字号为 0 或更小，这些文字未绘制：请写大于 0 的 size',
			en: 'some of the letters have a size of 0 or less and are not drawn: write a size above 0',
		});
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
	const dressing = noteEffects(use, { material, content }, scope);
	noteGlow(use, material, scope.note);
	const spoken = spokenOf(use, { material, text: content.text }, scope.note);
	const opacity = keyedCurve(keyed, GLOBAL_ALPHA, 'KFTypeAlpha') ?? constant(material.global_alpha);
	const block = blockOf(material, content, { use, scope, dressing });
	const moving = movingLookOf(keyed, material, { block, note: scope.note });
	noteInvisible(use, block, scope.note);
	return {
		...seen(keyed, scope, {
			opacity,
			known: new Set([GLOBAL_ALPHA, ...(moving?.properties ?? [])]),
		}),
		kind: 'text',
		text: moving ? readyToMove(block, material, moving.changes) : block,
		...(moving && { changes: moving.changes }),
		...(spoken && { spoken }),
	};
};
