/** The port of delivery: a place where a finished video can be put. */

/** A finished video on this machine. */
export interface DeliveryFile {
	/** Absolute path. */
	readonly file: string;
	/** Name under which it is put; letters, digits, `_`, `-`, one dot. */
	readonly name: string;
	readonly contentType: string;
	readonly bytes: number;
}

/** A place where videos go. */
export interface DeliveryTarget {
	/** As `delivery[].target` shows it. */
	readonly name: string;
	/**
	 * Puts the file there; putting the same name again replaces it.
	 * `onProgress` hears how many bytes have gone.
	 * @throws {AgentError} DELIVERY_FAILED, DISK_FULL, ADDRESS_REFUSED; the signal's reason when aborted
	 */
	readonly put: (
		file: DeliveryFile,
		onProgress: (bytes: number) => void,
		signal: AbortSignal,
	) => Promise<{ readonly url: string }>;
}
