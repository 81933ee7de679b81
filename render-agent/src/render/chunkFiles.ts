/** The files of the chunks: each taken from the store when it is there, else drawn, encoded and kept. */
import { join as path } from 'node:path';
import { move } from '../config/heldFiles';
import { type Frames, frames, plus } from '../kernel/units';
import type { ChunkPlan, CopiedSamples, Scene } from '../timeline/scene';
import { type AheadRun, numbersAhead, withoutThese } from './aheadRun';
import { type EncoderFamily, SESSIONS } from './encoders';
import { copyChunk } from './copying/copyChunk';
import { meaningOf } from './chunkMeaning';
import { chunkOptions, encoderThreads } from './encoding';
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
	/** What it is known by where its samples are copied. */
	readonly copyKey?: string;
}

/** What became of a chunk. */
export interface MadeChunk {
	/** Whether it was there already. */
	readonly reused: boolean;
	/** Whether its samples are those of a file of the draft. */
	readonly copied: boolean;
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

const copyKeyOf = ({ count, scene: { canvas } }: ChunkPlan, copy: CopiedSamples): string =>
	madeKey({ kind: 'copy', copy, count, rate: canvas.rate, code: codeStamp() }, []);

/** A chunk with its file and key, by its number among all. The same on every run of the same machine. */
export const chunkFileOf = (
	chunk: ChunkPlan,
	number: number,
	{
		rendering: { folder, fonts },
		machine: { tools, slots, cores },
		family,
	}: Pick<ChunkWorld, 'family' | 'machine'> & {
		readonly rendering: Pick<Rendering, 'folder' | 'fonts'>;
	},
): ChunkFile => {
	const { count, scene, encoding, copy } = chunk;
	// A share of the cores, not of what is missing: encoders give other bits with other numbers of threads.
	const threads = encoderThreads(cores, slots);
	const options = chunkOptions(encoding, scene.canvas, { family, threads, count });
	const shown = { ...meaningOf(chunk), ...(hasText(scene) && { system: fontsStamp() }) };
	const made = { code: codeStamp(), ffmpeg: tools.version, options };
	return {
		...{ plan: chunk, options, file: path(folder, `chunk${String(number)}.mp4`) },
		key: madeKey({ kind: 'chunk', ...shown, ...made }, fonts),
		...(copy && { copyKey: copyKeyOf(chunk, copy) }),
	};
};

/** Whether a chunk's file has all that it should. */
export const isWhole = ({
	file,
	plan: { count, scene, encoding },
}: Pick<ChunkFile, 'file' | 'plan'>): Promise<boolean> =>
	isWholeChunk(file, { count, canvas: scene.canvas, codec: encoding.codec });

/** Takes what is there under a key and whole. */
const takeOne = async (
	chunk: ChunkFile,
	key: string | undefined,
	{ store, signal }: { store: Rendering['store'] | undefined; signal: AbortSignal },
): Promise<Findings | undefined> => {
	if (key === undefined) return undefined;
	const findings = pictureFindings.safeParse(await store?.take(key, chunk.file, signal)).data;
	const whole = findings !== undefined && (await isWhole(chunk));
	if (findings && !whole) await store?.forget(key);
	return whole ? findings : undefined;
};

/** Takes what is there and whole, but for some; what is broken is thrown out. What is not there is undefined. */
export const takeChunks = async (
	chunks: readonly ChunkFile[],
	{ store, but }: Pick<Rendering, 'store'> & { readonly but: ReadonlySet<number> },
	signal: AbortSignal,
): Promise<readonly (MadeChunk | undefined)[]> => {
	const taken: (MadeChunk | undefined)[] = [];
	for (const [number, chunk] of chunks.entries()) {
		const from = but.has(number) ? undefined : store;
		const copied = await takeOne(chunk, chunk.copyKey, { store: from, signal });
		const findings = copied ?? (await takeOne(chunk, chunk.key, { store: from, signal }));
		taken.push(findings && { reused: true, copied: copied !== undefined, findings });
	}
	return taken;
};

/** Throws out all that was kept of some chunks. */
export const forgetChunks = async (
	chunks: readonly ChunkFile[],
	{ store }: Pick<Rendering, 'store'>,
): Promise<void> => {
	for (const { key, copyKey } of chunks) {
		await store?.forget(key);
		if (copyKey !== undefined) await store?.forget(copyKey);
	}
};

/** What chunks are drawn for and with. */
export interface ChunkWorld {
	readonly rendering: Rendering;
	readonly machine: Machine;
	/** Where they are encoded. */
	readonly family: EncoderFamily;
}

/** How many runs are drawn at a time: each writes to one encoder, and cards take few. */
export const lanesOf = ({
	machine: { slots },
	family,
}: Pick<ChunkWorld, 'machine' | 'family'>): number =>
	family === 'software' ? slots : Math.min(slots, SESSIONS);

/** Chunks that are drawn together. */
export interface ChunkRun {
	readonly count: Frames;
	/** Whether it is a single chunk: its encoder is not long beside another. */
	readonly isShort: boolean;
	/** Whether they need not be drawn any more. */
	readonly isThere: boolean;
	/** Draws and keeps them. `drawn` counts frames of this run. */
	readonly perform: (
		drawn: (frames: number) => void,
		signal: AbortSignal,
	) => Promise<ReadonlyMap<number, MadeChunk>>;
}

/** What is needed to draw a run of chunks. */
export interface RunWorld extends Omit<ChunkWorld, 'rendering'> {
	readonly rendering: Pick<Rendering, 'sceneOf' | 'canvas' | 'fonts' | 'store' | 'doubted'>;
}

/** The run that draws neighboring chunks. */
export const runOf = (
	numbers: readonly [number, ...number[]],
	chunks: { readonly [number: number]: ChunkFile },
	{ rendering, machine, family }: RunWorld,
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
		...{ count, isShort: files.length === 1 },
		isThere: false,
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
				if (await isWhole(chunk)) await rendering.store?.keep(chunk.key, chunk.file, findings);
				return [number, { reused: false, copied: false, findings }] as const;
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

/** The run that takes what was begun ahead, and draws it where that came to nothing. */
const aheadRunOf = (
	first: number,
	ahead: AheadRun,
	{ chunks, world }: { readonly chunks: readonly ChunkFile[]; readonly world: ChunkWorld },
): ChunkRun => {
	const others = ahead.keys.slice(1).map((_, i) => first + 1 + i);
	const drawn = runOf([first, ...others], chunks, world);
	return {
		...{ count: drawn.count, isShort: drawn.isShort },
		isThere: ahead.isMade(),
		perform: async (progressed, signal) => {
			const files = chunks.slice(first, first + ahead.keys.length).map(({ file }) => file);
			const found = await ahead.take(files, signal);
			if (!found) return drawn.perform(progressed, signal);
			progressed(drawn.count);
			return new Map(
				found.map((findings, i) => [first + i, { reused: false, copied: false, findings }]),
			);
		},
	};
};

/** Copies a chunk; one that turns out not to be copied as it should is encoded. */
const copyRunOf = (
	{ copy, number }: { readonly copy: CopiedSamples; readonly number: number },
	chunks: readonly ChunkFile[],
	world: ChunkWorld,
): ChunkRun => {
	const { rendering, machine } = world;
	const encoded = runOf([number], chunks, world);
	return {
		...encoded,
		perform: async (drawn, signal) => {
			const chunk = chunks[number];
			const copying = { copy, count: encoded.count, canvas: rendering.canvas, copied: drawn };
			const findings =
				chunk && (await copyChunk({ ...copying, file: chunk.file }, machine, signal));
			if (!findings || !(await isWhole(chunk))) return encoded.perform(drawn, signal);
			await rendering.store?.keep(chunk.copyKey ?? '', chunk.file, findings);
			return new Map([[number, { reused: false, copied: true, findings }]]);
		},
	};
};

/** The runs that make what was not there: cut as if nothing had been begun ahead, so that they give the same files. */
export const chunkRunsOf = (
	chunks: readonly ChunkFile[],
	{
		taken,
		ahead,
	}: {
		readonly taken: readonly (MadeChunk | undefined)[];
		readonly ahead: ReadonlyMap<number, AheadRun>;
	},
	world: ChunkWorld,
): readonly ChunkRun[] => {
	const missing = chunks.flatMap((_, number) => (taken[number] ? [] : [number]));
	const copied = missing.flatMap((first) => {
		const copy = chunks[first]?.plan.copy;
		return copy ? [{ first, run: copyRunOf({ copy, number: first }, chunks, world) }] : [];
	});
	const drawn = missing.filter((number) => !chunks[number]?.plan.copy);
	const runs = runsOf(drawn, lanesOf(world), world.rendering.seams);
	const rest = withoutThese(runs, numbersAhead(ahead)).map((numbers) => ({
		first: numbers[0],
		run: runOf(numbers, chunks, world),
	}));
	const begun = [...ahead].map(([first, one]) => ({
		first,
		run: aheadRunOf(first, one, { chunks, world }),
	}));
	return [...rest, ...begun, ...copied].sort((a, b) => a.first - b.first).map(({ run }) => run);
};
