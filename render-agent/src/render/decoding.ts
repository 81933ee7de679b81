/** What a decoder is told: the arguments that turn one stretch of a file into raw pictures. Pure. */
import { SECOND } from '../kernel/units';
import type { PictureShape, VideoSource } from '../timeline/scene';
import type { Canvas } from '../timeline/timeline';
import { assetTimeAt } from '../timeline/tempo';
import { safeInput } from './safeInput';

/** A run of pictures to decode, evenly spaced in time. */
export interface Run {
	/** Asset time of the first picture. Microseconds, fractions allowed, not negative. */
	readonly from: number;
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

/** Crop, flip, size and color: everything that makes a file's picture the one that is drawn. */
export const shapeFilters = (
	shape: PictureShape,
	format: 'yuv420p' | 'yuva420p' | 'rgba',
): readonly string[] => {
	const { crop, flipX, flipY, width, height, matrix, fullRange } = shape;
	const range = fullRange ? 'full' : 'limited';
	const colors =
		format === 'rgba'
			? ''
			: `:in_color_matrix=${MATRICES[matrix]}:out_color_matrix=bt709:in_range=${matrix === 'rgb' ? 'full' : range}:out_range=limited`;
	return [
		...(shape.hdr ? TONE_MAP : []),
		...(crop
			? [`crop=${String(crop.width)}:${String(crop.height)}:${String(crop.x)}:${String(crop.y)}`]
			: []),
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

/**
 * Arguments that deliver a run of pictures: each the one on screen at its moment, nearest in time. Seeking starts half a
 * picture early, so that the nearest picture before the first moment is decoded too.
 */
export const runArguments = (
	source: VideoSource,
	{ from, step, count, rate }: Run,
): readonly string[] => {
	const picture = (source.rate.den * SECOND) / source.rate.num;
	const seek = source.loops ? 0 : Math.max(0, from - picture);
	// The decoder's clock runs at the output's rate: `step` of asset time is one tick.
	const tick = (rate.den * SECOND) / rate.num;
	const ratio = tick / step;
	const filters = [
		`setpts=(PTS-${seconds(from - seek)}/TB)*${ratio.toFixed(9)}`,
		`fps=fps=${String(rate.num)}/${String(rate.den)}:start_time=0:round=near`,
		...shapeFilters(source, formatOf(source)),
	];
	const input = safeInput(source.media);
	const repeat = source.loops ? ['-stream_loop', '-1'] : [];
	const place = seek > 0 ? ['-ss', seconds(seek)] : [];
	return [
		...QUIET,
		...repeat,
		...place,
		...input,
		...raw(filters, { count, format: formatOf(source) }),
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
	const tick = (rate.den * SECOND) / rate.num;
	const { paced } = source;
	const at = (index: number): number => (source.first + index) * tick - paced.target.start;
	const step =
		paced.target.duration === 0 ? tick : (tick * paced.source.duration) / paced.target.duration;
	if (source.sampling === 'own') return { lead: 0, runs: [ownRun(source, at)] };
	if (paced.reversed) return { lead: 0, runs: reversedRuns(source, { at, step, rate }) };
	const start = assetTimeAt(paced, at(0));
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

/** All pictures of the file between the first and the last that the clip shows, at the file's own rate. */
const ownRun = (source: VideoSource, at: (index: number) => number): Run => {
	const { paced, rate } = source;
	const ends = [assetTimeAt(paced, at(0)), assetTimeAt(paced, at(source.count))];
	const picture = (rate.den * SECOND) / rate.num;
	const first = Math.max(0, Math.floor(Math.min(...ends) / picture));
	const last = Math.max(first, Math.ceil(Math.max(...ends) / picture) + 1);
	return { from: first * picture, step: picture, count: last - first + 1, rate };
};

const reversedRuns = (
	source: VideoSource,
	{ at, step, rate }: { at: (index: number) => number; step: number; rate: Run['rate'] },
): readonly Run[] =>
	Array.from({ length: Math.ceil(source.count / REVERSED_PIECE) }, (_, piece) => {
		const begin = piece * REVERSED_PIECE;
		const count = Math.min(REVERSED_PIECE, source.count - begin);
		// The picture that ends where this one's time begins: the reversed clip starts with the last picture of its range.
		const from = Math.max(0, assetTimeAt(source.paced, at(begin + count - 1)) - step);
		return { from, step, count, rate };
	});

/** The first picture, at the file's own rate, that `ownRun` delivers. */
export const firstOwnPicture = (source: VideoSource, canvas: Canvas): number => {
	const [run] = runsOf(source, canvas).runs;
	return run ? Math.round((run.from * source.rate.num) / (source.rate.den * SECOND)) : 0;
};
