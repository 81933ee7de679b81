/** Animations of clips as changes of place, size, turn, opacity and shape at one moment. */
import type { Size } from '../timeline/geometry';
import type { MotionLook } from '../timeline/looks';
import type { Animation } from '../timeline/timeline';
import { ROUNDED } from '../timeline/tempo';
import { bounced, easeOut, hill, overshot } from './eases';
import {
	evenly,
	flashed,
	flipped,
	hinged,
	shiftedBy,
	softened,
	through,
	turnedAbout,
	wobbled,
	type LookOf,
	type Motion,
	type Opening,
	STILL,
} from './moves';
import { facesOf, type Piece, piecesOf } from './pieces';

type Family = MotionLook['family'];
/** How each family stands at a share of its way or period. */
type Movements = { readonly [F in Family]: (look: LookOf<F>, at: Moment) => Motion };

interface Moment {
	/** Coming and going: 0 away, 1 in place. Repeating: share of the period. */
	readonly share: number;
	/** -1 while coming, 1 while going. */
	readonly side: -1 | 1;
	/** The canvas. Pixels. */
	readonly room: Size;
}

/** The table has an entry of the look's own family, which takes just that look. */
const moved = (movements: Movements, look: MotionLook, at: Moment): Motion =>
	(movements[look.family] as (look: MotionLook, at: Moment) => Motion)(look, at);

/** Where something swings about, in canvas heights from its middle. */
const HANG = -0.3;

const opens = (look: Opening, { share }: Moment): Motion => ({
	...STILL,
	opening: { look, share },
});
/** Opens in the first half of its period. */
const opensAgain = (look: Opening, { share }: Moment): Motion => ({
	...STILL,
	opening: { look, share: Math.min(1, share * 2) },
});

/** How much is seen of a character that is not yet lit. */
const DIM = 0.35;
const lit = (share: number): Motion => ({ ...STILL, opacity: DIM + (1 - DIM) * share });

const TURN = Math.PI * 2;
const SHAKES = 4;
/** How often something blinks on its way in or out. */
const BLINKS = 3;
/** How far a train goes until nothing of it is seen: a little more than the canvas. */
const PAST = 1.05;

/** By how much a picture is larger that is panned over. */
const OVER = 1.25;

const inPieces = (pieces: readonly Piece[] | undefined): Motion => ({
	...STILL,
	...(pieces && { pieces }),
});

/** The share of a period in which a clip that turns comes to its place and size. */
const ARRIVING = 0.5;

const whirled = (
	{ degrees, from = 1, direction }: LookOf<'spin'>,
	{ share, room }: Moment,
): Motion => {
	const left = 1 - easeOut(Math.min(1, share / ARRIVING));
	const turn = from === 1 && !direction ? share : 1 - left;
	const shift = direction ? shiftedBy(direction, -left, room) : STILL;
	const size = 1 + (from - 1) * left;
	return { ...shift, scaleX: size, scaleY: size, rotation: turn * degrees };
};

const REPEATING: Movements = {
	fade: (_, { share }) => ({ ...STILL, opacity: 0.5 + 0.5 * Math.cos(share * TURN) }),
	slide: ({ direction }, { share, room }) =>
		shiftedBy(direction, 0.08 * Math.sin(share * TURN), room),
	bounce: ({ direction, reach = 1 }, { share, room }) =>
		shiftedBy(direction, 0.06 * reach * Math.sin(share * TURN), room),
	train: ({ direction }, { share, room }) => {
		const half = share < 0.5 ? share * 2 : share * 2 - 2;
		return shiftedBy(direction, PAST * Math.sign(half) * half ** 2, room);
	},
	zoom: ({ from }, { share }) => evenly(1 + (from - 1) * hill(share)),
	spin: whirled,
	pan: ({ direction }, { share, room }) => ({
		...shiftedBy(direction, (OVER - 1) * (share - 0.5), room),
		...{ scaleX: OVER, scaleY: OVER },
	}),
	pieces: (look, { share }) => inPieces(piecesOf(look, share)),
	cube: (look, { share }) => inPieces(facesOf(look, share)),
	wipe: ({ direction }, { share }) => ({
		...STILL,
		wipe: { direction, share: Math.min(1, share * 2) },
	}),
	iris: opensAgain,
	doors: opensAgain,
	blinds: opensAgain,
	clock: opensAgain,
	karaoke: (_, { share }) => lit(Math.min(1, share * 2)),
	flip: ({ axis }, { share }) => flipped(axis, Math.cos(share * TURN)),
	typewriter: (_, { share }) => ({ ...STILL, typed: Math.min(1, share * 2) }),
	shake: ({ axis, reach = 1 }, { share, room }) => {
		const swing = reach * Math.sin(share * TURN * SHAKES) * Math.sin(share * Math.PI);
		if (axis === 'rotation') return { ...STILL, rotation: swing * 6 };
		return axis === 'x'
			? { ...STILL, dx: swing * room.width * 0.03 }
			: { ...STILL, dy: swing * room.height * 0.03 };
	},
	pulse: (_, { share }) => evenly(1 + 0.1 * hill(share)),
	blink: (_, { share }) => ({ ...STILL, opacity: share < 0.5 ? 1 : 0 }),
	flashZoom: (_, { share }) => flashed(hill(share), 1),
	swing: ({ degrees }, { share, room }) =>
		turnedAbout(degrees * 0.4 * Math.sin(share * TURN), 0, HANG * room.height),
	jelly: (_, { share }) => wobbled(0.12 * Math.sin(share * TURN * 2) * hill(share)),
	drop: (_, { share, room }) => shiftedBy('up', 0.06 * Math.abs(Math.sin(share * TURN)), room),
	blur: ({ family }, { share }) => softened(family, hill(share), 1),
	zoomBlur: ({ family }, { share }) => softened(family, hill(share), 1),
	through: (look, { share }) => through(look, hill(share), { share, opacity: 1 }),
	hinge: ({ corner }, { share, room }) => hinged(corner, 4 * Math.sin(share * TURN), room),
};

