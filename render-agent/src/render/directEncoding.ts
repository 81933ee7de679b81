/** What ffmpeg is told where it makes a chunk with little drawing of ours: decoders, pictures over them and encoder in one program. Pure. */
import type { Direct, Stretch, VideoPiece } from '../compile/direct';
import { type Frames, minus } from '../kernel/units';
import type { Scene, VideoSource } from '../timeline/scene';
import type { Reach } from './copying/thinnedFile';
import { type RunInput, runInput, shapeFilters } from './decoding';
import { runsOf } from './decoderRuns';
import { momentOf, ownMoments } from './directSteps';
import type { Making } from './ffmpegEncoder';
import type { OverlayPictures } from './overlayPictures';
import { gridFilters } from './quality/gridFile';
import { laidOnGround } from './laidOnGround';
import { isUnindexed } from './safeInput';

const rateText = ({ rate }: Scene['canvas']): string => `${String(rate.num)}/${String(rate.den)}`;

/** A video of which a stretch is seen. */
interface Base {
	readonly piece: VideoPiece;
	readonly source: VideoSource;
	readonly run: RunInput;
	/** Frames for which the first picture stands before the others follow. */
	readonly lead: number;
	readonly count: Frames;
}

/** The part of a source that is seen in a piece. */
const baseOf = (piece: VideoPiece, scene: Scene): Base | undefined => {
	const { layer, from, to } = piece;
	const { content } = layer;
	const source = content.kind === 'source' ? scene.sources[content.source] : undefined;
	if (source?.kind !== 'video') return undefined;
	const count = minus(to, from);
	const seen: VideoSource = { ...source, first: from, count };
	const { lead, runs } = runsOf(seen, scene.canvas);
	const [run] = runs;
	if (!run || runs.length > 1 || isUnindexed(source.media)) return undefined;
	return { piece, source: seen, run: runInput(seen, run), lead, count };
};

/** What all pictures are by now. Where a file says otherwise, or nothing is said, ffmpeg would convert one of two once more. */
const SAID = 'setparams=colorspace=bt709:color_primaries=bt709:color_trc=bt709:range=limited';

/** Which pictures of a file are seen when, at the rate of the canvas. */
const timingOf = ({ source, run }: Base, canvas: Scene['canvas']): readonly string[] => {
	if (source.sampling === 'even') return run.timing;
	const { num, den } = canvas.rate;
	return [
		...[...run.timing, `settb=${String(den)}/${String(num)}`],
		...[`setpts='${ownMoments(source, canvas)}'`, `fps=${rateText(canvas)}`],
	];
};

/** A picture on the whole canvas: alone, on black, or on a blurred one of itself. `name` makes the names of pads. */
const laidChain = ({ piece, source }: Base, canvas: Scene['canvas'], name: string): string => {
	const { x, y, layer } = piece;
	const { width, height } = canvas;
	if (source.width === width && source.height === height) return '';
	const { backdrop } = layer;
	if (backdrop?.kind !== 'blur')
		return `,pad=${String(width)}:${String(height)}:${String(x)}:${String(y)}:color=black`;
	const place = { x, y, width: source.width, height: source.height };
	return `,${laidOnGround(place, { canvas, sigma: backdrop.sigma, name })}`;
};

/**
 * A base's pictures, numbered from 0, exactly as many as are wanted: the last one stands where the file ends too early.
 * They say nothing of the shape of pixels, like drawn ones: chunks that differ in it do not join.
 */
const chainOf = (base: Base, canvas: Scene['canvas'], name: string): string => {
	const { lead, count } = base;
	const shaped = [...timingOf(base, canvas), ...shapeFilters(base.source, 'yuv420p'), SAID];
	const counted = [
		`tpad=start=${String(lead)}:start_mode=clone:stop=${String(count)}:stop_mode=clone`,
		`trim=end_frame=${String(count)}`,
		'setsar=0',
		SAID,
	];
	return `${shaped.join(',')}${laidChain(base, canvas, name)},${counted.join(',')}`;
};

const inputOf = ({ run: { input } }: Base, standIn?: string): Making['inputs'][number] => ({
	options: input.slice(0, -2),
	file: standIn === undefined ? (input.at(-1) ?? '') : `file:${standIn}`,
});

/** What is read of the file of each piece; undefined where none is. */
export const readsOf = (
	{ scene }: Stretch,
	{ pieces }: Direct,
): readonly ({ readonly source: VideoSource; readonly reach: Reach } | undefined)[] =>
	pieces.map((piece) => {
		const base = piece.kind === 'video' ? baseOf(piece, scene) : undefined;
		return base && { source: base.source, reach: base.run.reach };
	});

