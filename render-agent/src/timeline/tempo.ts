/** How a clip runs through its asset: the map from clip time to asset time. */
import {
	type FrameRate,
	type Frames,
	frames,
	type Microseconds,
	nearestFrame,
	nearestMicrosecond,
	SECOND,
	tickOf,
} from '../kernel/units';
import { endOf, type TimeRange } from './range';

/** A point of a speed curve: at the fraction `x` (0…1) of the source range the asset runs `speed` times as fast. */
export interface SpeedPoint {
	readonly x: number;
	readonly speed: number;
}

/**
 * How a clip runs through its source range.
 * `constant` spreads the source evenly over the target; `curve` follows speed points, linear in clip time between them.
 */
export type Tempo =
	| { readonly kind: 'constant' }
	| { readonly kind: 'curve'; readonly points: readonly SpeedPoint[] };

/** What `assetTimeAt` needs to know of a clip. */
export interface Paced {
	readonly target: TimeRange;
	readonly source: TimeRange;
	readonly tempo: Tempo;
	/** Whether the source range is played from its end to its start. */
	readonly reversed: boolean;
}

/** How far a moment of a draft lies from the one that is meant: its times are whole. Microseconds. */
export const ROUNDED = 1;

/**
 * Moments of a source that are no further apart than this are the same one: drafts and files round their times, and speeds
 * multiply what that makes. Microseconds.
 */
export const SAME_MOMENT = 50;

/**
 * How long before its moment a picture of `length` is shown, at any speed: what is nearest to a frame's moment is seen, and
 * right between two pictures the later one. Microseconds of the source.
 */
export const nearestBefore = (length: number): number => length / 2 + SAME_MOMENT;

/** Where a clip begins: the frame nearest to its start, and how far behind that frame's moment the start lies. */
export interface Beginning {
	readonly frame: Frames;
	/** Negative where it lies before. 0 where a draft only rounded it. Microseconds, in steps that shifts by whole frames keep. */
	readonly late: number;
}

/** Finer than anything that is drawn, and coarser than what sums of fractions err by. Parts of a microsecond. */
const FINENESS = 1024;

/** Where a start lies among the frames: what a clip shows depends on this and on nothing else of where it lies. */
export const beginningOf = (start: Microseconds, rate: FrameRate): Beginning => {
	const frame = nearestFrame(start, rate);
	const late = start - (frame * rate.den * SECOND) / rate.num;
	return { frame, late: Math.abs(late) <= ROUNDED ? 0 : Math.round(late * FINENESS) / FINENESS };
};

/** How long after a beginning a frame comes, before it where negative. Microseconds, not rounded. */
export const sinceBeginning = (
	{ frame: first, late }: Beginning,
	frame: Frames,
	{ num, den }: FrameRate,
): number => ((frame - first) * den * SECOND) / num - late;

/**
 * The moment of a clip that a frame of the timeline shows. Microseconds from the clip's start, not rounded. A start that
 * the draft rounded to the microsecond is the start of its frame: the clip's own times do not depend on where it lies.
 * The frame nearest to the start may begin up to half a frame before it: it shows the clip's beginning, never what lies
 * before the in-point. Frames before that one (of a transition that reaches over the start) have negative moments.
 */
export const clipMoment = (frame: Frames, rate: FrameRate, start: Microseconds): number => {
	const beginning = beginningOf(start, rate);
	const since = sinceBeginning(beginning, frame, rate);
	return frame === beginning.frame ? Math.max(0, since) : since;
};

interface Piece {
	readonly begins: number;
	readonly lasts: number;
	readonly from: number;
	readonly y0: number;
	readonly y1: number;
}

const SLOWEST = 0.01;

const piecesOf = (points: readonly SpeedPoint[], length: number): readonly Piece[] => {
	const pieces: Piece[] = [];
	let begins = 0;
	points.slice(1).forEach((point, i) => {
		const before = points[i] ?? point;
		const share = (point.x - before.x) * length;
		if (share <= 0) return;
		const y0 = Math.max(before.speed, SLOWEST);
		const y1 = Math.max(point.speed, SLOWEST);
		const lasts = (2 * share) / (y0 + y1);
		pieces.push({ begins, lasts, from: before.x * length, y0, y1 });
		begins += lasts;
	});
	return pieces;
};

