/** The finished file as its checks see it: what it must be, how it is opened, what it is called when it is broken. */
import { AgentError } from '../../kernel/errors';
import type { Frames } from '../../kernel/units';
import type { Encoding } from '../../timeline/scene';
import type { Canvas } from '../../timeline/timeline';

/** Where a chunk begins in the file, and what its first frame looks like (64 bytes, base64). */
export interface Joint {
	readonly frame: number;
	readonly print: string;
}

/** A joined file, and what it must be. */
export interface JoinedVideo {
	readonly file: string;
	readonly canvas: Canvas;
	readonly codec: Encoding['codec'];
	readonly frames: Frames;
	/** Level of each 100 ms of the mix, in dBFS. */
	readonly levels: readonly number[];
	/** Frames that can be decoded by themselves, ascending. */
	readonly keys: readonly number[];
	readonly joints: readonly Joint[];
}

/** Files are opened as files, never as lists or addresses. */
export const FILES_ONLY: readonly string[] = ['-protocol_whitelist', 'file,pipe'];

/** A finished file that must not be handed out, and why. */
export const wrong = (words: { readonly zh: string; readonly en: string }, said = ''): AgentError =>
	new AgentError('ENCODE_FAILED', {
		object: { zh: `成品文件${words.zh}`, en: `the finished file ${words.en}` },
		cause: `the finished file ${words.en}. ${said}`,
	});
