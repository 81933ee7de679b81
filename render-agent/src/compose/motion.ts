/** Animations of clips as changes of place, size, turn, opacity and shape at one moment. */
import type { MotionLook } from '../timeline/looks';
import type { Animation } from '../timeline/timeline';
import type { Direction } from '../timeline/looks';

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
	/** Share of a text's characters that are there; absent: all. */
	readonly typed?: number;
}

/** No change. */
export const STILL: Motion = { dx: 0, dy: 0, scaleX: 1, scaleY: 1, rotation: 0, opacity: 1 };

interface Room {
	readonly width: number;
	readonly height: number;
}

const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
	left: [-1, 0],
	right: [1, 0],
	up: [0, -1],
	down: [0, 1],
};

const easeOut = (share: number): number => 1 - (1 - share) ** 3;
const overshot = (share: number): number => {
	const s = share - 1;
	return 1 + 2.7 * s ** 3 + 1.7 * s ** 2;
};

/** How a look stands when `here` of it (0 away, 1 in place) is reached; `side` is -1 while coming, 1 while going. */
const arriving = (look: MotionLook, here: number, side: -1 | 1, room: Room): Motion => {
	const away = (direction: Direction, share: number): Motion => {
		const [x, y] = STEPS[direction];
		return {
			...STILL,
			dx: side * x * room.width * (1 - share),
			dy: side * y * room.height * (1 - share),
		};
	};
	switch (look.family) {
		case 'fade':
			return { ...STILL, opacity: here };
		case 'slide':
			return away(look.direction, easeOut(here));
		case 'bounce':
			return away(look.direction, overshot(here));
		case 'zoom': {
			const scale = look.from + (1 - look.from) * easeOut(here);
			return { ...STILL, scaleX: scale, scaleY: scale, opacity: Math.min(1, here * 2) };
		}
		case 'spin':
			return {
				...STILL,
				rotation: side * look.degrees * (1 - easeOut(here)),
				opacity: Math.min(1, here * 2),
			};
		case 'wipe':
			return { ...STILL, wipe: { direction: look.direction, share: here } };
		case 'flip':
			return look.axis === 'horizontal' ? { ...STILL, scaleX: here } : { ...STILL, scaleY: here };
		case 'typewriter':
			return { ...STILL, typed: here };
		case 'shake':
		case 'pulse':
		case 'blink':
			return repeating(look, here, room);
	}
};

const TURN = Math.PI * 2;
const SHAKES = 4;

/** How a look stands at a share of its period; whole periods join without a jump. */
const repeating = (look: MotionLook, share: number, room: Room): Motion => {
	const wave = Math.sin(share * TURN);
	switch (look.family) {
		case 'shake': {
			const swing = Math.sin(share * TURN * SHAKES) * Math.sin(share * Math.PI);
			if (look.axis === 'rotation') return { ...STILL, rotation: swing * 6 };
			return look.axis === 'x'
				? { ...STILL, dx: swing * room.width * 0.03 }
				: { ...STILL, dy: swing * room.height * 0.03 };
		}
		case 'pulse': {
			const scale = 1 + 0.1 * Math.sin(share * Math.PI) ** 2;
			return { ...STILL, scaleX: scale, scaleY: scale };
		}
		case 'blink':
			return { ...STILL, opacity: share < 0.5 ? 1 : 0 };
		case 'fade':
			return { ...STILL, opacity: 0.5 + 0.5 * Math.cos(share * TURN) };
		case 'spin':
			return { ...STILL, rotation: share * look.degrees };
		case 'zoom': {
			const scale = 1 + (look.from - 1) * Math.sin(share * Math.PI) ** 2;
			return { ...STILL, scaleX: scale, scaleY: scale };
		}
		case 'slide':
		case 'bounce': {
			const [x, y] = STEPS[look.direction];
			return { ...STILL, dx: x * wave * room.width * 0.04, dy: y * wave * room.height * 0.04 };
		}
		case 'flip':
			return look.axis === 'horizontal'
				? { ...STILL, scaleX: Math.cos(share * TURN) }
				: { ...STILL, scaleY: Math.cos(share * TURN) };
		case 'wipe':
			return { ...STILL, wipe: { direction: look.direction, share: Math.min(1, share * 2) } };
		case 'typewriter':
			return { ...STILL, typed: Math.min(1, share * 2) };
	}
};

const one = ({ phase, look, window }: Animation, at: number, room: Room): Motion => {
	const length = window.duration;
	const into = at - window.start;
	if (length <= 0) return STILL;
	if (phase === 'in')
		return into >= length ? STILL : arriving(look, Math.max(0, into / length), -1, room);
	if (phase === 'out')
		return into <= 0 ? STILL : arriving(look, Math.max(0, 1 - into / length), 1, room);
	if (into < 0) return STILL;
	if (phase === 'group') return into >= length ? STILL : repeating(look, into / length, room);
	return repeating(look, (into % length) / length, room);
};

/** All animations of a clip together, `at` microseconds after its start. */
export const motionOf = (animations: readonly Animation[], at: number, room: Room): Motion =>
	animations.reduce<Motion>((sum, animation) => {
		const next = one(animation, at, room);
		return {
			dx: sum.dx + next.dx,
			dy: sum.dy + next.dy,
			scaleX: sum.scaleX * next.scaleX,
			scaleY: sum.scaleY * next.scaleY,
			rotation: sum.rotation + next.rotation,
			opacity: sum.opacity * next.opacity,
			...((next.wipe ?? sum.wipe) && { wipe: next.wipe ?? sum.wipe }),
			...((next.typed ?? sum.typed) !== undefined && { typed: next.typed ?? sum.typed }),
		} as Motion;
	}, STILL);
