/** A process that ends programs: every one that the agent had running when it is gone, and one that takes too much memory. */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { systemClock } from '../kernel/clock';
import { killTree } from './processes';

const LOOK_EVERY = 500;
const KIB = 1024;

const watched = new Set<number>();
const limit = Number(process.argv[2]);

const end = (pid: number): void => {
	killTree(pid, 'SIGKILL');
	try {
		process.kill(pid, 'SIGKILL');
	} catch {
		// It was in a group of its own, or has ended.
	}
};

/** Bytes of memory that a process holds; 0 where the system does not tell. */
const residentOf = (pid: number): number => {
	try {
		const status = readFileSync(`/proc/${String(pid)}/status`, 'utf8');
		return KIB * Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? 0);
	} catch {
		return 0;
	}
};

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
	const pid = Number(line.slice(1));
	if (!Number.isSafeInteger(pid) || pid <= 1) return;
	if (line.startsWith('+')) watched.add(pid);
	else watched.delete(pid);
});
if (process.platform === 'linux')
	systemClock.every(LOOK_EVERY, () => {
		for (const pid of watched) if (residentOf(pid) > limit) end(pid);
	});
// The agent holds the other end of the pipe: however it dies, the system closes it.
lines.on('close', () => {
	for (const pid of watched) end(pid);
});
