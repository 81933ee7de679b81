/** The runs of pictures that a source is decoded in: from when on, how far apart, how many. Pure. */
import { type FrameRate, frames, SECOND, tickOf } from '../kernel/units';
import { endOf } from '../timeline/range';
import type { VideoSource } from '../timeline/scene';
import {
	assetTimeAt,
	beginningOf,
	clipMoment,
	nearestBefore,
	SAME_MOMENT,
	sinceBeginning,
} from '../timeline/tempo';
import type { Canvas } from '../timeline/timeline';

/** A run of pictures to decode, evenly spaced in time. */
export interface Run {
	/** Asset time of the first picture. Microseconds, fractions allowed; negative only with `early`. */
	readonly from: number;
	/**
	 * How far before the clip's in-point the first picture's moment lies, because the clip does not begin on a frame:
	 * what is shown then is the picture at the in-point. Microseconds of asset time; default 0.
	 */
	readonly early?: number;
	/** Asset time from one picture to the next. Microseconds. */
	readonly step: number;
	readonly count: number;
	/** Pictures a second that the decoder counts in; only their order matters. */
	readonly rate: { readonly num: number; readonly den: number };
}

/** Pictures of a reversed clip are decoded forward in pieces of this many, and handed out backwards. */
export const REVERSED_PIECE = 24;

/** The most pictures a second that a decoder counts in as they are: ffmpeg rounds to microseconds, and knows no larger fractions. */
const MOST = { rate: 240, num: 1_000_000, den: 1001 };

/** What a decoder counts in where that is no plain number of pictures a second. */
const PLAIN = { num: 30, den: 1 };

const countedIn = (rate: FrameRate): FrameRate => {
	const { num, den } = rate;
	const isPlain = Number.isInteger(num) && num <= MOST.num && den <= MOST.den;
	return isPlain && num / den <= MOST.rate ? rate : PLAIN;
};

/** The runs that deliver a source's pictures in order. A picture before the start of the file or behind its end is held. */
export const runsOf = (
	source: VideoSource,
	canvas: Pick<Canvas, 'rate'>,
): { readonly lead: number; readonly runs: readonly Run[] } => {
	const tick = tickOf(canvas.rate);
	const rate = countedIn(canvas.rate);
	const { paced } = source;
	const beginning = beginningOf(paced.target.start, canvas.rate);
	const at = (index: number): number =>
		sinceBeginning(beginning, frames(source.first + index), canvas.rate);
	const step =
		paced.target.duration === 0 ? tick : (tick * paced.source.duration) / paced.target.duration;
	if (source.sampling === 'own') {
		const run = ownRun(source, at);
		return { lead: 0, runs: paced.reversed ? piecesOf(run) : [run] };
	}
	if (paced.reversed) return { lead: 0, runs: reversedRuns(source, { at, step, rate, tick }) };
	const start = assetTimeAt(paced, at(0));
	const early = source.loops ? 0 : earlyBy(paced.source.start, start, step);
	if (early > 0 && clipMoment(source.first, canvas.rate, paced.target.start) === 0)
		return { lead: 0, runs: [{ from: start, early, step, count: source.count, rate }] };
	return forwardRuns(source, { start, step, rate });
};

/** The run of a clip that plays forward. Before the start of the file its first picture leads. */
const forwardRuns = (
	source: VideoSource,
	{ start, step, rate }: { start: number; step: number; rate: Run['rate'] },
): { readonly lead: number; readonly runs: readonly Run[] } => {
	const lead = beforeFile(start, step, source.count);
	const from = Math.max(0, start + lead * step);
	return {
		lead,
		runs: [
			{
				from: source.loops && source.length > 0 ? from % source.length : from,
				step,
				count: source.count - lead,
				rate,
			},
		],
	};
};

/** How far before an in-point a moment of the asset lies; 0 for no more than times of drafts are rounded by. Microseconds. */
const earlyBy = (inPoint: number, moment: number, step: number): number => {
	const early = inPoint - moment;
	return early > SPED_ROUNDING && early < step ? early : 0;
};

/** Times of drafts are whole microseconds, sped up by what a clip is. */
const SPED_ROUNDING = 20;

/** How many of `count` moments, the first of them at `from`, lie before the start of the file: one of them at least does not. */
const beforeFile = (from: number, step: number, count: number): number =>
	Math.max(0, Math.min(count - 1, Math.ceil((-SPED_ROUNDING - from) / step)));

/** How far before a run the last picture of a file that breaks off is sought, before it is sought from its start on. */
const BEFORE = 10 * SECOND;

/**
 * Where the last picture before a run that gives none is sought, one after another: at the end of the file where the run
 * begins behind it, else in what comes before it. The last picture of the first that gives any is the one.
 */
export const lastRunsOf = (
	{ loops, length, rate }: VideoSource,
	run: Run | undefined,
): readonly Run[] => {
	if (!run || loops) return [];
	const from = Math.max(0, length - tickOf(rate));
	const end = Math.min(run.from, length);
	const { step, rate: counted } = run;
	const before = [...new Set([Math.max(0, end - BEFORE), 0])].map((begin): Run => ({
		...{ from: begin, step, rate: counted },
		count: Math.max(1, Math.ceil((end - begin) / step)),
	}));
	return [...(run.from > from ? [{ ...run, from, count: 1 }] : []), ...before];
};

