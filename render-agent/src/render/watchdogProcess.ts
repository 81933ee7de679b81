/**
 * A process that ends programs: every one that the agent had running when it is gone, one that takes too much memory, and
 * what a program has left behind outside its group when it has ended.
 */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { systemClock } from '../kernel/clock';
import { bearersOf } from './marks';
import { memoryOf, type MemoryWay } from './memoryLook';
import { killTree } from './processes';
import { kill, killAll } from './processTable';

/** Milliseconds between two looks at the memory: files are read, or a program is started. */
const LOOK_EVERY = { proc: 500, ps: 2_000, tasklist: 2_000 } as const satisfies Record<
	MemoryWay,
	number
>;
/** The agent hears who will be ended so much sooner than that it is. Milliseconds. */
const NOTICE = 200;

/** How long after the end of a program is looked for what it has left behind, then for all that have ended meanwhile. Milliseconds. */
const SWEEP_AFTER = 500;

/** Marks of the programs that run, by their numbers. */
const watched = new Map<number, string>();
/** Marks of programs that have ended. */
const left = new Set<string>();
const [limit, way, program = ''] = process.argv.slice(2) as [string, MemoryWay, string?];

const end = (pid: number): void => {
	killTree(pid, 'SIGKILL');
	kill(pid);
};

/** Ends all that bear a mark of a program that has ended: they have left its group, or they would be gone. */
const sweep = (): void => {
	killAll(() => bearersOf(left));
	left.clear();
};

const sweepSoon = (mark: string): void => {
	if (left.size === 0) systemClock.after(SWEEP_AFTER, sweep);
	left.add(mark);
};

const forget = (pid: number): void => {
	const mark = watched.get(pid);
	watched.delete(pid);
	if (mark !== undefined) sweepSoon(mark);
};

const endForMemory = (pid: number): void => {
	forget(pid);
	try {
		writeSync(1, `${String(pid)}\n`);
	} catch {
		// The agent is gone, and all that it had running is ended anyway.
	}
	systemClock.after(NOTICE, () => {
		end(pid);
	});
};

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
	const [number = '', mark = ''] = line.slice(1).split(' ');
	const pid = Number(number);
	if (!Number.isSafeInteger(pid) || pid <= 1) return;
	if (line.startsWith('+')) watched.set(pid, mark);
	else forget(pid);
});

let isLooking = false;
const look = async (): Promise<void> => {
	if (isLooking || watched.size === 0) return;
	isLooking = true;
	const held = await memoryOf([...watched.keys()], { way, program });
	isLooking = false;
	for (const [pid, bytes] of held) if (bytes > Number(limit) && watched.has(pid)) endForMemory(pid);
};
systemClock.every(LOOK_EVERY[way], () => void look());

// The agent holds the other end of the pipe: however it dies, the system closes it.
lines.on('close', () => {
	for (const [pid, mark] of watched) {
		end(pid);
		left.add(mark);
	}
	sweep();
});
