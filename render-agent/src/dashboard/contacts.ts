/** Who has called the agent lately: what the first-start page shows when it waits for n8n to get through. */

/** One request from outside the page. */
export interface Contact {
	/** Milliseconds since 1970. */
	readonly at: number;
	/** The caller's address, such as `172.17.0.2`. */
	readonly address: string;
	/** The name under which the agent was called. */
	readonly host: string;
	/** HTTP status of the answer; 421 is a name that is not allowed, 401 a key that is missing or wrong. */
	readonly status: number;
}

/** The last callers. */
export interface Contacts {
	readonly note: (contact: Contact) => void;
	/** Newest first. */
	readonly recent: () => readonly Contact[];
}

const KEPT = 20;

/** Remembers the last 20 calls, in memory only. */
export const createContacts = (): Contacts => {
	let kept: readonly Contact[] = [];
	return {
		note: (contact) => {
			kept = [contact, ...kept].slice(0, KEPT);
		},
		recent: () => kept,
	};
};
