/** The main of a worker thread: draws chunks and mixes sound, so that the thread of HTTP and leases never waits. */
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { tellDoubtsTo } from './doubts';
import { memoryEnds } from './memoryEnds';
import { perform } from './performing';
import { registerProcessesWith } from './processes';
import { type FromThread, givenUp, type ThreadSetup, type ToThread } from './tasks';

const setup = workerData as ThreadSetup;

const NICE = 10;

// On Linux this is the thread's own, and that of the programs that it starts; elsewhere it would be the whole agent's.
if (setup.isPolite && process.platform === 'linux') setPriority(NICE);

const tell = (message: FromThread): void => {
	parentPort?.postMessage(message);
};

registerProcessesWith({
	add: (pid, mark) => {
		tell({ kind: 'started', pid, mark });
	},
	remove: (pid) => {
		tell({ kind: 'ended', pid });
	},
	tookTooMuch: memoryEnds(setup.ends).has,
});

tellDoubtsTo((sha256) => {
	tell({ kind: 'doubted', sha256 });
});

let current = new AbortController();
parentPort?.on('message', (message: ToThread) => {
	if (message.kind === 'abort') {
		current.abort(givenUp());
		return;
	}
	current = new AbortController();
	void perform(message.task, setup, { tell, stop: current, mayDraw: true });
});
