/** Reads a stretch of a file as samples through a decoder. Owns its arguments; the file's rate and layout end here. */
import { SAMPLE_RATE } from '../../compile/sound';
import { AgentError } from '../../kernel/errors';
import type { MediaFile } from '../../timeline/scene';
import { doubt } from '../doubts';
import { killedFailure, type Running, start } from '../processes';
import { Pull } from '../pulling';
import { isUnindexed, keptClock, safeInput } from '../safeInput';
import { hasPackets } from './packetsIn';
import type { SampleSource } from './samples';
import { loudestOf, SaneSound, type Silenced } from './saneSound';

/** Bytes of a sample of both channels. */
const FRAME_BYTES = 8;
const LARGEST_PIECE = 1 << 16;
/** Decoded beyond the end, for the stages behind that look ahead. Samples. */
const BEYOND = SAMPLE_RATE / 10;

/**
 * Decoded before a stretch and thrown away, at least: frames of mp3 and AAC are made with the help of those before them, so the
 * first ones behind a seek are not what they should be. Samples.
 */
const BEFORE = SAMPLE_RATE / 2;

/** A stretch of a file's sound, in samples of the mix from the start of the file, whatever rate it has. */
export interface Stretch {
	readonly media: MediaFile;
	readonly first: number;
	readonly count: number;
	/** One channel: it is heard on both sides, as loud as it is. */
	readonly isMono: boolean;
}

const RESAMPLED = `aresample=${String(SAMPLE_RATE)}:async=1:first_pts=0`;

const seconds = (samples: number): string => (samples / SAMPLE_RATE).toFixed(6);

/**
 * The whole second at which reading begins, as a sample. There a sample of the file and one of the mix begin together, at any
 * rate; elsewhere the nearest one of the file would be taken, which is up to three of the mix off.
 */
const begunAt = ({ media, first }: Stretch): number =>
	isUnindexed(media) ? 0 : Math.max(0, Math.floor((first - BEFORE) / SAMPLE_RATE)) * SAMPLE_RATE;

/** What is read of a file for a stretch. */
const inputOf = (stretch: Stretch): readonly string[] => {
	const { media, first, count } = stretch;
	const begun = begunAt(stretch);
	return [
		...(begun > 0 ? ['-ss', seconds(begun)] : []),
		...['-t', seconds(first + count + BEYOND - begun), ...safeInput(media)],
	];
};

/** Cuts a stretch out of what was read, sample by sample. */
const cutOf = (stretch: Stretch): string => {
	const before = stretch.first - begunAt(stretch);
	return before > 0 ? `,atrim=start_sample=${String(before)}` : '';
};

/** Arguments that deliver a stretch. Sound whose stream starts late is padded, so that the first sample is its own. */
export const decodingArguments = (stretch: Stretch): readonly string[] => {
	const { media, first, count, isMono } = stretch;
	return [
		...['-hide_banner', '-nostdin', '-v', 'error', '-threads', '1', ...inputOf(stretch)],
		...['-map', '0:a:0', '-vn', '-sn', '-dn'],
		// On its own ffmpeg would share one channel out at 0.7 each.
		...['-af', `${isMono ? 'pan=stereo|c0=c0|c1=c0,' : ''}${RESAMPLED}${cutOf(stretch)}`],
		...['-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', 'pipe:1'],
		...keptClock(media, { others: 'v', until: seconds(first + count) }),
	];
};

const NOTHING_GIVEN = 'ffmpeg ended and gave no sample of it';

/** What decoding needs of the world. `heard` as in `SaneSound`. */
interface Decoding {
	readonly ffmpeg: string;
	readonly signal: AbortSignal;
	readonly heard?: (silenced: Silenced) => void;
}

/** What a program decodes, and whether there is anything to decode. */
interface Decoded {
	readonly stretch: Stretch;
	readonly isThere: () => Promise<boolean>;
}

/** The samples that a program prints. */
export class PrintedSamples implements SampleSource {
	private readonly running: Running;
	private readonly label: string;
	private readonly decoded: Decoded | undefined;
	private readonly pull: Pull | undefined;
	private got = 0;
	private rest: Buffer = Buffer.alloc(0);

	/** `label` names the file when the program fails before its first sample; `decoded` is what it decodes. */
	constructor(running: Running, label: string, decoded?: Decoded) {
		this.running = running;
		this.label = label;
		this.decoded = decoded;
		this.pull = running.stdout && new Pull(running.stdout);
	}

	/**
	 * The next samples; silence behind the end.
	 * @throws {AgentError} AUDIO_FAILED when the program breaks, fails and has printed nothing, or ends well without a sample of
	 * what is there; RENDER_FAILED when it was killed
	 */
	readonly read = async (into: Float32Array): Promise<void> => {
		into.fill(0, await this.fill(into));
	};

	/** Fills `into` as far as there are samples, and gives how many numbers it wrote. */
	async fill(into: Float32Array): Promise<number> {
		let at = 0;
		while (at < into.length) {
			const samples = await this.next(into.length - at);
			if (!samples) break;
			into.set(samples, at);
			at += samples.length;
		}
		return at;
	}

	readonly close = async (): Promise<void> => {
		if (this.running.said() !== '') this.doubt();
		this.running.stdout?.destroy();
		this.running.stop();
		await this.running.ended;
	};

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
		const { code, said, isKilled, isBroken } = await this.running.ended;
		if (isKilled) throw killedFailure(this.label);
		if (isBroken || (this.got === 0 && (code !== 0 || (await this.isWithheld(said)))))
			throw new AgentError('AUDIO_FAILED', { object: this.label, cause: said || NOTHING_GIVEN });
		// Some files break off without a word of their decoder: what is cut off of an mp3 leaves no trace.
		if (said !== '' || this.isShort()) this.doubt();
		return undefined;
	}

	/** Whether the program ended well without a word and without a sample of what is there. */
	private async isWithheld(said: string): Promise<boolean> {
		return said === '' && (await this.decoded?.isThere()) === true;
	}

	private isShort(): boolean {
		const asked = (this.decoded?.stretch.count ?? 0) - BEYOND;
		return this.got / FRAME_BYTES < asked;
	}

	private doubt(): void {
		if (this.decoded) doubt(this.decoded.stretch.media);
	}
}

/** The samples of a stretch, from its first on. What is no sound is silent, of which `heard` is told. Default: the file is doubted. */
export const decodedSound = (stretch: Stretch, { ffmpeg, signal, heard }: Decoding): SaneSound => {
	const { media } = stretch;
	const printed = new PrintedSamples(
		start(ffmpeg, decodingArguments(stretch), { stdout: true, signal }),
		media.label,
		{ stretch, isThere: () => hasPackets(stretch, { ffmpeg, signal }) },
	);
	let isDoubted = false;
	const doubtOnce = (): void => {
		if (!isDoubted) doubt(media);
		isDoubted = true;
	};
	return new SaneSound(printed, loudestOf(media), heard ?? doubtOnce);
};
