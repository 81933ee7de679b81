/** How the colors of app-made captions go from one keyframe to the next: around the circle of hues, the shorter way. */
import { share } from '../timeline/painting';
import type { DraftKeyframe } from './schema';
import type { Use } from './scope';

/** What the app calls the parts of its captions. */
const PARTS: ReadonlySet<unknown> = new Set([
	...['page', 'word', 'word_unread', 'line', 'line_unread', 'keyword'],
]);

/** Whether a text is a caption that the app has made, as words or lines of a page. */
export const isAppCaption = ({ segment: { caption_info: info } }: Use): boolean =>
	typeof info === 'object' &&
	info !== null &&
	Object.values(info).some((value) => PARTS.has(value));

/** A color by its hue in sixths of the circle, its saturation and its brightest part. */
interface Polar {
	readonly hue: number;
	readonly saturation: number;
	readonly peak: number;
}

const CIRCLE = 6;

const polarOf = ([red = 0, green = 0, blue = 0]: readonly number[]): Polar => {
	const peak = Math.max(red, green, blue);
	const span = peak - Math.min(red, green, blue);
	if (span === 0) return { hue: 0, saturation: 0, peak };
	const saturation = span / peak;
	if (peak === red) return { hue: ((green - blue) / span + CIRCLE) % CIRCLE, saturation, peak };
	return peak === green
		? { hue: 2 + (blue - red) / span, saturation, peak }
		: { hue: 4 + (red - green) / span, saturation, peak };
};

/** A part of a color whose hue is `away` from its own by sixths of the circle. */
const partAt = ({ hue, saturation, peak }: Polar, away: number): number => {
	const far = Math.abs(((hue - away + CIRCLE / 2 + CIRCLE) % CIRCLE) - CIRCLE / 2);
	return peak * (1 - saturation * share(far - 1));
};

const colorOf = (polar: Polar): readonly number[] => [0, 2, 4].map((away) => partAt(polar, away));

const between = (from: number, to: number, way: number): number => from + (to - from) * way;

/** The color at a share of the way. Gray has the hue of red, as in the app. */
const blended = (from: Polar, to: Polar, share: number): readonly number[] => {
	const way = to.hue - from.hue;
	const short = way > CIRCLE / 2 ? way - CIRCLE : way < -CIRCLE / 2 ? way + CIRCLE : way;
	return colorOf({
		hue: (from.hue + short * share + CIRCLE) % CIRCLE,
		saturation: between(from.saturation, to.saturation, share),
		peak: between(from.peak, to.peak, share),
	});
};

/** Straight stretches by which the circle is gone along: none is further from it than a thousandth of a color. */
const STRETCHES = 48;

/**
 * Keyframes of a color with those between them by which straight lines go along the circle of hues.
 * @source measurements of JianYing 11.3's own blend of caption colors, public; other texts go straight from red to red
 */
export const aroundTheCircle = (keys: readonly DraftKeyframe[]): readonly DraftKeyframe[] =>
	keys
		.toSorted((a, b) => a.time_offset - b.time_offset)
		.flatMap((key, i, all) => {
			const next = all[i + 1];
			if (!next || key.curveType.startsWith('FreeCurve')) return [key];
			const [from, to] = [polarOf(key.values), polarOf(next.values)];
			const within = Array.from({ length: STRETCHES - 1 }, (_, step): DraftKeyframe => {
				const share = (step + 1) / STRETCHES;
				const alpha = between(key.values[3] ?? 1, next.values[3] ?? 1, share);
				return {
					...key,
					time_offset: between(key.time_offset, next.time_offset, share),
					values: [...blended(from, to, share), alpha],
				};
			});
			return [key, ...within];
		});
