/** Text effects of captions: which one a run has, and its letters with the nearest look. */
import type { TextBackground, TextStyle } from '../timeline/text';
import type { FoundLook, Wanted } from './catalog/catalog';
import { type TextLook, textLookOf } from './looks/textLooks';
import { about, called, firstOf, type Note, type Use } from './scope';
import type { DraftStyle } from './textContent';

/** Widths and lengths in em. */
const OUTLINE = 0.1;
/** The line of hollow letters: their stems show between. */
const THIN = 0.035;
const DEPTH = 0.09;
const SHINE = 0.35;
const DOWN_RIGHT = -45;

/** The text effects that are filed beside a caption. */
const filedEffects = ({ companions }: Use): readonly Wanted[] =>
	companions.flatMap((filed) => {
		if (filed.bucket !== 'effects' || filed.material.type !== 'text_effect') return [];
		const { name, resource_id: resourceId, effect_id: effectId } = filed.material;
		return [{ name, resourceId, effectId }];
	});

/**
 * The text effect that a run asks for: its own, else the one that is filed for the whole caption. An own one that nobody
 * knows gives way to one that is filed and known.
 */
const wantedOf = (use: Use, style: DraftStyle | undefined): Wanted | undefined => {
	const filed = filedEffects(use);
	const [first] = filed;
	const id = style?.effectStyle.id ?? '';
	if (id === '') return first;
	const named = { name: '', resourceId: id, effectId: id };
	const own =
		filed.find(({ resourceId, effectId }) => id === resourceId || id === effectId) ?? named;
	return textLookOf(own) ? own : (filed.find((one) => textLookOf(one)) ?? own);
};

/** The look of a run's text effect, if it asks for one and its name tells how it looks. */
const effectOf = (use: Use, style: DraftStyle | undefined): FoundLook<TextLook> | undefined => {
	const wanted = wantedOf(use, style);
	return wanted && textLookOf(wanted);
};

const shadowOf = ({ glow, depth }: TextLook): TextStyle['shadow'] => {
	if (glow) return { color: glow, distance: 0, angle: 0, blur: SHINE };
	return depth && { color: depth, distance: DEPTH, angle: DOWN_RIGHT, blur: 0 };
};

/** Whether letters keep their color where they have a text effect: somebody has recolored it, and their style has one color. */
const isRecolored = ({ material }: Use, style: DraftStyle | undefined): boolean =>
	material?.bucket === 'texts' &&
	!material.material.use_effect_default_color &&
	style?.fill?.content.render_type === 'solid' &&
	Boolean(style.fill.content.solid.color);

/** A run's letters with the look of its text effect, where it has one. */
export const dressed = (plain: TextStyle, style: DraftStyle | undefined, use: Use): TextStyle => {
	const found = effectOf(use, style);
	if (!found) return plain;
	const look = isRecolored(use, style)
		? { ...found.look, fill: undefined, gradient: undefined }
		: found.look;
	const { fill = plain.fill, stroke } = look;
	const shadow = shadowOf(found.look);
	const { gradient: own, ...rest } = plain;
	const gradient = look.gradient ?? (look.fill ? undefined : own);
	return {
		...rest,
		fill,
		...(gradient && { gradient }),
		...(stroke && { strokes: [{ color: stroke, width: fill.alpha > 0 ? OUTLINE : THIN }] }),
		...(shadow && { shadow }),
	};
};

/** The box of a caption's text effect. Only the same one behind all words is drawn, and only where they have no box of their own. */
export const effectBoxOf = (
	use: Use,
	styles: readonly (DraftStyle | undefined)[],
): TextBackground | undefined => {
	const boxes = styles.map((style) => effectOf(use, style)?.look.box);
	return new Set(boxes.map((box) => JSON.stringify(box))).size === 1 ? boxes[0] : undefined;
};

