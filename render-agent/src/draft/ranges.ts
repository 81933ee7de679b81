/** How far the numbers of a draft go where a look ends: what lies beyond is brought to the end, and that is told. */
import { isObject, type Json } from '../kernel/json';
import { cornersIn, isBox, isSameEdge } from './crops';

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

const atLeastNothing = (ending: RegExp): Range => ({ ending, least: 0, most: Infinity });

const CORNER = /^materials\.videos\[\]\.crop\.(?:upper|lower)_(?:left|right)_[xy]$/;

const RANGES: readonly Range[] = [
	share(/^tracks\[\]\.segments\[\]\.clip\.alpha$/),
	share(/^materials\.effects\[\]\.value$/, ({ type }) => MIXED.has(type)),
	share(/^materials\.video_effects\[\]\.value$/),
	share(/mask\w*\[\]\.config\.(?:feather|roundCorner)$/),
	atLeastNothing(/mask\w*\[\]\.config\.(?:width|height)$/),
	// Corners of a slanted one may lie outside of the picture.
	share(CORNER, (crop) => isBox(cornersIn(crop))),
	{ ending: CORNER, least: -0.5, most: 1.5 },
	share(/^materials\.texts\[\]\.(?:text|border|background|shadow|global)_alpha$/),
	atLeastNothing(/^materials\.texts\[\]\.line_max_width$/),
	share(/^materials\.texts\[\]\.background_round_radius$/),
	atLeastNothing(/^materials\.video_radius\[\]\.(?:radius|roundness|value)$/),
	share(/^materials\.video_shadows\[\]\.alpha$/),
	atLeastNothing(/^materials\.video_shadows\[\]\.distance$/),
	share(/^materials\.(?:primary|log)_color_wheels\[\]\.intensity$/),
	{ ending: /^materials\.hsl\[\]\.(?:hue|saturation|lightness)$/, least: -100, most: 100 },
	share(/\.content\.styles\[\]\.(?:\w+(?:\[\])?\.)*alpha$/),
];

/** Rounding is not beyond. */
const SLACK = 1e-3;

/** A number with the range that it lies beyond, in words; undefined where it lies within, or has none. */
export const beyondRange = (place: string, value: unknown, of: Json): string | undefined => {
	if (typeof value !== 'number') return undefined;
	const range = RANGES.find(
		({ ending, counts }) => ending.test(place) && (counts === undefined || counts(of)),
	);
	if (!range || (value >= range.least - SLACK && value <= range.most + SLACK)) return undefined;
	const upTo =
		range.most === Infinity
			? `≥ ${String(range.least)}`
			: `${String(range.least)}…${String(range.most)}`;
	return `${place} ${String(value)} (${upTo})`;
};
