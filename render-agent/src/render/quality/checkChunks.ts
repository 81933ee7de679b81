/** Looks at every chunk before they are joined: whole, as many frames as planned, all encoded alike. */
import { stat } from 'node:fs/promises';
import { AgentError } from '../../kernel/errors';
import { type Frames, frames } from '../../kernel/units';
import type { Encoding } from '../../timeline/scene';
import type { Canvas } from '../../timeline/timeline';
import { type ChunkFacts, readChunk } from './chunkBoxes';

/** What chunks are encoded for. */
export interface ChunkWish {
	/** Frames of each. */
	readonly counts: readonly Frames[];
	readonly canvas: Canvas;
	readonly codec: Encoding['codec'];
	/** Which are copied from files of the draft: others have encoded them, with settings of their own. Default: none. */
	readonly copied?: readonly boolean[];
}

const FORMATS = { h264: ['avc1', 'avc3'], h265: ['hvc1', 'hev1'], av1: ['av01'] } as const;

type Fault = readonly [zh: string, en: string];

const sizeFault = ({ width, height }: ChunkFacts, { canvas }: ChunkWish): Fault | undefined => {
	if (width === canvas.width && height === canvas.height) return undefined;
	const [is, wanted] = [
		`${String(width)}x${String(height)}`,
		`${String(canvas.width)}x${String(canvas.height)}`,
	];
	return [`画面为 ${is}，应为 ${wanted}`, `is ${is} instead of ${wanted}`];
};

const rateFault = ({ timescale, step }: ChunkFacts, { canvas }: ChunkWish): Fault | undefined => {
	const { num, den } = canvas.rate;
	if (step !== undefined && timescale * den === step * num) return undefined;
	if (step === undefined) return ['帧间隔不均', 'has frames of uneven length'];
	const [is, wanted] = [(timescale / step).toFixed(3), (num / den).toFixed(3)];
	return [`帧率为 ${is}，应为 ${wanted}`, `has ${is} frames a second instead of ${wanted}`];
};

const wholeFault = (
	{ samples, sampleBytes, dataBytes }: ChunkFacts,
	count: Frames,
): Fault | undefined => {
	if (samples !== count)
		return [
			`有 ${String(samples)} 帧，应有 ${String(count)} 帧`,
			`has ${String(samples)} frames of ${String(count)}`,
		];
	return sampleBytes <= dataBytes && sampleBytes > 0
		? undefined
		: ['数据不完整', 'does not have all of its data'];
};

const codecFault = (
	{ format, settings, keys }: ChunkFacts,
	{ codec }: ChunkWish,
	alike: ChunkFacts | undefined,
): Fault | undefined => {
	if (!FORMATS[codec].some((one) => one === format))
		return [`编码为 ${format}，应为 ${codec}`, `is encoded as ${format}, not ${codec}`];
	if (keys[0] !== 0) return ['不以关键帧开头', 'does not begin with a key frame'];
	return settings === (alike ?? { settings }).settings
		? undefined
		: ['编码参数与第 1 段不同', 'is encoded with other settings than chunk 1'];
};

/** Beside copied samples, pictures must be put off by equally much: moments of decoding would meet at the joint. */
const delayFault = (
	{ delay }: ChunkFacts,
	{ copied = [] }: ChunkWish,
	first: ChunkFacts,
): Fault | undefined =>
	delay === first.delay || !copied.includes(true)
		? undefined
		: ['帧的重排与第 1 段不同', 'reorders its frames otherwise than chunk 1'];

/** The first chunk of all, and the first that we have encoded. */
interface Seen {
	first?: ChunkFacts;
	ours?: ChunkFacts;
}

/** What keeps a chunk from being joined with those before it; notes the first ones. */
const likenessFault = (
	facts: ChunkFacts,
	wish: ChunkWish,
	{ seen, isCopied }: { readonly seen: Seen; readonly isCopied: boolean },
): Fault | undefined => {
	seen.first ??= facts;
	if (!isCopied) seen.ours ??= facts;
	const alike = isCopied ? undefined : seen.ours;
	return codecFault(facts, wish, alike) ?? delayFault(facts, wish, seen.first);
};

const broken = (number: number, [zh, en]: Fault): AgentError =>
	new AgentError('ENCODE_FAILED', {
		object: { zh: `第 ${String(number)} 段${zh}`, en: `chunk ${String(number)} ${en}` },
		cause: `chunk ${String(number)} ${en}`,
	});

/** The facts of a chunk that is there and whole enough to tell. */
const factsOf = async (file: string, number: number): Promise<ChunkFacts> => {
	const { size } = await stat(file).catch(() => ({ size: 0 }));
	if (size === 0) throw broken(number, ['不存在或为空', 'is missing or empty']);
	const facts = await readChunk(file);
	if (!facts) throw broken(number, ['没有完整的索引', 'has no whole index']);
	return facts;
};

/** Whether a chunk by itself is what it should be. */
export const isWholeChunk = async (
	file: string,
	{ count, ...wish }: Omit<ChunkWish, 'counts'> & { readonly count: Frames },
): Promise<boolean> =>
	checkChunks([file], { ...wish, counts: [count] }).then(
		() => true,
		() => false,
	);

/** The frames of all chunks, as they lie in their files one after another. */
export interface ChunkFrames {
	/** Numbers of those that can be decoded by themselves. */
	readonly keys: readonly number[];
	/** Bytes of each, where its file tells. */
	readonly sizes: readonly (number | undefined)[];
}

/**
 * Looks at chunks in their order and gives what their frames are like.
 * @throws {AgentError} ENCODE_FAILED, naming the chunk (from 1) and what is wrong with it
 */
export const checkChunks = async (
	files: readonly string[],
	wish: ChunkWish,
): Promise<ChunkFrames> => {
	const keys: number[] = [];
	const sizes: (number | undefined)[] = [];
	const seen: Seen = {};
	let begin = 0;
	for (const [index, file] of files.entries()) {
		const count = wish.counts[index] ?? frames(0);
		const facts = await factsOf(file, index + 1);
		const fault =
			sizeFault(facts, wish) ??
			wholeFault(facts, count) ??
			rateFault(facts, wish) ??
			likenessFault(facts, wish, { seen, isCopied: wish.copied?.[index] === true });
		if (fault) throw broken(index + 1, fault);
		keys.push(...facts.keys.map((key) => begin + key));
		for (let frame = 0; frame < count; frame++) sizes.push(facts.sizes[frame]);
		begin += count;
	}
	return { keys, sizes };
};
