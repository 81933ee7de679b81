/** Makes the video of a plan: chunks in parallel, the sound beside them, joined and verified. What is there is not made again. */
import { join as path } from 'node:path';
import { SAMPLE_RATE } from '../compile/sound';
import { type Frames, frames as wholeFrames, plus } from '../kernel/units';
import {
	type ChunkFile,
	chunkFilesOf,
	chunkRunsOf,
	type MadeChunk,
	takeChunks,
} from './chunkFiles';
import { fingerprint, join, verify } from './joining';
import type { Machine, Rendering } from './rendering';
import { mixToFile } from './soundFile';

/** Called as the work goes on. Frames of all chunks together; seconds of sound. */
export interface RenderingEvents {
	readonly drawn: (frames: number, total: number) => void;
	readonly mixed: (seconds: number, total: number) => void;
	readonly mixEnded: () => void;
	readonly drawingEnded: () => void;
}

/** A finished file. */
export interface Made {
	readonly file: string;
	readonly bytes: number;
	readonly sha256: string;
	readonly frames: Frames;
	/** Frames of chunks that were there already. */
	readonly reusedFrames: Frames;
	/** What became of each chunk. */
	readonly chunks: readonly MadeChunk[];
	/** Highest sum of the sound; above 1 the limiter has acted. */
	readonly peak: number;
}

type Job = (signal: AbortSignal) => Promise<void>;

/** Runs all jobs, at most `lanes` at a time. The first failure stops the others; all have ended before it is thrown. */
const together = async (
	jobs: readonly Job[],
	lanes: number,
	signal: AbortSignal,
): Promise<void> => {
	const siblings = new AbortController();
	const stop = AbortSignal.any([signal, siblings.signal]);
	const waiting = [...jobs];
	const lane = async (): Promise<void> => {
		for (let job = waiting.shift(); job && !stop.aborted; job = waiting.shift())
			await job(stop).catch((error: unknown) => {
				siblings.abort(error);
			});
	};
	await Promise.all(Array.from({ length: Math.max(1, lanes) }, lane));
	signal.throwIfAborted();
	siblings.signal.throwIfAborted();
};

const framesIn = (plans: readonly { readonly count: Frames }[]): Frames =>
	plans.reduce((sum, { count }) => plus(sum, count), wholeFrames(0));

interface Drawing {
	readonly chunks: readonly ChunkFile[];
	readonly taken: readonly (MadeChunk | undefined)[];
	readonly world: { readonly rendering: Rendering; readonly machine: Machine };
	readonly drawn: RenderingEvents['drawn'];
}

/** Jobs that draw what is missing, and what there is of each chunk when they are done. */
const drawingOf = ({
	chunks,
	taken,
	world,
	drawn,
}: Drawing): { readonly jobs: readonly Job[]; readonly made: () => readonly MadeChunk[] } => {
	const runs = chunkRunsOf(chunks, taken, world);
	const total = framesIn(chunks.map(({ plan }) => plan));
	const reused = total - framesIn(runs);
	const done = runs.map(() => 0);
	const made = [...taken];
	const tell = (): void => {
		drawn(
			done.reduce((sum, count) => sum + count, reused),
			total,
		);
	};
	const jobs = runs.map(({ perform }, index): Job => async (signal) => {
		const progressed = (count: number): void => {
			done[index] = count;
			tell();
		};
		for (const [number, chunk] of await perform(progressed, signal)) made[number] = chunk;
	});
	tell();
	return { jobs, made: () => made.filter((chunk) => chunk !== undefined) };
};

const reusedIn = ({ plan }: Rendering, made: readonly MadeChunk[]): Frames =>
	framesIn(plan.chunks.filter((_, index) => made[index]?.reused === true));

/**
 * Makes the video.
 * @throws {AgentError} RENDER_FAILED, AUDIO_FAILED, ENCODE_FAILED, MEDIA_BROKEN; the signal's reason when aborted
 */
export const renderPlan = async (
	rendering: Rendering,
	machine: Machine,
	{ events, signal }: { readonly events: RenderingEvents; readonly signal: AbortSignal },
): Promise<Made> => {
	const { plan, folder, container, canvas } = rendering;
	const sound = path(folder, container === 'webm' ? 'sound.webm' : 'sound.m4a');
	const seconds = plan.sound.samples / SAMPLE_RATE;
	let peak = 0;
	const mix: Job = async (stop) => {
		const tell = (samples: number): void => {
			events.mixed(samples / SAMPLE_RATE, seconds);
		};
		({ peak } = await mixToFile(sound, { rendering, machine, mixed: tell }, stop));
		events.mixEnded();
	};
	const chunks = chunkFilesOf(rendering, machine);
	const taken = await takeChunks(chunks, rendering, signal);
	const world = { rendering, machine };
	const drawing = drawingOf({ chunks, taken, world, drawn: events.drawn });
	// The sound goes first and beside: it is short, and a fault of it should show early.
	await together([mix, ...drawing.jobs], machine.slots + 1, signal);
	events.drawingEnded();
	const file = path(folder, `video.${container}`);
	const files = chunks.map((chunk) => chunk.file);
	const list = path(folder, 'chunks.txt');
	await join({ chunks: files, sound, list, file, container }, machine, signal);
	const frames = framesIn(plan.chunks);
	await verify({ file, canvas, frames }, machine, signal);
	const made = drawing.made();
	const whole = { chunks: made, reusedFrames: reusedIn(rendering, made), peak, frames };
	return { file, ...(await fingerprint(file)), ...whole };
};
