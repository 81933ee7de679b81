/** Pictures of a timeline beside its video: a poster, a contact sheet. Drawn by the very plan and compositor of the render. */
import { join } from 'node:path';
import { move } from '../config/heldFiles';
import { frameOfSeconds } from '../compile/moments';
import type { Facts } from '../compile/scenes';
import { stillsOf } from '../compile/stills';
import { type Frames, pixels } from '../kernel/units';
import { nearestTime, shownTime } from '../kernel/words';
import { resized } from '../timeline/resized';
import type { Canvas, Timeline } from '../timeline/timeline';
import type { Sheet } from './pictures';
import { type SheetLayout, sheetLayoutOf } from './sheetLayout';
import type { FontFile } from './tasks';
import type { Threads } from './threads';

/** What pictures are made from. */
export interface Pictured {
	readonly timeline: Timeline;
	/** The assets that are there; see `assetsAt` for those that some frames need. */
	readonly facts: Facts;
	readonly fonts: readonly FontFile[];
	/** An existing folder for the file. */
	readonly folder: string;
}

/** A PNG that was made. */
export interface MadePicture {
	readonly file: string;
	readonly width: number;
	readonly height: number;
	/** The moments that it shows, in seconds. */
	readonly times: readonly number[];
	/** Length of the timeline in seconds. */
	readonly seconds: number;
}

/** A contact sheet as it is wanted. `width`: of the whole sheet, in pixels. */
export interface StoryboardSpec {
	/** Ascending; `momentsOf` chooses those that show a timeline best. */
	readonly frames: readonly Frames[];
	readonly columns?: number | undefined;
	readonly width: number;
	/** Above the pictures. */
	readonly title: string;
}

const secondsOf = ({ canvas: { rate } }: Timeline, frame: Frames): number =>
	Math.round((frame * rate.den * 1000) / rate.num) / 1000;

const factsOf = (timeline: Timeline): string => {
	const { width, height, rate } = timeline.canvas;
	const fps = String(Math.round((rate.num / rate.den) * 100) / 100);
	return `${String(width)}×${String(height)} · ${fps} fps · ${shownTime(secondsOf(timeline, timeline.frames))}`;
};

const canvasOf = ({ canvas }: Timeline, cell: SheetLayout['cell']): Canvas => ({
	...canvas,
	width: pixels(cell.width),
	height: pixels(cell.height),
});

const made = async (
	{ timeline, facts, fonts, folder }: Pictured,
	{ at, name, sheet }: { at: readonly Frames[]; name: string; sheet?: Sheet },
	{ threads, signal }: { threads: Pick<Threads, 'perform'>; signal: AbortSignal },
): Promise<string> => {
	const file = join(folder, name);
	const stills = stillsOf(timeline, facts, at);
	const part = `${file}.part`;
	const task = { kind: 'picture', stills, file: part, fonts, ...(sheet && { sheet }) } as const;
	await threads.perform(task, { progressed: () => undefined, made: () => undefined }, signal);
	await move(part, file);
	return file;
};

/**
 * A contact sheet: the frames in rows, the time under each.
 * @throws {AgentError} MEDIA_BROKEN; the signal's reason when aborted
 */
export const drawStoryboard = async (
	pictured: Pictured,
	{ frames: at, columns, width, title }: StoryboardSpec,
	machine: { readonly threads: Pick<Threads, 'perform'>; readonly signal: AbortSignal },
): Promise<MadePicture> => {
	const { timeline } = pictured;
	const ratio = timeline.canvas.width / timeline.canvas.height;
	const layout = sheetLayoutOf({ ratio, count: at.length, columns, width });
	const times = at.map((frame) => secondsOf(timeline, frame));
	const texts = { title, facts: factsOf(timeline), times: times.map(nearestTime) };
	const small = { ...pictured, timeline: resized(timeline, canvasOf(timeline, layout.cell)) };
	const file = await made(small, { at, name: 'storyboard.png', sheet: { layout, texts } }, machine);
	const seconds = secondsOf(timeline, timeline.frames);
	return { file, width: layout.width, height: layout.height, times, seconds };
};

/**
 * One frame: the one on screen at `at` seconds, or the last one where the video is shorter. `width`: of the picture;
 * default: the canvas's.
 * @throws {AgentError} MEDIA_BROKEN; the signal's reason when aborted
 */
export const drawPoster = async (
	pictured: Pictured,
	{ at: seconds, width }: { readonly at: number; readonly width?: number | undefined },
	machine: { readonly threads: Pick<Threads, 'perform'>; readonly signal: AbortSignal },
): Promise<MadePicture> => {
	const { timeline } = pictured;
	const frame = frameOfSeconds(timeline, seconds);
	const { canvas } = timeline;
	const even = (length: number): number => Math.max(2, Math.round(length / 2) * 2);
	const size =
		width === undefined
			? canvas
			: { width: even(width), height: even((width * canvas.height) / canvas.width) };
	const sized = { ...pictured, timeline: resized(timeline, canvasOf(timeline, size)) };
	const file = await made(sized, { at: [frame], name: 'poster.png' }, machine);
	return {
		file,
		...{ width: size.width, height: size.height },
		times: [secondsOf(timeline, frame)],
		seconds: secondsOf(timeline, timeline.frames),
	};
};
