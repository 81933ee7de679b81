/** A process that does one thing: when the agent is gone, it ends every program that the agent had running. */
import { createInterface } from 'node:readline';
import { killTree } from './processes';

const watched = new Set<number>();

const lines = createInterface({ input: process.stdin });
lines.on('line', (line) => {
	const pid = Number(line.slice(1));
	if (!Number.isSafeInteger(pid) || pid <= 1) return;
	if (line.startsWith('+')) watched.add(pid);
	else watched.delete(pid);
});
// The agent holds the other end of the pipe: however it dies, the system closes it.
lines.on('close', () => {
	for (const pid of watched) {
		killTree(pid, 'SIGKILL');
		try {
			process.kill(pid, 'SIGKILL');
		} catch {
			// It was in a group of its own, or has ended.
		}
	}
});
