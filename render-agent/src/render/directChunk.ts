/** Makes chunks that need no drawing in one program: nothing but their files' pictures passes from decoder to encoder. */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { clearAway, move } from '../config/heldFiles';
import { type Direct, type DrawnPiece, type Stretch, windowed } from '../compile/direct';
import { bytesOf } from '../compose/surface';
import { AgentError } from '../kernel/errors';
import { minus } from '../kernel/units';
import { thinnedFile } from './copying/thinnedFile';
import { doubt } from './doubts';
import {
	directInputs,
	gridOptions,
	readsOf,
	segmentOptions,
	segmentPattern,
} from './directEncoding';
import { make, type Making, write } from './ffmpegEncoder';
import type { PictureFindings } from './quality/findings';
import type { Shown } from './quality/frameMeter';
import { readChunk } from './quality/chunkBoxes';
import { readGrids } from './quality/gridFile';
import { drawChunk } from './drawChunk';
import { drawOverlays } from './overlayPictures';
import type { SceneWorld } from './sceneReader';
import type { RunPart } from './tasks';

/** Chunks that follow each other, all of them direct. */
export interface DirectRun {
	readonly stretch: Stretch;
	readonly direct: Direct;
	readonly parts: readonly [RunPart, ...RunPart[]];
}

/** Whether drawing the frames one by one would fail in the same way. */
const isLasting = (error: unknown): boolean =>
	error instanceof AgentError && (error.code === 'DISK_FULL' || error.code === 'NOT_READY');

/** The encoder's options without the muxer, which comes last. */
const codecOf = ({ options }: RunPart): readonly string[] => options.slice(0, -2);

/** One file is written as it is, several are cut from one encoder's output. */
const writing = (
	{ parts, stretch }: DirectRun,
	options: readonly string[],
): Pick<Making, 'file' | 'proof' | 'outputOptions'> => {
	const [first, ...others] = parts;
	if (others.length === 0)
		return { file: first.file, outputOptions: [...options, ...first.options] };
	const counts = parts.map(({ count }) => count);
	return {
		file: segmentPattern(first.file),
		proof: `${first.file}.0`,
		outputOptions: [...options, ...codecOf(first), ...segmentOptions(counts, stretch.scene.canvas)],
	};
};

/** Gives the files that were cut their own names; false where one of them has other frames than it should. */
const named = async ([first, ...others]: DirectRun['parts']): Promise<boolean> => {
	if (others.length === 0) return true;
	const all = [first, ...others];
	const cutOf = (i: number): string => `${first.file}.${String(i)}`;
	for (const [i, { count }] of all.entries())
		if ((await readChunk(cutOf(i)))?.samples !== count) return false;
	for (const [i, { file }] of all.entries()) await move(cutOf(i), file);
	return true;
};

/** Removes what was cut and not named. */
const removed = async ([first, ...others]: DirectRun['parts']): Promise<void> => {
	for (let i = 0; i <= others.length; i++) await clearAway(`${first.file}.${String(i)}`);
};

/** Which of the videos gave cause for a complaint is not told: all are looked at. */
const doubtAll = ({ stretch: { scene } }: DirectRun): void => {
	for (const source of scene.sources) if (source.kind === 'video') doubt(source.media);
};

/** More frames to be drawn than so many bytes, and they are better handed to the encoder one by one. */
const MOST_BYTES = 256 << 20;

/** What was drawn of a stretch: a file for each piece, and what is known of each frame, counted from the stretch's first. */
interface DrawnPieces {
	readonly files: readonly string[];
	readonly shown: ReadonlyMap<number, Shown>;
}

