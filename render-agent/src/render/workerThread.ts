/** The main of a worker thread: draws chunks and mixes sound, so that the thread of HTTP and leases never waits. */
import { readFileSync } from 'node:fs';
import { parentPort, workerData } from 'node:worker_threads';
import { Arena } from '../compose/kernels';
import { systemClock } from '../kernel/clock';
import { asAgentError } from '../kernel/errors';
import type { AssetId } from '../timeline/asset';
import { drawChunk } from './drawChunk';
import { chunkOptions, rawSoundInput, rawVideoInput, soundOptions } from './encoding';
import { make, type Maker, type Making, write } from './ffmpegEncoder';
import { mixSound } from './mixSound';
import { registerProcessesWith } from './processes';
import type { FromThread, Task, ThreadSetup, ToThread } from './tasks';
import { openFonts } from './text/fonts';

const { ffmpeg, kernels } = workerData as ThreadSetup;
const arena = new Arena(new WebAssembly.Module(readFileSync(kernels)));

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

/** Feeds an encoder to its end; when the feeding fails, the encoder's own reason goes first. */
const feed = async (
	{ input, made }: Maker,
	feeding: (input: NonNullable<Maker['input']>) => Promise<void>,
): Promise<void> => {
	if (!input) return made;
	// An encoder that fails ends the feeding too: whichever failed first is thrown.
	const fed = feeding(input).then(() => {
		input.end();
	});
	await Promise.race([made, fed]);
	await fed;
	await made;
};

const chunk = async (
	task: Extract<Task, { kind: 'chunk' }>,
	signal: AbortSignal,
): Promise<void> => {
	const { plan, file, threads } = task;
	const { canvas } = plan.scene;
	const making: Making = {
		ffmpeg,
		inputs: [{ options: rawVideoInput(canvas), file: 'pipe:0' }],
		outputOptions: chunkOptions(plan.encoding, canvas, threads),
		file,
		failure: 'ENCODE_FAILED',
	};
	const fonts = openFonts({
		files: new Map(task.fonts.map(([id, font]) => [id as AssetId, font])),
	});
	let drawn = 0;
	await feed(make(making, signal), (input) =>
		drawChunk(plan, { arena, ffmpeg, signal, fonts }, async (frame) => {
			await write(input, frame);
			progressed(++drawn);
		}),
	);
};

const sound = async (
	{ plan, file, container }: Extract<Task, { kind: 'sound' }>,
	signal: AbortSignal,
): Promise<number> => {
	const making: Making = {
		ffmpeg,
		inputs: [{ options: rawSoundInput, file: 'pipe:0' }],
		outputOptions: soundOptions(container),
		file,
		failure: 'AUDIO_FAILED',
	};
	let peak = 0;
	await feed(make(making, signal), async (input) => {
		({ peak } = await mixSound(plan, { ffmpeg, signal, progressed }, (samples) =>
			write(input, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength)),
		));
	});
	return peak;
};

const perform = async (task: Task, stop: AbortController): Promise<void> => {
	try {
		const peak =
			task.kind === 'chunk' ? (await chunk(task, stop.signal), 0) : await sound(task, stop.signal);
		tell({ kind: 'finished', peak });
	} catch (error) {
		stop.abort(error);
		const { code, object, cause } = asAgentError(
			error,
			task.kind === 'chunk' ? 'RENDER_FAILED' : 'AUDIO_FAILED',
		);
		const why = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
		tell({ kind: 'failed', code, cause: why, ...(object !== undefined && { object }) });
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
