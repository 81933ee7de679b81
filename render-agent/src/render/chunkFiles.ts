/** The files of the chunks: each taken from the store when it is there, else drawn, encoded and kept. */
import { join as path } from 'node:path';
import { move } from '../config/heldFiles';
import { type Frames, frames, plus } from '../kernel/units';
import type { ChunkPlan, Scene } from '../timeline/scene';
import { type EncoderFamily, SESSIONS } from './encoders';
import { chunkOptions } from './encoding';
import { codeStamp, fontsStamp } from './engineStamp';
import { madeKey } from './madeKey';
import { isWholeChunk } from './quality/checkChunks';
import { pictureFindings } from './quality/findings';
import type { Machine, Rendering } from './rendering';
import { runsOf } from './runs';
import type { Findings, RunPart } from './tasks';

/** A chunk, its file, and what it is known by. */
export interface ChunkFile {
	readonly plan: ChunkPlan;
	readonly file: string;
	readonly options: readonly string[];
	readonly key: string;
}

/** What became of a chunk. */
export interface MadeChunk {
	/** Whether it was there already. */
	readonly reused: boolean;
	readonly findings: Findings;
}

/** Up to this many pixels an encoder may finish while the next one begins; two of larger pictures take too much memory. */
const OVERLAPPING = 1280 * 720;

const hasText = ({ sources }: Scene): boolean =>
	sources.some(
		(source) =>
			source.kind === 'text' ||
			(source.kind === 'nested' && source.pieces.some(({ scene }) => hasText(scene))),
	);

/** The chunks of a rendering with their files and keys. The same on every run of the same machine. */
export const chunkFilesOf = (
	{ plan, folder, fonts }: Rendering,
	{ tools, slots, cores }: Machine,
	family: EncoderFamily,
): readonly ChunkFile[] =>
	plan.chunks.map((chunk, index) => {
		const { first, count, scene, encoding } = chunk;
		// A share of the cores, not of what is missing: encoders give other bits with other numbers of threads.
		const threads = Math.max(1, Math.ceil(cores / slots));
		const options = chunkOptions(encoding, scene.canvas, { family, threads });
		const drawn = { first, count, scene, ...(hasText(scene) && { system: fontsStamp() }) };
		const made = { code: codeStamp(), ffmpeg: tools.version, options };
		return {
			...{ plan: chunk, options, file: path(folder, `chunk${String(index)}.mp4`) },
			key: madeKey({ kind: 'chunk', ...drawn, ...made }, fonts),
		};
	});

/** What a chunk's file must be like. */
const wishOf = ({ count, scene, encoding }: ChunkPlan): Parameters<typeof isWholeChunk>[1] => ({
	count,
	canvas: scene.canvas,
	codec: encoding.codec,
});

/** Takes what is there and whole; what is broken is thrown out. Sparse: what is not there is undefined. */
export const takeChunks = async (
	chunks: readonly ChunkFile[],
	{ store }: Pick<Rendering, 'store'>,
	signal: AbortSignal,
): Promise<readonly (MadeChunk | undefined)[]> => {
	const taken: (MadeChunk | undefined)[] = [];
	for (const { key, file, plan } of chunks) {
		const findings = pictureFindings.safeParse(await store?.take(key, file, signal)).data;
		const isWhole = findings !== undefined && (await isWholeChunk(file, wishOf(plan)));
		if (findings && !isWhole) await store?.forget(key);
		taken.push(isWhole ? { reused: true, findings } : undefined);
	}
	return taken;
};

/** Throws out all that was kept of some chunks. */
export const forgetChunks = async (
	chunks: readonly ChunkFile[],
	{ store }: Pick<Rendering, 'store'>,
): Promise<void> => {
	for (const { key } of chunks) await store?.forget(key);
};

/** What chunks are drawn for and with. */
export interface ChunkWorld {
	readonly rendering: Rendering;
	readonly machine: Machine;
	/** Where they are encoded. */
	readonly family: EncoderFamily;
}

/** How many runs are drawn at a time: each writes to one encoder, and cards take few. */
export const lanesOf = ({ machine: { slots }, family }: ChunkWorld): number =>
	family === 'software' ? slots : Math.min(slots, SESSIONS);

/** Chunks that are drawn together. */
export interface ChunkRun {
	readonly count: Frames;
	/** Draws and keeps them. `drawn` counts frames of this run. */
	readonly perform: (
		drawn: (frames: number) => void,
		signal: AbortSignal,
	) => Promise<ReadonlyMap<number, MadeChunk>>;
}

const runOf = (
	numbers: readonly [number, ...number[]],
	chunks: readonly ChunkFile[],
	{ rendering, machine, family }: ChunkWorld,
): ChunkRun => {
	const files = numbers.flatMap((number) => chunks[number] ?? []);
	const parts = files.map(({ plan, file, options }): RunPart => ({
		count: plan.count,
		file: `${file}.part`,
		options,
	}));
	const first = files[0]?.plan.first ?? frames(0);
	const count = parts.reduce((sum, part) => plus(sum, part.count), frames(0));
	return {
		count,
		perform: async (drawn, signal) => {
			const scene = rendering.sceneOf({ from: first, to: plus(first, count) });
			const { fonts } = rendering;
			const { width, height } = rendering.canvas;
			const alone = family !== 'software' || width * height > OVERLAPPING;
			const task = { kind: 'run', first, scene, parts, alone, fonts } as const;
			const kept: Promise<readonly [number, MadeChunk] | undefined>[] = [];
			const keep = async (part: number, findings: Findings) => {
				const [number, chunk] = [numbers[part], files[part]];
				if (number === undefined || !chunk) return undefined;
				await move(`${chunk.file}.part`, chunk.file);
				// One that an encoder did not write as it should is not kept: it ends this render, and no other.
				if (await isWholeChunk(chunk.file, wishOf(chunk.plan)))
					await rendering.store?.keep(chunk.key, chunk.file, findings);
				return [number, { reused: false, findings }] as const;
			};
			const made = (part: number, findings: Findings): void => {
				const keeping = keep(part, findings);
				keeping.catch(() => undefined);
				kept.push(keeping);
			};
			try {
				const { doubted } = rendering;
				await machine.threads.perform(task, { progressed: drawn, made, doubted }, signal);
			} finally {
				await Promise.allSettled(kept);
			}
			drawn(count);
			return new Map((await Promise.all(kept)).filter((one) => one !== undefined));
		},
	};
};

/** The runs that draw what was not there. */
export const chunkRunsOf = (
	chunks: readonly ChunkFile[],
	taken: readonly (MadeChunk | undefined)[],
	world: ChunkWorld,
): readonly ChunkRun[] => {
	const missing = chunks.flatMap((_, number) => (taken[number] ? [] : [number]));
	return runsOf(missing, lanesOf(world)).map((numbers) => runOf(numbers, chunks, world));
};
