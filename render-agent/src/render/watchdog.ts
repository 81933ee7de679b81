/** Starts the watchdog: a process that outlives the agent just long enough to end what it left running. */
import { totalmem } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type Clock, systemClock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { memoryEnds } from './memoryEnds';
import { lookFor } from './memoryLook';
import { DIST } from './places';
import { type ProcessRegister, registerProcessesWith, type Running, start } from './processes';

const LEAST = 2 * 1024 ** 3;

/**
 * Memory that one program may take: half of what there is, at least 2 GiB, but never more than three quarters. `machine`:
 * what the machine has; `allowed`: what its container leaves to the agent, 0 without one. Bytes.
 */
export const memoryLimit = (machine: number, allowed: number): number => {
	const all = allowed > 0 ? Math.min(machine, allowed) : machine;
	return Math.floor(Math.min(0.75 * all, Math.max(LEAST, all / 2)));
};

/** The watchdog. */
export interface Watchdog extends ProcessRegister {
	/** Whom it has ended for their memory, as `memoryEnds` of another thread takes it. */
	readonly ends: SharedArrayBuffer;
	/** What keeps it from watching; undefined while it does, or has just ended for the first times. */
	readonly problem: () => AgentError | undefined;
	readonly stop: () => void;
}

/** How soon after its end the next one is started, twice as late after each that did not live long, but not later. Milliseconds. */
const SOONEST = 250;
const LATEST = 60_000;
/** A watchdog that lived so long was none that cannot live. Milliseconds. */
const LONG = 60_000;
/** After so many ends one upon another somebody should know. */
const TOO_OFTEN = 3;

const unwatched = (): AgentError =>
	new AgentError('NOT_READY', {
		object: {
			zh: '看管 ffmpeg 的进程一再结束，渲染服务意外退出时 ffmpeg 会留下：请检查内存和进程数上限，再重新启动渲染服务',
			en: 'the process that watches over ffmpeg ends again and again, so that an ffmpeg would be left behind by an agent that is killed: see to the limits of memory and of processes, then start the agent again',
		},
	});

/** The lives of a process: begun again whenever it ends. */
interface Lives {
	/** Whether it ends again and again. */
	readonly areShort: () => boolean;
	readonly end: () => void;
}

const relived = (begin: () => Promise<unknown>, clock: Clock): Lives => {
	let isOver = false;
	let short = 0;
	let since = clock.now();
	let isAlive = false;
	let forget = (): void => undefined;
	const isLong = (): boolean => clock.now() - since >= LONG;
	const live = (): void => {
		since = clock.now();
		isAlive = true;
		const again = (): void => {
			isAlive = false;
			if (isOver) return;
			short = isLong() ? 1 : short + 1;
			forget = clock.after(Math.min(LATEST, SOONEST * 2 ** (short - 1)), live);
		};
		// Where there is no memory for a process, starting one throws.
		(async () => begin())().then(again, again);
	};
	live();
	return {
		areShort: () => short >= TOO_OFTEN && !(isAlive && isLong()),
		end: () => {
			isOver = true;
			forget();
		},
	};
};

const startProcess = (limit: number, { way, program }: ReturnType<typeof lookFor>): Running => {
	const file = join(DIST, 'render', 'watchdogProcess.js');
	const args = ['--max-old-space-size=16', file, String(limit), way, program];
	return start(process.execPath, args, { stdin: true, stdout: true });
};

/**
 * Starts the watchdog and tells it of every process from now on, of this thread and of those that use the register it
 * gives. It also ends a program that, with all that it has started, holds more than `limit` bytes of memory. One that ends
 * by itself is followed by another, which is told of all that run. `look`: how the system is asked for memory; default: the
 * way of this one.
 */
export const startWatchdog = (
	limit = memoryLimit(totalmem(), process.constrainedMemory()),
	look = lookFor(process.platform),
	clock: Clock = systemClock,
): Watchdog => {
	const ends = memoryEnds();
	/** What was told of those that run. */
	const running = new Map<number, string>();
	let dog: Running | undefined;
	let isOwn = false;
	const tell = (line: string): void => {
		if (dog?.stdin?.writable === true) dog.stdin.write(`${line}\n`);
	};
	const begin = (): Promise<unknown> => {
		// It is no program that it should end.
		isOwn = true;
		try {
			dog = startProcess(limit, look);
		} finally {
			isOwn = false;
		}
		if (dog.stdout)
			createInterface({ input: dog.stdout }).on('line', (line) => {
				ends.add(Number(line));
			});
		running.forEach(tell);
		return dog.ended;
	};
	const lives = relived(begin, clock);
	const register: ProcessRegister = {
		add: (pid, mark) => {
			if (isOwn) return;
			const line = `+${String(pid)} ${mark}`;
			running.set(pid, line);
			tell(line);
		},
		remove: (pid) => {
			if (running.delete(pid)) tell(`-${String(pid)}`);
		},
		tookTooMuch: ends.has,
	};
	registerProcessesWith(register);
	return {
		...register,
		ends: ends.shared,
		problem: () => (lives.areShort() ? unwatched() : undefined),
		stop: () => {
			lives.end();
			dog?.stdin?.end();
		},
	};
};
