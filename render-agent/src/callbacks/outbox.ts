/** The port of what has to be called back: messages wait here until their receivers have them. */

/** One message about one job. Times are milliseconds since 1970. */
export interface Pending {
	readonly id: string;
	readonly job: string;
	/** `job.completed`, `job.failed`, `job.progress`. */
	readonly type: string;
	readonly url: string;
	/** When the thing happened. */
	readonly at: number;
	/** How often it was tried. */
	readonly attempts: number;
	/** What signs it when it goes to a webhook; else the agent's own secret does. */
	readonly secret?: string;
}

/** Where messages wait. */
export interface Outbox {
	/** Messages that are due, oldest first. */
	readonly due: (now: number, limit: number) => readonly Pending[];
	readonly sent: (id: string) => void;
	/** Notes a failed try; `nextAt` undefined gives the message up. */
	readonly failed: (id: string, reason: string, nextAt: number | undefined) => void;
	/** Makes the messages of a job due again which were given up. Gives how many. */
	readonly replay: (job: string, now: number) => number;
}
