/** Sends frames to a program's input from a few blocks of memory that are used again and again: none is made anew for each frame. */
import type { Writable } from 'node:stream';

/** Frames that may be on their way at once: one is read by the encoder while the next is drawn. */
const UNDERWAY = 2;

interface Parcel {
	data: Buffer;
	sent: Promise<void>;
}

/** Frames on their way to a stream. */
export class FrameOutbox {
	private readonly stream: Writable;
	private readonly parcels: Parcel[] = Array.from({ length: UNDERWAY }, () => ({
		data: Buffer.alloc(0),
		sent: Promise.resolve(),
	}));
	private next = 0;

	/** The stream's `write` must call back when the data is no longer needed. */
	constructor(stream: Writable) {
		this.stream = stream;
	}

	/** Sends a copy of a frame. Resolves when there is room for it, also when the stream has failed: its maker says why. */
	async send(frame: Uint8Array): Promise<void> {
		const parcel = this.parcels[this.next];
		this.next = (this.next + 1) % UNDERWAY;
		if (!parcel) return;
		await parcel.sent;
		if (parcel.data.length !== frame.length) parcel.data = Buffer.allocUnsafeSlow(frame.length);
		parcel.data.set(frame);
		parcel.sent = this.written(parcel.data);
	}

	/** No more frames come. */
	end(): void {
		this.stream.end();
	}

	private written(data: Buffer): Promise<void> {
		return new Promise((resolve) => {
			if (this.stream.destroyed) {
				resolve();
				return;
			}
			const settle = (): void => {
				this.stream.off('close', settle);
				resolve();
			};
			this.stream.once('close', settle);
			this.stream.write(data, settle);
		});
	}
}
