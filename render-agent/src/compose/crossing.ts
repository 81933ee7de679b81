/** Transitions: what is drawn while one clip gives way to the next. Each look is a program of place, opacity and shape. */
import {
	type Affine,
	after,
	coversCanvas,
	IDENTITY,
	type Size,
	shifted,
	turned,
} from '../timeline/geometry';
import type { TransitionLook } from '../timeline/looks';
import { centerCover, lineCover, wipeCover } from './covers';
import type { Cover, Draw } from './draws';
import { PAPERS } from './papers';
import { cut, PASSAGES, veiled } from './passages';
import { iris } from './openings';
import { type Family, group, type LookOf, moved, type Sides, without, zoomed } from './sides';

/** How far a transition is on a canvas. */
type Stage = Pick<Sides, 'canvas' | 'share'>;

const hidesCanvas = (draws: readonly Draw[], canvas: Size): boolean => {
	const only = draws.length === 1 ? draws[0] : undefined;
	return (
		only?.kind === 'picture' &&
		only.opacity === 1 &&
		only.covers.length === 0 &&
		!only.parts &&
		!only.blend &&
		!only.stages?.some(({ kind }) => kind === 'key') &&
		coversCanvas(only.matrix, canvas)
	);
};

/** Half the soft edge of a clock's hand, in radians: its frame is an angle. */
const RADIAN_SOFTNESS = 0.004;

/** A cross-fade. Where both sides fill the canvas, the second laid over the first is the same and cheaper. */
const dissolve = (sides: Sides): readonly Draw[] => {
	const { from, to, share, canvas, opaque } = sides;
	const [only] = to;
	if (opaque && only?.kind === 'picture' && hidesCanvas(from, canvas) && hidesCanvas(to, canvas))
		return [...from, { ...only, opacity: share }];
	return [{ kind: 'mix', from, to, amount: share, opaque }];
};

/** Two clips that share the canvas above something. */
const joined = (from: readonly Draw[], to: readonly Draw[]): Draw => ({
	...{ kind: 'mix', from, to, amount: 0.5, opaque: false, joined: true },
});

const faded = (sides: Sides, side: 'from' | 'to', map: Affine): readonly Draw[] => {
	const { share } = sides;
	const other = side === 'from' ? sides.to : sides.from;
	if (!sides.opaque) {
		const whole = [group(sides[side], sides, { moved: map })];
		const both = { from: sides.from, to: sides.to, [side]: whole };
		return [{ kind: 'mix', ...both, amount: share, opaque: false }];
	}
	const moving = group(sides[side], sides, {
		moved: map,
		opacity: side === 'from' ? 1 - share : share,
	});
	return [...other, moving];
};

const CORNERS = {
	topLeft: [1, 1],
	topRight: [-1, 1],
	bottomLeft: [1, -1],
	bottomRight: [-1, -1],
} as const;

const diagonal = (corner: keyof typeof CORNERS, { share, canvas }: Stage): Cover => {
	const [x, y] = CORNERS[corner];
	const reach = Math.hypot(canvas.width, canvas.height);
	const along = Math.atan2(y * canvas.height, x * canvas.width);
	const middle = after(
		shifted(canvas.width / 2, canvas.height / 2),
		turned((along * 180) / Math.PI + 270),
	);
	return lineCover(after(middle, shifted(0, (share - 0.5) * reach)));
};

/** How long the canvas is in the direction in which doors open, and how the middle line between them is turned. */
const doorway = (
	axis: LookOf<'doors'>['axis'],
	{ width, height }: Size,
): readonly [length: number, turn: number] => {
	if (axis === 'horizontal') return [width, 90];
	if (axis === 'vertical') return [height, 0];
	// The line runs along the other diagonal: the corners are what is furthest from it.
	const along = Math.atan2(height, width);
	return [2 * width * Math.sin(along), (-along * 180) / Math.PI];
};

const doors = ({ axis, opening }: LookOf<'doors'>, { share, canvas }: Stage): Cover => {
	const [length, turn] = doorway(axis, canvas);
	const open = opening ? share : 1 - share;
	const halfHeight = (length / 2) * open;
	const halfWidth = canvas.width + canvas.height;
	const band = centerCover('mirror', { canvas, halfWidth, halfHeight, turn });
	return { ...band, inverted: !opening };
};

const SLATS = 10;

/**
 * What stays of a picture from which bands are taken that together are `taken` of it: one in the middle of each slat, or across
 * each border between two and along the outer edges.
 */
