/** Gradients as drafts write them: of letters, shapes and color clips. */
import { z } from 'zod/v4';
import { share } from '../timeline/painting';
import type { Gradient, LetterGradient } from '../timeline/text';
import { colorFrom, colorOf, faded } from './colors';
import { numberOr, textOr } from './fields';

const shares = z.union([z.number(), z.array(z.number())]).nullish();
const colors = z.array(z.union([z.string(), z.array(z.number())])).nullish();

/** A gradient's colors are texts or parts of 0…1; some writers name the lists in the plural. */
export const draftGradient = z.object({
	...{ color: colors, colors, percent: shares, percents: shares, alpha: shares },
	angle: numberOr(90),
	mode: textOr('all'),
	style: textOr('linear'),
});

type DraftGradient = z.output<typeof draftGradient>;

type Percents = number | readonly number[] | null | undefined;

/** The entry of a list, of one value for all, or what is usual. */
const nth = (list: Percents, i: number, usual: number) =>
	(typeof list === 'number' ? list : list?.[i]) ?? usual;

/** Places are 0…1; some writers count them to 100. */
const placesOf = (percents: Percents, count: number): readonly number[] => {
	const places = Array.from({ length: count }, (_, i) => nth(percents, i, i / (count - 1)));
	const whole = Math.max(...places) > 1 ? 100 : 1;
	return places.map((place) => share(place / whole));
};

/** The gradient through some colors, or undefined when fewer than two of them are known. */
export const gradientThrough = (
	written: readonly (string | readonly number[])[],
	{
		percents,
		angle,
		alpha,
	}: {
		readonly percents: Percents;
		readonly angle: number;
		readonly alpha?: DraftGradient['alpha'];
	},
): Gradient | undefined => {
	const places = placesOf(percents, written.length);
	const stops = written.flatMap((one, i) => {
		const color =
			typeof one === 'string' ? colorOf(one) : colorFrom(one, one.length > 3 ? one[3] : 1);
		return color ? [{ at: places[i] ?? 1, color: faded(color, nth(alpha, i, 1)) }] : [];
	});
	return stops.length < 2 ? undefined : { stops: stops.toSorted((a, b) => a.at - b.at), angle };
};

const ROUND = /radial|round|circ|放射|径向|圆/i;

/** Which way a gradient leads; undefined for one that nobody knows. */
const wayOf = ({ style }: DraftGradient): Pick<LetterGradient, 'round'> | undefined => {
	if (style === 'linear') return {};
	return ROUND.test(style) ? { round: true } : undefined;
};

/** A gradient of letters or shapes; undefined when its colors are unknown, or when it is neither straight nor round. */
export const gradientOf = (
	written: DraftGradient | null | undefined,
): LetterGradient | undefined => {
	const way = written ? wayOf(written) : undefined;
	if (!written || !way) return undefined;
	const found = gradientThrough(written.colors ?? written.color ?? [], {
		percents: written.percents ?? written.percent,
		angle: written.angle,
		alpha: written.alpha,
	});
	return found && { ...found, ...way, over: written.mode === 'all' ? 'words' : 'letter' };
};
