/** The look of the characters of a caption: from their style, else from the flat fields of the material. */
import { isOwnFont, OWN_FONT } from '../timeline/fontNames';
import type { Called } from '../timeline/called';
import { inLibrary, type LibraryEntry } from '../timeline/library';
import type { Color, FontRequest, TextLine, TextStyle } from '../timeline/text';
import { colorFrom, colorOf, faded } from './colors';
import { fileNameOf } from './fileName';
import { gradientOf } from './gradients';
import { fontNameOf } from './looks/fontNames';
import type { MaterialOf } from './materialSchema';
import { MOST_AWAY, MOST_LEAN, MOST_THICK } from './ranges';
import type { Scope, Use } from './scope';
import type { DraftStyle } from './textContent';
import { type FoundTexture, foundTexture, textureFrom } from './textures';

type TextMaterial = MaterialOf<'texts'>;
type Paint = NonNullable<DraftStyle['fill']>['content'];

/** Canvas widths per unit of size, from the font's typographic ascender to its descender. */
const HEIGHT = 0.00575;

/** The bit of `check_flag` for outlines. */
export const STROKE = 8;
/** The bit of `check_flag` for shadows. */
export const SHADOW = 32;
/** The bit of `check_flag` for letters that glow. */
export const GLOW = 64;
/** The bit of `check_flag` for the box behind the words. */
export const BACKGROUND = 16;

/** How far a shadow falls by its slider, in em; the other way below 0. */
export const fallenBy = (distance: number): number => distance / 100;

/** Padding per unit of the sliders of a box, in em on each side. */
const PADDING = 0.5;

/** The padding of a box by its slider, in em on each side. */
export const padded = (slider: number): number => Math.max(0, slider) * PADDING;

const WHITE: Color = { red: 1, green: 1, blue: 1, alpha: 1 };
const BLACK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };

/** Whether a feature is switched on. Without switches everything that is written counts. */
export const isOn = ({ check_flag }: TextMaterial, bit: number): boolean =>
	check_flag === null || check_flag === undefined || (check_flag & bit) !== 0;

const isBoxWritten = ({ background_color, background_style }: TextMaterial): boolean =>
	colorOf(background_color) !== undefined && background_style !== 0;

/** Whether there is a box behind the words. */
export const hasBox = (material: TextMaterial): boolean =>
	isBoxWritten(material) && isOn(material, BACKGROUND);

const colorIn = ({ solid }: Paint): Color | undefined =>
	solid.color ? colorFrom(solid.color, solid.alpha) : undefined;

/** The gradient that letters or their outlines are filled with, if it is one that can be drawn. */
export const gradientIn = (paint: Paint | undefined): TextStyle['gradient'] =>
	paint?.render_type === 'gradient' ? gradientOf(paint.gradient) : undefined;

/** The picture that letters or their outlines are filled with, if there is a file for it. */
export const textureIn = (
	paint: Paint | undefined,
	style: DraftStyle | undefined,
	{ library }: Pick<Scope, 'library'>,
): FoundTexture | undefined =>
	paint?.render_type === 'texture'
		? foundTexture(paint.texture, style?.effectStyle.id ?? '', library)
		: undefined;

/** Where a style stands. */
interface Place {
	readonly use: Use;
	readonly scope: Scope;
	/** Whether pictures in letters are left out. Default: no. */
	readonly untextured?: boolean;
}

/** What fills letters or their outlines instead of a color. */
const paintedWith = (
	paint: Paint | undefined,
	style: DraftStyle | undefined,
	place: Place,
): Pick<TextStyle, 'gradient' | 'texture'> => {
	const gradient = gradientIn(paint);
	const texture = place.untextured ? undefined : textureIn(paint, style, place.scope);
	return {
		...(gradient && { gradient }),
		...(texture && { texture: textureFrom(texture, place) }),
	};
};

const fillOf = (style: DraftStyle | undefined, material: TextMaterial): Color => {
	const fill = style?.fill;
	const own = fill ? colorIn(fill.content) : undefined;
	if (fill && own) return faded(own, fill.alpha);
	return faded(colorOf(material.text_color) ?? WHITE, material.text_alpha);
};

const flatStrokes = (material: TextMaterial): TextStyle['strokes'] => {
	const color = colorOf(material.border_color);
	return color && material.border_width > 0
		? [{ color: faded(color, material.border_alpha), width: material.border_width }]
		: [];
};

const strokesOf = (
	style: DraftStyle | undefined,
	material: TextMaterial,
	place: Place,
): TextStyle['strokes'] => {
	if (!isOn(material, STROKE)) return [];
	if (!style?.strokes) return flatStrokes(material);
	return style.strokes
		.filter(({ width }) => width > 0)
		.map(({ content, width, alpha }) => ({
			color: faded(colorIn(content) ?? BLACK, alpha),
			width,
			...paintedWith(content, style, place),
		}));
};

