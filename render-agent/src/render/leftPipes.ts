/** What becomes of a program's pipes when it has ended and others, whom it has started, hold their other ends. Starts and ends nothing itself. */
import type { EventEmitter } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import { systemClock } from '../kernel/clock';

/** So long they may be held. */
const REST_MS = 500;
/** How often is looked whether something comes out of them. */
const LOOK_MS = 100;

/** A program with its pipes; it tells of its `exit`, and of its `close` when its pipes have closed too. */
export interface Piped extends EventEmitter {
	readonly stdin: Writable | null;
	readonly stdout: Readable | null;
	readonly stderr: Readable | null;
}

const outputsOf = ({ stdout, stderr }: Piped): readonly Readable[] =>
	[stdout, stderr].filter((pipe) => pipe !== null);

/** What has come out of a pipe so far; the pipe of a program is a socket to Node, which counts that. */
const bytesReadOf = (pipe: Readable): number =>
	'bytesRead' in pipe && typeof pipe.bytesRead === 'number' ? pipe.bytesRead : 0;

/** Lets go of a program's pipes at once, whoever holds their other ends. */
export const letGo = (program: Piped): void => {
	program.stdin?.destroy();
	for (const pipe of outputsOf(program)) pipe.destroy();
};

/**
 * Has `kill` end what a program leaves behind, half a second after its end at the latest, and then lets go of the pipes that
 * are held nevertheless: of those out of which nothing comes and in which nothing waits, for what the program itself has
 * said is read to its end, however slowly.
 */
export const endRest = (program: Piped, kill: () => void): void => {
	program.once('exit', () => {
		const outputs = outputsOf(program);
		let [quiet, last] = [0, -1];
		const look = (): void => {
			const read = outputs.reduce((sum, pipe) => sum + bytesReadOf(pipe), 0);
			quiet = read === last ? quiet + LOOK_MS : 0;
			last = read;
			if (quiet < REST_MS) return;
			for (const pipe of outputs) if (pipe.readableLength === 0) pipe.destroy();
		};
		let hasKilled = false;
		const killOnce = (): void => {
			if (!hasKilled) kill();
			hasKilled = true;
		};
		const stopWaiting = systemClock.after(REST_MS, killOnce);
		const stopLooking = systemClock.every(LOOK_MS, look);
		program.once('close', () => {
			stopWaiting();
			stopLooking();
			killOnce();
		});
	});
};