/** Raw pictures in a file, as an input. */
const rawFile = (
	file: string,
	{
		format,
		width,
		height,
		canvas,
	}: {
		readonly format: string;
		readonly width: number;
		readonly height: number;
		readonly canvas: Scene['canvas'];
	},
): Making['inputs'][number] => ({
	options: [
		...['-f', 'rawvideo', '-pix_fmt', format, '-s', `${String(width)}x${String(height)}`],
		...['-r', rateText(canvas)],
	],
	file,
});

/** What was drawn beforehand, and where it lies. */
interface Prepared {
	readonly pictures: OverlayPictures;
	readonly pictureFile: string;
	/** The frames of each drawn piece, in their order, as raw yuv420p. */
	readonly drawnFiles: readonly string[];
	/** For each piece the file that is read instead of its own; undefined: its own is. */
	readonly standIns: readonly (string | undefined)[];
}

/** A part of the picture from first to last: an input, and what is made of it. */
interface Part {
	readonly input: Making['inputs'][number];
	readonly chain: string;
}

const partsOf = (
	{ scene }: Stretch,
	{ pieces }: Direct,
	{ drawnFiles, standIns }: Prepared,
): readonly Part[] | undefined => {
	const { canvas } = scene;
	const { width, height } = canvas;
	const parts: Part[] = [];
	const files = [...drawnFiles];
	for (const [i, piece] of pieces.entries()) {
		if (piece.kind === 'drawn') {
			const input = rawFile(files.shift() ?? '', { format: 'yuv420p', width, height, canvas });
			parts.push({ input, chain: `setsar=0,${SAID}` });
			continue;
		}
		const base = baseOf(piece, scene);
		if (!base) return undefined;
		const chain = chainOf(base, canvas, `n${String(parts.length)}`);
		parts.push({ input: inputOf(base, standIns[i]), chain });
	}
	return parts;
};

const graphOf = (
	parts: readonly Part[],
	{ window, changes }: OverlayPictures,
	canvas: Scene['canvas'],
): string => {
	const chains = parts.map(({ chain }, i) => `[${String(i)}:v:0]${chain}[b${String(i)}]`);
	const names = parts.map((_, i) => `[b${String(i)}]`).join('');
	const joined = parts.length === 1 ? '[b0]null' : `${names}concat=n=${String(parts.length)}`;
	const both = `split[v][s];[s]${gridFilters(canvas)}[grid]`;
	const timed = `${joined},fps=${rateText(canvas)}`;
	if (changes.length === 0) return [...chains, `${timed},${both}`].join(';');
	const pictures = `[${String(parts.length)}:v:0]${SAID},setpts='${momentOf(changes)}'[o]`;
	const { x, y } = window;
	const laid = `[j][o]overlay=x=${String(x)}:y=${String(y)}:format=yuv420:eof_action=repeat`;
	return [...chains, `${timed}[j]`, pictures, `${laid},${both}`].join(';');
};

/** What is written down of each picture, in raw bytes. */
export const gridOptions = (count: number): readonly string[] => [
	...['-map', '[grid]', '-frames:v', String(count), '-f', 'rawvideo'],
];

/** Arguments are held shorter than systems and tools let them be. */
const LONGEST_GRAPH = 7_500;

/** Inputs and the options that make `[v]` and `[grid]` of them; undefined where a file is not read in one go or keeps its clock only with all its streams in use, or a graph grows too long. */
export const directInputs = (
	stretch: Stretch,
	direct: Direct,
	prepared: Prepared,
): { readonly inputs: Making['inputs']; readonly options: readonly string[] } | undefined => {
	const { canvas } = stretch.scene;
	const { pictures, pictureFile } = prepared;
	const parts = partsOf(stretch, direct, prepared);
	if (!parts) return undefined;
	const graph = graphOf(parts, pictures, canvas);
	if (graph.length > LONGEST_GRAPH) return undefined;
	const { width, height } = pictures.window;
	const overlaid = rawFile(pictureFile, { format: 'yuva420p', width, height, canvas });
	return {
		inputs: [
			...parts.map(({ input }) => input),
			...(pictures.changes.length > 0 ? [overlaid] : []),
		],
		options: [...['-filter_complex', graph, '-map', '[v]', '-frames:v', String(stretch.count)]],
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