/** A box behind rows as it lies behind columns. */
export const turnedBox = ({ padding, offset, ...box }: TextBackground): TextBackground => ({
	...box,
	padding: { x: padding.y, y: padding.x },
	offset: { x: offset.y, y: offset.x },
});

const keyOf = ({ name, resourceId, effectId }: Wanted): string =>
	JSON.stringify([name, resourceId, effectId]);

/** What of a text effect is drawn, in Chinese and English. */
const drawnOf = ({ box }: TextLook, boxed: boolean): readonly [zh: string, en: string] => {
	if (!box) return ['相近的颜色与描边代替', 'the nearest colors and outline'];
	return boxed
		? ['相近的颜色、描边与底框代替', 'the nearest colors, outline and box']
		: [
				'相近的颜色与描边代替，底框未绘制：只有部分文字用它，或字幕已有自己的底框',
				'the nearest colors and outline, without its box: only some of the words have it, or the caption has a box of its own',
			];
};

/** What is told of letters that keep their own color. */
const KEPT = [
	'；文字保留草稿中改过的颜色',
	'; its letters keep the color that the draft gives them instead of the effect’s own',
] as const;

/** A text effect that letters have. */
interface Worn {
	readonly wanted: Wanted;
	/** Whether its box is drawn. */
	readonly boxed: boolean;
	/** Whether its letters keep their own color. */
	readonly recolored: boolean;
}

/** Names one text effect: as the nearest look, or not at all. Gives whether the nearest look is drawn. */
const noteTextEffect = (use: Use, { wanted, boxed, recolored }: Worn, note: Note): boolean => {
	const found = textLookOf(wanted);
	const { name: written, resourceId } = wanted;
	// What is filed is known by the name that the draft gives it.
	const isFiled = filedEffects(use).some((one) => keyOf(one) === keyOf(wanted));
	const plain = firstOf(written, isFiled ? resourceId : (found?.name ?? ''), resourceId);
	const shown = called(firstOf(found?.name ?? '', written), resourceId);
	if (!found)
		return note(use, about('TEXT_EFFECT_IGNORED', plain), {
			zh: `花字${shown}未绘制，文字以普通样式显示`,
			en: `text effect ${shown} is not drawn, the words are shown plainly`,
		});
	const [zh, en] = drawnOf(found.look, boxed);
	const [keptZh, keptEn] = recolored ? KEPT : ['', ''];
	return note(use, about('TEXT_EFFECT_APPROXIMATED', plain), {
		zh: `花字${shown}以${zh}${keptZh}`,
		en: `text effect ${shown} is drawn with ${en}${keptEn}`,
	});
};

/** Names a text effect that is filed beside a caption of which no letters have it, but another. */
const noteUnworn = (use: Use, { name, resourceId }: Wanted, note: Note): void => {
	const shown = called(name, resourceId);
	note(use, about('TEXT_EFFECT_IGNORED', firstOf(name, resourceId)), {
		zh: `花字${shown}未绘制：字幕的文字用了另一种花字`,
		en: `text effect ${shown} is not drawn: the words of its caption have another one`,
	});
};

/** Names the text effects of a caption, each once. `boxed`: whether the box of one is drawn. Gives whether the nearest looks are. */
export const noteTextEffects = (
	use: Use,
	{ styles, boxed }: { readonly styles: readonly DraftStyle[]; readonly boxed: boolean },
	note: Note,
): boolean => {
	let isDrawn = true;
	const seen = new Set<string>();
	for (const style of styles.length > 0 ? styles : [undefined]) {
		const wanted = wantedOf(use, style);
		if (!wanted || seen.has(keyOf(wanted))) continue;
		seen.add(keyOf(wanted));
		isDrawn =
			noteTextEffect(use, { wanted, boxed, recolored: isRecolored(use, style) }, note) && isDrawn;
	}
	for (const filed of filedEffects(use)) if (!seen.has(keyOf(filed))) noteUnworn(use, filed, note);
	return isDrawn;
};
