/** Gives up work that makes no progress: nobody waits for a program that hangs. Knows not what the work is. */
import { stat } from 'node:fs/promises';
import { type Clock, systemClock } from '../kernel/clock';
import { AgentError, type ErrorCode } from '../kernel/errors';

/** How long work may stand still. */
export interface StallLimit {
	/** Milliseconds. */
	readonly patience: number;
	readonly clock?: Clock;
}

/** Work under watch. */
export interface StallWatch {
	/** Aborts when the work is given up, or when the signal that was handed in does. */
	readonly signal: AbortSignal;
	/** Says that something has happened, and what a standstill from now on would be called. */
	readonly alive: (code?: ErrorCode) => void;
	/** Ends the watch. */
	readonly end: () => void;
}

/** How many times as long as elsewhere a program that reads a whole file may stand still: it says nothing until its end. */
export const WHOLE_FILE = 10;

/** In how many ticks the patience is measured. A machine that sleeps does not tick, so its night is no standstill. */
const TICKS = 8;

/** How often a file is looked at, at least. Milliseconds. */
const LOOK_MS = 1_000;
const MIB = 1024 ** 2;

const stalled = (code: ErrorCode, patience: number): AgentError => {
	const seconds = String(Math.round(patience / 1000));
	return new AgentError(code, {
		object: {
			zh: `ffmpeg 已 ${seconds} 秒没有任何进展，已被结束`,
			en: `ffmpeg made no progress for ${seconds} s and was ended`,
		},
	});
};

/** Watches work from now on. `code` is what its standstill is called. */
export const watchStall = (
	code: ErrorCode,
	{ patience, clock = systemClock }: StallLimit,
	signal?: AbortSignal,
): StallWatch => {
	const late = new AbortController();
	let called = code;
	let idle = 0;
	const end = clock.every(patience / TICKS, () => {
		idle += 1;
		if (idle < TICKS) return;
		end();
		late.abort(stalled(called, patience));
	});
	return {
		signal: signal ? AbortSignal.any([signal, late.signal]) : late.signal,
		alive: (next = called) => {
			called = next;
			idle = 0;
		},
		end,
	};
};

const tooLarge = (code: ErrorCode, mostBytes: number): AgentError => {
	const mebibytes = String(Math.ceil(mostBytes / MIB));
	return new AgentError(code, {
		object: {
			zh: `ffmpeg 写出的文件超过 ${mebibytes} MiB，多于其全部内容，已被结束`,
			en: `ffmpeg wrote more than ${mebibytes} MiB, which is more than all that goes into the file, and was ended`,
		},
	});
};

/** A file that is written, and what is wrong when it does not grow, or grows without an end. */
export interface GrowthLimit extends StallLimit {
	readonly file: string;
	readonly code: ErrorCode;
	/** The file is never larger, unless something is wrong. Bytes. */
	readonly mostBytes: number;
}

/**
 * Does work that writes one file; it is given up when the file does not change for as long as the patience is, or becomes
 * too large.
 * @throws {AgentError} the code; whatever the work throws
 */
export const whileFileGrows = async <T>(
	work: (signal: AbortSignal) => Promise<T>,
	{ file, code, mostBytes, ...limit }: GrowthLimit,
	signal: AbortSignal,
): Promise<T> => {
	const { clock = systemClock, patience } = limit;
	const watch = watchStall(code, limit, signal);
	const over = new AbortController();
	let seen = '';
	const look = async (): Promise<void> => {
		const { size, mtimeMs } = await stat(file).catch(() => ({ size: 0, mtimeMs: 0 }));
		if (size > mostBytes) over.abort(tooLarge(code, mostBytes));
		const now = `${String(size)} ${String(mtimeMs)}`;
		if (now !== seen) watch.alive();
		seen = now;
	};
	const stopLooking = clock.every(Math.min(LOOK_MS, patience / TICKS), () => void look());
	try {
		return await work(AbortSignal.any([watch.signal, over.signal]));
	} finally {
		stopLooking();
		watch.end();
	}
};
