/** Puts together what was measured while a video was made, and looks at its file. A broken one is never given on. */
import { type FrameRate, type Frames, frames as wholeFrames, plus } from '../../kernel/units';
import type { Encoding } from '../../timeline/scene';
import type { Canvas } from '../../timeline/timeline';
import { watchStall, WHOLE_FILE } from '../stall';
import type { Tools } from '../tools';
import { checkVideo, type VideoFacts } from './checkVideo';
import type { PictureFindings, SoundFindings, Stretch } from './findings';
import { isKnown } from './joinedVideo';

/** A stretch of the video in seconds, and why it is so. */
export interface TimedStretch<Why extends string = string> {
	readonly start: number;
	readonly end: number;
	readonly why: Why;
}

/** What a finished video is like. */
export interface Quality {
	readonly black: readonly TimedStretch<PictureFindings['black'][number]['why']>[];
	readonly still: readonly TimedStretch<PictureFindings['still'][number]['why']>[];
	readonly sound: SoundFindings;
	readonly file: VideoFacts;
	/** Chunks whose first frame was decoded and compared with what was drawn. */
	readonly joints: number;
}

/** A chunk as it was made. */
export interface InspectedChunk {
	readonly count: Frames;
	readonly findings: PictureFindings;
}

/** A joined file and all that is known of it. */
export interface Inspected {
	readonly file: string;
	readonly canvas: Canvas;
	readonly codec: Encoding['codec'];
	readonly chunks: readonly InspectedChunk[];
	readonly sound: SoundFindings;
	/** Frames that can be decoded by themselves. */
	readonly keys: readonly number[];
	/** Which chunks were made for this file; the others were looked at in the one that they were made for. Absent: all. */
	readonly fresh?: readonly boolean[];
	/** Bytes of each frame in the files of the chunks, where they tell. */
	readonly sizes?: readonly (number | undefined)[];
	/** What an earlier look at the very same file has found: it is not looked at again. */
	readonly known?: VideoFacts;
}

/** What looks at files, and how long it may make no progress. Milliseconds. */
export interface Inspector {
	readonly tools: Tools;
	readonly patience: number;
}

/** Shorter ones are cuts and pauses. Seconds. */
const SHORTEST = { black: 0.5, still: 2, unexplained: 1 } as const;

const merged = <Why extends string>(
	stretches: readonly Stretch<Why>[],
): readonly Stretch<Why>[] => {
	const all: Stretch<Why>[] = [];
	for (const one of stretches) {
		const last = all.at(-1);
		if (last?.to === one.from && last.why === one.why) all.splice(-1, 1, { ...last, to: one.to });
		else all.push(one);
	}
	return all;
};

/** The stretches of all chunks, counted from the start of the video. */
const joined = <Why extends string>(
	chunks: readonly InspectedChunk[],
	stretchesOf: (
		findings: PictureFindings,
		before: PictureFindings | undefined,
	) => readonly Stretch<Why>[],
): readonly Stretch<Why>[] => {
	let begin = wholeFrames(0);
	const all = chunks.flatMap(({ count, findings }, index) => {
		const from = begin;
		begin = plus(begin, count);
		return stretchesOf(findings, chunks[index - 1]?.findings).map((one) => ({
			...one,
			from: one.from + from,
			to: one.to + from,
		}));
	});
	return merged(all);
};

/** Whether two prints are of one picture: noise may round a cell the other way. Prints that nobody took are of none. */
const isOnePicture = (a: string | undefined, b: string): boolean => {
	if (a === undefined || a === '' || b === '') return false;
	const before = Buffer.from(a, 'base64');
	return Buffer.from(b, 'base64').every((cell, i) => Math.abs(cell - (before[i] ?? 0)) <= 1);
};

/** A chunk does not know the frame before it: where the prints are alike, a stretch reaches back to its first frame. */
const reachingBack = (
	{ still, first }: PictureFindings,
	before: PictureFindings | undefined,
): PictureFindings['still'] =>
	still.map((one) =>
		one.from === 1 && isOnePicture(before?.last, first) ? { ...one, from: 0 } : one,
	);

const timed = <Why extends string>(
	stretches: readonly Stretch<Why>[],
	{ num, den }: FrameRate,
	shortest: (why: Why) => number,
): readonly TimedStretch<Why>[] =>
	stretches
		.map(({ from, to, why }) => ({ start: (from * den) / num, end: (to * den) / num, why }))
		.filter(({ start, end, why }) => end - start >= shortest(why) - 1e-9);

/** A picture stands still from the frame on that shows it first, not from the one that repeats it. */
const withItsFirst = <Why extends string>(one: Stretch<Why>): Stretch<Why> => ({
	...one,
	from: Math.max(0, one.from - 1),
});

/** Where the frames were black, and where they stood still. */
export const measuredIn = (
	chunks: readonly InspectedChunk[],
	rate: FrameRate,
): Pick<Quality, 'black' | 'still'> => ({
	black: timed(
		joined(chunks, ({ black }) => black),
		rate,
		() => SHORTEST.black,
	),
	still: timed(joined(chunks, reachingBack).map(withItsFirst), rate, (why) =>
		why === 'ended' || why === 'unexplained' ? SHORTEST.unexplained : SHORTEST.still,
	),
});

/**
 * Looks at a joined file.
 * @throws {AgentError} ENCODE_FAILED, saying what is wrong with it
 */
export const inspect = async (
	{ chunks, sound, known, ...video }: Inspected,
	{ tools, patience }: Inspector,
	signal: AbortSignal,
): Promise<Quality> => {
	let frames = wholeFrames(0);
	const ends = chunks.map(({ count, findings: { first, last } }) => {
		const begin = frames;
		frames = plus(frames, count);
		return { first: { frame: begin, print: first }, last: { frame: frames - 1, print: last } };
	});
	// Reading a long file says nothing meanwhile.
	const watch = watchStall('ENCODE_FAILED', { patience: WHOLE_FILE * patience }, signal);
	try {
		const joinedVideo = { ...video, frames, chunks: ends, levels: sound.levels };
		const file = known ?? (await checkVideo(joinedVideo, tools, watch.signal));
		return {
			...measuredIn(chunks, video.canvas.rate),
			sound,
			file,
			joints: ends.filter(({ first }) => isKnown(first)).length,
		};
	} finally {
		watch.end();
	}
};
