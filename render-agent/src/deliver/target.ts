/** The port of delivery: a place where a finished video can be put. */

/** A finished video on this machine, or a file that goes along with it. */
export interface DeliveryFile {
	/** Absolute path. */
	readonly file: string;
	/** Name by the job; letters, digits, `_`, `-`, dots. */
	readonly name: string;
	/** Name by the day and the time, for targets that sort by it: `2026-11-25/20261125083000c0ffee04.mp4`. The same at each try. */
	readonly key: string;
	/** What the file is called when somebody saves it. */
	readonly downloadName: string;
	readonly contentType: string;
	readonly bytes: number;
}

/** What a target remembers of an upload that is not finished; survives the agent. Plain JSON, without secrets. */
export interface Checkpoint {
	readonly load: () => unknown;
	/** `undefined` forgets it. */
	readonly save: (state: unknown) => void;
}

/** What goes on beside an upload. */
export interface Course {
	/** Hears how many bytes have gone. */
	readonly onProgress: (bytes: number) => void;
	readonly checkpoint: Checkpoint;
}

/** A place where videos go. */
export interface DeliveryTarget {
	/** As `delivery[].target` shows it. */
	readonly name: string;
	/**
	 * Puts the file there and gives where it lies, whole or not at all; putting it again replaces it, and goes on where a cut upload stopped.
	 * @throws {AgentError} DELIVERY_*, DISK_FULL, ADDRESS_REFUSED; the signal's reason when aborted
	 */
	readonly put: (
		file: DeliveryFile,
		course: Course,
		signal: AbortSignal,
	) => Promise<{ readonly url: string }>;
	/**
	 * The link by which whoever is told it can open a file that lies there, as long as it lives made anew; undefined where
	 * there is none. `url` is what `put` gave. Default: nobody can, such as in a folder without a public address.
	 */
	readonly linkTo?: (file: Pick<DeliveryFile, 'name' | 'key'>, url: string) => string | undefined;
	/** Whether it has room for one file only: what would go along with the video stays here. Default: false. */
	readonly isSingle?: boolean;
	/** Gives up an upload that is not finished: removes what lies there of it. `state` is what its checkpoint holds. */
	readonly drop?: (state: unknown, signal: AbortSignal) => Promise<void>;
}

/** A course of an upload that nobody watches and that is not gone on with. */
export const UNWATCHED: Course = {
	onProgress: () => undefined,
	checkpoint: { load: () => undefined, save: () => undefined },
};
