/** The main of a worker thread: draws chunks and mixes sound, so that the thread of HTTP and leases never waits. */
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { Arena } from '../compose/kernels';
import { systemClock } from '../kernel/clock';
import { AgentError, asAgentError, type ErrorCode } from '../kernel/errors';
import type { AssetId } from '../timeline/asset';
import { rawSoundInput } from './encoding';
import { make, type Maker, type Making, write } from './ffmpegEncoder';
import { makeRun } from './makeRun';
import { pngOf } from './pictures';
import { mixLeveled } from './sound/leveling';
import { registerProcessesWith } from './processes';
import { type StallWatch, watchStall } from './stall';
import type { Findings, FromThread, Task, ThreadSetup, ToThread } from './tasks';
import { openFonts } from './text/fonts';

const { ffmpeg, kernels, patience, isPolite } = workerData as ThreadSetup;
const arena = new Arena(new WebAssembly.Module(readFileSync(kernels)));

const NICE = 10;

// On Linux this is the thread's own, and that of the programs that it starts; elsewhere it would be the whole agent's.
if (isPolite && process.platform === 'linux') setPriority(NICE);

const tell = (message: FromThread): void => {
	parentPort?.postMessage(message);
};

const SILENCE_MS = 200;

/** Tells how far the work is, at most every 200 ms. */
let isQuiet = false;
const progressed = (done: number): void => {
	if (isQuiet) return;
	isQuiet = true;
	systemClock.after(SILENCE_MS, () => {
		isQuiet = false;
	});
	tell({ kind: 'progress', done });
};

interface Feeding {
	readonly stop: AbortController;
	readonly watch: StallWatch;
	/** What it is called when the encoder fails. */
	readonly failure: ErrorCode;
}

/** Feeds an encoder to its end. When either fails the other is stopped; both have ended before the first failure is thrown. */
const feed = async (
	{ input, made }: Maker,
	feeding: (input: NonNullable<Maker['input']>) => Promise<void>,
	{ stop, watch, failure }: Feeding,
): Promise<void> => {
	if (!input) return made;
	let isFed = false;
	const fed = feeding(input).then(() => {
		isFed = true;
		watch.alive(failure);
		input.end();
	});
	const whole = made.then(() => {
		if (!isFed) throw new AgentError(failure, { cause: 'ffmpeg ended before its input did' });
	});
	try {
		await Promise.all([fed, whole]);
	} catch (error) {
		stop.abort(error);
		await Promise.allSettled([fed, made]);
		throw error;
	} finally {
		watch.end();
	}
};

const run = async (task: Extract<Task, { kind: 'run' }>, stop: AbortController): Promise<void> => {
	const watch = watchStall('RENDER_FAILED', { patience }, stop.signal);
	const files = new Map(task.fonts.map(({ id, file }) => [id as AssetId, file]));
	const world = { arena, ffmpeg, signal: watch.signal, fonts: openFonts({ files }) };
	const made = (part: number, findings: Findings): void => {
		tell({ kind: 'made', part, findings });
	};
	try {
		await makeRun(task, { world, watch, stop, made, progressed });
	} finally {
		watch.end();
	}
};

const picture = async (
	task: Extract<Task, { kind: 'picture' }>,
	stop: AbortController,
): Promise<void> => {
	const watch = watchStall('RENDER_FAILED', { patience }, stop.signal);
	const files = new Map(task.fonts.map(({ id, file }) => [id as AssetId, file]));
	const world = { arena, ffmpeg, signal: watch.signal, fonts: openFonts({ files }) };
	try {
		await writeFile(task.file, await pngOf(task, { ...world, alive: watch.alive }));
	} finally {
		watch.end();
	}
};

const sound = async (
	{ plan, file, options }: Extract<Task, { kind: 'sound' }>,
	stop: AbortController,
): Promise<void> => {
	const watch = watchStall('AUDIO_FAILED', { patience }, stop.signal);
	const { signal } = watch;
	const making: Making = {
		ffmpeg,
		inputs: [{ options: rawSoundInput, file: 'pipe:0' }],
		outputOptions: options,
		file,
		failure: 'AUDIO_FAILED',
	};
	let findings: Findings = {};
	const mix = async (input: NonNullable<Maker['input']>): Promise<void> => {
		const heard = (samples: number): void => {
			watch.alive();
			progressed(samples);
		};
		const mixing = { ffmpeg, signal, progressed: heard };
		const mixed = await mixLeveled(plan, mixing, async (samples) => {
			await write(input, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
			watch.alive();
		});
		findings = { ...mixed };
	};
	await feed(make(making, signal), mix, { stop, watch, failure: 'AUDIO_FAILED' });
	tell({ kind: 'made', part: 0, findings });
};

const madeOf = (task: Task, stop: AbortController): Promise<void> => {
	switch (task.kind) {
		case 'run':
			return run(task, stop);
		case 'picture':
			return picture(task, stop);
		case 'sound':
			return sound(task, stop);
	}
};

const perform = async (task: Task, stop: AbortController): Promise<void> => {
	try {
		await madeOf(task, stop);
		tell({ kind: 'finished' });
	} catch (error) {
		stop.abort(error);
		const { code, object, hint, cause } = asAgentError(
			error,
			task.kind === 'sound' ? 'AUDIO_FAILED' : 'RENDER_FAILED',
		);
		const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
		tell({ kind: 'failed', code, hint, cause: why, ...(object !== undefined && { object }) });
	}
};

registerProcessesWith({
	add: (pid) => {
		tell({ kind: 'process', change: 'add', pid });
	},
	remove: (pid) => {
		tell({ kind: 'process', change: 'remove', pid });
	},
});

let current = new AbortController();
parentPort?.on('message', (message: ToThread) => {
	if (message.kind === 'abort') {
		current.abort(new DOMException('given up', 'AbortError'));
		return;
	}
	current = new AbortController();
	void perform(message.task, current);
});
