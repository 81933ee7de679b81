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
const NOTHING = 204;
const GONE = new Set([404, 410]);

/** Whether an answer says that nothing lies at the address. */
export const isGone = ({ status }: PostAnswer): boolean => GONE.has(status);

/** The failure of a file that is not there, though it was taken. */
export const absent = (): AgentError =>
	corrupt({
		zh: '服务器已接收文件，但该地址上没有它',
		en: 'the server took the file, but it is not there',
	});

/** The failure of a file that has another length there. */
export const wrongLength = (bytes: string): AgentError =>
	corrupt({
		zh: `服务器上的文件大小为 ${bytes}`,
		en: `the file on the server has ${bytes} bytes`,
	});

const isEncoded = ({ headers }: PostAnswer): boolean =>
	!/^(identity)?$/i.test(headers['content-encoding'] ?? '');

/** What an answer has of a stretch; undefined where the server shows none of it. A server may give all from the beginning instead. */
const shownOf = (answer: PostAnswer, { from, bytes }: Stretch): Uint8Array | undefined => {
	const { status, headers, start } = answer;
	if (status === NOTHING) return start.subarray(0, 0);
	if (isEncoded(answer)) return undefined;
	const isAsked = (headers['content-range'] ?? '').startsWith(`bytes ${String(from)}-`);
	if ((status === PARTIAL && isAsked) || (status === WHOLE && from === 0))
		return start.subarray(0, bytes);
	return undefined;
};

/**
 * Reads the beginning, the middle and the end of a file back and compares them; what the server refuses to show is passed
 * over. A server that knows no stretches shows the beginning only: all of a long video is not fetched for the rest. What
 * is between them is not looked at.
 * @throws {AgentError} DELIVERY_CORRUPT when one of them is another, or nothing lies there
 */
export const compareStretches = async (
	ask: Ask,
	{ file, bytes }: Sent,
	signal: AbortSignal,
): Promise<void> => {
	for (const stretch of stretchesOf(bytes)) {
		const last = stretch.from + stretch.bytes - 1;
		const headers = { Range: `bytes=${String(stretch.from)}-${String(last)}` };
		const answer = await ask({ method: 'GET', headers }, signal);
		if (isGone(answer)) throw absent();
		const shown = shownOf(answer, stretch);
		if (shown !== undefined && !(await bytesIn(file, stretch)).equals(shown))
			throw corrupt({
				zh: `服务器上的文件内容在第 ${String(stretch.from)} 字节起与发送的不同`,
				en: `the file on the server differs from what was sent, from byte ${String(stretch.from)} on`,
			});
		if (answer.status === WHOLE) return;
	}
};
