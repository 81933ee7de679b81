/** How long nobody has used a Mac: by the counter of its keyboard and mouse. */
import type { IdleQuestion } from './idleQuestion';

/** The question and how its answer is read. */
export const MAC_IDLE: IdleQuestion = {
	program: 'ioreg',
	args: ['-c', 'IOHIDSystem', '-d', '4'],
	idleOf: (printed) => {
		const nanoseconds = /"HIDIdleTime"\s*=\s*(\d+)/.exec(printed)?.[1];
		return nanoseconds === undefined ? undefined : Number(nanoseconds) / 1_000_000;
	},
};
