/** When an upload has its turn: a few at a time at each target, so that one that hangs keeps nobody but those behind it. */
import type { Clock } from '../kernel/clock';
import { createGate, type Gate } from './gate';

/** How many jobs upload to one target of the agent at once. */
const AT_ONE_TARGET = 2;

/** How many upload at once to targets that requests brought along. */
const AT_SENT_TARGETS = 8;

/** Gives uploads their turns. */
export interface UploadTurns {
	/**
	 * Does the upload when it has its turn; from then on it has the time of one target.
	 * @throws {AgentError} TIMED_OUT when that was not enough; the signal's reason when aborted
	 */
	readonly take: (target: string) => Gate;
	/** What one target is given. Seconds. */
	readonly seconds: number;
}

/** Turns of their own. `own`: names of the agent's targets. */
export const createUploadTurns = (
	clock: Clock,
	{ seconds, own }: { readonly seconds: number; readonly own: readonly string[] },
): UploadTurns => {
	const gate = (atOnce: number): Gate =>
		createGate(clock, { atOnce, line: Infinity, time: seconds * 1000 });
	const sent = gate(AT_SENT_TARGETS);
	const gates = new Map(own.map((name) => [name, gate(AT_ONE_TARGET)]));
	return { seconds, take: (target) => gates.get(target) ?? sent };
};
