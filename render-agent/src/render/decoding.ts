/** What a decoder is told: the arguments that turn one stretch of a file into raw pictures. Pure. */
import { frames, SECOND, tickOf } from '../kernel/units';
import type { PictureShape, PixelRect, VideoSource } from '../timeline/scene';
import type { Canvas, Corners } from '../timeline/timeline';
import {
	assetTimeAt,
	beginningOf,
	clipMoment,
	nearestBefore,
	sinceBeginning,
} from '../timeline/tempo';
import type { Reach } from './copying/thinnedFile';
import { shownMoment, sinceFirst } from './pictureMoments';
import { isUnindexed, keptClock, safeInput } from './safeInput';
import { beforeSpoiled, withoutSpoiled } from './spoiled';

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

const MATRICES = {
	bt709: 'bt709',
	bt601: 'bt601',
	bt2020: 'bt2020',
	rgb: 'bt709',
	unknown: 'bt709',
} as const;

const TONE_MAP = [
	'zscale=t=linear:npl=203',
	'format=gbrpf32le',
	'tonemap=hable:desat=0',
	'zscale=p=bt709:t=bt709:m=bt709:r=limited',
];

/** A crop that is measured in the displayed picture; the decoded one differs where pixels are not square. */
const cropFilter = (
	{ x, y, width, height }: PixelRect,
	displayed: PictureShape['displayed'],
): string => {
	const across = (length: number): string => `iw*${String(length)}/${String(displayed.width)}`;
	const down = (length: number): string => `ih*${String(length)}/${String(displayed.height)}`;
	return `crop=${across(width)}:${down(height)}:${across(x)}:${down(y)}`;
};

/** The picture with four of its places pulled to its corners. */
const perspectiveFilter = ({ topLeft, topRight, bottomLeft, bottomRight }: Corners): string => {
	const places = [topLeft, topRight, bottomLeft, bottomRight].map(
		({ x, y }, i) => `x${String(i)}=W*${x.toFixed(6)}:y${String(i)}=H*${y.toFixed(6)}`,
	);
	return `perspective=${places.join(':')}:interpolation=cubic:sense=source`;
};

/** What changes a file's colors into ours; nothing where they are ours: pictures of the right size then pass without being copied. */
const colorsOf = ({ matrix, fullRange, hdr }: PictureShape): string => {
	if (MATRICES[matrix] === 'bt709' && matrix !== 'rgb' && !fullRange && !hdr) return '';
	const range = fullRange || matrix === 'rgb' ? 'full' : 'limited';
	return `:in_color_matrix=${MATRICES[matrix]}:out_color_matrix=bt709:in_range=${range}:out_range=limited`;
};

/** Crop, flip, size and color: everything that makes a file's picture the one that is drawn. */
export const shapeFilters = (
	shape: PictureShape,
	format: 'yuv420p' | 'yuva420p' | 'rgba',
): readonly string[] => {
	const { crop, corners, displayed, flipX, flipY, width, height } = shape;
	const colors = format === 'rgba' ? '' : colorsOf(shape);
	return [
		...(shape.hdr ? TONE_MAP : []),
		...(crop ? [cropFilter(crop, displayed)] : []),
		...(corners ? [perspectiveFilter(corners)] : []),
		`scale=${String(width)}:${String(height)}:flags=bicubic+accurate_rnd${colors}`,
		`format=${format}`,
		...(flipX ? ['hflip'] : []),
		...(flipY ? ['vflip'] : []),
	];
};

/** The format of raw pictures that a shape is delivered in. */
export const formatOf = (shape: PictureShape): 'yuv420p' | 'yuva420p' =>
	shape.alpha ? 'yuva420p' : 'yuv420p';

const seconds = (time: number): string => (time / SECOND).toFixed(6);

const raw = (
	filters: readonly string[],
	{ count, format }: { count: number; format: string },
): readonly string[] => [
	...['-map', '0:v:0', '-an', '-sn', '-dn', '-vf', filters.join(','), '-frames:v', String(count)],
	...['-f', 'rawvideo', '-pix_fmt', format, 'pipe:1'],
];

const QUIET = ['-hide_banner', '-nostdin', '-v', 'error'];

/** Arguments that deliver one picture as RGBA, or as planes where there is no alpha. */
export const stillArguments = (shape: PictureShape): readonly string[] => {
	const format = shape.alpha ? 'rgba' : 'yuv420p';
	return [
		...QUIET,
		...safeInput(shape.media),
		...raw(shapeFilters(shape, format), { count: 1, format }),
	];
};

/** How a file is opened for a run, and what makes the run's pictures of what it gives. */
export interface RunInput {
	/** Options before the input, the last of them `-i` and the file. */
	readonly input: readonly string[];
	/** What of the file is read. Asset time. */
	readonly reach: Reach;
	/** Which pictures come, and when. */
	readonly timing: readonly string[];
	/** What they look like. */
	readonly shaping: readonly string[];
}

/**
 * What delivers a run of pictures: for each moment the one nearest in time. Seeking starts a picture early, so that the
 * nearest picture before the first moment is decoded too.
 */
