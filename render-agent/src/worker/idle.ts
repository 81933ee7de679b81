/** For how long nobody has used this machine: one question to the system for each kind of it. */
import type { RunSystem } from '../service/service';
import { LINUX_IDLE } from './idleLinux';
import type { IdleQuestion } from './idleQuestion';
import { MAC_IDLE } from './idleMac';
import { WINDOWS_IDLE } from './idleWindows';

const QUESTIONS: Readonly<Partial<Record<NodeJS.Platform, IdleQuestion>>> = {
	win32: WINDOWS_IDLE,
	linux: LINUX_IDLE,
	darwin: MAC_IDLE,
};

/** Milliseconds since somebody used the machine; undefined when the system does not tell. */
export type IdleTime = (now: number) => Promise<number | undefined>;

/** How often the system is asked: on Windows that costs a second of a core. Milliseconds. */
const ASKED_EVERY = 20_000;

/** Asks this system, three times a minute at most. */
export const createIdleTime = (platform: NodeJS.Platform, run: RunSystem): IdleTime => {
	const question = QUESTIONS[platform];
	let last = { at: Number.NEGATIVE_INFINITY, idle: undefined as number | undefined };
	return async (now) => {
		if (!question) return undefined;
		if (Math.abs(now - last.at) < ASKED_EVERY) return last.idle;
		const ended = await run(question.program, question.args).catch(() => undefined);
		const idle = ended?.code === 0 ? question.idleOf(ended.said, now) : undefined;
		last = { at: now, idle };
		return idle;
	};
};
