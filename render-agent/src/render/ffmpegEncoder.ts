/** Runs ffmpeg through fluent-ffmpeg where files are made: the encoder of a chunk, of the sound, and the joins. */
import type { EventEmitter } from 'node:events';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Writable } from 'node:stream';
import createCommand, { type FfmpegCommand } from 'fluent-ffmpeg';
import { saysDiskFull } from '../kernel/diskFull';
import { AgentError, type ErrorCode } from '../kernel/errors';
import { adopt, cannotStart, killedFailure, tookTooMuch } from './processes';

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

const commandOf = (making: Making): FfmpegCommand => {
	const { ffmpeg, inputs, outputOptions, file, beside, onComplaint } = making;
	const command = Object.assign(createCommand(), ASKS_NOTHING).setFfmpegPath(ffmpeg);
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

type Process = EventEmitter & { readonly pid?: number; readonly stdin?: Writable };

/** The process that a command runs; fluent-ffmpeg keeps it but does not declare it. Without `pid` it did not start. */
const processOf = (command: FfmpegCommand): Process | undefined =>
	(command as unknown as { readonly ffmpegProc?: Process }).ffmpegProc;

/** Hears why a program did not start. fluent-ffmpeg would break when it hears that itself. */
const hearNoStart = (command: FfmpegCommand, tell: (cause: unknown) => void): void => {
	processOf(command)?.removeAllListeners('error').once('error', tell);
};

const LINES = 40;

/** The last lines of what a program says. */
const lastLines = (): { readonly hear: (line: string) => void; readonly text: () => string } => {
	const lines: string[] = [];
	return {
		hear: (line) => {
			lines.push(line);
			if (lines.length > LINES) lines.shift();
		},
		text: () => lines.join('\n'),
	};
};

const failed = ({ failure, file }: Making, cause: string): AgentError =>
	saysDiskFull(cause)
		? new AgentError('DISK_FULL', { hint: { folder: dirname(file) }, cause })
		: new AgentError(failure, { cause });

/** Passes when the file is there: a program may end well and have made nothing. */
const requireFile = async (making: Making): Promise<void> => {
	const there = await stat(making.proof ?? making.file).catch(() => undefined);
	if (!there || there.size === 0) throw failed(making, 'ffmpeg ended well and made no file');
};

/**
 * Starts making a file.
 * @throws {AgentError} the `failure` code, DISK_FULL or NOT_READY, through `made`; the signal's reason when aborted
 */
export const make = (making: Making, signal: AbortSignal): Maker => {
	const command = commandOf(making);
	const isFed = making.inputs.some(({ file }) => file === PIPE);
	const input = isFed ? inputOf(stdinOf(command)) : undefined;
	input?.on('error', () => undefined);
	const made = ran(command, making, signal).finally(() => {
		// Whoever still writes to it would wait for ever.
		input?.destroy();
	});
	made.catch(() => undefined);
	return { input, made };
};

/** The input of a command's program, once it has started. */
const stdinOf = (command: FfmpegCommand): Promise<Writable> =>
	new Promise((resolve) => {
		command.on('start', () => {
			const stdin = processOf(command)?.stdin;
			// One that ends early closes its input under the writer: how it ended says why.
			stdin?.on('error', () => undefined);
			if (stdin) resolve(stdin);
		});
	});

/** What fluent-ffmpeg says of a program that was ended by force; when we do it, nobody listens any more. */
const KILLED = /killed with signal SIGKILL/;

/** How far ffmpeg says it is. */
const PROGRESS = /^\s*(?:frame|size)=/;

/** Runs a command to its end. */
const ran = (command: FfmpegCommand, making: Making, signal: AbortSignal): Promise<void> =>
	new Promise<void>((resolve, reject) => {
		const said = lastLines();
		let forget = (): void => undefined;
		const settle = (): void => {
			forget();
			signal.removeEventListener('abort', kill);
		};
		const fail = (cause: unknown): void => {
			settle();
			reject(signal.aborted ? (signal.reason as Error) : (cause as Error));
		};
		const kill = (): void => {
			// One that has not started yet is killed when it does, and nobody waits for that.
			if (processOf(command)) command.kill('SIGKILL');
			else fail(signal.reason);
		};
		command
			.on('start', () => {
				if (signal.aborted) command.kill('SIGKILL');
				const pid = processOf(command)?.pid;
				if (pid !== undefined) forget = adopt(pid);
				else
					hearNoStart(command, (cause) => {
						fail(cannotStart(making.ffmpeg, cause));
					});
			})
			.on('stderr', (line: string) => {
				said.hear(line);
				if (line.trim() !== '' && !PROGRESS.test(line)) making.onComplaint?.(line);
			})
			.on('progress', ({ frames }: { frames?: number }) => {
				if (frames !== undefined) making.onFrames?.(frames);
			})
			.on('end', () => {
				settle();
				requireFile(making).then(resolve, reject);
			})
			.on('error', ({ message }: Error) => {
				const isKilled = KILLED.test(message) || tookTooMuch(processOf(command)?.pid);
				fail(isKilled ? killedFailure('ffmpeg') : failed(making, `${message}\n${said.text()}`));
			});
		signal.addEventListener('abort', kill, { once: true });
		command.run();
		if (signal.aborted) kill();
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
