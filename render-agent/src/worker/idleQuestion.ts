/** How a system is asked for how long nobody has used it. */

/** A program of the system that tells it. */
export interface IdleQuestion {
	readonly program: string;
	readonly args: readonly string[];
	/** Milliseconds from what it printed; undefined when it does not say. `now`: milliseconds since 1970. */
	readonly idleOf: (printed: string, now: number) => number | undefined;
}
