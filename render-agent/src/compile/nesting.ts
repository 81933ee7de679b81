/**
 * Timelines within timelines: laid out anew in the frames in which the outer one shows them, so that what is inside moves and
 * plays at the very moments that are seen, at any speed; and compiled for a stretch of these.
 */
import {
	type FrameRate,
	type Frames,
	frames,
	least,
	type Microseconds,
	microseconds,
	most,
	nearestFrame,
	nearestMicrosecond,
	plus,
	tickOf,
} from '../kernel/units';
import { endOf } from '../timeline/range';
import type { NestedPiece, NestedSource, Scene } from '../timeline/scene';
import { beginningOf, clipMoment, innerFrameAt, innerLength, type Paced } from '../timeline/tempo';
import type { NestedClip, Timeline } from '../timeline/timeline';
import type { FrameWindow } from './sources';

/** A nested timeline that runs backwards is drawn forward in pieces of this many frames that are shown, and shown backwards. */
const BACKWARDS = 12;

/** Along a speed curve a frame's moment is one of so many in a frame of the outer timeline. */
const FINENESS = 64;

/** Larger terms of a fraction are a quotient instead. */
const LARGE = 1e9;

const divisorOf = (a: number, b: number): number => (b === 0 ? a : divisorOf(b, a % b));

const rateBetween = (num: number, den: number): FrameRate => {
	const common = divisorOf(num, den);
	const exact = { num: num / common, den: den / common };
	const isPlain = Number.isSafeInteger(exact.num) && Math.max(exact.num, exact.den) < LARGE;
	return isPlain ? exact : { num: num / den, den: 1 };
};

/** Whether frames of a clip lie at uneven distances in what it plays. */
const isUneven = ({ tempo }: Paced): boolean => tempo.kind === 'curve';

/** How many frames a second of a nested timeline has, so that each frame that is shown is one of them. */
const shownRate = (clip: NestedClip, { num, den }: FrameRate): FrameRate => {
	const { target, source } = clip;
	if (isUneven(clip)) return { num: num * FINENESS, den };
	if (source.duration === 0 || target.duration === 0) return { num, den };
	return rateBetween(num * target.duration, den * source.duration);
};

/** What a clip shows, in frames of its own of which one is at each moment that it shows. */
interface LaidOut {
	readonly timeline: Timeline;
	readonly paced: Paced;
	/** The first frame that is in the timeline. */
	readonly first: Frames;
}

/** How much later all of a nested timeline is, so that the clip begins on one of its frames, or ends on one where it runs backwards. */
const delayOf = (clip: NestedClip, outer: FrameRate, tick: number): Microseconds => {
	const { target, source, reversed } = clip;
	if (isUneven(clip)) return microseconds(0);
	const late = (beginningOf(target.start, outer).late * tick) / tickOf(outer);
	const seam = reversed ? endOf(source) + late : source.start - late;
	return nearestMicrosecond(Math.max(0, Math.ceil(seam / tick)) * tick - seam);
};

const laidOut = (clip: NestedClip, outer: FrameRate): LaidOut => {
	const { target, source, tempo, reversed, timeline } = clip;
	const rate = shownRate(clip, outer);
	const delay = delayOf(clip, outer, tickOf(rate));
	const later = (time: Microseconds): Microseconds => plus(time, delay);
	const ends = nearestMicrosecond(timeline.frames * tickOf(timeline.canvas.rate));
	const first = nearestFrame(delay, rate);
	return {
		first,
		paced: { target, source: { ...source, start: later(source.start) }, tempo, reversed },
		timeline: {
			...timeline,
			canvas: { ...timeline.canvas, rate },
			...(isUneven(clip) && { isSparse: true }),
			frames: most(nearestFrame(later(ends), rate), plus(first, frames(1))),
			visuals: timeline.visuals.map((one) => ({
				...one,
				target: { ...one.target, start: later(one.target.start) },
			})),
			transitions: timeline.transitions.map((one) => ({ ...one, cut: later(one.cut) })),
			// Sounds are mixed by themselves.
			sounds: [],
		},
	};
};

/** An inner frame, and how many inner frames pass while it is shown, rounded up. */
interface ShownFrame {
	readonly frame: Frames;
	readonly lasts: Frames;
}

/** The inner frames that are shown in a window of the outer timeline, ascending. */
const shownFrames = (
	{ timeline, paced, first }: LaidOut,
	outer: FrameRate,
	{ from, to }: FrameWindow,
): readonly ShownFrame[] => {
	const inner = { rate: timeline.canvas.rate, tick: tickOf(outer) };
	const found = new Map<Frames, Frames>();
	for (let frame = from; frame < to; frame = plus(frame, frames(1))) {
		const at = clipMoment(frame, outer, paced.target.start);
		const shown = innerFrameAt(paced, inner, at);
		const lasts = frames(Math.max(1, Math.ceil(innerLength(paced, inner, at) - 1e-6)));
		found.set(most(first, least(shown, frames(timeline.frames - 1))), lasts);
	}
	return [...found]
		.map(([frame, lasts]) => ({ frame, lasts }))
		.sort((one, other) => one.frame - other.frame);
};

/** Frames in pieces; one that is drawn backwards knows which of its frames are to be drawn. */
const piecesOf = (
	shown: readonly ShownFrame[],
	{ reversed }: Paced,
	sceneOf: (window: FrameWindow) => Scene,
): readonly NestedPiece[] => {
	const length = reversed ? BACKWARDS : shown.length;
	return Array.from({ length: Math.ceil(shown.length / length) }, (_, i) => {
		const part = shown.slice(i * length, (i + 1) * length);
		const window = windowOf(part);
		const drawn = part.map(({ frame }) => frame);
		// What runs backwards within shows what it shows when the last frame is over.
		const last = part.at(-1);
		const to = last ? plus(last.frame, last.lasts) : window.to;
		return { ...window, ...(reversed && { drawn }), scene: sceneOf({ ...window, to }) };
	});
};

const windowOf = (shown: readonly ShownFrame[]): FrameWindow => {
	const first = shown[0]?.frame ?? frames(0);
	return { from: first, to: plus(shown.at(-1)?.frame ?? first, frames(1)) };
};

/** What a nested clip is drawn from. `sceneOf` compiles a window of its timeline, laid out as the clip shows it. */
export const nestedSource = (
	clip: NestedClip,
	{
		canvas,
		isSparse,
		ground,
		window,
	}: Pick<Timeline, 'canvas' | 'isSparse'> &
		Pick<NestedSource, 'ground'> & { readonly window: FrameWindow },
	sceneOf: (timeline: Timeline) => (window: FrameWindow) => Scene,
): NestedSource => {
	const { width, height } = clip.timeline.canvas;
	const laid = laidOut(clip, canvas.rate);
	const shown = shownFrames(laid, canvas.rate, window);
	const { paced } = laid;
	const timeline = { ...laid.timeline, ...(isSparse && { isSparse }) };
	const factor = Math.min(canvas.width / width, canvas.height / height);
	return {
		kind: 'nested',
		pieces: piecesOf(shown, paced, sceneOf(timeline)),
		window: windowOf(shown),
		rate: timeline.canvas.rate,
		canvas: { width, height },
		ground,
		paced,
		box: { width: width * factor, height: height * factor },
	};
};