/** Draws the pieces that must be, each into a file of its own; undefined where they are too many. */
const drawPieces = async (
	{ stretch, direct, parts }: DirectRun,
	world: SceneWorld,
): Promise<DrawnPieces | undefined> => {
	const { scene, first } = stretch;
	const { width, height } = scene.canvas;
	const pieces = direct.pieces.filter((piece): piece is DrawnPiece => piece.kind === 'drawn');
	const frames = pieces.reduce((sum, { from, to }) => sum + to - from, 0);
	if (frames * bytesOf(width, height, false) > MOST_BYTES) return undefined;
	const shown = new Map<number, Shown>();
	const files = pieces.map((_, i) => drawnFile(parts, i));
	for (const [i, { from, to }] of pieces.entries()) {
		const out = createWriteStream(files[i] ?? '');
		// Told by `finished`: unheard, it would end the thread that it comes up in.
		out.on('error', () => undefined);
		try {
			const beneath = windowed({ ...scene, layers: direct.beneath }, from, to);
			let at = from - first;
			await drawChunk(
				{ first: from, count: minus(to, from), scene: beneath },
				world,
				(frame, how) => {
					shown.set(at++, how);
					return write(out, Buffer.from(frame));
				},
			);
			out.end();
			await finished(out);
		} finally {
			out.destroy();
		}
	}
	return { files, shown };
};

/** For each piece that begins deep in a group of pictures a file that is less to decode. */
const standInsOf = async (
	{ stretch, direct, parts }: DirectRun,
	signal: AbortSignal,
): Promise<readonly (string | undefined)[]> => {
	const standIns: (string | undefined)[] = [];
	for (const [i, read] of readsOf(stretch, direct).entries()) {
		const into = standInFile(parts, i);
		standIns.push(read && (await thinnedFile({ ...read, into }, signal)) ? into : undefined);
	}
	return standIns;
};

const standInFile = ([{ file }]: DirectRun['parts'], index: number): string =>
	`${file}.thinned${String(index)}`;

const drawnFile = ([{ file }]: DirectRun['parts'], index: number): string =>
	`${file}.drawn${String(index)}`;

/** Removes all that was made on the way. */
const removeRest = async (
	{ parts, direct }: DirectRun,
	files: readonly string[],
): Promise<void> => {
	for (const file of files) await clearAway(file);
	for (let i = 0; i < direct.pieces.length; i++)
		for (const file of [drawnFile(parts, i), standInFile(parts, i)]) await clearAway(file);
	await removed(parts);
};

/**
 * Makes the chunks if it can be done so, and measures them; undefined where their frames must be drawn after all: pictures
 * above that change all the time, a file that gives other frames than it said. Drawing them tells what is wrong with it.
 * @param progressed called with the frames that are encoded
 * @throws {AgentError} DISK_FULL, NOT_READY; the signal's reason when aborted
 */
export const makeDirect = async (
	run: DirectRun,
	world: SceneWorld,
	progressed: (frames: number) => void,
): Promise<readonly PictureFindings[] | undefined> => {
	const { stretch, direct, parts } = run;
	const gridFile = `${parts[0].file}.grid`;
	const pictureFile = `${parts[0].file}.pictures`;
	let encoded = 0;
	let complaints = 0;
	try {
		const pictures = await drawOverlays({ ...stretch, above: direct.above }, world, pictureFile);
		const drawn = pictures && (await drawPieces(run, world));
		if (!pictures || !drawn) return undefined;
		const prepared = { pictures, pictureFile, drawnFiles: drawn.files };
		// Nothing is written to be read instead of files where one ffmpeg is not told of them anyway.
		if (!directInputs(stretch, direct, { ...prepared, standIns: [] })) return undefined;
		const standIns = await standInsOf(run, world.signal);
		const found = directInputs(stretch, direct, { ...prepared, standIns });
		if (!found) return undefined;
		const making = {
			...{ ffmpeg: world.ffmpeg, inputs: found.inputs, failure: 'ENCODE_FAILED' as const },
			...writing(run, found.options),
			beside: { options: gridOptions(stretch.count), file: gridFile },
			onComplaint: () => {
				if (complaints++ === 0) doubtAll(run);
			},
			onFrames: (frames: number) => {
				encoded = frames;
				progressed(frames);
			},
		};
		await make(making, world.signal).made;
		if (encoded !== stretch.count) return undefined;
		const counts = parts.map(({ count }) => count);
		const shownAt = (frame: number): Shown | undefined => drawn.shown.get(frame);
		const findings = await readGrids(gridFile, stretch.scene.canvas, { counts, shownAt });
		return (await named(parts)) ? findings : undefined;
	} catch (error) {
		world.signal.throwIfAborted();
		if (isLasting(error)) throw error;
		return undefined;
	} finally {
		await removeRest(run, [gridFile, pictureFile]);
	}
};
