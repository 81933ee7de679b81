/** Encodes the frames of a run: one encoder after another, each for a file of its own. Draws nothing. */
import { AgentError } from '../kernel/errors';
import type { Frames } from '../kernel/units';
import { make, type Making } from './ffmpegEncoder';
import { FrameOutbox } from './frameOutbox';
import type { StallWatch } from './stall';
import type { RunPart } from './tasks';

/** What a run's encoders are given. */
export interface RunEncoding {
	readonly ffmpeg: string;
	readonly inputOptions: readonly string[];
	readonly parts: readonly RunPart[];
	/** Whether an encoder waits until the one before has ended. */
	readonly alone: boolean;
	/** Aborted with the first failure of an encoder. */
	readonly stop: AbortController;
	readonly watch: StallWatch;
	/** A file is whole. */
	readonly made: (part: number) => void;
}

/** The encoders of a run. */
export interface RunEncoders {
	/** Takes a copy of the next frame. Resolves when another may come. */
	readonly take: (frame: Uint8Array) => Promise<void>;
	/**
	 * Waits until all encoders have ended.
	 * @throws {AgentError} ENCODE_FAILED, DISK_FULL, NOT_READY: the first failure of any of them
	 */
	readonly ended: () => Promise<void>;
}

/** Hears an encoder say that it has written more; what it says of more frames than there are is no progress. */
export const growing = (watch: StallWatch, count: Frames): ((frames: number) => void) => {
	let most = 0;
	return (frames) => {
		if (frames > most && most < count) watch.alive();
		most = Math.max(most, frames);
	};
};

interface Encoder {
	readonly outbox: FrameOutbox;
	left: number;
	readonly ended: Promise<void>;
}

const begin = (
	{ ffmpeg, inputOptions, parts, stop, watch, made }: RunEncoding,
	index: number,
): Encoder | undefined => {
	const part = parts[index];
	if (!part) return undefined;
	const making: Making = {
		ffmpeg,
		inputs: [{ options: inputOptions, file: 'pipe:0' }],
		outputOptions: part.options,
		file: part.file,
		failure: 'ENCODE_FAILED',
		onFrames: growing(watch, part.count),
	};
	const maker = make(making, watch.signal);
	if (!maker.input) return undefined;
	const ended = maker.made.then(() => {
		if (encoder.left > 0)
			throw new AgentError('ENCODE_FAILED', { cause: 'ffmpeg ended before its input did' });
		made(index);
	});
	ended.catch((error: unknown) => {
		stop.abort(error);
	});
	const outbox = new FrameOutbox(maker.input);
	const encoder: Encoder = { outbox, left: part.count, ended };
	return encoder;
};

/** Encoders that start as their first frame comes. Unless they are alone, one finishes while the next is fed; a third waits. */
export const runEncoders = (encoding: RunEncoding): RunEncoders => {
	const { watch } = encoding;
	const started: Encoder[] = [];
	const next = async (): Promise<Encoder> => {
		await started.at(encoding.alone ? -1 : -2)?.ended;
		const encoder = begin(encoding, started.length);
		if (!encoder) throw new AgentError('ENCODE_FAILED', { cause: 'more frames than were planned' });
		started.push(encoder);
		return encoder;
	};
	return {
		take: async (frame) => {
			watch.alive('ENCODE_FAILED');
			const last = started.at(-1);
			const encoder = last && last.left > 0 ? last : await next();
			await encoder.outbox.send(frame);
			encoder.left -= 1;
			if (encoder.left === 0) encoder.outbox.end();
			watch.alive('RENDER_FAILED');
		},
		ended: async () => {
			watch.alive('ENCODE_FAILED');
			const ends = await Promise.allSettled(started.map(({ ended }) => ended));
			const failed = ends.find((end) => end.status === 'rejected');
			if (failed) throw failed.reason as Error;
		},
	};
};
