/** Numbers that know what they count. A number without a unit is a ratio. */
declare const unit: unique symbol;
type Measure<Name extends string> = number & { readonly [unit]: Name };

/** A point or length on the timeline or in an asset. Whole; 1 s = 1 000 000. The draft's own unit. */
export type Microseconds = Measure<'us'>;
/** A frame index or frame count in the output. Whole. */
export type Frames = Measure<'frame'>;
/** A length on the canvas or in a picture. Whole. */
export type Pixels = Measure<'px'>;

const whole = (value: number, name: string): number => {
	if (!Number.isSafeInteger(value))
		throw new RangeError(`${String(value)} is no whole number of ${name}`);
	return value;
};

/** Marks a whole number as microseconds. */
export const microseconds = (value: number): Microseconds =>
	whole(value, 'microseconds') as Microseconds;
/** Marks a whole number as frames. */
export const frames = (value: number): Frames => whole(value, 'frames') as Frames;
/** Marks a whole number as pixels. */
export const pixels = (value: number): Pixels => whole(value, 'pixels') as Pixels;

/** Adds two lengths of one unit; mixing units does not compile. */
export const plus = <T extends Measure<string>>(a: T, b: NoInfer<T>): T => (a + b) as T;
/** Takes one length from another of the same unit. */
export const minus = <T extends Measure<string>>(a: T, b: NoInfer<T>): T => (a - b) as T;
/** The smaller of two lengths of one unit. */
export const least = <T extends Measure<string>>(a: T, b: NoInfer<T>): T => (a < b ? a : b);
/** The larger of two lengths of one unit. */
export const most = <T extends Measure<string>>(a: T, b: NoInfer<T>): T => (a > b ? a : b);

/** One second, in the timeline's unit. */
export const SECOND = microseconds(1_000_000);

/** The nearest whole microsecond to a length in seconds. */
export const fromSeconds = (seconds: number): Microseconds =>
	microseconds(Math.round(seconds * SECOND));
/** A length in seconds; for people and for ffmpeg, never for arithmetic of frames. */
export const toSeconds = (time: Microseconds): number => time / SECOND;
/** The whole microsecond nearest to a computed time. */
export const nearestMicrosecond = (time: number): Microseconds => microseconds(Math.round(time));
/** The whole pixel nearest to a computed length. */
export const nearestPixel = (length: number): Pixels => pixels(Math.round(length));

/** A frame rate as an exact fraction: 29.97 is `{ num: 30000, den: 1001 }`. */
export interface FrameRate {
	readonly num: number;
	readonly den: number;
}

/** How long a frame lasts. Microseconds, not rounded. */
export const tickOf = ({ num, den }: FrameRate): number => (den * SECOND) / num;

/** The frame on screen at `time`: the one whose interval [start, end) holds it. */
export const frameAt = (time: Microseconds, { num, den }: FrameRate): Frames =>
	frames(Math.floor((time * num) / (den * SECOND)));

/** The frame boundary nearest to `time`: where a clip of a draft starts or ends. */
export const nearestFrame = (time: Microseconds, { num, den }: FrameRate): Frames =>
	frames(Math.round((time * num) / (den * SECOND)));

/** The first whole microsecond at or after the start of `frame`. */
export const startOf = (frame: Frames, { num, den }: FrameRate): Microseconds =>
	microseconds(Math.ceil((frame * den * SECOND) / num));

/** The whole rates that television slows by a thousandth: film's and video's, their halves and multiples. */
const isSlowed = (whole: number): boolean => whole > 0 && (whole % 12 === 0 || whole % 15 === 0);

/**
 * The exact fraction of a rate that is given as a decimal: 29.97 and 23.976 are the NTSC rates.
 * Whole rates are what they say; others keep three decimals.
 */
export const rateOf = (fps: number): FrameRate => {
	if (Number.isInteger(fps)) return { num: fps, den: 1 };
	const whole = Math.ceil(fps);
	if (isSlowed(whole) && Math.abs(fps - (whole * 1000) / 1001) < 0.005)
		return { num: whole * 1000, den: 1001 };
	return { num: Math.round(fps * 1000), den: 1000 };
};