const alongCurve = (
	points: readonly SpeedPoint[],
	{ source, target }: { readonly source: number; readonly target: number },
	at: number,
): number => {
	const pieces = piecesOf(points, source);
	const total = pieces.reduce((sum, { lasts }) => sum + lasts, 0);
	if (total === 0 || target === 0) return 0;
	// The target was floored to a frame by the writer: spread the curve over exactly what is there.
	const stretched = (at / target) * total;
	const piece = pieces.findLast(({ begins }) => begins <= stretched) ?? pieces[0];
	if (!piece) return 0;
	const into = stretched - piece.begins;
	return piece.from + piece.y0 * into + ((piece.y1 - piece.y0) * into * into) / (2 * piece.lasts);
};

/**
 * The moment of the asset that a clip shows `at` microseconds after its start (fractions and places outside the clip
 * allowed: transitions reach over its ends). Microseconds of asset time, not rounded; may be negative.
 * @source the draft's ratio of source to target, not its `speed` field, is what the app plays
 */
export const assetTimeAt = ({ target, source, tempo, reversed }: Paced, at: number): number => {
	const ratio = target.duration === 0 ? 1 : source.duration / target.duration;
	const into =
		tempo.kind === 'constant' || at < 0 || at > target.duration
			? at * ratio
			: alongCurve(tempo.points, { source: source.duration, target: target.duration }, at);
	return reversed ? source.start + source.duration - into : source.start + into;
};

/** The frame rate of a timeline within another one, and how long what is shown of the outer one lasts in microseconds. */
export interface InnerRate {
	readonly rate: FrameRate;
	readonly tick: number;
}

/** How many frames of an inner timeline pass while a clip shows one of them, from `at` microseconds after its start on; fractions of frames too. */
export const innerLength = (paced: Paced, { rate, tick }: InnerRate, at: number): number =>
	(Math.abs(assetTimeAt(paced, at + tick) - assetTimeAt(paced, at)) * rate.num) /
	(rate.den * SECOND);

/**
 * The frame of an inner timeline that a clip shows `at` microseconds after its start, not below 0: by the rule of
 * `nearestBefore`, as pictures of videos. A clip that runs backwards shows what it shows forwards, from the last to the first.
 * Within the clip it is one that begins nearer to the range that is played than to what lies before or behind: a cut inside,
 * right where the range begins or ends, shows on the one side only.
 */
export const innerFrameAt = (paced: Paced, { rate, tick }: InnerRate, at: number): Frames => {
	const { source, target, reversed } = paced;
	const place = (assetTimeAt(paced, at) * rate.num) / (rate.den * SECOND);
	const nearest = (nearestBefore(tickOf(rate)) * rate.num) / (rate.den * SECOND);
	const step = reversed ? innerLength(paced, { rate, tick }, at) : 0;
	const frame = Math.max(0, Math.floor(place - step + nearest));
	if (at < 0 || at >= target.duration) return frames(frame);
	const first = Math.max(0, nearestFrame(source.start, rate));
	const last = Math.max(first, nearestFrame(endOf(source), rate) - 1);
	return frames(Math.max(first, Math.min(last, frame)));
};

/** The clip moment at which a moment of the asset plays: the inverse of `assetTimeAt` for forward clips. Microseconds. */
export const clipTimeOf = (clip: Paced, assetTime: number): Microseconds => {
	const forward = { ...clip, reversed: false };
	const ratio = clip.source.duration === 0 ? 1 : clip.target.duration / clip.source.duration;
	const straight = (assetTime - clip.source.start) * ratio;
	if (clip.tempo.kind === 'constant' || straight <= 0 || straight >= clip.target.duration)
		return nearestMicrosecond(straight);
	let low = 0;
	let high: number = clip.target.duration;
	while (high - low > 0.5) {
		const middle = (low + high) / 2;
		if (assetTimeAt(forward, middle) < assetTime) low = middle;
		else high = middle;
	}
	return nearestMicrosecond((low + high) / 2);
};
