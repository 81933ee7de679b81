/** How far the numbers of a draft go where a look ends: what lies beyond is brought to the end, and that is told; so is what is read in another sense. */
import { isObject, type Json } from '../kernel/json';
import { cornersIn, isBox, isSameEdge } from './crops';
import { contentOf } from './textContent';

/** What a number may be where a look ends: what lies beyond is brought to the end. */
interface Range {
	/** How the place of the number ends. */
	readonly ending: RegExp;
	readonly least: number;
	readonly most: number;
	/** Whether it counts in what has the number. Default: always. */
	readonly counts?: (of: Json) => boolean;
}

const MIXED: ReadonlySet<unknown> = new Set(['filter', 'lut', 'mix_mode']);

/** Whether the corners of a crop that is a box are all in one line. */
export const isEmptyCrop = (place: string, crop: unknown): boolean => {
	if (place !== 'materials.videos[].crop' || !isObject(crop)) return false;
	const isSaid = Object.values(crop).some((corner) => corner !== 0);
	const corners = cornersIn(crop);
	const isFlat =
		isSameEdge(corners.upper_left_x, corners.upper_right_x) ||
		isSameEdge(corners.upper_left_y, corners.lower_left_y);
	return isSaid && isBox(corners) && isFlat;
};

/** The bits of `check_flag` of captions whose meaning is known. */
const CAPTION_BITS = 0x7f;

/** A set of switches with those of its bits that nobody knows; undefined where there are none. */
export const strangeBits = (place: string, value: unknown): string | undefined => {
	if (place !== 'materials.texts[].check_flag' || typeof value !== 'number') return undefined;
	const rest = value & ~CAPTION_BITS;
	const bits = Array.from({ length: 31 }, (_none, bit) => 2 ** bit).filter((bit) => rest & bit);
	return bits.length === 0 ? undefined : `${place} ${String(value)} (bit ${bits.join(', ')})`;
};

const share = (ending: RegExp, counts?: Range['counts']): Range => ({
	...{ ending, least: 0, most: 1 },
	...(counts && { counts }),
});

const between = (ending: RegExp, least: number, most: number): Range => ({ ending, least, most });
const atLeastNothing = (ending: RegExp): Range => between(ending, 0, Infinity);
/** A slider of 0…1 that some writers count to 100. */
const slider = (ending: RegExp): Range => between(ending, 0, 100);

const CORNER = /^materials\.videos\[\]\.crop\.(?:upper|lower)_(?:left|right)_[xy]$/;

/** Letters that lean more are no letters any more. Degrees. */
export const MOST_LEAN = 60;
/** What outlines can grow by, and a line under words be thick, in em. */
export const MOST_THICK = 0.5;
/** How far a line under words can be away from its place, in em. */
export const MOST_AWAY = 2;
/** The spacing at which letters, or rows, lie on each other: less would turn their order around. In em, or heights of a row. */
export const LEAST_SPACING = -1;

/** Whether no letter of a caption has the size of its flat field: of one that has, its letters say what becomes of it. */
const isSizedByStyles = ({ content }: Json): boolean => {
	const { styles } = contentOf(typeof content === 'string' ? content : '');
	return styles.length > 0 && styles.every(({ size }) => typeof size === 'number');
};

