/** Keeps a video that is being made from taking the room that must stay free: what it takes can only be guessed before. */
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { bytesIn } from './disk';

/** Where a video is made, and in what room. */
export interface RoomLimit {
	/** Everything that is made lies in it. */
	readonly folder: string;
	/** What it was thought to take. Bytes. */
	readonly expected: number;
	/** Fails as DISK_FULL when that many bytes have no room. Default: whatever happens, happens. */
	readonly room: ((bytes: number) => Promise<void>) | undefined;
	readonly clock: Clock;
}

/** Milliseconds. */
const LOOK_EVERY = 2_000;

/**
 * Does work that makes a video. It may take more than was thought while there is room; when there is none any more it is
 * ended, and not whatever else writes to the disk.
 * @throws {AgentError} DISK_FULL; whatever the work throws
 */
export const withinRoom = async <T>(
	work: (signal: AbortSignal) => Promise<T>,
	{ folder, expected, room, clock }: RoomLimit,
	signal: AbortSignal,
): Promise<T> => {
	const over = new AbortController();
	const look = async (): Promise<void> => {
		if ((await bytesIn(folder)) > expected) await room?.(0);
	};
	const stopLooking = clock.every(LOOK_EVERY, () => {
		look().catch((error: unknown) => {
			if (error instanceof AgentError && error.code === 'DISK_FULL') over.abort(error);
		});
	});
	try {
		return await work(AbortSignal.any([signal, over.signal]));
	} finally {
		stopLooking();
	}
};
