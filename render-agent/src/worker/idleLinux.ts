/** How long nobody has used a Linux machine, as systemd-logind has it over all sessions. */
import type { IdleQuestion } from './idleQuestion';

/** The question and how its answer is read. */
export const LINUX_IDLE: IdleQuestion = {
	program: 'loginctl',
	args: ['show-session', '--property=IdleHint', '--property=IdleSinceHint'],
	idleOf: (printed, now) => {
		const hint = /^IdleHint=(yes|no)$/m.exec(printed)?.[1];
		if (hint === undefined) return undefined;
		if (hint === 'no') return 0;
		const since = Number(/^IdleSinceHint=(\d+)$/m.exec(printed)?.[1] ?? 0);
		// Microseconds since 1970; 0 when nobody was ever there.
		return since === 0 ? Number.POSITIVE_INFINITY : Math.max(0, now - since / 1000);
	},
};
