/** Takes bytes from a program's output as they are wanted, and none that are not. */
import type { Readable } from 'node:stream';

/** Bytes of a stream, taken piece by piece. One for each stream, made before the stream can end. */
export class Pull {
	private readonly stream: Readable;
	private wake: () => void = () => undefined;

	constructor(stream: Readable) {
		this.stream = stream;
		const wake = (): void => {
			this.wake();
		};
		// As long as somebody listens for it, Node does not pour out what is left when the program exits.
		stream.on('readable', wake).on('end', wake).on('close', wake).on('error', wake);
	}

	/** The next bytes, at most `most` of them; undefined at the end. */
	async next(most: number): Promise<Buffer | undefined> {
		for (;;) {
			const waiting = this.stream.readableLength;
			const piece = this.stream.read(Math.min(waiting, most)) as Buffer | null;
			if (piece && piece.length > 0) return piece;
			if (this.stream.readableEnded || this.stream.destroyed) return undefined;
			await new Promise<void>((resolve) => {
				this.wake = resolve;
			});
		}
	}
}
