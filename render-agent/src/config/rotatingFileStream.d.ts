/** What we use of rotating-file-stream; its own types claim to be an ES module. */
declare module 'rotating-file-stream' {
	import type { Writable } from 'node:stream';

	/** A file that is cut at `size` (such as `10M`); of the cut pieces `maxFiles` are kept beside it. */
	export const createStream: (
		name: string,
		options: { readonly path: string; readonly size: string; readonly maxFiles: number },
	) => Writable;
}