export const runInput = (source: VideoSource, run: Run): RunInput => {
	const { from, step, rate, early = 0 } = run;
	const picture = (source.rate.den * SECOND) / source.rate.num;
	const isFromStart = source.loops || isUnindexed(source.media);
	const seek = isFromStart ? 0 : beforeSpoiled(source, Math.max(0, from - picture));
	// The decoder's clock runs at the output's rate: `step` of asset time is one tick.
	const tick = tickOf(rate);
	const ratio = tick / step;
	const nearest = (nearestBefore(step / picture) * picture) / step;
	const repeat = source.loops ? ['-stream_loop', '-1'] : [];
	const place = seek > 0 ? ['-ss', seconds(seek)] : [];
	return {
		input: [...repeat, ...place, ...safeInput(source.media)],
		reach: { from: seek, to: from + early + (run.count + 1) * step },
		timing: [
			...withoutSpoiled(source, seek),
			'settb=1/1000000',
			`setpts=${sinceFirst(run, shownMoment(source), { seek, nearest: nearest * step })}*${ratio.toFixed(9)}+${((0.5 - nearest) * tick).toFixed(0)}`,
			`fps=fps=${String(rate.num)}/${String(rate.den)}:start_time=0:round=near`,
		],
		shaping: shapeFilters(source, formatOf(source)),
	};
};

/** Arguments that deliver a run of pictures. */
export const runArguments = (source: VideoSource, run: Run): readonly string[] => {
	const { input, timing, shaping } = runInput(source, run);
	const format = formatOf(source);
	const until = seconds(run.from + (run.count + 1) * run.step);
	return [
		...[...QUIET, ...input, ...raw([...timing, ...shaping], { count: run.count, format })],
		...keptClock(source.media, { others: 'a', until }),
	];
};

/** Pictures of a reversed clip are decoded forward in pieces of this many, and handed out backwards. */
export const REVERSED_PIECE = 24;

/** The runs that deliver a source's pictures in order. A picture before the start of the file or behind its end is held. */
export const runsOf = (
	source: VideoSource,
	canvas: Canvas,
): { readonly lead: number; readonly runs: readonly Run[] } => {
	const { rate } = canvas;
	const tick = tickOf(rate);
	const { paced } = source;
	const beginning = beginningOf(paced.target.start, rate);
	const at = (index: number): number =>
		sinceBeginning(beginning, frames(source.first + index), rate);
	const step =
		paced.target.duration === 0 ? tick : (tick * paced.source.duration) / paced.target.duration;
	if (source.sampling === 'own') {
		const run = ownRun(source, at);
		return { lead: 0, runs: paced.reversed ? piecesOf(run) : [run] };
	}
	if (paced.reversed) return { lead: 0, runs: reversedRuns(source, { at, step, rate }) };
	const start = assetTimeAt(paced, at(0));
	const early = source.loops ? 0 : earlyBy(paced.source.start, start, step);
	if (early > 0 && clipMoment(source.first, rate, paced.target.start) === 0)
		return { lead: 0, runs: [{ from: start, early, step, count: source.count, rate }] };
	return forwardRuns(source, { start, step, rate });
};

/** The run of a clip that plays forward. Before the start of the file its first picture leads. */
const forwardRuns = (
	source: VideoSource,
	{ start, step, rate }: { start: number; step: number; rate: Run['rate'] },
): { readonly lead: number; readonly runs: readonly Run[] } => {
	const lead = start < 0 ? Math.min(source.count - 1, Math.ceil(-start / step - 1e-6)) : 0;
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
	return early > ROUNDED && early < step ? early : 0;
};

/** Times of drafts are whole microseconds, sped up by what a clip is. */
const ROUNDED = 20;

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
	const from = Math.max(0, length - (rate.den * SECOND) / rate.num);
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
	const picture = (rate.den * SECOND) / rate.num;
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
	{ at, step, rate }: { at: (index: number) => number; step: number; rate: Run['rate'] },
): readonly Run[] => {
	// The picture that ends where a moment begins: the reversed clip starts with the last picture of its range.
	const lowest = assetTimeAt(source.paced, at(source.count - 1)) - step;
	const { target, source: range } = source.paced;
	// To the frame, counted from the clip's beginning.
	const isWithin = at(source.count) <= target.duration + tickOf(rate) / 2;
	const early = isWithin ? earlyBy(range.start, lowest, step) : 0;
	if (early > 0) {
		const pieces = piecesOf({ from: lowest, step, count: source.count, rate });
		return [...pieces.slice(0, -1), ...pieces.slice(-1).map((run): Run => ({ ...run, early }))];
	}
	// Pictures before the start of the file show its first one, which the reader holds.
	const before = lowest < 0 ? Math.min(source.count - 1, Math.ceil(-lowest / step - 1e-6)) : 0;
	const from = Math.max(0, lowest + before * step);
	return piecesOf({ from, step, count: source.count - before, rate });
};

/** The place that a picture of the file (counted at its own rate) has among those that the runs of `own` sampling deliver. */
export const ownPlaces = (source: VideoSource, canvas: Canvas): ((picture: number) => number) => {
	const { runs } = runsOf(source, canvas);
	const numberAt = (from: number): number =>
		Math.round((from * source.rate.num) / (source.rate.den * SECOND));
	const first = numberAt(Math.min(...runs.map(({ from }) => from)));
	const total = runs.reduce((sum, { count }) => sum + count, 0);
	return (picture) => (source.paced.reversed ? first + total - 1 - picture : picture - first);
};
