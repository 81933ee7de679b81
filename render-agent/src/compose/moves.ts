/** What a motion is, and the plain ones of which the families of animations are made. */
import type { Size } from '../timeline/geometry';
import type { Direction, MotionLook } from '../timeline/looks';
import { SECOND } from '../kernel/units';
import type { EffectDraw } from './draws';
import { lookDraws } from './effects/effectDraws';
import { WHITE } from './effects/habits';
import type { Piece } from './pieces';

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
	/** The parts that its picture is drawn in, each moved; absent: it is one. */
	readonly pieces?: readonly Piece[];
	/** Effects on the clip's own picture. */
	readonly effects?: readonly EffectDraw[];
}

/** The shapes through which clips come to be seen. */
export type Opening = LookOf<'iris' | 'doors' | 'blinds' | 'clock'>;

/** No change. */
export const STILL: Motion = { dx: 0, dy: 0, scaleX: 1, scaleY: 1, rotation: 0, opacity: 1 };
/** The look of a family. */
export type LookOf<F extends MotionLook['family']> = Extract<MotionLook, { readonly family: F }>;

const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
	left: [-1, 0],
	right: [1, 0],
	up: [0, -1],
	down: [0, 1],
};

/** A shift in a direction, `far` times the canvas. */
export const shiftedBy = (direction: Direction, far: number, { width, height }: Size): Motion => {
	const [x, y] = STEPS[direction];
	return { ...STILL, dx: x * width * far, dy: y * height * far };
};
/** As large on both axes. */
export const evenly = (scale: number, opacity = 1): Motion => ({
	...STILL,
	scaleX: scale,
	scaleY: scale,
	opacity,
});
/** Narrower, or lower: seen from the side. */
export const flipped = (axis: 'horizontal' | 'vertical', width: number): Motion =>
	axis === 'horizontal' ? { ...STILL, scaleX: width } : { ...STILL, scaleY: width };

/** A turn about a place, given from the clip's middle in pixels. */
export const turnedAbout = (degrees: number, x: number, y: number): Motion => {
	const radians = (degrees * Math.PI) / 180;
	const [cos, sin] = [Math.cos(radians), Math.sin(radians)];
	return { ...STILL, rotation: degrees, dx: x - (x * cos - y * sin), dy: y - (x * sin + y * cos) };
};

/** Blurred so much, 0…1, and so opaque. */
export const softened = (family: 'blur' | 'zoomBlur', amount: number, opacity: number): Motion => {
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
export const flashed = (height: number, opacity: number): Motion => ({
	...evenly(1 + 0.2 * height, opacity),
	...(height > 0 && { effects: [{ look: FLASH, amount: 0.85 * height ** 3, phase: 0 }] }),
});

/** Seconds that the clock of an effect runs during an animation. */
const CLOCK = 2;

/** Seen through an effect, so much of it, 0…1, and so opaque. */
export const through = (
	{ look }: LookOf<'through'>,
	amount: number,
	{ share, opacity }: { share: number; opacity: number },
): Motion => {
	const moment = { at: share * CLOCK * SECOND, duration: CLOCK * SECOND };
	const effects = amount > 0 ? lookDraws({ look, amount, speed: 1 }, moment) : [];
	return { ...STILL, opacity, ...(effects.length > 0 && { effects }) };
};

/** Wider by a share, and as much lower. */
export const wobbled = (by: number): Motion => ({ ...STILL, scaleX: 1 + by, scaleY: 1 / (1 + by) });

const CORNERS = {
	topLeft: [-0.5, -0.5],
	topRight: [0.5, -0.5],
	bottomLeft: [-0.5, 0.5],
	bottomRight: [0.5, 0.5],
} as const;

/** Turned about a corner. */
export const hinged = (
	corner: keyof typeof CORNERS,
	degrees: number,
	{ width, height }: Size,
): Motion => {
	const [x, y] = CORNERS[corner];
	return turnedAbout(degrees, x * width, y * height);
};
