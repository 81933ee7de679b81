/** The finished file as its checks see it: what it must be, how it is opened, what it is called when it is broken. */
import { AgentError } from '../../kernel/errors';
import type { Frames } from '../../kernel/units';
import type { Encoding } from '../../timeline/scene';
import type { Canvas } from '../../timeline/timeline';
import { distance } from './lumaPrint';

/** Where a chunk begins or ends in the file, and what that frame looks like (64 bytes, base64). */
export interface Joint {
	readonly frame: number;
	readonly print: string;
}

/** The first and the last frame of a chunk. */
export interface ChunkEnds {
	readonly first: Joint;
	readonly last: Joint;
}

/** Mean difference of cells that no encoder makes in a key frame. Code values. */
const FOREIGN_START = 6;
/**
 * The same of the last frame before a key frame. Nothing follows from it, so x264 spends little on it: where a fade or a burn
 * ends there, it was seen to stay up to 8 behind.
 */
const FOREIGN_END = 16;
/** By so much nearer to another chunk's print: it is that chunk. */
const NEARER = 2;

const cellsOf = ({ print }: Joint): Uint8Array => Buffer.from(print, 'base64');

const rightWithin =
	(foreign: number) =>
	(seen: Uint8Array, joint: Joint, others: readonly Joint[]): boolean => {
		const own = distance(seen, cellsOf(joint));
		if (own > foreign) return false;
		return others.every((other) => distance(seen, cellsOf(other)) + NEARER >= own);
	};

/** Whether a decoded key frame is what was drawn there, and not rather what was drawn at another place. */
export const isRight = rightWithin(FOREIGN_START);
/** The same of the last frame before a key frame. */
export const isRightEnd = rightWithin(FOREIGN_END);

/** Whether anybody has seen the frame that is decoded there. */
export const isKnown = ({ print }: Joint): boolean => print !== '';

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
	readonly chunks: readonly ChunkEnds[];
	/** Which of them were made for this file. Absent: all. */
	readonly fresh?: readonly boolean[];
	/** Bytes of each frame in the files of the chunks, where they tell. Absent: none tells. */
	readonly sizes?: readonly (number | undefined)[];
}

/** Whether a chunk is to be decoded: it has not been in a file before. */
export const isFresh = ({ fresh }: Pick<JoinedVideo, 'fresh'>, index: number): boolean =>
	fresh?.[index] !== false;

/** Files are opened as files, never as lists or addresses. */
export const FILES_ONLY: readonly string[] = ['-protocol_whitelist', 'file,pipe'];

/** A finished file that must not be handed out, and why. */
export const wrong = (words: { readonly zh: string; readonly en: string }, said = ''): AgentError =>
	new AgentError('ENCODE_FAILED', {
		object: { zh: `成品文件${words.zh}`, en: `the finished file ${words.en}` },
		cause: `the finished file ${words.en}. ${said}`,
	});
