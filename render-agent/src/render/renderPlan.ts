/** Makes the video of a plan: chunks in parallel, the sound beside them, joined and verified. What is there is not made again. */
import { join as path } from 'node:path';
import { SAMPLE_RATE } from '../compile/sound';
import { AgentError, BrokenInvariant } from '../kernel/errors';
import { type Frames, frames as wholeFrames, plus } from '../kernel/units';
import {
	type ChunkFile,
	chunkFileOf,
	chunkRunsOf,
	forgetChunks,
	type ChunkWorld,
	lanesOf,
	type MadeChunk,
	takeChunks,
} from './chunkFiles';
import { aheadAmong, type AheadRun, numbersAhead } from './aheadRun';
import { type EncoderFamily, encoderName } from './encoders';
import { familyFor } from './encoderTrials';
import { finish, type Finished } from './finish';
import type { SoundFindings } from './quality/findings';
import type { Machine, Rendering } from './rendering';
import { mixToFile } from './soundFile';
import { doTogether, type Work } from './together';

/** Called as the work goes on. Frames of all chunks together; seconds of sound. */
export interface RenderingEvents {
	readonly drawn: (frames: number, total: number) => void;
	readonly mixed: (seconds: number, total: number) => void;
	readonly mixEnded: () => void;
	readonly drawingEnded: () => void;
	/** A file with copied samples was not as it must be: all is encoded now. Default: nobody hears of it. */
	readonly copiesRefused?: ((why: AgentError) => void) | undefined;
}

/** A finished video. */
export interface Made extends Finished {
	/** Frames of chunks that were there already. */
	readonly reusedFrames: Frames;
	/** What became of each chunk. */
	readonly chunks: readonly MadeChunk[];
	/** ffmpeg's name of what encoded the pictures. */
	readonly encoder: string;
}

const framesIn = (plans: readonly { readonly count: Frames }[]): Frames =>
	plans.reduce((sum, { count }) => plus(sum, count), wholeFrames(0));

interface Drawing {
	readonly chunks: readonly ChunkFile[];
	readonly taken: readonly (MadeChunk | undefined)[];
	/** Chunks that were begun before all files were here, by the number of the first. */
	readonly ahead: ReadonlyMap<number, AheadRun>;
	readonly world: ChunkWorld;
	readonly drawn: RenderingEvents['drawn'];
}

/** Jobs that draw what is missing, and what there is of each chunk when they are done. */
const drawingOf = ({
	chunks,
	taken,
	ahead,
	world,
	drawn,
}: Drawing): { readonly jobs: readonly Work[]; readonly made: () => readonly MadeChunk[] } => {
	const runs = chunkRunsOf(chunks, { taken, ahead }, world);
	const total = framesIn(chunks.map(({ plan }) => plan));
	const reused = total - framesIn(runs);
	const done = runs.map(({ count, isThere }): number => (isThere ? count : 0));
	const made = [...taken];
	const tell = (): void => {
		drawn(
			done.reduce((sum, count) => sum + count, reused),
			total,
		);
	};
	const jobs = runs.map(({ isShort, perform }, index): Work => ({
		isSmall: isShort,
		perform: async (signal) => {
			const progressed = (count: number): void => {
				done[index] = count;
				tell();
			};
			for (const [number, chunk] of await perform(progressed, signal)) made[number] = chunk;
		},
	}));
	tell();
	return { jobs, made: () => made.filter((chunk) => chunk !== undefined) };
};

const reusedIn = ({ plan }: Rendering, made: readonly MadeChunk[]): Frames =>
	framesIn(plan.chunks.filter((_, index) => made[index]?.reused === true));

interface Doing extends ChunkWorld {
	readonly events: RenderingEvents;
}

/** Mixes the sound once, however often it is asked to. */
const mixOnce = (
	file: string,
	{ rendering, machine, events }: Doing,
): { readonly job: Work; readonly mixed: () => SoundFindings } => {
	const seconds = rendering.plan.sound.samples / SAMPLE_RATE;
	const mixed = (samples: number): void => {
		events.mixed(samples / SAMPLE_RATE, seconds);
	};
	let mix: SoundFindings | undefined;
	return {
		mixed: () => {
			if (!mix) throw new BrokenInvariant('the sound was not mixed');
			return mix;
		},
		job: {
			isSmall: true,
			perform: async (signal) => {
				if (mix) return;
				mix = await mixToFile(file, { rendering, machine, mixed }, signal);
				events.mixEnded();
			},
		},
	};
};

