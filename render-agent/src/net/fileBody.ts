/**
 * A stretch of a file as the body of a request. It goes through two buffers that are used again and again: a stream's own
 * pile up faster than they are taken away, some sixty MiB of them.
 */
import { type FileHandle, open } from 'node:fs/promises';
import { Readable, type Writable } from 'node:stream';
import { AgentError, BrokenInvariant, systemCodeOf } from '../kernel/errors';

/** What is sent. */
export interface FileBody {
	readonly file: string;
	/** Where the stretch begins. Default: at the beginning. */
	readonly from?: number;
	readonly bytes: number;
	/** Sent before the stretch, and after it. */
	readonly before?: Uint8Array;
	readonly after?: Uint8Array;
	/** Sees each piece of the stretch as it goes; it is overwritten afterwards. */
	readonly onPiece?: (piece: Uint8Array) => void;
}

/** Small enough for a line of 1 KiB a second to get it through before it counts as silent. */
const PIECE = 64 * 1024;

const NOTHING = new Uint8Array();

/** Writes through one pair of buffers: one is filled while the other is on its way. */
class Pouring extends Readable {
	private readonly body: FileBody;
	private readonly tell: (sent: number) => void;
	private giveUp: (why: Error) => void = () => undefined;

	constructor(body: FileBody, tell: (sent: number) => void) {
		super();
		this.body = body;
		this.tell = tell;
	}

	override _read(): void {
		// Nothing is read from here: it only pours.
	}

	override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
		this.giveUp(error ?? new BrokenInvariant('the body was given up'));
		done(error);
	}

	/** What axios hands a body over by. */
	override pipe<T extends NodeJS.WritableStream>(destination: T): T {
		this.pour(destination as unknown as Writable).catch((error: unknown) => {
			this.destroy(error as Error);
		});
		return destination;
	}

	private async pour(into: Writable): Promise<void> {
		const { file, before = NOTHING, after = NOTHING } = this.body;
		const handle = await open(file).catch(unreadable);
		try {
			if (before.length > 0) await this.written(into, before);
			await this.pourFile(handle, into);
			if (after.length > 0) await this.written(into, after);
		} finally {
			await handle.close();
		}
		into.end();
		this.push(null);
		this.resume();
	}

	private async pourFile(handle: FileHandle, into: Writable): Promise<void> {
		const { from = 0, bytes, onPiece } = this.body;
		const length = Math.min(PIECE, bytes);
		const [one, other] = [Buffer.allocUnsafe(length), Buffer.allocUnsafe(length)];
		let writing = Promise.resolve();
		for (let at = 0; at < bytes;) {
			const buffer = (at / PIECE) % 2 === 0 ? one : other;
			const wanted = Math.min(PIECE, bytes - at);
			await filled(handle, buffer.subarray(0, wanted), from + at);
			const piece = buffer.subarray(0, wanted);
			onPiece?.(piece);
			await writing;
			at += wanted;
			writing = this.written(into, piece).then(() => {
				this.tell(at);
			});
			// It is waited for one piece later; until then nobody else would hear of its failure.
			writing.catch(() => undefined);
		}
		await writing;
	}

	/** Resolves when the bytes are out of our hands, and their buffer free again. */
	private written(into: Writable, bytes: Uint8Array): Promise<void> {
		return new Promise((resolve, reject) => {
			if (this.destroyed) throw new BrokenInvariant('the body was given up');
			this.giveUp = reject;
			into.write(bytes, (error) => {
				if (error) reject(error);
				else resolve();
			});
		});
	}
}

/** A fault of this machine's disk, which no second try at the receiver mends. */
const unreadable = (cause: unknown): never => {
	const code = systemCodeOf(cause) || 'EOF';
	throw new AgentError('DELIVERY_FAILED', {
		object: {
			zh: `渲染机上的文件无法读取（${code}）`,
			en: `the file cannot be read on the render machine (${code})`,
		},
		cause,
	});
};

const filled = async (handle: FileHandle, buffer: Buffer, position: number): Promise<void> => {
	for (let at = 0; at < buffer.length;) {
		const length = buffer.length - at;
		const { bytesRead } = await handle.read(buffer, at, length, position + at).catch(unreadable);
		if (bytesRead === 0) unreadable(undefined);
		at += bytesRead;
	}
};

/** The body as a stream to be piped, once; `tell` hears how many bytes of the stretch have gone. */
export const pouring = (body: FileBody, tell: (sent: number) => void): Readable =>
	new Pouring(body, tell);
