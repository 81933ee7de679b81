/** Draws what a task asks for: a run of chunks or a picture. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { Arena } from '../compose/kernels';
import type { AssetId } from '../timeline/asset';
import { makeRun } from './makeRun';
import { pngOf } from './pictures';
import type { SceneWorld } from './sceneReader';
import { watchStall } from './stall';
import type { Findings, FontFile, Task } from './tasks';
import { openFonts } from './text/fonts';
import type { Working } from './working';

let shared: Arena | undefined;

/** The linear memory of this thread, made with the first thing that it draws. */
const arenaOf = (kernels: string): Arena =>
	(shared ??= new Arena(new WebAssembly.Module(readFileSync(kernels))));

const worldOf = (
	{ fonts }: { readonly fonts: readonly FontFile[] },
	{ ffmpeg, kernels }: Pick<Working, 'ffmpeg' | 'kernels'>,
	signal: AbortSignal,
): SceneWorld => {
	const files = new Map(fonts.map(({ id, file }) => [id as AssetId, file]));
	return { arena: arenaOf(kernels), ffmpeg, signal, fonts: openFonts({ files }) };
};

/** Makes the files of a run. @throws as `makeRun` does */
export const drawRun = async (
	task: Extract<Task, { kind: 'run' }>,
	working: Working,
): Promise<void> => {
	const { patience, tell, progressed, stop, mayDraw } = working;
	const watch = watchStall('RENDER_FAILED', { patience }, stop.signal);
	const world = worldOf(task, working, watch.signal);
	const made = (part: number, findings: Findings): void => {
		tell({ kind: 'made', part, findings });
	};
	try {
		await makeRun(task, { world, watch, stop, made, progressed, mayDraw });
	} finally {
		watch.end();
	}
};

/** Makes the file of a picture. @throws as `pngOf` does */
export const drawPicture = async (
	task: Extract<Task, { kind: 'picture' }>,
	working: Working,
): Promise<void> => {
	const watch = watchStall('RENDER_FAILED', { patience: working.patience }, working.stop.signal);
	const world = worldOf(task, working, watch.signal);
	try {
		await writeFile(task.file, await pngOf(task, { ...world, alive: watch.alive }));
	} finally {
		watch.end();
	}
};