const flatShadow = (material: TextMaterial): TextStyle['shadow'] => {
	if (!material.has_shadow) return undefined;
	return {
		color: faded(colorOf(material.shadow_color) ?? BLACK, material.shadow_alpha),
		distance: fallenBy(material.shadow_distance),
		angle: material.shadow_angle,
		blur: Math.max(0, material.shadow_smoothing),
	};
};

const shadowOf = (style: DraftStyle | undefined, material: TextMaterial): TextStyle['shadow'] => {
	if (!isOn(material, SHADOW)) return undefined;
	if (!style?.shadows) return flatShadow(material);
	const [shadow] = style.shadows;
	return (
		shadow && {
			color: faded(colorIn(shadow.content) ?? BLACK, shadow.alpha),
			distance: fallenBy(shadow.distance),
			angle: shadow.angle,
			blur: Math.max(0, shadow.diffuse),
		}
	);
};

/** What `check_flag` can switch off of a caption. */
export type CaptionLook = 'stroke' | 'background' | 'shadow';

/** What is written of a caption's look and switched off. */
export const switchedOffIn = (
	material: TextMaterial,
	styles: readonly DraftStyle[],
): readonly CaptionLook[] => {
	const isWritten = (flat: boolean, of: (style: DraftStyle) => boolean | undefined): boolean =>
		styles.length === 0 ? flat : styles.some((style) => of(style) ?? flat);
	const hasStroke = isWritten(flatStrokes(material).length > 0, ({ strokes }) =>
		strokes?.some(({ width }) => width > 0),
	);
	const hasShadow = isWritten(flatShadow(material) !== undefined, ({ shadows }) =>
		shadows ? shadows.length > 0 : undefined,
	);
	return [
		...(hasStroke && !isOn(material, STROKE) ? ['stroke' as const] : []),
		...(isBoxWritten(material) && !isOn(material, BACKGROUND) ? ['background' as const] : []),
		...(hasShadow && !isOn(material, SHADOW) ? ['shadow' as const] : []),
	];
};

/** A path that names a font file; scripts write `C:` or `D:` where there is none. */
const isFontFile = (path: string): boolean => /\.(ttf|otf|ttc|otc|woff2?)(\?.*)?$/i.test(path);

const fontName = ({ font_title, font_name }: TextMaterial, path: string): string => {
	const title = font_title === '' || font_title === 'none' ? font_name : font_title;
	const file = fileNameOf(path);
	return title === '' && isFontFile(path) ? file.replace(/\.[^.]*$/, '') : title;
};

/** The font of the user's library under a name; the app's own one has a name there that drafts do not write. */
const libraryFont = (called: Called, { library }: Scope): LibraryEntry | undefined =>
	inLibrary(library, 'font', called) ??
	(isOwnFont(called) ? inLibrary(library, 'font', OWN_FONT) : undefined);

const fontOf = (
	style: DraftStyle | undefined,
	material: TextMaterial,
	{ use, scope }: Place,
): FontRequest => {
	const path = style && style.font.path !== '' ? style.font.path : material.font_path;
	const resourceId = style && style.font.id !== '' ? style.font.id : material.font_resource_id;
	const name = fontNameOf(resourceId) ?? fontName(material, path);
	const own = libraryFont({ name, resourceId }, scope);
	const file = own ? { path, name, key: own.key } : { path };
	return {
		...((own ?? isFontFile(path)) && { asset: scope.assets.refer({ use: 'font', ...file }, use) }),
		resourceId,
		name,
	};
};

/** The line under words where no width of it is written, in em. */
const USUAL_LINE = 0.05;

const within = (value: number, most: number): number => Math.min(most, Math.max(-most, value));

const lineOf = ({ underline_width: width, underline_offset: offset }: TextMaterial): TextLine => ({
	offset: within(offset, MOST_AWAY),
	thickness: width > 0 ? within(width, MOST_THICK) : USUAL_LINE,
});

/** Bold by a width of its own is the plain face with thicker outlines. */
const marksOf = (
	style: DraftStyle | undefined,
	material: TextMaterial,
): Pick<TextStyle, 'bold' | 'italic' | 'underline' | 'thickening' | 'lean' | 'line'> => {
	const { bold_width: width, italic_degree: degrees } = material;
	const underline = style?.underline === true || material.underline;
	return {
		bold: style?.bold === true && width <= 0,
		italic: style?.italic === true || degrees > 0,
		underline,
		...(width > 0 && { thickening: within(width, MOST_THICK) }),
		...(degrees > 0 && { lean: within(degrees, MOST_LEAN) }),
		...(underline && { line: lineOf(material) }),
	};
};

/** The style of a run of a caption. */
export const styleOf = (
	style: DraftStyle | undefined,
	material: TextMaterial,
	place: Place,
): TextStyle => {
	const shadow = shadowOf(style, material);
	const size = style?.size ?? material.font_size;
	return {
		font: fontOf(style, material, place),
		height: Math.max(0, size) * place.scope.canvas.width * HEIGHT,
		...marksOf(style, material),
		fill: fillOf(style, material),
		...paintedWith(style?.fill?.content, style, place),
		strokes: strokesOf(style, material, place),
		...(shadow && { shadow }),
	};
};
