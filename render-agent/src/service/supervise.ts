/** Keeps one program running: starts it again when it fails, ends it when asked. What the launcher and a service stand on. */
import { type ChildProcess, spawn } from 'node:child_process';
import type { Clock } from '../kernel/clock';

/** The exit code by which a program asks to be started again at once. */
export const RESTART_CODE = 75;
/** What is sent to the program over its channel to ask it to end in good order. */
export const STOP_MESSAGE = 'stop';

/** What is kept running. */
export interface Supervised {
	readonly program: string;
	readonly args: readonly string[];
	readonly environment: Readonly<Record<string, string | undefined>>;
	/** An exit code after which it is not started again. Default: none. */
	readonly finalCode?: number;
	/** Told of each start and end. */
	readonly note: (event: SupervisedEvent) => void;
	readonly clock: Clock;
}

/** What happens to it. `code` is null when a signal ended it; `again` is the wait before the next start in milliseconds. */
export type SupervisedEvent =
	| { readonly kind: 'started'; readonly pid: number | undefined }
	| { readonly kind: 'failed'; readonly code: number | null; readonly again: number };

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** Having run for so long, it counts as well again. Milliseconds. */
const WELL_AFTER = 60_000;
/** How long it may take to end in good order. Milliseconds. */
const GRACE = 45_000;

const startOne = ({ program, args, environment }: Supervised): ChildProcess =>
	spawn(program, args, {
		env: { ...environment },
		stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
		windowsHide: true,
	});

const endOf = (child: ChildProcess): Promise<number | null> =>
	new Promise((resolve) => {
		child.once('error', () => {
			resolve(null);
		});
		child.once('exit', (code) => {
			resolve(code);
		});
	});

/** Asks it to end; kills it when it has not after 45 s. */
const endInOrder = (child: ChildProcess, clock: Clock): void => {
	if (child.connected) child.send(STOP_MESSAGE, () => undefined);
	else child.kill();
	const cancel = clock.after(GRACE, () => child.kill('SIGKILL'));
	child.once('exit', cancel);
};

const runOnce = async (supervised: Supervised, signal: AbortSignal): Promise<number | null> => {
	const child = startOne(supervised);
	supervised.note({ kind: 'started', pid: child.pid });
	const stop = (): void => {
		endInOrder(child, supervised.clock);
	};
	signal.addEventListener('abort', stop, { once: true });
	try {
		return await endOf(child);
	} finally {
		signal.removeEventListener('abort', stop);
	}
};

const pause = async (clock: Clock, milliseconds: number, signal: AbortSignal): Promise<void> => {
	try {
		await clock.sleep(milliseconds, signal);
	} catch {
		// Asked to end while it waited: the loop sees it.
	}
};

/**
 * Runs the program until `signal` aborts or it ends with 0 by itself; gives its last exit code. One that fails is started
 * again after 1 s, then 2 s, 4 s … up to a minute; one that ran for a minute begins anew.
 */
export const supervise = async (supervised: Supervised, signal: AbortSignal): Promise<number> => {
	const { clock, note } = supervised;
	let wait = FIRST_WAIT;
	for (;;) {
		const began = clock.now();
		const code = await runOnce(supervised, signal);
		if (signal.aborted || code === 0 || code === supervised.finalCode) return code ?? 0;
		if (code === RESTART_CODE) continue;
		if (clock.now() - began >= WELL_AFTER) wait = FIRST_WAIT;
		note({ kind: 'failed', code, again: wait });
		await pause(clock, wait, signal);
		wait = Math.min(LONGEST_WAIT, 2 * wait);
	}
};
