/**
 * Downloads that ended before they were whole, with their process or without: whoever asks for the address next goes on with
 * them. What lies here is never believed: the sum of its bytes is compared, and the server is asked whether its file is the same.
 */
import { createReadStream } from 'node:fs';
import { z } from 'zod/v4';
import type { Begun, BegunFile } from '../net/download';
import type { CacheParts, LeftPart } from './cacheParts';

const begunSchema = z
	.object({
		bytes: z.number().int().positive(),
		sha256: z.string().regex(/^[0-9a-f]{64}$/),
		etag: z.string().optional(),
		lastModified: z.string().optional(),
		total: z.number().int().positive().optional(),
		date: z.string().optional(),
	})
	.refine(({ bytes, total }) => total === undefined || bytes < total);

/** What lies here of unfinished downloads. */
export interface LeftDownloads {
	/** Notes how far a download is. One that cannot be noted is only not gone on with. */
	readonly note: (part: string, begun: Begun) => Promise<void>;
	/** The largest beginning of an address that somebody has left; the others go. It is nobody else's, and gone after it was read. */
	readonly take: (what: string) => Promise<LeftDownload | undefined>;
}

/** A beginning that was taken. */
export interface LeftDownload extends BegunFile {
	/** Removes it, read or not. */
	readonly drop: () => Promise<void>;
	/** Leaves it to somebody else, where it was not read to its end. */
	readonly leave: () => Promise<void>;
}

const begunIn = (text: string): Begun | undefined => {
	try {
		const { bytes, sha256, total, date, etag, lastModified } = begunSchema.parse(JSON.parse(text));
		const validator = {
			...(etag !== undefined && { etag }),
			...(lastModified !== undefined && { lastModified }),
		};
		return { bytes, sha256, first: { validator, total, date } };
	} catch {
		return undefined;
	}
};

const PIECE = 1024 * 1024;

const contentOf = async function* (
	part: string,
	bytes: number,
	drop: () => Promise<void>,
): AsyncGenerator<Buffer> {
	const options = { end: bytes - 1, highWaterMark: PIECE };
	yield* createReadStream(part, options) as AsyncIterable<Buffer>;
	// At once: a disk has not to hold the beginning twice while the rest comes.
	await drop();
};

/** The unfinished downloads among the parts of a cache. */
export const leftDownloads = (parts: CacheParts): LeftDownloads => {
	const taken = async (left: LeftPart): Promise<LeftDownload | undefined> => {
		const adopted = await parts.adopt(left);
		if (!adopted) return undefined;
		const { part, description } = adopted;
		const begun = begunIn(description);
		const drop = (): Promise<void> => parts.drop(part);
		const leave = (): Promise<void> => parts.leave(part);
		if (begun) return { ...begun, drop, leave, content: () => contentOf(part, begun.bytes, drop) };
		await drop();
		return undefined;
	};
	return {
		note: async (part, { bytes, sha256, first: { validator, total, date } }) => {
			const text = JSON.stringify({ bytes, sha256, ...validator, total, date });
			await parts.describe(part, text).catch(() => undefined);
		},
		take: async (what) => {
			const left = (await parts.left()).filter((one) => one.what === what);
			let best: LeftDownload | undefined;
			for (const one of left) {
				const other = await taken(one);
				const isBetter = other !== undefined && other.bytes > (best?.bytes ?? 0);
				await (isBetter ? best : other)?.drop();
				if (isBetter) best = other;
			}
			return best;
		},
	};
};
