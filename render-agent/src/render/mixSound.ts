/** Mixes the whole sound in one go: each piece read by its own decoder, put at its sample, summed. Never cut into chunks. */
import { heardIn, SAMPLE_RATE, type SoundPlan } from '../compile/sound';
import type { SoundPiece } from '../compile/soundPiece';
import { SECOND } from '../kernel/units';
import { valueAt } from '../timeline/curve';
import { endOf } from '../timeline/range';
import {
	type Level,
	type Mixed,
	MixOutput,
	type MissedLoudness,
	type SampleSink,
} from './mixOutput';
import type { LoudnessMiss } from './sound/loudness';
import { openSound } from './sound/openSound';
import type { SampleSource } from './sound/samples';
import type { Heard } from './sound/silenceMeter';

/** What mixing needs of the world. */
export interface Mixing {
	readonly ffmpeg: string;
	readonly signal: AbortSignal;
	/** Hears how many samples are mixed. */
	readonly progressed: (samples: number) => void;
	/** Absent: the plain sum, kept within full scale. */
	readonly level?: Level;
}

const BLOCK = 4_800;
/** Gains are computed for every 32nd sample and joined by straight lines. */
const GAIN_STEP = 32;

/** The gain of a piece `at` microseconds into its clip: volume, keyframes, fades. */
export const gainAt = (
	{ gain, fadeIn, fadeOut, paced }: Pick<SoundPiece, 'gain' | 'fadeIn' | 'fadeOut' | 'paced'>,
	at: number,
): number => {
	const left = paced.target.duration - at;
	const rising = fadeIn > 0 ? Math.min(1, Math.max(0, at / fadeIn)) : 1;
	const falling = fadeOut > 0 ? Math.min(1, Math.max(0, left / fadeOut)) : 1;
	return Math.max(0, valueAt(gain, at)) * rising * falling;
};

const isFlat = ({ gain, fadeIn, fadeOut }: SoundPiece): boolean =>
	gain.kind === 'constant' && fadeIn === 0 && fadeOut === 0;

interface Part {
	/** Interleaved. */
	readonly samples: Float32Array;
	/** The piece's own number of the first of them. */
	readonly offset: number;
	readonly into: Float32Array;
}

/** Adds a stretch whose gain runs straight from `from`, changing by `slope` with each sample. */
const addStretch = (
	{ samples, into }: Part,
	{ begin, end }: { begin: number; end: number },
	{ from, slope }: { from: number; slope: number },
): void => {
	for (let at = begin * 2; at < end * 2; at++) {
		const gain = from + slope * ((at >> 1) - begin);
		into[at] = (into[at] ?? 0) + (samples[at] ?? 0) * gain;
	}
};

/** Adds some samples of a piece to a block. */
const add = (piece: SoundPiece, part: Part): void => {
	const count = part.samples.length / 2;
	if (isFlat(piece)) {
		addStretch(part, { begin: 0, end: count }, { from: gainAt(piece, 0), slope: 0 });
		return;
	}
	const gainOf = (sample: number): number =>
		gainAt(piece, piece.from + ((part.offset + sample) * SECOND) / SAMPLE_RATE);
	for (let begin = 0; begin < count; begin += GAIN_STEP) {
		const from = gainOf(begin);
		const slope = (gainOf(begin + GAIN_STEP) - from) / GAIN_STEP;
		addStretch(part, { begin, end: Math.min(count, begin + GAIN_STEP) }, { from, slope });
	}
};

interface Playing {
	readonly piece: SoundPiece;
	readonly source: SampleSource;
}

const missOf = (piece: SoundPiece, miss: LoudnessMiss): MissedLoudness => {
	const { id, within, loudness = 0 } = piece;
	const heard = heardIn(piece);
	return {
		...{ id, ...(within !== undefined && { within }) },
		...{ start: heard.start, end: endOf(heard), target: loudness, ...miss },
	};
};

/**
 * Mixes a sound plan and hands it over block by block.
 * @throws {AgentError} AUDIO_FAILED, naming the file
 */
export const mixSound = async (
	{ samples, pieces }: SoundPlan,
	{ ffmpeg, signal, progressed, level }: Mixing,
	take: SampleSink,
): Promise<Mixed> => {
	const output = new MixOutput(take, level);
	const missed: MissedLoudness[] = [];
	let playing: Playing[] = [];
	let next = 0;
	try {
		for (let at = 0; at < samples; at += BLOCK) {
			signal.throwIfAborted();
			const end = Math.min(samples, at + BLOCK);
			const alive = (): void => {
				progressed(at);
			};
			for (; next < pieces.length && (pieces[next]?.first ?? end) < end; next++) {
				const piece = pieces[next];
				if (!piece) continue;
				const told = (miss: LoudnessMiss): void => void missed.push(missOf(piece, miss));
				const source = await openSound(piece, { ffmpeg, signal, alive, missed: told });
				playing.push({ piece, source });
			}
			const block = new Float32Array((end - at) * 2);
			const heard: Heard[] = [];
			for (const one of playing) heard.push(...(await addPart(one, { block, at, end })));
			playing = await closePassed(playing, end);
			await output.push(block, heard);
			progressed(end);
		}
		return { ...(await output.end()), missed };
	} finally {
		for (const { source } of playing) await source.close();
	}
};

const addPart = async (
	{ piece, source }: Playing,
	{ block, at, end }: { block: Float32Array; at: number; end: number },
): Promise<readonly Heard[]> => {
	const from = Math.max(at, piece.first);
	const to = Math.min(end, piece.first + piece.count);
	if (from >= to) return [];
	const samples = new Float32Array((to - from) * 2);
	await source.read(samples);
	add(piece, {
		samples,
		offset: from - piece.first,
		into: block.subarray((from - at) * 2, (to - at) * 2),
	});
	const gainOf = (sample: number): number =>
		gainAt(piece, piece.from + ((sample - piece.first) * SECOND) / SAMPLE_RATE);
	return [{ samples, gain: Math.min(gainOf(from), gainOf(to)) }];
};

const closePassed = async (playing: readonly Playing[], end: number): Promise<Playing[]> => {
	const going: Playing[] = [];
	for (const one of playing) {
		if (one.piece.first + one.piece.count > end) going.push(one);
		else await one.source.close();
	}
	return going;
};