export const slatCovers = (
	{ axis }: LookOf<'blinds'>,
	{ canvas, taken, from }: { canvas: Size; taken: number; from: 'middles' | 'borders' },
): readonly Cover[] => {
	const across = axis === 'vertical';
	const slat = (across ? canvas.width : canvas.height) / SLATS;
	const band = centerCover('mirror', {
		canvas,
		halfWidth: Math.max(canvas.width, canvas.height),
		halfHeight: (slat / 2) * taken,
		turn: across ? 90 : 0,
	});
	const [count, first] = from === 'middles' ? [SLATS, 0.5] : [SLATS + 1, 0];
	return Array.from({ length: count }, (_, i): Cover => {
		const off = slat * (i + first - SLATS / 2);
		const matrix = after(across ? shifted(off, 0) : shifted(0, off), band.matrix);
		return { ...band, matrix, inverted: true };
	});
};

const slatted = (look: LookOf<'blinds'>, sides: Sides): readonly Draw[] => {
	const { share: taken, canvas } = sides;
	const covers = slatCovers(look, { canvas, taken, from: 'middles' });
	const from = group(sides.from, sides, { covers });
	if (sides.opaque) return [...sides.to, from];
	const bands = covers.map((cover) => group(sides.to, sides, { covers: [without(cover)] }));
	return [joined([from], bands)];
};

const fadedThrough = ({ color }: LookOf<'fadeThrough'>, sides: Sides): readonly Draw[] =>
	veiled(cut(sides), { color, opacity: 1 - Math.abs(sides.share * 2 - 1) }, sides);

const wiped = ({ direction }: LookOf<'wipe'>, { canvas, share }: Stage): Cover =>
	wipeCover(direction, share, {
		size: canvas,
		frame: shifted(canvas.width / 2, canvas.height / 2),
	});

const swept = ({ hands = 1 }: LookOf<'clock'>, { canvas, share }: Stage): Cover => {
	const between = (2 * Math.PI) / hands;
	return {
		...centerCover('clock', { canvas, halfWidth: share * between, halfHeight: 1 }),
		radius: hands > 1 ? between : 0,
		soft: RADIAN_SOFTNESS,
	};
};

/** What of the canvas the next clip has taken over, in looks that are no more than that; undefined for others. */
export const takenOver = (look: TransitionLook, sides: Stage): Cover | undefined => {
	switch (look.family) {
		case 'wipe':
			return wiped(look, sides);
		case 'iris':
			return iris(look, sides);
		case 'doors':
			return doors(look, sides);
		case 'diagonal':
			return diagonal(look.corner, sides);
		case 'clock':
			return swept(look, sides);
		default:
			return undefined;
	}
};

const covered = (look: TransitionLook, sides: Sides): readonly Draw[] => {
	const cover = takenOver(look, sides);
	if (cover && !sides.opaque && sides.from.length > 0) {
		const rest = group(sides.from, sides, { covers: [without(cover)] });
		return [joined([rest], [group(sides.to, sides, { covers: [cover] })])];
	}
	return [...sides.from, group(sides.to, sides, { covers: cover ? [cover] : [] })];
};

/** The second clip slides in with its whole canvas, over the first or, above something, in its place. */
const slid = ({ direction }: LookOf<'slide'>, sides: Sides): readonly Draw[] => {
	const to = group(sides.to, sides, {
		moved: moved(direction, sides.share - 1, sides.canvas),
	});
	if (sides.opaque || sides.from.length === 0) return [...sides.from, to];
	const covers = [without(wiped({ family: 'wipe', direction }, sides))];
	return [group(sides.from, sides, { covers }), to];
};

/** How each family is drawn. */
const CROSSINGS: {
	readonly [F in Family]: (look: LookOf<F>, sides: Sides) => readonly Draw[];
} = {
	dissolve: (_, sides) => dissolve(sides),
	fadeThrough: fadedThrough,
	slide: slid,
	push: ({ direction }, sides) => [
		group(sides.from, sides, { moved: moved(direction, sides.share, sides.canvas) }),
		group(sides.to, sides, { moved: moved(direction, sides.share - 1, sides.canvas) }),
	],
	wipe: covered,
	iris: covered,
	blinds: slatted,
	doors: covered,
	diagonal: covered,
	clock: covered,
	zoom: ({ inward, direction }, sides) => {
		const { canvas, share } = sides;
		const off = (by: number): Affine => (direction ? moved(direction, by, canvas) : IDENTITY);
		return inward
			? faded(sides, 'from', after(off(share), zoomed(canvas, 1 + share)))
			: faded(sides, 'to', after(off(share - 1), zoomed(canvas, 2 - share)));
	},
	...PASSAGES,
	...PAPERS,
	spin: ({ clockwise }, sides) => {
		const degrees = (clockwise ? 1 : -1) * sides.share * 180;
		return faded(sides, 'from', zoomed(sides.canvas, 1 + sides.share, degrees));
	},
};

/** What is drawn at a moment of a transition, back to front. */
export const crossingDraws = (look: TransitionLook, sides: Sides): readonly Draw[] =>
	// The table has an entry of the look's own family, which takes just that look.
	(CROSSINGS[look.family] as (look: TransitionLook, sides: Sides) => readonly Draw[])(look, sides);
