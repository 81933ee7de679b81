/**
 * Makes chunks of a video before all of its files are here: those of which everything is, as they would be made otherwise.
 * Never fails; what it cannot make is left to the rest, which says why.
 */
import type { Chunk } from '../compile/chunks';
import type { Facts } from '../compile/scenes';
import { plus } from '../kernel/units';
import type { AssetId } from '../timeline/asset';
import type { Encoding } from '../timeline/scene';
import type { AheadRun } from './aheadRun';
import { beginAhead, type BegunRun } from './beginAhead';
import { nextAhead, type Way } from './aheadUnits';
import { chunkFileOf, type ChunkFile, lanesOf, runOf } from './chunkFiles';
import type { EncoderFamily } from './encoders';
import { familyFor } from './encoderTrials';
import type { Machine, Rendering } from './rendering';
import { isDirect } from './runGroups';
import { runsOf } from './runs';
import type { Findings, FontFile } from './tasks';

/** What is made ahead of what, and with what. */
export interface AheadWork extends Pick<Rendering, 'sceneOf' | 'canvas' | 'store' | 'doubted'> {
	readonly machine: Machine;
	readonly chunks: readonly Chunk[];
	readonly encoding: Encoding;
	/** The assets of which each chunk shows something. */
	readonly needs: readonly ReadonlySet<AssetId>[];
	/** As in `Rendering`. */
	readonly seams: ReadonlySet<number>;
	/** What is here by now: it grows, and `sceneOf` sees it grow. */
	readonly facts: Facts;
	/** What is here or will not come. */
	readonly settled: ReadonlySet<AssetId>;
	/** The fonts that are here by now. */
	readonly fonts: () => readonly FontFile[];
	/** An existing folder for its files, on the disk of the rendering. */
	readonly folder: string;
	/** A lane for one run, if one is left; gives it back. */
	readonly lane: () => (() => void) | undefined;
	/** Whether there is room for the video. */
	readonly hasRoom: () => Promise<boolean>;
}

/** Chunks being made ahead. */
export interface DrawingAhead {
	/** Looks again what can be begun: a file has come, or a lane is free. */
	readonly look: () => void;
	/** Begins nothing more; what was begun. */
	readonly handOver: () => Promise<readonly AheadRun[]>;
	/** Gives up all of it; resolves when nothing runs any more. */
	readonly stop: () => Promise<void>;
}

/** A chunk of which all files are here: how it is made, unless it was kept before. */
interface Ready {
	readonly file: ChunkFile;
	readonly way: Way | 'kept';
}

interface Ahead extends AheadWork {
	readonly family: EncoderFamily;
	readonly ready: Map<number, Ready>;
	readonly begun: Set<number>;
}

/** Looks at a chunk, once all that it shows is here. */
const lookAt = async (
	{ first, count }: Chunk,
	number: number,
	{ ready, needs, settled, sceneOf, encoding, store, ...ahead }: Ahead,
): Promise<void> => {
	if (ready.has(number) || ![...(needs[number] ?? [])].every((id) => settled.has(id))) return;
	const scene = sceneOf({ from: first, to: plus(first, count) });
	const plan = { first, count, scene, encoding };
	const rendering = { folder: ahead.folder, fonts: ahead.fonts() };
	const file = chunkFileOf(plan, number, { ...ahead, rendering });
	const isKept = (await store?.recall(file.key)) !== undefined;
	ready.set(number, { file, way: isKept ? 'kept' : isDirect(plan) ? 'direct' : 'drawn' });
};

/** The next chunks that can be begun: in runs as all chunks would be made that are not known to be kept. */
const nextOf = (ahead: Ahead): readonly [number, ...number[]] | undefined => {
	const { chunks, ready, begun, seams } = ahead;
	const wayOf = (number: number): Ready['way'] | undefined => ready.get(number)?.way;
	const missing = chunks.flatMap((_, number) => (wayOf(number) === 'kept' ? [] : [number]));
	return nextAhead(runsOf(missing, lanesOf(ahead), seams), {
		wayOf: (number) => {
			const way = wayOf(number);
			return way === 'kept' ? undefined : way;
		},
		isBegun: (number) => begun.has(number),
	});
};

/** Begins neighboring chunks on a lane. */
const begin = (
	numbers: readonly [number, ...number[]],
	{ ready, begun, ...ahead }: Ahead,
	{ free, signal }: { readonly free: () => void; readonly signal: AbortSignal },
): BegunRun => {
	const files = new Map([...ready].map(([number, { file }]) => [number, file]));
	const rendering = { ...ahead, fonts: ahead.fonts() };
	const { perform } = runOf(numbers, Object.fromEntries(files), { ...ahead, rendering });
	for (const number of numbers) begun.add(number);
	return beginAhead(
		numbers.flatMap((number) => files.get(number) ?? []),
		{
			perform: async (stop) => {
				const made = await perform(() => undefined, stop);
				return numbers.flatMap((number): readonly Findings[] => {
					const chunk = made.get(number);
					return chunk ? [chunk.findings] : [];
				});
			},
			...{ free, signal },
		},
	);
};

/** What a run is begun in. */
interface Beginning {
	readonly work: AheadWork;
	readonly ahead: Ahead;
	/** Ends all beginning when there is no room. */
	readonly closed: AbortController;
	readonly mayBegin: () => boolean;
	readonly signal: AbortSignal;
}

/** A run on a lane, which it gives back in the end; undefined, and the lane is back, where none may begin any more. */
const begunOn = async (
	free: () => void,
	numbers: readonly [number, ...number[]],
	{ work, ahead, closed, mayBegin, signal }: Beginning,
): Promise<BegunRun | undefined> => {
	try {
		if (!(await work.hasRoom())) closed.abort();
		if (mayBegin()) return begin(numbers, ahead, { free, signal });
	} catch (error) {
		free();
		throw error;
	}
	free();
	return undefined;
};

/** Makes chunks ahead until it is told to hand over or to stop. */
export const drawAhead = (work: AheadWork, signal: AbortSignal): DrawingAhead => {
	const family = familyFor(work.machine.encoders, work.encoding.codec);
	const ahead: Ahead = { ...work, family, ready: new Map(), begun: new Set() };
	const runs: BegunRun[] = [];
	let looking = Promise.resolve();
	const closed = new AbortController();
	const mayBegin = (): boolean => !closed.signal.aborted && !signal.aborted;
	const world = { work, ahead, closed, signal };

	const beginAll = async (): Promise<void> => {
		for (const [number, chunk] of work.chunks.entries()) await lookAt(chunk, number, ahead);
		for (let numbers = nextOf(ahead); numbers && mayBegin(); numbers = nextOf(ahead)) {
			const free = work.lane();
			if (!free) return;
			const run = await begunOn(free, numbers, { ...world, mayBegin });
			if (!run) return;
			runs.push(run);
			void run.ended.then((isMade) => {
				// What failed once would fail again.
				if (!isMade) closed.abort();
				look();
			});
		}
	};
	const look = (): void => {
		looking = looking
			.then(() => (mayBegin() ? beginAll() : undefined))
			.catch(() => {
				closed.abort();
			});
	};
	const handOver = async (): Promise<readonly AheadRun[]> => {
		closed.abort();
		await looking;
		return runs;
	};
	return {
		look,
		handOver,
		stop: async () => {
			await Promise.all((await handOver()).map((run) => run.stop()));
		},
	};
};
