/** What a decoder is told: the arguments that turn one stretch of a file into raw pictures. Pure. */
import { SECOND, tickOf } from '../kernel/units';
import type { PictureShape, PixelRect, VideoSource } from '../timeline/scene';
import type { Corners } from '../timeline/timeline';
import type { Reach } from './copying/thinnedFile';
import { heldIn, nearestIn, type Run } from './decoderRuns';
import { shownMoment, sinceFirst } from './pictureMoments';
import { isUnindexed, keptClock, safeInput } from './safeInput';
import { beforeSpoiled, withoutSpoiled } from './spoiled';

const MATRICES = {
	bt709: 'bt709',
	bt601: 'bt601',
	bt2020: 'bt2020',
	rgb: 'bt709',
	unknown: 'bt709',
} as const;

/** The white of things that do not shine, in HDR (BT.2408); it is near the white of SDR. Nits. */
const REFERENCE_WHITE = 203;

/** What HDR is graded for at most, and the peak of HLG: it becomes the white of SDR. Nits. */
const PEAK = 1000;

/** Up to this share of the reference white all stays as bright as it is; what is brighter is brought closer together. */
const UNCHANGED = 0.6;

const TONE_MAP = [
	`zscale=t=linear:npl=${String(REFERENCE_WHITE)}`,
	'format=gbrpf32le',
	`tonemap=mobius:param=${String(UNCHANGED)}:peak=${(PEAK / REFERENCE_WHITE).toFixed(4)}:desat=0`,
	'zscale=p=bt709:t=bt709:m=bt709:r=limited',
];

/** A crop that is measured in the displayed picture; the decoded one differs where pixels are not square. */
const cropFilter = (
	{ x, y, width, height }: PixelRect,
	displayed: PictureShape['displayed'],
): string => {
	const across = (length: number): string => `iw*${String(length)}/${String(displayed.width)}`;
	const down = (length: number): string => `ih*${String(length)}/${String(displayed.height)}`;
	return `crop=${across(width)}:${down(height)}:${across(x)}:${down(y)}:exact=1`;
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

/** When each picture of a run comes, as an expression: `since` is its moment since the run's first. */
const comingOf = (
	source: VideoSource,
	run: Run,
	{ since, nearest }: { readonly since: string; readonly nearest: number },
): string => {
	const tick = tickOf(run.rate);
	const late = ((0.5 - nearest / run.step) * tick).toFixed(0);
	const ratio = (tick / run.step).toFixed(9);
	const held = heldIn(source, run);
	if (!held) return `${since}*${ratio}+${late}`;
	const comes = `ld(1)*${ratio}+${late}`;
	const hold = (held.until * tick).toFixed(0);
	return `if(gte(st(1\\,${since})\\,${held.behind.toFixed(0)})\\,max(${comes}\\,${hold})\\,${comes})`;
};

/**
 * Places that are sought are multiples of this: ffmpeg counts from them in the file's own ticks, which it makes whole. AVI has
 * a tick for each picture. Microseconds.
 */
const soughtIn = ({ demuxer }: VideoSource['media']): number =>
	demuxer === 'avi' ? SECOND : SECOND / 20;

/**
 * What delivers a run of pictures: for each moment the one nearest in time. Seeking starts a picture early at least, so that
 * the nearest picture before the first moment is decoded too.
 */
export const runInput = (source: VideoSource, run: Run): RunInput => {
	const { from, rate, early = 0 } = run;
	const isFromStart = source.loops || isUnindexed(source.media);
	const before = beforeSpoiled(source, Math.max(0, from - tickOf(source.rate)));
	const sought = soughtIn(source.media);
	const seek = isFromStart ? 0 : Math.floor(before / sought) * sought;
	// The decoder's clock runs at the output's rate: `step` of asset time is one tick.
	const nearest = nearestIn(source, run);
	const repeat = source.loops ? ['-stream_loop', '-1'] : [];
	const begin = seek > 0 ? ['-ss', seconds(seek)] : [];
	const since = sinceFirst(run, shownMoment(source), { seek, nearest });
	return {
		input: [...repeat, ...begin, ...safeInput(source.media)],
		reach: { from: seek, to: endOfRun(source, run) + early },
		timing: [
			...withoutSpoiled(source, seek),
			'settb=1/1000000',
			`setpts=${comingOf(source, run, { since, nearest })}`,
			`fps=fps=${String(rate.num)}/${String(rate.den)}:start_time=0:round=near`,
		],
		shaping: shapeFilters(source, formatOf(source)),
	};
};

/** Where no more of a file is needed for a run: what is nearest to the last moment may come behind it. */
const endOfRun = ({ rate }: VideoSource, { from, count, step }: Run): number =>
	from + (count + 1) * step + tickOf(rate);

/** Arguments that deliver a run of pictures. */
export const runArguments = (source: VideoSource, run: Run): readonly string[] => {
	const { input, timing, shaping } = runInput(source, run);
	const format = formatOf(source);
	const until = seconds(endOfRun(source, run));
	return [
		...[...QUIET, ...input, ...raw([...timing, ...shaping], { count: run.count, format })],
		...keptClock(source.media, { others: 'a', until }),
	];
};
