/** Transitions in which a picture is a thing: a page that turns, a face of a box, a sheet that tears. */
import { type Affine, after, scaled, shifted, turned } from '../timeline/geometry';
import type { Direction } from '../timeline/looks';
import { lineCover } from './covers';
import type { Cover, Draw } from './draws';
import { group, type LookOf, type Sides, without, zoomed } from './sides';

const BLACK = { red: 0, green: 0, blue: 0, alpha: 1 };
const PAPER = { red: 0.97, green: 0.96, blue: 0.93, alpha: 1 };
/** What shines through the back of a page. */
const BACK = {
	family: 'duotone',
	dark: { red: 0.74, green: 0.73, blue: 0.71, alpha: 1 },
	light: PAPER,
} as const;

/** A color over what has been drawn or, above something, over no more than what `on` draws. */
const shade = (
	sides: Sides,
	on: readonly Draw[],
	{
		color,
		moved,
		...laid
	}: { color: typeof BLACK; opacity: number; covers: readonly Cover[]; moved?: Affine },
): Draw =>
	sides.opaque
		? { kind: 'fill', color, ...laid }
		: group([...on, { kind: 'tint', color, amount: 1 }], sides, {
				...laid,
				...(moved && { moved }),
			});

/** Which way the side lies that is left last, in degrees clockwise from the right. */
const AGAINST: Readonly<Record<Direction, number>> = { left: 0, up: 90, right: 180, down: 270 };
/** Degrees by which a fold leans, so that one corner of the page turns first. */
const LEAN = 14;
/** Shares of the shorter side. */
const SHADOW = 0.07;
const ROUNDING = 0.05;

/** What lies before a fold: the half plane against the direction in which its x axis points, which runs across it. */
const before = (fold: Affine): Cover => lineCover(after(fold, turned(-90)));

/** The second clip beneath the sheet that the first one is: all of it where both hide the canvas, else what the sheet leaves. */
const uncovered = (sides: Sides, sheet: readonly Cover[]): readonly Draw[] =>
	sides.opaque ? sides.to : [group(sides.to, sides, { covers: sheet.map(without) })];

const pageTurn = ({ direction }: LookOf<'pageTurn'>, sides: Sides): readonly Draw[] => {
	const { canvas, share } = sides;
	const { width, height } = canvas;
	const degrees = AGAINST[direction] + LEAN;
	const radians = (degrees * Math.PI) / 180;
	const reach = (Math.abs(width * Math.cos(radians)) + Math.abs(height * Math.sin(radians))) / 2;
	const middle = after(shifted(width / 2, height / 2), turned(degrees));
	const shorter = Math.min(width, height);
	// Its shadows come in and go out of the picture, too.
	const first = reach + 2 * ROUNDING * shorter;
	const at = first - share * (first + reach + SHADOW * shorter);
	const fold = after(middle, shifted(at, 0));
	// Turned over about the fold: mirrored across its y axis.
	const plain = after(turned(-degrees), shifted(-width / 2, -height / 2));
	const over = after(fold, after(scaled(-1, 1), after(shifted(-at, 0), plain)));
	const softly = (off: number, soft: number): Cover => ({
		...before(after(middle, shifted(at + off, 0))),
		soft: Math.max(1, soft),
	});
	const back: Draw = { kind: 'effect', look: BACK, amount: 1, phase: 0 };
	return [
		...uncovered(sides, [before(fold)]),
		shade(sides, sides.to, {
			...{ color: BLACK, opacity: 0.5 },
			covers: [softly(0, shorter * SHADOW), without(before(fold))],
		}),
		group(sides.from, sides, { covers: [before(fold)] }),
		group([...sides.from, back], sides, { moved: over, covers: [before(fold)] }),
		shade(sides, sides.from, {
			...{ color: BLACK, opacity: 0.3, moved: over },
			covers: [before(fold), without(softly(-shorter * ROUNDING, shorter * ROUNDING))],
		}),
	];
};

const cube = ({ direction }: LookOf<'cube'>, sides: Sides): readonly Draw[] => {
	const { canvas, share } = sides;
	const [going, coming] = [Math.cos((share * Math.PI) / 2), Math.sin((share * Math.PI) / 2)];
	const along = direction === 'left' || direction === 'right';
	const isBefore = direction === 'left' || direction === 'up';
	const shrunk = zoomed(canvas, 1 - 0.16 * Math.sin(share * Math.PI));
	const face = (side: 'from' | 'to', light: number, comesFirst: boolean): Draw => {
		const wide = Math.max(1e-3, light / (going + coming));
		const off = comesFirst ? 0 : 1 - wide;
		const squeezed = along
			? after(shifted(off * canvas.width, 0), scaled(wide, 1))
			: after(shifted(0, off * canvas.height), scaled(1, wide));
		const opacity = 1 - 0.65 * (1 - light);
		return group(sides[side], sides, { moved: after(shrunk, squeezed), opacity });
	};
	return [face('from', going, isBefore), face('to', coming, !isBefore)];
};

type Point = readonly [x: number, y: number];

const TEETH = 24;
/** The edge along which a sheet tears, from its right to its left, in halves of the canvas. */
const EDGE: readonly Point[] = Array.from({ length: TEETH + 1 }, (_, i): Point => {
	const x = 1 - (2 * i) / TEETH;
	return [x, 0.18 * x + 0.05 * Math.sin(i * 2.4) + 0.035 * Math.sin(i * 5.1 + 1)];
});
/** The half above the edge or below it, reaching beyond it by a share of half the height. */
const halfOf = (side: 'upper' | 'lower', beyond: number): readonly Point[] => {
	const [end, by] = side === 'upper' ? [-1, beyond] : [1, -beyond];
	return [[-1, end], [1, end], ...EDGE.map(([x, y]): Point => [x, y + by])];
};
/** How wide the white of the paper shows along the torn edge: a share of half the height. */
const FIBERS = 0.03;
/** Pixels by which each half reaches beyond the line: halves that lie together show nothing between them. */
const LAP = 0.75;

const tear = (_: LookOf<'tear'>, sides: Sides): readonly Draw[] => {
	const { canvas, share } = sides;
	const { width, height } = canvas;
	const lap = LAP / (height / 2);
	const half = (
		side: 'upper' | 'lower',
		late: number,
		lean: number,
	): { readonly kept: Cover; readonly draws: readonly Draw[] } => {
		const fall = Math.max(0, (share - late) / (1 - late));
		const drift = shifted(Math.sign(lean) * width * 0.06 * share, height * 1.35 * fall ** 2);
		const moving = after(drift, zoomed(canvas, 1, lean * share));
		const cover = (beyond: number): Cover => ({
			...{ shape: 'path', points: halfOf(side, beyond), soft: 0.5, inverted: false },
			...{ halfWidth: width / 2, halfHeight: height / 2 },
			matrix: after(moving, shifted(width / 2, height / 2)),
		});
		const paper = cover(lap + FIBERS * Math.min(1, share * 8));
		const draws = [
			shade(sides, sides.from, {
				...{ color: PAPER, opacity: 1, moved: moving },
				covers: [paper, without(cover(lap))],
			}),
			group(sides.from, sides, { moved: moving, covers: [cover(lap)] }),
		];
		return { kept: cover(lap), draws };
	};
	const [upper, lower] = [half('upper', 0.18, -13), half('lower', 0, 16)];
	return [...uncovered(sides, [upper.kept, lower.kept]), ...upper.draws, ...lower.draws];
};

/** How each family is drawn. */
export const PAPERS = { pageTurn, cube, tear };
