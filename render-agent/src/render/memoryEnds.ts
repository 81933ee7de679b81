/** Which processes were ended for the memory that they took: written by one thread, seen by all. */

const PLACES = 64;

/** The newest 64 process numbers. */
export interface MemoryEnds {
	/** What threads share; an equal one is made of it. */
	readonly shared: SharedArrayBuffer;
	readonly add: (pid: number) => void;
	readonly has: (pid: number) => boolean;
}

/** `shared`: that of another thread; default: a new one. */
export const memoryEnds = (
	shared = new SharedArrayBuffer((PLACES + 1) * Int32Array.BYTES_PER_ELEMENT),
): MemoryEnds => {
	const numbers = new Int32Array(shared);
	return {
		shared,
		add: (pid) => {
			const place = Atomics.add(numbers, PLACES, 1) % PLACES;
			Atomics.store(numbers, place, pid);
		},
		has: (pid) => numbers.subarray(0, PLACES).includes(pid),
	};
};