/** The same rendering with every frame encoded. */
const withoutCopies = (rendering: Rendering): Rendering => {
	const chunks = rendering.plan.chunks.map(({ first, count, scene, encoding }) => ({
		...{ first, count, scene, encoding },
	}));
	return { ...rendering, plan: { ...rendering.plan, chunks } };
};

interface Drawn {
	readonly files: readonly ChunkFile[];
	readonly chunks: readonly MadeChunk[];
	readonly family: EncoderFamily;
}

/** Draws every chunk that is not there, with the sound beside. */
const drawAll = async (doing: Doing, mix: Work, signal: AbortSignal): Promise<Drawn> => {
	const { rendering, events, family } = doing;
	const chunks = rendering.plan.chunks.map((chunk, number) => chunkFileOf(chunk, number, doing));
	const keys = chunks.map(({ key }) => key);
	const ahead = aheadAmong(rendering.ahead ?? [], keys);
	const but = numbersAhead(ahead);
	const wanted = new Set(ahead.values());
	// Where something is copied, chunks are other ones than was thought before all files were here.
	for (const run of rendering.ahead ?? []) if (!wanted.has(run)) await run.stop();
	const taken = await takeChunks(chunks, { ...rendering, but }, signal);
	const drawing = drawingOf({ chunks, taken, ahead, world: doing, drawn: events.drawn });
	// The sound goes first and beside: it is short, and a fault of it should show early.
	await doTogether([mix, ...drawing.jobs], lanesOf(doing), signal);
	return { files: chunks, chunks: drawing.made(), family };
};

/**
 * Draws with the encoder that was chosen. One in hardware that fails in the middle is left: all chunks are then made in
 * software, for chunks of two encoders do not join.
 */
const drawSafely = async (doing: Doing, mix: Work, signal: AbortSignal): Promise<Drawn> => {
	try {
		return await drawAll(doing, mix, signal);
	} catch (error) {
		const isEncoders = error instanceof AgentError && error.code === 'ENCODE_FAILED';
		if (doing.family === 'software' || !isEncoders || signal.aborted) throw error;
		for (const run of doing.rendering.ahead ?? []) await run.stop();
		return drawAll({ ...doing, family: 'software' }, mix, signal);
	}
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
	const { plan, folder, container } = rendering;
	const codec = plan.chunks[0]?.encoding.codec ?? 'h264';
	const doing = { rendering, machine, events, family: familyFor(machine.encoders, codec) };
	const sound = path(folder, container === 'webm' ? 'sound.webm' : 'sound.m4a');
	const { job, mixed } = mixOnce(sound, doing);
	const finishing = async ({ files, chunks }: Drawn): Promise<Finished> => {
		events.drawingEnded();
		const names = files.map(({ file }) => file);
		const parts = { rendering, files: names, made: chunks, sound, mixed: mixed() };
		return finish(parts, machine, signal);
	};
	const drawn = await drawSafely(doing, job, signal);
	const { made, finished } = await finishing(drawn).then(
		(whole) => ({ made: drawn, finished: whole }),
		async (error: unknown) => {
			// A fault of what was kept shall not come again with every render of the draft.
			const isEncoders = error instanceof AgentError && error.code === 'ENCODE_FAILED';
			const isCopied = drawn.chunks.some(({ copied }) => copied);
			if (!isEncoders || signal.aborted || !(rendering.store ?? isCopied)) throw error;
			await forgetChunks(drawn.files, rendering);
			if (!isCopied && !drawn.chunks.some(({ reused }) => reused)) throw error;
			if (isCopied) events.copiesRefused?.(error);
			// Whatever is wrong with it: samples of others have no part in it the second time.
			const anew = await drawSafely({ ...doing, rendering: withoutCopies(rendering) }, job, signal);
			return { made: anew, finished: await finishing(anew) };
		},
	);
	const { chunks, family } = made;
	return {
		...{ ...finished, chunks, reusedFrames: reusedIn(rendering, chunks) },
		encoder: encoderName(family, codec),
	};
};