/** All pictures of the file between the first and the last that the clip shows, at the file's own rate. */
const ownRun = (source: VideoSource, at: (index: number) => number): Run => {
	const { paced, rate } = source;
	const ends = [assetTimeAt(paced, at(0)), assetTimeAt(paced, at(source.count))];
	const picture = tickOf(rate);
	const first = Math.max(0, Math.floor(Math.min(...ends) / picture));
	const last = Math.max(first, Math.ceil(Math.max(...ends) / picture) + 1);
	return { from: first * picture, step: picture, count: last - first + 1, rate };
};

/** A run in pieces, the last first. */
const piecesOf = (run: Run): readonly Run[] =>
	Array.from({ length: Math.ceil(run.count / REVERSED_PIECE) }, (_, piece) => {
		const end = run.count - piece * REVERSED_PIECE;
		const begin = Math.max(0, end - REVERSED_PIECE);
		return { ...run, from: run.from + begin * run.step, count: end - begin };
	});

const reversedRuns = (
	source: VideoSource,
	{
		at,
		step,
		rate,
		tick,
	}: { at: (index: number) => number; step: number; rate: Run['rate']; tick: number },
): readonly Run[] => {
	// The picture that ends where a moment begins: the reversed clip starts with the last picture of its range.
	const lowest = assetTimeAt(source.paced, at(source.count - 1)) - step;
	const { target, source: range } = source.paced;
	// To the frame, counted from the clip's beginning.
	const isWithin = at(source.count) <= target.duration + tick / 2;
	const early = isWithin ? earlyBy(range.start, lowest, step) : 0;
	if (early > 0) {
		const pieces = piecesOf({ from: lowest, step, count: source.count, rate });
		return [...pieces.slice(0, -1), ...pieces.slice(-1).map((run): Run => ({ ...run, early }))];
	}
	// Pictures before the start of the file show its first one, which the reader holds.
	const before = beforeFile(lowest, step, source.count);
	const from = Math.max(0, lowest + before * step);
	return piecesOf({ from, step, count: source.count - before, rate });
};

/** The place that a picture of the file (counted at its own rate) has among those that the runs of `own` sampling deliver. */
export const ownPlaces = (
	source: VideoSource,
	canvas: Pick<Canvas, 'rate'>,
): ((picture: number) => number) => {
	const { runs } = runsOf(source, canvas);
	const numberAt = (from: number): number =>
		Math.round((from * source.rate.num) / (source.rate.den * SECOND));
	const first = numberAt(Math.min(...runs.map(({ from }) => from)));
	const total = runs.reduce((sum, { count }) => sum + count, 0);
	return (picture) => (source.paced.reversed ? first + total - 1 - picture : picture - first);
};

/** Formats whose times are whole milliseconds: how far from a picture's moment its time may lie. Microseconds. */
const COARSE: ReadonlyMap<string, number> = new Map([
	['matroska', SECOND / 2000],
	['flv', SECOND / 2000],
]);

/** How long before its moment a picture of an animation is shown at most: less than half, so that the rounding of times decides nothing. */
const OWN_TIME = 15 / 32;

/**
 * How long before its moment a picture of a source is shown, where frames are `step` apart; each of an animation for its own
 * time. Microseconds of the file.
 */
export const nearestIn = (
	{ media, rate, densest, loops }: VideoSource,
	{ step }: Pick<Run, 'step'>,
): number =>
	loops
		? Math.min(tickOf(rate), step) * OWN_TIME
		: nearestBefore(tickOf(densest ?? rate)) + (COARSE.get(media.demuxer) ?? 0);

/** The pictures behind the range of a clip, which may be nearest to its last frames, but are not shown in them. */
interface Held {
	/** The moment of the first of them, since the run's. Microseconds of the file. */
	readonly behind: number;
	/** The picture of the run from which on they may be shown: it belongs to a transition. */
	readonly until: number;
}

/** What of a run lies behind its clip's range and would be nearest to a frame of the clip; undefined where nothing does. */
export const heldIn = (source: VideoSource, { from, step, count }: Run): Held | undefined => {
	const { paced, sampling, loops, media } = source;
	if (sampling === 'own' || loops || paced.source.duration === 0) return undefined;
	const behind = endOf(paced.source) - from - SAME_MOMENT - (COARSE.get(media.demuxer) ?? 0);
	const until = Math.ceil((endOf(paced.source) - from - SAME_MOMENT) / step);
	const last = (Math.min(until, count) - 1) * step;
	return last >= 0 && last + nearestIn(source, { step }) >= behind ? { behind, until } : undefined;
};

/** Whether the end of its clip decides which pictures an evenly sampled source shows. */
export const isHeldAtEnd = (source: VideoSource, canvas: Pick<Canvas, 'rate'>): boolean =>
	runsOf(source, canvas).runs.some((run) => heldIn(source, run) !== undefined);
