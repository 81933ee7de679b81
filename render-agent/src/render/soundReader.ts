/** Reads the sound of one piece as samples: 48 kHz, two channels, 32-bit float, from its first sample on. */
import { SAMPLE_RATE, type SoundPiece } from '../compile/sound';
import { AgentError } from '../kernel/errors';
import { SECOND } from '../kernel/units';
import { assetTimeAt } from '../timeline/tempo';
import { type Running, start } from './processes';
import { Pull } from './pulling';
import { safeInput } from './safeInput';
import { tempoFilters } from './tempoFilters';

/** Bytes of a sample of both channels. */
const FRAME_BYTES = 8;
const LARGEST_PIECE = 1 << 16;
/** Read beyond what is needed: filters keep the last of what they are given. */
const SPARE = SECOND / 20;

const seconds = (time: number): string => (time / SECOND).toFixed(6);

/** The part of the file that a piece plays, and how many samples of silence come before it. */
export interface SoundRange {
	readonly from: number;
	readonly duration: number;
	readonly lead: number;
}

/** Where in its file a piece lies. Microseconds; `lead` in samples. */
export const soundRangeOf = ({ paced, from, count }: SoundPiece): SoundRange => {
	const length = (count * SECOND) / SAMPLE_RATE;
	const ends = [assetTimeAt(paced, from), assetTimeAt(paced, from + length)] as const;
	const low = Math.min(...ends);
	const high = Math.max(...ends);
	const ratio = (high - low) / length;
	const lead = low < 0 && ratio > 0 ? Math.round((-low / ratio) * (SAMPLE_RATE / SECOND)) : 0;
	return {
		from: Math.max(0, low),
		duration: high - Math.max(0, low),
		lead: paced.reversed ? 0 : lead,
	};
};

/** Turns exactly this much sound around; where the file has less, the turned sound begins with silence. */
const turnedAround = (duration: number): readonly string[] => {
	const length = seconds(duration);
	return [`apad=whole_dur=${length}`, `atrim=end=${length}`, 'areverse'];
};

/** Arguments that deliver a piece's samples. Sound whose stream starts late is padded, so that sample 0 is at `from`. */
export const soundArguments = (piece: SoundPiece): readonly string[] => {
	const { from, duration } = soundRangeOf(piece);
	const { paced, channels } = piece;
	const { reversed } = paced;
	// What is turned around must end where it is to begin: there the spare comes first.
	const begin = reversed ? Math.max(0, from - SPARE) : from;
	const length = reversed ? duration + from - begin : duration + SPARE;
	const filters = [
		`aresample=${String(SAMPLE_RATE)}:async=1:first_pts=0`,
		// One channel goes to both as it is: left to itself ffmpeg makes it 3 dB quieter.
		...(channels === 1 ? ['pan=stereo|c0=c0|c1=c0'] : []),
		'aformat=sample_fmts=flt:channel_layouts=stereo',
		...(reversed ? turnedAround(length) : []),
		...tempoFilters(piece),
	];
	return [
		...['-hide_banner', '-nostdin', '-v', 'error'],
		...(begin > 0 ? ['-ss', seconds(begin)] : []),
		...['-t', seconds(length)],
		...safeInput(piece.media),
		...['-map', '0:a:0', '-vn', '-sn', '-dn', '-af', filters.join(',')],
		...['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', 'pipe:1'],
	];
};

/** The samples of one piece, in order. */
export class SoundReader {
	private readonly piece: SoundPiece;
	private readonly running: Running;
	private readonly pull: Pull | undefined;
	private lead: number;
	private got = 0;
	private rest: Buffer = Buffer.alloc(0);

	constructor(piece: SoundPiece, ffmpeg: string, signal: AbortSignal) {
		this.piece = piece;
		this.lead = soundRangeOf(piece).lead;
		this.running = start(ffmpeg, soundArguments(piece), { stdout: true, signal });
		this.pull = this.running.stdout && new Pull(this.running.stdout);
	}

	/** Fills `into` (interleaved) with the next samples; silence where the file has ended. */
	async read(into: Float32Array): Promise<void> {
		const silent = Math.min(this.lead, into.length / 2);
		this.lead -= silent;
		into.fill(0, 0, silent * 2);
		let at = silent * 2;
		while (at < into.length) {
			const samples = await this.next(into.length - at);
			if (!samples) break;
			into.set(samples, at);
			at += samples.length;
		}
		into.fill(0, at);
	}

	private async next(most: number): Promise<Float32Array | undefined> {
		while (this.rest.length < FRAME_BYTES) {
			const piece = await this.receive();
			if (!piece) return undefined;
			this.rest = this.rest.length === 0 ? piece : Buffer.concat([this.rest, piece]);
		}
		const bytes = Math.min(most * 4, Math.floor(this.rest.length / FRAME_BYTES) * FRAME_BYTES);
		const samples = new Float32Array(bytes / 4);
		new Uint8Array(samples.buffer).set(this.rest.subarray(0, bytes));
		this.rest = this.rest.subarray(bytes);
		return samples;
	}

	private async receive(): Promise<Buffer | undefined> {
		const piece = await this.pull?.next(LARGEST_PIECE);
		if (!piece) return this.finish();
		this.got += piece.length;
		return piece;
	}

	private async finish(): Promise<undefined> {
		const { code, said } = await this.running.ended;
		if (this.got === 0 && code !== 0)
			throw new AgentError('AUDIO_FAILED', { object: this.piece.media.label, cause: said });
		return undefined;
	}

	/** Ends the decoder. */
	async close(): Promise<void> {
		this.running.stdout?.destroy();
		this.running.stop();
		await this.running.ended;
	}
}
