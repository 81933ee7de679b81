/** Curves between keyframes that a draft only names: the usual ones of those names. The apps' own tables are not in drafts. */

/** A cubic Bézier from 0, 0 to 1, 1 by its two other points: shares of the time, and of the way. */
export interface Easing {
	readonly leaving: readonly [time: number, way: number];
	readonly arriving: readonly [time: number, way: number];
}

type Kind = 'in' | 'out' | 'inOut';
type Points = readonly [number, number, number, number];

/**
 * One line a kind of curve: the words of its name; how it goes in, and in and out. Out is in, turned around.
 * @source the control points that browsers and editors use for curves of these names
 */
const CURVES: readonly (readonly [words: RegExp, into: Points, inOut: Points])[] = [
	[/sine|正弦/i, [0.12, 0, 0.39, 0], [0.37, 0, 0.63, 1]],
	[/cubic|三次/i, [0.32, 0, 0.67, 0], [0.65, 0, 0.35, 1]],
	[/quart|四次/i, [0.5, 0, 0.75, 0], [0.76, 0, 0.24, 1]],
	[/quint|五次/i, [0.64, 0, 0.78, 0], [0.83, 0, 0.17, 1]],
	[/quad|二次/i, [0.11, 0, 0.5, 0], [0.45, 0, 0.55, 1]],
	[/expo|指数/i, [0.7, 0, 0.84, 0], [0.87, 0, 0.13, 1]],
	[/circ|圆形/i, [0.55, 0, 1, 0.45], [0.85, 0, 0.15, 1]],
	[/back|回弹|回拉/i, [0.36, 0, 0.66, -0.56], [0.68, -0.6, 0.32, 1.6]],
	[/ease|缓|渐/i, [0.42, 0, 1, 1], [0.42, 0, 0.58, 1]],
];

const KINDS: readonly (readonly [words: RegExp, kind: Kind])[] = [
	[/in\W*(?:and\W*)?out|缓入缓出|渐入渐出|缓动/i, 'inOut'],
	[/out\b|缓出|渐出|出$/i, 'out'],
	[/in\b|缓入|渐入|入$/i, 'in'],
];

const easingBy = ([x1, y1, x2, y2]: Points): Easing => ({
	leaving: [x1, y1],
	arriving: [x2, y2],
});

/** Names of curves by the app's ids, which some scripts write without a list of them. */
export const KNOWN_CURVES: ReadonlyMap<string, string> = new Map([
	['7034098919583781377', 'Cubic Out'],
]);

const turned = ([x1, y1, x2, y2]: Points): Points => [1 - x2, 1 - y2, 1 - x1, 1 - y1];

/** The curve of a name such as `Cubic Out`; undefined for names that tell of none, or of one that bounces. */
export const easingOf = (name: string): Easing | undefined => {
	const curve = CURVES.find(([words]) => words.test(name));
	const kind = KINDS.find(([words]) => words.test(name))?.[1];
	if (!curve || !kind) return undefined;
	const [, into, inOut] = curve;
	if (kind === 'inOut') return easingBy(inOut);
	return easingBy(kind === 'in' ? into : turned(into));
};
