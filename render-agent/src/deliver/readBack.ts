/** Whether what lies at an address is what was sent, where nobody says a checksum: its length, and stretches of it read back. */
import { open } from 'node:fs/promises';
import type { PostAnswer } from '../net/post';
import type { AgentError } from '../kernel/errors';
import { corrupt } from './faults';

/** Asks at the address. Statuses are the caller's to judge. */
export type Ask = (
	call: { readonly method: 'HEAD' | 'GET'; readonly headers: Readonly<Record<string, string>> },
	signal: AbortSignal,
) => Promise<PostAnswer>;

/** The file that was sent. */
export interface Sent {
	/** Absolute path. */
	readonly file: string;
	readonly bytes: number;
}

/** How much is read back at the beginning, in the middle and at the end. */
const STRETCH = 32 * 1024;

interface Stretch {
	readonly from: number;
	readonly bytes: number;
}

const stretchesOf = (bytes: number): readonly Stretch[] => {
	if (bytes === 0) return [];
	if (bytes <= 2 * STRETCH) return [{ from: 0, bytes }];
	const middle = Math.floor((bytes - STRETCH) / 2);
	return [0, middle, bytes - STRETCH].map((from) => ({ from, bytes: STRETCH }));
};

const bytesIn = async (file: string, { from, bytes }: Stretch): Promise<Buffer> => {
	const handle = await open(file);
	try {
		const buffer = Buffer.alloc(bytes);
		const { bytesRead } = await handle.read(buffer, 0, bytes, from);
		return buffer.subarray(0, bytesRead);
	} finally {
		await handle.close();
	}
};

const PARTIAL = 206;
const WHOLE = 200;

/** What an answer has of a stretch; undefined where the server shows none of it. A server may give all from the beginning instead. */
const shownOf = ({ status, headers, start }: PostAnswer, { from, bytes }: Stretch) => {
	const isAsked = (headers['content-range'] ?? '').startsWith(`bytes ${String(from)}-`);
	if ((status === PARTIAL && isAsked) || (status === WHOLE && from === 0))
		return start.subarray(0, bytes);
	return undefined;
};

/** The failure of a file that has another length there. */
export const wrongLength = (bytes: string): AgentError =>
	corrupt({
		zh: `服务器上的文件大小为 ${bytes}`,
		en: `the file on the server has ${bytes} bytes`,
	});

/**
 * Reads the beginning, the middle and the end of a file back and compares them; what the server does not show is passed
 * over. What is between them is not looked at.
 * @throws {AgentError} DELIVERY_CORRUPT when one of them is another
 */
export const compareStretches = async (
	ask: Ask,
	{ file, bytes }: Sent,
	signal: AbortSignal,
): Promise<void> => {
	for (const stretch of stretchesOf(bytes)) {
		const last = stretch.from + stretch.bytes - 1;
		const headers = { Range: `bytes=${String(stretch.from)}-${String(last)}` };
		const shown = shownOf(await ask({ method: 'GET', headers }, signal), stretch);
		if (shown === undefined || (await bytesIn(file, stretch)).equals(shown)) continue;
		throw corrupt({
			zh: `服务器上的文件内容在第 ${String(stretch.from)} 字节起与发送的不同`,
			en: `the file on the server differs from what was sent, from byte ${String(stretch.from)} on`,
		});
	}
};
