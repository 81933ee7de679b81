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
	/** Why the last try failed. */
	readonly lastError: string | null;
	/** What signs it when it goes to a webhook; else the agent's own secret does. */
	readonly secret?: string;
	/** The job as it was then, as its store wrote it down; absent where what counts is how it is now. */
	readonly snapshot?: string;
}

/** A message as it is told to those who ask. */
export interface Message extends Pending {
	readonly state: 'due' | 'sent' | 'given_up';
	/** When it is tried next, while it is due. */
	readonly nextAt: number;
}

/** What is on its way, so that it is left alone when the next message is looked for. */
export interface Underway {
	/** Jobs of which a receiver is being told: each as a text of `courseOf`. */
	readonly courses: readonly string[];
	/** Receivers that are being told as much at once as they may: each as a text of `receiverOf`. */
	readonly receivers: readonly string[];
}

/** Who is called at an address: scheme, host and port, letter by letter as they are written. */
export const receiverOf = (url: string): string => /^[^/]*\/\/[^/?#]*/.exec(url)?.[0] ?? url;

/** A job's messages to one receiver, which keep their order. */
export const courseOf = ({ job, url }: Pick<Pending, 'job' | 'url'>): string =>
	`${job} ${receiverOf(url)}`;

/** Where messages wait. */
export interface Outbox {
	/** Messages that are due and that nothing under way stands before, oldest first. Default: nothing is under way. */
	readonly due: (now: number, limit: number, underway?: Underway) => readonly Pending[];
	readonly sent: (id: string) => void;
	/** Notes a failed try; `nextAt` undefined gives the message up. */
	readonly failed: (id: string, reason: string, nextAt: number | undefined) => void;
	/** Removes the webhook that a message goes to, with all that waits for it. */
	readonly forget: (id: string) => void;
	/** All messages of a job, oldest first. */
	readonly of: (job: string) => readonly Message[];
	/** Makes the messages of a job due again which were given up; `all`: also those that wait or were sent. Gives how many. */
	readonly replay: (job: string, now: number, all?: boolean) => number;
}