const RANGES: readonly Range[] = [
	share(/^tracks\[\]\.segments\[\]\.clip\.alpha$/),
	share(/^materials\.effects\[\]\.value$/, ({ type }) => MIXED.has(type)),
	share(/^materials\.video_effects\[\]\.value$/),
	share(/mask\w*\[\]\.config\.(?:feather|roundCorner)$/),
	atLeastNothing(/mask\w*\[\]\.config\.(?:width|height)$/),
	// Corners of a slanted one may lie outside of the picture.
	share(CORNER, (crop) => isBox(cornersIn(crop))),
	between(CORNER, -0.5, 1.5),
	share(/^materials\.texts\[\]\.(?:text|border|background|shadow|global)_alpha$/),
	atLeastNothing(/^materials\.texts\[\]\.line_max_width$/),
	share(/^materials\.texts\[\]\.background_round_radius$/),
	slider(/^materials\.video_radius\[\]\.(?:radius|roundness|value)$/),
	share(/^materials\.video_shadows\[\]\.alpha$/),
	slider(/^materials\.video_shadows\[\]\.(?:distance|ambiguity)$/),
	slider(/^materials\.video_strokes\[\]\.adjust_params\[\]\.value$/),
	share(/^materials\.(?:primary|log)_color_wheels\[\]\.intensity$/),
	between(/^materials\.(?:primary|log)_color_wheels\[\]\.(?:lift|gamma|gain|offset)$/, -1, 1),
	between(/^materials\.color_curves\[\]\.(?:luma|red|green|blue)$/, 0, 255),
	between(/^materials\.hsl\[\]\.(?:hue|saturation|lightness)$/, -100, 100),
	atLeastNothing(/^materials\.canvases\[\]\.blur$/),
	share(/^materials\.chromas\[\]\.(?:intensity|shadow|edge_smooth|spill)_value$/),
	share(/^materials\.speeds\[\]\.curve_speed\.speed_points\[\]\.x$/),
	share(/^materials\.audio_effects\[\]\.audio_adjust_params\[\]\.value$/),
	slider(/^materials\.material_colors\[\]\.gradient_percents$/),
	share(/^materials\.(?:shapes|stickers)\[\]\.(?:global_alpha|shape_fill_\w+\.(?:\w+\.)*alpha)$/),
	slider(/^materials\.(?:shapes|stickers)\[\]\.shape_fill_\w+\.color\.gradient\.percents?$/),
	slider(/^materials\.(?:shapes|stickers)\[\]\.shape_param\.roundness$/),
	slider(/^materials\.(?:shapes|stickers)\[\]\.shadow_(?:alpha|distance|smoothing)$/),
	atLeastNothing(/^materials\.(?:shapes|stickers)\[\]\.border_width$/),
	share(/\.content\.styles\[\]\.(?:\w+(?:\[\])?\.)*alpha$/),
	share(/\.content\.styles\[\]\.(?:\w+(?:\[\])?\.)*solid\.color$/),
	slider(/\.content\.styles\[\]\.(?:\w+(?:\[\])?\.)*gradient\.percents?$/),
	atLeastNothing(/\.content\.styles\[\]\.(?:strokes\[\]\.width|shadows\[\]\.diffuse)$/),
	atLeastNothing(
		/^materials\.texts\[\]\.(?:border_width|shadow_smoothing|background_(?:width|height))$/,
	),
	between(/^materials\.texts\[\]\.(?:bold|underline)_width$/, 0, MOST_THICK),
	between(/^materials\.texts\[\]\.italic_degree$/, 0, MOST_LEAN),
	between(/^materials\.texts\[\]\.underline_offset$/, -MOST_AWAY, MOST_AWAY),
	between(/^materials\.texts\[\]\.(?:letter|line)_spacing$/, LEAST_SPACING, Infinity),
	{ ...atLeastNothing(/^materials\.texts\[\]\.font_size$/), counts: isSizedByStyles },
	between(/^materials\.texts\[\]\.fixed_width$/, -1, Infinity),
];

/** Rounding is not beyond. */
const SLACK = 1e-3;

/** The parts of points and of colors, in lists or by name. */
const PART = /^(?:x|y|r|g|b|red|green|blue)$/;

/** A number, or the numbers in a list, of points and of colors. */
const numbersIn = (value: unknown): readonly number[] => {
	if (typeof value === 'number') return [value];
	if (Array.isArray(value)) return value.flatMap(numbersIn);
	if (typeof value !== 'object' || value === null) return [];
	return Object.entries(value).flatMap(([name, part]) =>
		Array.isArray(part) || PART.test(name) ? numbersIn(part) : [],
	);
};

/** A number, or one of several, with the range that it lies beyond, in words; undefined where it lies within, or has none. */
export const beyondRange = (place: string, value: unknown, of: Json): string | undefined => {
	const range = RANGES.find(
		({ ending, counts }) => ending.test(place) && (counts === undefined || counts(of)),
	);
	if (!range) return undefined;
	const { least, most } = range;
	const beyond = numbersIn(value).find((one) => one < least - SLACK || one > most + SLACK);
	if (beyond === undefined) return undefined;
	const within = most === Infinity ? `≥ ${String(least)}` : `${String(least)}…${String(most)}`;
	return `${place} ${String(beyond)} (${within})`;
};

/** How far shadows of letters fall. */
const FALLING =
	/^materials\.texts\[\]\.(?:shadow_distance|content\.styles\[\]\.shadows\[\]\.distance)$/;

/** A distance below 0, in words: it goes the other way. Undefined for any other number. */
export const turnedAround = (place: string, value: unknown): string | undefined =>
	typeof value === 'number' && value < 0 && FALLING.test(place)
		? `${place} ${String(value)}`
		: undefined;
