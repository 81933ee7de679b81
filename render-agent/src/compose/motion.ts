/** Animations of clips as changes of place, size, turn, opacity and shape at one moment. */
import type { Direction, MotionLook } from '../timeline/looks';
import type { Animation } from '../timeline/timeline';
import { ROUNDED } from '../timeline/tempo';
import { SECOND } from '../kernel/units';
import type { EffectDraw } from './draws';
import { bounced, easeOut, hill, overshot } from './eases';
import { lookDraws } from './effects/effectDraws';
import { WHITE } from './effects/habits';

/** What animations add to a clip's placement. Lengths are canvas pixels. */
export interface Motion {
	readonly dx: number;
	readonly dy: number;
	readonly scaleX: number;
	readonly scaleY: number;
	/** Degrees clockwise. */
	readonly rotation: number;
	readonly opacity: number;
	/** How much of the clip is uncovered so far, and in which direction; absent: all of it. */
	readonly wipe?: { readonly direction: Direction; readonly share: number };
	/** How far a shape has opened through which the clip is seen; absent: all of it is. */
	readonly opening?: { readonly look: Opening; readonly share: number };
	/** Share of a text's characters that are there; absent: all. */
	readonly typed?: number;
	/** Effects on the clip's own picture. */
	readonly effects?: readonly EffectDraw[];
}

/** The shapes through which clips come to be seen. */
export type Opening = LookOf<'iris' | 'doors' | 'blinds' | 'clock'>;

/** No change. */
export const STILL: Motion = { dx: 0, dy: 0, scaleX: 1, scaleY: 1, rotation: 0, opacity: 1 };

interface Room {
	readonly width: number;
	readonly height: number;
}

type Family = MotionLook['family'];
type LookOf<F extends Family> = Extract<MotionLook, { readonly family: F }>;
/** How each family stands at a share of its way or period. */
type Movements = { readonly [F in Family]: (look: LookOf<F>, at: Moment) => Motion };

interface Moment {
	/** Coming and going: 0 away, 1 in place. Repeating: share of the period. */
	readonly share: number;
	/** -1 while coming, 1 while going. */
	readonly side: -1 | 1;
	readonly room: Room;
}

/** The table has an entry of the look's own family, which takes just that look. */
const moved = (movements: Movements, look: MotionLook, at: Moment): Motion =>
	(movements[look.family] as (look: MotionLook, at: Moment) => Motion)(look, at);

const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
	left: [-1, 0],
	right: [1, 0],
	up: [0, -1],
	down: [0, 1],
};

/** A shift in a direction, `far` times the canvas. */
const shiftedBy = (direction: Direction, far: number, { width, height }: Room): Motion => {
	const [x, y] = STEPS[direction];
	return { ...STILL, dx: x * width * far, dy: y * height * far };
};
const evenly = (scale: number, opacity = 1): Motion => ({
	...STILL,
	scaleX: scale,
	scaleY: scale,
	opacity,
});
const flipped = (axis: 'horizontal' | 'vertical', width: number): Motion =>
	axis === 'horizontal' ? { ...STILL, scaleX: width } : { ...STILL, scaleY: width };

/** A turn about a place, given from the clip's middle in pixels. */
const turnedAbout = (degrees: number, x: number, y: number): Motion => {
	const radians = (degrees * Math.PI) / 180;
	const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
	return { ...STILL, rotation: degrees, dx: x - (x * cos - y * sin), dy: y - (x * sin + y * cos) };
};

const softened = (family: 'blur' | 'zoomBlur', amount: number, opacity: number): Motion => {
	if (amount <= 0) return { ...STILL, opacity };
	const look =
		family === 'blur'
			? ({ family, sigma: 0.05, rate: 0 } as const)
			: ({ family, length: 0.6 } as const);
	return { ...STILL, opacity, effects: [{ look, amount, phase: 0 }] };
};

const FLASH = {
	family: 'flash',
	color: WHITE,
	rate: 1,
} as const;

/** A little larger, and white for a moment at its height of 1, where the picture still shines through. */
const flashed = (height: number, opacity: number): Motion => ({
	...evenly(1 + 0.2 * height, opacity),
	...(height > 0 && { effects: [{ look: FLASH, amount: 0.85 * height ** 3, phase: 0 }] }),
});

/** Seconds that the clock of an effect runs during an animation. */
const CLOCK = 2;

const through = (
	{ look }: LookOf<'through'>,
	amount: number,
	{ share, opacity }: { share: number; opacity: number },
): Motion => {
	const moment = { at: share * CLOCK * SECOND, duration: CLOCK * SECOND };
	const effects = amount > 0 ? lookDraws({ look, amount, speed: 1 }, moment) : [];
	return { ...STILL, opacity, ...(effects.length > 0 && { effects }) };
};

const wobbled = (by: number): Motion => ({ ...STILL, scaleX: 1 + by, scaleY: 1 / (1 + by) });

const CORNERS = {
	topLeft: [-0.5, -0.5],
	topRight: [0.5, -0.5],
	bottomLeft: [-0.5, 0.5],
	bottomRight: [0.5, 0.5],
} as const;

const hinged = (corner: keyof typeof CORNERS, degrees: number, { width, height }: Room): Motion => {
	const [x, y] = CORNERS[corner];
	return turnedAbout(degrees, x * width, y * height);
};

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
	spin: ({ degrees }, { share }) => ({ ...STILL, rotation: share * degrees }),
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

const inward = (look: MotionLook, share: number, room: Room): Motion =>
	share >= 1 ? STILL : moved(PASSING, look, { share: Math.max(0, share), side: -1, room });
const outward = (look: MotionLook, share: number, room: Room): Motion =>
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

const one = ({ phase, look, window }: Animation, at: number, room: Room): Motion => {
	if (window.duration <= 0) return STILL;
	const share = passedAt(at, window);
	if (phase === 'in') return inward(look, share, room);
	if (phase === 'out') return outward(look, 1 - share, room);
	if (share < 0 || (phase === 'group' && share >= 1)) return STILL;
	return moved(REPEATING, look, { share: share % 1, side: 1, room });
};

const together = (a: Motion, b: Motion): Motion => {
	const wipe = b.wipe ?? a.wipe;
	const opening = b.opening ?? a.opening;
	const typed = b.typed ?? a.typed;
	const effects = [...(a.effects ?? []), ...(b.effects ?? [])];
	return {
		dx: a.dx + b.dx,
		dy: a.dy + b.dy,
		scaleX: a.scaleX * b.scaleX,
		scaleY: a.scaleY * b.scaleY,
		rotation: a.rotation + b.rotation,
		opacity: a.opacity * b.opacity,
		...(wipe && { wipe }),
		...(opening && { opening }),
		...(typed !== undefined && { typed }),
		...(effects.length > 0 && { effects }),
	};
};

/** All animations of a clip together, `at` microseconds after its start. */
export const motionOf = (animations: readonly Animation[], at: number, room: Room): Motion =>
	animations.reduce<Motion>((sum, animation) => together(sum, one(animation, at, room)), STILL);
