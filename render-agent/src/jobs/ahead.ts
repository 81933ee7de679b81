/** Begins with a video while media of it are still on their way. What may still fail the job is left to the rest of it. */
import { join } from 'node:path';
import type { Arrivals } from '../assets/fetchAssets';
import { isReplaced } from '../assets/mediaFailure';
import { roomFor } from '../compile/estimate';
import { needsOf, seamsOf } from '../compile/needs';
import { cutOf, stretchesOf } from '../compile/plan';
import type { RenderOptions } from '../config/options';
import { makeFolder } from '../config/folders';
import type { Clock } from '../kernel/clock';
import type { AheadRun } from '../render/aheadRun';
import type { HearDoubt } from '../render/doubts';
import { drawAhead, type DrawingAhead } from '../render/drawAhead';
import type { MadeStore } from '../render/madeStore';
import type { Machine } from '../render/rendering';
import type { AssetFacts, AssetId } from '../timeline/asset';
import type { Timeline } from '../timeline/timeline';
import { fontFilesOf } from './captionFonts';
import { bytesIn } from './disk';
import type { Lanes } from './lanes';
import { encodingFor, wanted } from './wanted';

/** What is begun with. */
export interface AheadParts {
	/** As the draft says. */
	readonly timeline: Timeline;
	readonly options: RenderOptions;
	/** The work folder of the job. */
	readonly folder: string;
	readonly machine: Machine;
	readonly store: MadeStore | undefined;
	readonly doubted: HearDoubt;
	readonly clock: Clock;
	readonly lanes: Lanes;
	/** Fails when that many bytes have no room. */
	readonly room: ((bytes: number) => Promise<void>) | undefined;
}

/** What is made ahead of a job. */
export interface Ahead {
	/** Hears of the media as they come. */
	readonly arrivals: Arrivals;
	/** Begins nothing more: what was begun, and how many bytes it has written. */
	readonly handOver: () => Promise<{ readonly runs: readonly AheadRun[]; readonly bytes: number }>;
	/** Gives up all of it; resolves when nothing runs any more. */
	readonly stop: () => Promise<void>;
}

/** What is here already is here by then, and what its server says to be unchanged. Milliseconds. */
const GRACE = 300;

interface Awaited {
	readonly facts: Map<AssetId, AssetFacts>;
	readonly settled: Set<AssetId>;
	readonly afar: ReadonlySet<AssetId>;
}

const opened = async (
	{ timeline: told, options, machine, store, doubted, lanes, room, ...parts }: AheadParts,
	{ facts, settled, afar }: Awaited,
	signal: AbortSignal,
): Promise<DrawingAhead> => {
	const timeline = wanted(told, options);
	const encoding = encodingFor(options);
	const chunks = cutOf(timeline, encoding);
	const needs = needsOf(timeline, chunks);
	const folder = join(parts.folder, 'ahead');
	await makeFolder(folder);
	return drawAhead(
		{
			...{ machine, chunks, encoding, needs, facts, settled, folder, doubted },
			...(store && { store }),
			seams: seamsOf(needs, afar),
			sceneOf: stretchesOf(timeline, facts),
			canvas: timeline.canvas,
			fonts: () => fontFilesOf(timeline, { assets: facts }),
			lane: () => lanes.spare(machine.slots),
			hasRoom: async () => {
				try {
					await room?.(roomFor(timeline, options.quality));
					return true;
				} catch {
					return false;
				}
			},
		},
		signal,
	);
};

/** Makes chunks of a job ahead as its media come, from the moment on at which it is clear that some take longer. */
export const openAhead = (parts: AheadParts, signal: AbortSignal): Ahead => {
	const { options, clock, lanes, folder } = parts;
	const facts = new Map<AssetId, AssetFacts>();
	const settled = new Set<AssetId>();
	let afar: ReadonlySet<AssetId> = new Set();
	let opening: Promise<DrawingAhead | undefined> | undefined;
	let isOver = false;
	let cleanUp = (): void => undefined;
	const isWaiting = (): boolean => [...afar].some((id) => !settled.has(id));
	const look = (): void => {
		if (!isOver && isWaiting()) void opening?.then((drawing) => drawing?.look());
	};
	const begin = (): void => {
		if (isOver || !isWaiting()) return;
		opening = opened(parts, { facts, settled, afar }, signal).catch(() => undefined);
		cleanUp = lanes.onFree(look);
		look();
	};
	const close = async (): Promise<DrawingAhead | undefined> => {
		isOver = true;
		cleanUp();
		return opening;
	};
	const stop = async (): Promise<void> => {
		await (await close())?.stop();
	};
	return {
		arrivals: {
			awaited: (ids) => {
				afar = ids;
				// One that is to fail for what is not exact is not begun: that is known when all is here.
				if (!isWaiting() || options.on_unsupported === 'fail') return;
				cleanUp = clock.after(GRACE, begin);
			},
			settled: (reference, found) => {
				settled.add(reference.id);
				if (found) facts.set(reference.id, found);
				const isFatal = !found && options.on_missing === 'fail' && !isReplaced({ reference });
				if (isFatal) void stop();
				else look();
			},
			over: stop,
		},
		handOver: async () => {
			const runs = (await (await close())?.handOver()) ?? [];
			return { runs, bytes: runs.length > 0 ? await bytesIn(join(folder, 'ahead')) : 0 };
		},
		stop,
	};
};
