/** Runs ffmpeg through fluent-ffmpeg where files are made: the encoder of a chunk, of the sound, and the joins. */
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createInterface } from 'node:readline';
import { Writable } from 'node:stream';
import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg';
import { saysDiskFull } from '../kernel/diskFull';
import { AgentError, type ErrorCode } from '../kernel/errors';
import { type Ended, killedFailure, type Running, start } from './processes';

/** A file to be made. */
export interface Making {
	readonly ffmpeg: string;
	/** Options before each input; `pipe:0` reads what is written to the returned stream. */
	readonly inputs: readonly { readonly options: readonly string[]; readonly file: string }[];
	readonly outputOptions: readonly string[];
	readonly file: string;
	/** A second file that is made beside. */
	readonly beside?: { readonly options: readonly string[]; readonly file: string };
	/** The file that is there at the end, where `file` is a pattern of names. Default: `file`. */
	readonly proof?: string;
	/** Hears what ffmpeg complains of, line by line; everything else that it would say is left out. */
	readonly onComplaint?: (line: string) => void;
	/** How a failure is called. */
	readonly failure: ErrorCode;
	/** Frames written so far, as ffmpeg reports them. */
	readonly onFrames?: (frames: number) => void;
}

/** A file being made. */
export interface Maker {
	/** Where raw data is written; ends the file when it ends. Absent when no input is a pipe. */
	readonly input: Writable | undefined;
	/** Resolves when the file is complete. */
	readonly made: Promise<void>;
}

const PIPE = 'pipe:0';
const HIGH_WATER = 1 << 22;

type Answer = (fault: unknown, found?: object) => void;

/**
 * What fluent-ffmpeg asks before each run: twice what ffmpeg can do, and, of what it would show of progress, how long the
 * input is. That is up to three programs started for nothing: `tools.ts` has asked, and we count frames.
 */
const ASKS_NOTHING = {
	_checkCapabilities: (answer: Answer): void => {
		answer(null);
	},
	availableEncoders: (answer: Answer): void => {
		answer(null, {});
	},
	ffprobe: (_: number, answer: Answer): void => {
		answer('not asked');
	},
};

/** Only complaints and how far it is. */
const TERSE = ['-v', 'error', '-stats'];

/** What fluent-ffmpeg reads of what a program says: each line is handed on as it comes. */
interface Lines {
	readonly callback: (hear: (line: string) => void) => void;
	readonly get: () => string;
}

/** How fluent-ffmpeg starts a program: it is told when that runs, and when it has ended, and why not well. */
type Spawn = (
	...asked: readonly [
		args: readonly string[],
		options: unknown,
		begun: (program: Running, stdout: Lines, stderr: Lines) => void,
		ended: (fault: unknown, stdout: Lines, stderr: Lines) => void,
	]
) => void;

/** `fail` is told what whoever hears a line throws: it would end the thread. */
const linesOf = ({ stderr }: Partial<Running>, fail: (cause: unknown) => void): Lines => {
	const lines = stderr && createInterface({ input: stderr });
	const callback: Lines['callback'] = (hear) =>
		lines?.on('line', (line) => {
			try {
				hear(line);
			} catch (error) {
				fail(error);
			}
		});
	return { callback, get: () => '' };
};

const commandOf = (making: Making, spawn: Spawn): FfmpegCommand => {
	const { ffmpeg, inputs, outputOptions, file, beside, onComplaint } = making;
	// Its own way of starting programs knows no groups, and what its program has started would live on.
	const ours = { ...ASKS_NOTHING, _spawnFfmpeg: spawn };
	const command = Object.assign(createCommand(), ours).setFfmpegPath(ffmpeg);
	for (const input of inputs) command.input(input.file).inputOptions([...input.options]);
	const options = onComplaint ? [...TERSE, ...outputOptions] : outputOptions;
	command.outputOptions([...options]).output(file);
	return beside ? command.output(beside.file).outputOptions([...beside.options]) : command;
};

