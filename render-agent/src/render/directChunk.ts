/** Makes chunks that need no drawing in one program: nothing but their files' pictures passes from decoder to encoder. */
import { rename, rm } from 'node:fs/promises';
import type { Direct, Stretch } from '../compile/direct';
import { AgentError } from '../kernel/errors';
import { directInputs, gridOptions, segmentOptions, segmentPattern } from './directEncoding';
import { make, type Making } from './ffmpegEncoder';
import type { PictureFindings } from './quality/findings';
import { readChunk } from './quality/chunkBoxes';
import { readGrids } from './quality/gridFile';
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
	for (const [i, { file }] of all.entries()) await rename(cutOf(i), file);
	return true;
};

/** Removes what was cut and not named. */
const removed = async ([first, ...others]: DirectRun['parts']): Promise<void> => {
	for (let i = 0; i <= others.length; i++) await rm(`${first.file}.${String(i)}`, { force: true });
};

/**
 * Makes the chunks if it can be done so, and measures them; undefined where their frames must be drawn after all: pictures above that change
 * all the time, a file that gives other frames than it said. Drawing them tells what is wrong with it.
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
	try {
		const pictures = await drawOverlays({ ...stretch, above: direct.above }, world, pictureFile);
		const found =
			pictures && directInputs({ ...stretch, bases: direct.bases }, pictures, pictureFile);
		if (!found) return undefined;
		const making = {
			...{ ffmpeg: world.ffmpeg, inputs: found.inputs, failure: 'ENCODE_FAILED' as const },
			...writing(run, found.options),
			beside: { options: gridOptions(stretch.count), file: gridFile },
			onFrames: (frames: number) => {
				encoded = frames;
				progressed(frames);
			},
		};
		await make(making, world.signal).made;
		if (encoded !== stretch.count) return undefined;
		const counts = parts.map(({ count }) => count);
		const findings = await readGrids(gridFile, stretch.scene.canvas, counts);
		return (await named(parts)) ? findings : undefined;
	} catch (error) {
		world.signal.throwIfAborted();
		if (isLasting(error)) throw error;
		return undefined;
	} finally {
		await rm(gridFile, { force: true });
		await rm(pictureFile, { force: true });
		await removed(parts);
	}
};
