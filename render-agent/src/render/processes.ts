/** Starts and ends other programs. The only place that may; nothing here knows what they do. */
import { type ChildProcess, spawn, type SpawnOptions } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { systemClock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import { endRest, letGo } from './leftPipes';
import { marked, newMark } from './marks';

/** Told of each process as it starts and ends, so that somebody can end it when this process dies. */
export interface ProcessRegister {
	/** `mark`: what all that it starts bears, on systems that show it. */
	readonly add: (pid: number, mark: string) => void;
	readonly remove: (pid: number) => void;
	/** Whether it was ended for the memory that it took. */
	readonly tookTooMuch: (pid: number) => boolean;
}

const SILENT: ProcessRegister = {
	add: () => undefined,
	remove: () => undefined,
	tookTooMuch: () => false,
};
let register: ProcessRegister = SILENT;

/** Names who is told of processes from now on; one for each thread. */
export const registerProcessesWith = (next: ProcessRegister): void => {
	register = next;
};

/** How a program ended. */
export interface Ended {
	/** Exit code; null when a signal ended it. */
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	/** The last of what it said on stderr. */
	readonly said: string;
	/** Whether somebody else ended it by force: the watchdog or the system for the memory that it took, or a person. */
	readonly isKilled: boolean;
	/** Whether it broke: a fault of memory, or one that it found in itself. */
	readonly isBroken: boolean;
}

/** The signals of a program that breaks, not of one that is stopped. */
const BREAKS: ReadonlySet<NodeJS.Signals | null> = new Set([
	...(['SIGSEGV', 'SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL'] as const),
]);

/** A running program. */
export interface Running {
	readonly stdin: Writable | undefined;
	readonly stdout: Readable | undefined;
	/** What it says as it goes; the last of it comes with its end too. */
	readonly stderr: Readable | undefined;
	/** Resolves when it has ended, however; rejects with NOT_READY, and only when it could not be started. */
	readonly ended: Promise<Ended>;
	/** The last of what it has said on stderr up to now. */
	readonly said: () => string;
	/** Asks it to end, and kills it with all its children when it has not after two seconds. */
	readonly stop: () => void;
}

const SAID_LIMIT = 8_192;
const GRACE_MS = 2_000;

const isWindows = process.platform === 'win32';

const killOne = (pid: number): void => {
	try {
		process.kill(pid);
	} catch {
		// It has ended meanwhile.
	}
};

/** Ends a process and everything that it started. */
export const killTree = (pid: number, signal: NodeJS.Signals): void => {
	try {
		if (!isWindows) process.kill(-pid, signal);
		else
			spawn('taskkill', ['/T', '/F', '/PID', String(pid)], {
				stdio: 'ignore',
				windowsHide: true,
			}).once('error', () => {
				// Without that program at least the process itself is ended.
				killOne(pid);
			});
	} catch {
		// It has ended meanwhile.
	}
};

interface Stopper {
	readonly stop: () => void;
	/** Whether it had to be ended by force. */
	readonly hasKilled: () => boolean;
}

const hasExited = ({ exitCode, signalCode }: ChildProcess): boolean =>
	exitCode !== null || signalCode !== null;

/** `isPatient`: whether it is asked before it is killed. */
const stopper = (child: ChildProcess, isPatient: boolean): Stopper => {
	let asked = false;
	let killed = false;
	let closed = false;
	child.once('close', () => (closed = true));
	const stop = (): void => {
		if (asked || closed || child.pid === undefined) return;
		asked = true;
		const { pid } = child;
		const end = (signal: NodeJS.Signals): void => {
			killed ||= signal === 'SIGKILL' && !hasExited(child);
			if (!isWindows || !hasExited(child)) killTree(pid, signal);
		};
		end(isPatient ? 'SIGTERM' : 'SIGKILL');
		const cancel = systemClock.after(GRACE_MS, () => {
			end('SIGKILL');
			// What has left the group may hold them still, and nobody wants to hear more.
			letGo(child);
		});
		child.once('close', cancel);
	};
	return { stop, hasKilled: () => killed };
};

/** Whether a process of that number is there. */
export const isRunning = (pid: number): boolean => {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return error instanceof Error && 'code' in error && error.code === 'EPERM';
	}
};

/** What is wired to the program; what is not named is closed. */
export interface Wiring {
	readonly stdin?: boolean;
	readonly stdout?: boolean;
}

/** How a program is started, beside what it is told. */
export interface Starting extends Wiring {
	/** Stops it. */
	readonly signal?: AbortSignal;
	/** Whether it is asked before it is killed; it need not be where nobody wants what it makes. Default: true. */
	readonly isPatient?: boolean;
}

/** Tells the register of this thread of a running process; the function that it gives tells of its end. */
const adopt = (pid: number, mark: string): (() => void) => {
	register.add(pid, mark);
	return () => {
		register.remove(pid);
	};
};

/** Ends what a program has left behind in its group. On Windows its number is nobody's by then, or somebody else's. */
const killLeft =
	({ pid }: ChildProcess) =>
	(): void => {
		if (!isWindows && pid !== undefined) killTree(pid, 'SIGKILL');
	};

