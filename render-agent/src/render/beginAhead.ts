/** One run of chunks that is begun before all files of its video are here: it fails in silence, and can be taken once. */
import { move } from '../config/heldFiles';
import type { AheadRun } from './aheadRun';
import { type ChunkFile, isWhole } from './chunkFiles';
import type { Findings } from './tasks';

/** A run that was begun. */
export interface BegunRun extends AheadRun {
	/** Whether it was made, when it is over. Never rejects. */
	readonly ended: Promise<boolean>;
}

/** How a run is made. */
export interface RunMaking {
	/** Makes the files, and gives what was found out about each. */
	readonly perform: (signal: AbortSignal) => Promise<readonly Findings[]>;
	/** Called when it is over. */
	readonly free: () => void;
	readonly signal: AbortSignal;
}

/** Waits for an end, which a signal hastens. @throws the signal's reason */
const endedOr = async (
	{ ended, giveUp }: { readonly ended: Promise<unknown>; readonly giveUp: () => void },
	signal: AbortSignal,
): Promise<void> => {
	signal.addEventListener('abort', giveUp, { once: true });
	if (signal.aborted) giveUp();
	await ended;
	signal.removeEventListener('abort', giveUp);
	signal.throwIfAborted();
};

const renamed = async (files: readonly ChunkFile[], names: readonly string[]): Promise<boolean> => {
	try {
		for (const [i, { file }] of files.entries()) await move(file, names[i] ?? file);
		return true;
	} catch {
		return false;
	}
};

/** Begins a run of these chunks. */
export const beginAhead = (
	files: readonly ChunkFile[],
	{ perform, free, signal }: RunMaking,
): BegunRun => {
	const own = new AbortController();
	let found: readonly Findings[] | undefined;
	const work = async (): Promise<boolean> => {
		try {
			const all = await perform(AbortSignal.any([signal, own.signal]));
			const whole = await Promise.all(files.map(isWhole));
			if (all.length === files.length && whole.every(Boolean)) found = all;
		} catch {
			// The rest of the job makes them in its turn, and tells what is wrong.
		}
		free();
		return found !== undefined;
	};
	const ended = work();
	const giveUp = (): void => {
		own.abort(new DOMException('given up', 'AbortError'));
	};
	return {
		...{ keys: files.map(({ key }) => key), ended },
		isMade: () => found !== undefined,
		take: async (names, stop) => {
			await endedOr({ ended, giveUp }, stop);
			const taken = found;
			found = undefined;
			return taken && (await renamed(files, names)) ? taken : undefined;
		},
		stop: async () => {
			giveUp();
			await ended;
		},
	};
};
