/** What ffmpeg is told where it makes a chunk without our drawing: decoders, pictures over them and encoder in one program. Pure. */
import { plus } from '../kernel/units';
import type { ChunkPlan, Layer, Scene, VideoSource } from '../timeline/scene';
import { gridFilters } from './quality/gridFile';
import { type RunInput, runInput, runsOf } from './decoding';
import type { Making } from './ffmpegEncoder';
import type { OverlayPictures } from './overlayPictures';

const rateText = ({ rate }: Scene['canvas']): string => `${String(rate.num)}/${String(rate.den)}`;

interface Base {
	readonly run: RunInput;
	/** Frames for which the first picture stands before the others follow. */
	readonly lead: number;
	readonly count: number;
}

/** The part of a source that is seen in the chunk. */
const baseOf = (
	layer: Layer,
	{ first, count, scene }: Pick<ChunkPlan, 'first' | 'count' | 'scene'>,
): Base | undefined => {
	const { content } = layer;
	const source = content.kind === 'source' ? scene.sources[content.source] : undefined;
	if (source?.kind !== 'video') return undefined;
	const from = Math.max(layer.from, first);
	const length = Math.min(layer.to, plus(first, count)) - from;
	const seen: VideoSource = { ...source, first: from, count: length } as VideoSource;
	const { lead, runs } = runsOf(seen, scene.canvas);
	const [run] = runs;
	return run && runs.length === 1 ? { run: runInput(seen, run), lead, count: length } : undefined;
};

/** The moment of each picture by its number: a tree of questions, as deep as the logarithm of their count. */
const momentOf = (changes: readonly number[], from = 0): string => {
	const [only = 0] = changes;
	if (changes.length <= 1) return String(only);
	const middle = changes.length >> 1;
	const [before, after] = [changes.slice(0, middle), changes.slice(middle)];
	return `if(lt(N,${String(from + middle)}),${momentOf(before, from)},${momentOf(after, from + middle)})`;
};

/** What all pictures are by now. Where a file says otherwise, or nothing is said, ffmpeg would convert one of two once more. */
const SAID = 'setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=limited';

/**
 * A base's pictures, numbered from 0, exactly as many as are wanted: the last one stands where the file ends too early.
 * They say nothing of the shape of pixels, like drawn ones: chunks that differ in it do not join.
 */
const chainOf = ({ run: { filters }, lead, count }: Base): string =>
	[
		...filters,
		`tpad=start=${String(lead)}:start_mode=clone:stop=${String(count)}:stop_mode=clone`,
		`trim=end_frame=${String(count)}`,
		'setsar=0',
		SAID,
	].join(',');

const inputOf = ({ run: { input } }: Base): Making['inputs'][number] => ({
	options: input.slice(0, -2),
	file: input.at(-1) ?? '',
});

const graphOf = (
	bases: readonly Base[],
	{ window, changes }: OverlayPictures,
	canvas: Scene['canvas'],
): string => {
	const chains = bases.map((base, i) => `[${String(i)}:v:0]${chainOf(base)}[b${String(i)}]`);
	const names = bases.map((_, i) => `[b${String(i)}]`).join('');
	const joined = bases.length === 1 ? '[b0]null' : `${names}concat=n=${String(bases.length)}`;
	const both = `split[v][s];[s]${gridFilters(canvas)}[grid]`;
	if (changes.length === 0) return [...chains, `${joined},${both}`].join(';');
	const pictures = `[${String(bases.length)}:v:0]${SAID},setpts='${momentOf(changes)}'[o]`;
	const { x, y } = window;
	const laid = `[j][o]overlay=x=${String(x)}:y=${String(y)}:format=yuv420:eof_action=repeat`;
	return [...chains, `${joined},fps=${rateText(canvas)}[j]`, pictures, `${laid},${both}`].join(';');
};

/** What is written down of each picture, in raw bytes. */
export const gridOptions = (count: number): readonly string[] => [
	...['-map', '[grid]', '-frames:v', String(count), '-f', 'rawvideo'],
];

/** Inputs and the options that make `[v]` and `[grid]` of them; undefined where a file is not read in one go. */
export const directInputs = (
	stretch: Pick<ChunkPlan, 'first' | 'count' | 'scene'> & { readonly bases: readonly Layer[] },
	pictures: OverlayPictures,
	file: string,
): { readonly inputs: Making['inputs']; readonly options: readonly string[] } | undefined => {
	const { scene, count } = stretch;
	const bases = stretch.bases.flatMap((layer) => baseOf(layer, stretch) ?? []);
	if (bases.length < stretch.bases.length) return undefined;
	const { width, height } = pictures.window;
	const raw = [
		'-f',
		'rawvideo',
		'-pix_fmt',
		'yuva420p',
		'-s',
		`${String(width)}x${String(height)}`,
	];
	const overlaid = { options: [...raw, '-r', rateText(scene.canvas)], file };
	return {
		inputs: [...bases.map(inputOf), ...(pictures.changes.length > 0 ? [overlaid] : [])],
		options: [
			...['-filter_complex', graphOf(bases, pictures, scene.canvas), '-map', '[v]'],
			...['-frames:v', String(count)],
		],
	};
};

/** Where an encoder of several files writes them: a name for each number. */
export const segmentPattern = (file: string): string => `${file.replaceAll('%', '%%')}.%d`;

/** A moment so many frames before a picture is never behind it, and nearer to it than to the one before. */
const EARLY = 0.25;

/**
 * Options that cut one encoder's pictures into files of so many frames each, every one with a key frame of its own.
 * @param counts frames of each file
 */
export const segmentOptions = (
	counts: readonly number[],
	{ rate }: Scene['canvas'],
): readonly string[] => {
	const ends = counts.map((_, i) => counts.slice(0, i + 1).reduce((sum, count) => sum + count, 0));
	const cuts = ends.slice(0, -1);
	// A key frame is forced at the first picture that is not before a moment; ffmpeg 5 takes the picture nearest to it instead.
	const moments = cuts.map((frame) => (((frame - EARLY) * rate.den) / rate.num).toFixed(6));
	return [
		...(cuts.length > 0 ? ['-force_key_frames', moments.join(',')] : []),
		// Else the first file begins later than the others, by as much as its pictures are reordered.
		...['-avoid_negative_ts', 'disabled'],
		...['-f', 'segment', '-segment_format', 'mp4', '-reset_timestamps', '1'],
		...['-segment_frames', cuts.length > 0 ? cuts.join(',') : String(ends.at(-1))],
	];
};
