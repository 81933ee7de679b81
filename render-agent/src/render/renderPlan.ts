/** Makes the video of a plan: chunks in parallel, the sound beside them, joined and verified. */
import { rename } from 'node:fs/promises';
import { join as path } from 'node:path';
import type { RenderPlan } from '../compile/plan';
import { SAMPLE_RATE } from '../compile/sound';
import { type Frames, frames as wholeFrames, plus } from '../kernel/units';
import type { Canvas } from '../timeline/timeline';
import type { Container } from './encoding';
import { fingerprint, join, verify } from './joining';
import type { Threads } from './threads';
import type { Tools } from './tools';

/** What is made, and where. */
export interface Rendering {
	readonly plan: RenderPlan;
	readonly canvas: Canvas;
	readonly container: Container;
	/** An existing folder that belongs to this rendering. */
	readonly folder: string;
	/** Font files by asset id. */
	readonly fonts: readonly (readonly [string, string])[];
}

/** What making it uses of the machine. */
export interface Machine {
	readonly tools: Tools;
	readonly threads: Threads;
	/** Chunks at a time. */
	readonly slots: number;
	/** Cores that the encoders share. */
	readonly cores: number;
	/** How long ffmpeg may make no progress. Milliseconds. */
	readonly patience: number;
}

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
	/** Highest sum of the sound; above 1 the limiter has acted. */
	readonly peak: number;
}

/** Runs all tasks, at most `slots` at a time. The first failure stops the others; all have ended before it is thrown. */
const together = async (
	tasks: readonly ((signal: AbortSignal) => Promise<void>)[],
	slots: number,
	signal: AbortSignal,
): Promise<void> => {
	const siblings = new AbortController();
	const stop = AbortSignal.any([signal, siblings.signal]);
	const waiting = [...tasks];
	const lane = async (): Promise<void> => {
		for (let task = waiting.shift(); task && !stop.aborted; task = waiting.shift())
			await task(stop).catch((error: unknown) => {
				siblings.abort(error);
			});
	};
	await Promise.all(Array.from({ length: Math.max(1, slots) }, lane));
	signal.throwIfAborted();
	siblings.signal.throwIfAborted();
};

const chunkTasks = (
	{ plan, folder, fonts }: Rendering,
	{ threads, slots, cores }: Machine,
	drawn: RenderingEvents['drawn'],
): readonly { readonly file: string; readonly run: (signal: AbortSignal) => Promise<void> }[] => {
	const total = plan.chunks.reduce((sum, { count }) => plus(sum, count), wholeFrames(0));
	const done = new Map<number, number>();
	const parallel = Math.min(slots, plan.chunks.length);
	return plan.chunks.map((chunk, index) => {
		const file = path(folder, `chunk${String(index)}.mp4`);
		const tell = (count: number): void => {
			done.set(index, count);
			drawn(
				[...done.values()].reduce((sum, n) => sum + n, 0),
				total,
			);
		};
		return {
			file,
			run: async (signal) => {
				const task = {
					kind: 'chunk',
					plan: chunk,
					file: `${file}.part`,
					threads: Math.max(1, Math.ceil(cores / parallel)),
					fonts,
				} as const;
				await threads.perform(task, tell, signal);
				await rename(`${file}.part`, file);
				tell(chunk.count);
			},
		};
	});
};

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
	const mix = async (stop: AbortSignal): Promise<void> => {
		const task = { kind: 'sound', plan: plan.sound, file: sound, container } as const;
		peak = await machine.threads.perform(
			task,
			(samples) => events.mixed(samples / SAMPLE_RATE, seconds),
			stop,
		);
		events.mixEnded();
	};
	const chunks = chunkTasks(rendering, machine, events.drawn);
	// The sound goes first and beside: it is short, and a fault of it should show early.
	await together([mix, ...chunks.map(({ run }) => run)], machine.slots + 1, signal);
	events.drawingEnded();
	const file = path(folder, `video.${container}`);
	const files = chunks.map((chunk) => chunk.file);
	await join(
		{ chunks: files, sound, list: path(folder, 'chunks.txt'), file, container },
		machine,
		signal,
	);
	const frames = plan.chunks.reduce((sum, { count }) => plus(sum, count), wholeFrames(0));
	await verify({ file, canvas, frames }, machine, signal);
	return { file, ...(await fingerprint(file)), frames, peak };
};