const lastWords = (child: ChildProcess): (() => string) => {
	let said = '';
	child.stderr?.setEncoding('utf8').on('data', (text: string) => {
		said = (said + text).slice(-SAID_LIMIT);
	});
	return () => said;
};

/** What it is called when a program is not there, or may not be run. */
const cannotStart = (program: string, cause: unknown): AgentError =>
	new AgentError('NOT_READY', {
		object: { zh: `${program} 无法启动`, en: `${program} does not start` },
		cause,
	});

/** Whether a process that is over was ended for the memory that it took, as far as this thread has heard. */
const tookTooMuch = (pid: number | undefined): boolean =>
	pid !== undefined && register.tookTooMuch(pid);

/** What it is called when somebody else ended a program by force while it worked on `object`. */
export const killedFailure = (object: string): AgentError =>
	new AgentError('RENDER_FAILED', {
		object: {
			zh: `处理 ${object} 的程序被强制结束，多半是内存不足：请减少同时进行的任务（RENDER_AGENT_JOBS）、换用更小的素材，或增加内存`,
			en: `the program that worked on ${object} was ended by force, most likely for want of memory: run fewer jobs at once (RENDER_AGENT_JOBS), use smaller media, or give the machine more memory`,
		},
	});

const endOf = (
	child: ChildProcess,
	program: string,
	{ said, hasKilled }: { readonly said: () => string; readonly hasKilled: () => boolean },
): Promise<Ended> => {
	const ended = new Promise<Ended>((resolve, reject) => {
		child.once('error', (cause) => {
			reject(cannotStart(program, cause));
		});
		child.once('close', (code, signal) => {
			const isForced = signal === 'SIGKILL' && !hasKilled();
			const isKilled = isForced || tookTooMuch(child.pid);
			resolve({ code, signal, said: said(), isKilled, isBroken: BREAKS.has(signal) });
		});
	});
	// Whoever waits for it hears of a program that cannot be started; nobody has to.
	ended.catch(() => undefined);
	return ended;
};

const piped = (isPiped: boolean | undefined): 'pipe' | 'ignore' => (isPiped ? 'pipe' : 'ignore');

const wired = ({
	stdin,
	stdout,
	stderr,
}: ChildProcess): Pick<Running, 'stdin' | 'stdout' | 'stderr'> => ({
	stdin: stdin ?? undefined,
	stdout: stdout ?? undefined,
	stderr: stderr ?? undefined,
});

/**
 * Starts a program in a process group of its own, without a shell. It is stopped when the signal aborts. A program that
 * cannot be started rejects `ended`.
 */
export const start = (
	program: string,
	args: readonly string[],
	{ stdin, stdout, signal, isPatient = true }: Starting = {},
): Running => {
	const mark = newMark();
	const options: SpawnOptions = {
		stdio: [piped(stdin), piped(stdout), 'pipe'],
		env: marked(process.env, mark),
		detached: !isWindows,
		windowsHide: true,
	};
	const child = spawn(program, args, options);
	const forget = child.pid === undefined ? () => undefined : adopt(child.pid, mark);
	const { stop, hasKilled } = stopper(child, isPatient);
	endRest(child, killLeft(child));
	const said = lastWords(child);
	const ended = endOf(child, program, { said, hasKilled });
	signal?.addEventListener('abort', stop, { once: true });
	if (signal?.aborted) stop();
	child.once('close', () => {
		forget();
		signal?.removeEventListener('abort', stop);
	});
	// A program that ends early closes its input under the writer: how it ended says why.
	child.stdin?.on('error', () => undefined);
	return { ...wired(child), ended, said, stop };
};

const OUTPUT_LIMIT = 32 * 1024 * 1024;

/** What is said of each packet of many hours. Bytes. */
export const PACKETS_LIMIT = 256 * 1024 * 1024;

/** What ends a program, and how much it may print: one that prints more is stopped. Bytes; default 32 MiB. */
export interface Printing {
	readonly signal: AbortSignal;
	readonly most?: number;
}

/** Runs a program to its end and gives the bytes that it printed. */
export const runRaw = async (
	program: string,
	args: readonly string[],
	how?: AbortSignal | Printing,
): Promise<Ended & { readonly bytes: Buffer }> => {
	const { signal, most = OUTPUT_LIMIT } = how && 'signal' in how ? how : { signal: how };
	const running = start(program, args, { stdout: true, ...(signal && { signal }) });
	const pieces: Buffer[] = [];
	let size = 0;
	running.stdout?.on('data', (piece: Buffer) => {
		size += piece.length;
		if (size <= most) pieces.push(piece);
		else running.stop();
	});
	const ended = await running.ended;
	return { ...ended, bytes: Buffer.concat(pieces) };
};

/** Runs a program to its end and gives what it printed. */
export const run = async (
	...asked: Parameters<typeof runRaw>
): Promise<Ended & { readonly printed: string }> => {
	const { bytes, ...ended } = await runRaw(...asked);
	return { ...ended, printed: bytes.toString('utf8') };
};
