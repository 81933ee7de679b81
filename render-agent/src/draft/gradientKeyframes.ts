/** Keyframes of the colors, opacities and places of a gradient in letters: lists with an entry for each of its stops. */
import { type Curve, mapped } from '../timeline/curve';
import type { LetterGradient } from '../timeline/text';
import type { StopChanges } from '../timeline/textChanges';
import { type Keyed, keyedPart } from './keyframes';

const COLOR = 'KFTypeTextGradientColor';
const ALPHA = 'KFTypeTextGradientAlpha';
const PERCENT = 'KFTypeTextGradientPercent';

/** How many values every keyframe of a property has; undefined where they differ, or there are none. */
const lengthOf = ({ use }: Keyed, property: string): number | undefined => {
	const lengths = use.segment.common_keyframes
		.filter(({ property_type }) => property_type === property)
		.flatMap(({ keyframe_list }) => keyframe_list.map(({ values }) => values.length));
	const [first] = lengths;
	return lengths.every((length) => length === first) ? first : undefined;
};

/** The curves of as many parts as there are stops, `each` values apart; undefined where the lists are of another length. */
const partsOf = (
	keyed: Keyed,
	property: string,
	{ count, each }: { readonly count: number; readonly each: number },
): readonly (readonly Curve[])[] | undefined => {
	if (lengthOf(keyed, property) !== count * each) return undefined;
	return Array.from({ length: count }, (_, stop) =>
		Array.from(
			{ length: each },
			(_part, part) => keyedPart(keyed, property, stop * each + part) ?? [],
		).flat(),
	);
};

const RGB = 3;
const RGBA = 4;

const isBeyond = (curve: Curve): boolean =>
	curve.kind === 'keyed' ? curve.keys.some(({ value }) => value > 1) : curve.value > 1;

/** Places are 0…1; some writers count them to 100, all of a gradient alike. */
const placed = (places: Parts['places']): Parts['places'] =>
	places?.flat().some(isBeyond)
		? places.map((curves) => curves.map((curve) => mapped(curve, (value) => value / 100)))
		: places;

/** The curves of the parts of each stop; absent where nothing moves them. */
interface Parts {
	readonly colors: readonly (readonly Curve[])[] | undefined;
	readonly alphas: readonly (readonly Curve[])[] | undefined;
	readonly places: readonly (readonly Curve[])[] | undefined;
}

const partsAt = (all: Parts[keyof Parts], i: number): readonly Curve[] => all?.[i] ?? [];

const stopOf = (parts: Parts, i: number): StopChanges => {
	const [red, green, blue, own] = partsAt(parts.colors, i);
	const [alpha = own] = partsAt(parts.alphas, i);
	const [at] = partsAt(parts.places, i);
	return {
		...(red && green && blue && { color: { red, green, blue } }),
		...(alpha && { alpha }),
		...(at && { at }),
	};
};

/** What the keyframes of a gradient change of each of its stops, and of which properties they are; undefined for none. */
export const movingStopsOf = (
	keyed: Keyed,
	{ stops }: LetterGradient,
):
	| { readonly changes: readonly StopChanges[]; readonly properties: readonly string[] }
	| undefined => {
	const count = stops.length;
	const parts: Parts = {
		colors:
			partsOf(keyed, COLOR, { count, each: RGBA }) ?? partsOf(keyed, COLOR, { count, each: RGB }),
		alphas: partsOf(keyed, ALPHA, { count, each: 1 }),
		places: placed(partsOf(keyed, PERCENT, { count, each: 1 })),
	};
	const { colors, alphas, places } = parts;
	const all = [colors && COLOR, alphas && ALPHA, places && PERCENT];
	const properties = all.flatMap((property) => property ?? []);
	return properties.length === 0
		? undefined
		: { changes: stops.map((_, i) => stopOf(parts, i)), properties };
};
