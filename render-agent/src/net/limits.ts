/** How long and how often the outgoing client tries. */

/** Patience of the outgoing client. Times in milliseconds. */
export interface ClientLimits {
	/** Until the headers of an answer are there. */
	readonly headers: number;
	/** Without a byte. */
	readonly idle: number;
	/** How often the rate is looked at. */
	readonly rateWindow: number;
	/** Slower than this over a window is given up. Bytes a second. */
	readonly minRate: number;
	/** Tries in a row without progress worth the name. */
	readonly attempts: number;
	readonly redirects: number;
}

/** 30 s of silence, 1 KiB/s over 30 s, 6 tries, 5 redirects. */
export const CLIENT_LIMITS: ClientLimits = {
	headers: 30_000,
	idle: 30_000,
	rateWindow: 30_000,
	minRate: 1024,
	attempts: 6,
	redirects: 5,
};
