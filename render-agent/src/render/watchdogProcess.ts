/** A process that ends programs: every one that the agent had running when it is gone, and one that takes too much memory. */
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { systemClock } from '../kernel/clock';
import { memoryOf, type MemoryWay } from './memoryLook';
import { killTree } from './processes';

/** Milliseconds between two looks at the memory: files are read, or a program is started. */
const LOOK_EVERY = { proc: 500, ps: 2_000, tasklist: 2_000 } as const satisfies Record<
	MemoryWay,
	number
>;
/** The agent hears who will be ended so much sooner than that it is. Milliseconds. */
const NOTICE = 200;

const watched = new Set<number>();
const [limit, way, program = ''] = process.argv.slice(2) as [string, MemoryWay, string?];

const end = (pid: number): void => {
	killTree(pid, 'SIGKILL');
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It was in a group of its own, or has ended.
	}
};

const endForMemory = (pid: number): void => {
	watched.delete(pid);
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
	const pid = Number(line.slice(1));
	if (!Number.isSafeInteger(pid) || pid <= 1) return;
	if (line.startsWith('+')) watched.add(pid);
	else watched.delete(pid);
});

let isLooking = false;
const look = async (): Promise<void> => {
	if (isLooking || watched.size === 0) return;
	isLooking = true;
	const held = await memoryOf([...watched], { way, program });
	isLooking = false;
	for (const [pid, bytes] of held) if (bytes > Number(limit) && watched.has(pid)) endForMemory(pid);
};
systemClock.every(LOOK_EVERY[way], () => void look());

// The agent holds the other end of the pipe: however it dies, the system closes it.
lines.on('close', () => {
	for (const pid of watched) end(pid);
});