/** Looks that are only ever repeated come and go as one period of themselves. */
const PASSING: Movements = {
	...REPEATING,
	fade: (_, { share }) => ({ ...STILL, opacity: share }),
	slide: ({ direction }, { share, side, room }) =>
		shiftedBy(direction, side * (1 - easeOut(share)), room),
	bounce: ({ direction }, { share, side, room }) =>
		shiftedBy(direction, side * (1 - overshot(share)), room),
	zoom: ({ from }, { share }) => evenly(from + (1 - from) * easeOut(share), Math.min(1, share * 2)),
	spin: ({ degrees }, { share, side }) => ({
		...STILL,
		rotation: side * degrees * (1 - easeOut(share)),
		opacity: Math.min(1, share * 2),
	}),
	wipe: ({ direction }, { share }) => ({ ...STILL, wipe: { direction, share } }),
	iris: opens,
	doors: opens,
	blinds: opens,
	clock: opens,
	karaoke: (_, { share }) => lit(share),
	// Away at first, and there in the end.
	blink: (_, { share }) => ({ ...STILL, opacity: Math.floor(share * BLINKS * 2) % 2 }),
	flashZoom: (_, { share }) => flashed(1 - easeOut(share), Math.min(1, share * 4)),
	flip: ({ axis }, { share }) => flipped(axis, share),
	typewriter: (_, { share }) => ({ ...STILL, typed: share }),
	swing: ({ degrees }, { share, side, room }) => {
		const angle = side * degrees * (1 - share) ** 1.5 * Math.cos(share * Math.PI * 4);
		const opacity = Math.min(1, share * 5);
		return { ...turnedAbout(angle, 0, HANG * room.height), opacity };
	},
	jelly: (_, { share }) => ({
		...wobbled(0.25 * (1 - share) * Math.sin(share * TURN * 2.5)),
		opacity: Math.min(1, share * 5),
	}),
	drop: (_, { share, room }) => shiftedBy('up', 1 - bounced(share), room),
	blur: ({ family }, { share }) => softened(family, 1 - share, Math.min(1, share * 4)),
	zoomBlur: ({ family }, { share }) => ({
		// Streaks of a pixel already blur letters, so that the last of them are short.
		...softened(family, (1 - share) ** 2, Math.min(1, share * 4)),
		scaleX: 1.3 - 0.3 * easeOut(share),
		scaleY: 1.3 - 0.3 * easeOut(share),
	}),
	through: (look, { share }) =>
		through(look, 1 - share ** 2, { share, opacity: Math.min(1, share * 4) }),
	hinge: ({ corner }, { share, side, room }) =>
		hinged(corner, side * 90 * (1 - easeOut(share)), room),
};

const inward = (look: MotionLook, share: number, room: Size): Motion =>
	share >= 1 ? STILL : moved(PASSING, look, { share: Math.max(0, share), side: -1, room });
const outward = (look: MotionLook, share: number, room: Size): Motion =>
	share >= 1 ? STILL : moved(PASSING, look, { share: Math.max(0, share), side: 1, room });

/**
 * How often a window has passed at a moment. Whole and half times, where looks may jump, are met exactly: the ends of
 * windows are rounded to the microsecond, and so is what follows from them.
 */
const passedAt = (at: number, { start, duration }: Animation['window']): number => {
	const share = (at - start) / duration;
	const met = Math.round(share * 2) / 2;
	const slack = 2 * ROUNDED * Math.max(1, Math.abs(met));
	return Math.abs(share - met) * duration <= slack ? met : share;
};

const one = ({ phase, look, window }: Animation, at: number, room: Size): Motion => {
	if (window.duration <= 0) return STILL;
	const share = passedAt(at, window);
	if (phase === 'in') return inward(look, share, room);
	if (phase === 'out') return outward(look, 1 - share, room);
	if (share < 0 || (phase === 'group' && share >= 1)) return STILL;
	return moved(REPEATING, look, { share: share % 1, side: 1, room });
};

/** What only one of two can have, the second has. */
const together = (a: Motion, b: Motion): Motion => {
	const effects = [...(a.effects ?? []), ...(b.effects ?? [])];
	return {
		...a,
		...b,
		dx: a.dx + b.dx,
		dy: a.dy + b.dy,
		scaleX: a.scaleX * b.scaleX,
		scaleY: a.scaleY * b.scaleY,
		rotation: a.rotation + b.rotation,
		opacity: a.opacity * b.opacity,
		...(effects.length > 0 && { effects }),
	};
};

/** All animations of a clip together, `at` microseconds after its start. */
export const motionOf = (animations: readonly Animation[], at: number, room: Size): Motion =>
	animations.reduce<Motion>((sum, animation) => together(sum, one(animation, at, room)), STILL);