/** A way to a program's input that exists before the program does. A write is done when the system has taken all of it. */
const inputOf = (started: Promise<Writable>): Writable =>
	new Writable({
		highWaterMark: HIGH_WATER,
		write: (data: Uint8Array, _, done) => {
			started.then((stdin) => {
				if (stdin.destroyed) done();
				else stdin.write(data, () => done());
			}, done);
		},
		final: (done) => {
			started.then((stdin) => {
				stdin.end();
				done();
			}, done);
		},
	});

const failed = ({ failure, file }: Making, cause: string): AgentError =>
	saysDiskFull(cause)
		? new AgentError('DISK_FULL', { hint: { folder: dirname(file) }, cause })
		: new AgentError(failure, { cause });

/** Passes when the file is there: a program may end well and have made nothing. */
const requireFile = async (making: Making): Promise<void> => {
	const there = await stat(making.proof ?? making.file).catch(() => undefined);
	if (!there || there.size === 0) throw failed(making, 'ffmpeg ended well and made no file');
};

/** Why a program did not end well, if it did not. */
const faultOf = (
	making: Making,
	{ code, signal, isKilled, said }: Ended,
): AgentError | undefined => {
	if (code === 0) return undefined;
	if (isKilled) return killedFailure('ffmpeg');
	return failed(making, `ffmpeg ended with ${String(code ?? signal)}\n${said}`);
};

/**
 * Starts making a file.
 * @throws {AgentError} the `failure` code, DISK_FULL or NOT_READY, through `made`; the signal's reason when aborted
 */
export const make = (making: Making, signal: AbortSignal): Maker => {
	const isFed = making.inputs.some(({ file }) => file === PIPE);
	let fed: (stdin: Writable) => void = () => undefined;
	const started = new Promise<Writable>((resolve) => (fed = resolve));
	const input = isFed ? inputOf(started) : undefined;
	input?.on('error', () => undefined);
	const made = ran(making, signal, { isFed, fed }).finally(() => {
		// Whoever still writes to it would wait for ever.
		input?.destroy();
	});
	made.catch(() => undefined);
	return { input, made };
};

/** How far ffmpeg says it is. */
const PROGRESS = /^\s*(?:frame|size)=/;

/** Runs a command to its end. */
const ran = (
	making: Making,
	given: AbortSignal,
	{ isFed, fed }: { readonly isFed: boolean; readonly fed: (stdin: Writable) => void },
): Promise<void> =>
	new Promise<void>((resolve, reject) => {
		const stop = new AbortController();
		const signal = AbortSignal.any([given, stop.signal]);
		const fail = (cause: unknown): void => {
			stop.abort(cause);
		};
		const spawn: Spawn = (...[args, , begun, ended]) => {
			const running = start(making.ffmpeg, args, { stdin: isFed, signal, isPatient: false });
			const [silence, lines] = [linesOf({}, fail), linesOf(running, fail)];
			begun(running, silence, lines);
			if (running.stdin) fed(running.stdin);
			running.ended
				.then((end) => faultOf(making, end))
				.then(
					(fault) => {
						ended(fault, silence, lines);
					},
					(fault: unknown) => {
						ended(fault, silence, lines);
					},
				);
		};
		commandOf(making, spawn)
			.on('stderr', (line: string) => {
				if (line.trim() !== '' && !PROGRESS.test(line)) making.onComplaint?.(line);
			})
			.on('progress', ({ frames }: { frames?: number }) => {
				if (frames !== undefined) making.onFrames?.(frames);
			})
			.on('end', () => {
				if (stop.signal.aborted) reject(stop.signal.reason as Error);
				else requireFile(making).then(resolve, reject);
			})
			.on('error', (fault: Error) => {
				reject(signal.aborted ? (signal.reason as Error) : fault);
			})
			.run();
	});

/** Writes to a stream and waits until it may take more. Resolves too when the stream has failed: its maker says why. */
export const write = (stream: Writable, data: Uint8Array): Promise<void> =>
	new Promise((resolve) => {
		if (stream.destroyed || stream.write(data)) {
			resolve();
			return;
		}
		const go = (): void => {
			stream.off('drain', go).off('close', go).off('error', go);
			resolve();
		};
		stream.on('drain', go).on('close', go).on('error', go);
	});
