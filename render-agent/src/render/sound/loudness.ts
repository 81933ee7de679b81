/** Measures how loud a stretch of a file is, as broadcasters do (EBU R128), and says what brings it to a loudness. */
import { SAMPLE_RATE } from '../../compile/sound';
import { decodedSound, type Stretch } from './decodedSound';
import { IntegratedMeter } from './loudnessMeter';
import { factorOf, raiseTo, wayTo } from './toLoudness';

/** Samples of one channel that are measured at a time. */
const BLOCK = SAMPLE_RATE;

/** What measuring needs of the world. `alive` is called with each second that is measured. */
interface Measuring {
	readonly ffmpeg: string;
	readonly signal: AbortSignal;
	readonly alive?: () => void;
}

/** What measuring a stretch gave. */
interface Measured {
	/** As it is heard, in LUFS; undefined for silence and less than 400 ms. */
	readonly integrated: number | undefined;
	/** Whether less than 400 ms were there. */
	readonly isShort: boolean;
}

/** Why a stretch did not come to its loudness. */
export type LoudnessMiss =
	| { readonly why: 'short' | 'quiet' }
	/** `decibels`: how far it would have to be raised. */
	| { readonly why: 'far'; readonly decibels: number };

/** The factor for a stretch, and why it does not bring it to its loudness, where it does not. */
export interface LoudnessGain {
	readonly factor: number;
	readonly miss?: LoudnessMiss;
}

const measured = async (
	stretch: Stretch,
	{ ffmpeg, signal, alive }: Measuring,
): Promise<Measured> => {
	const meter = new IntegratedMeter();
	const sound = decodedSound(stretch, { ffmpeg, signal });
	const block = new Float32Array(BLOCK * 2);
	let left = stretch.count * 2;
	try {
		while (left > 0) {
			const wanted = block.subarray(0, Math.min(left, block.length));
			const got = await sound.fill(wanted);
			meter.push(wanted.subarray(0, got));
			alive?.();
			if (got < wanted.length) break;
			left -= got;
		}
	} finally {
		await sound.close();
	}
	return { integrated: meter.integrated(), isShort: meter.isShort() };
};

const missOf = ({ integrated, isShort }: Measured, target: number): LoudnessMiss | undefined => {
	if (isShort) return { why: 'short' };
	// What is silent has no loudness to miss.
	if (integrated === undefined) return undefined;
	const raised = raiseTo(target, integrated);
	if (raised === undefined) return { why: 'quiet' };
	const decibels = wayTo(target, integrated);
	return raised === decibels ? undefined : { why: 'far', decibels };
};

/**
 * The factor that brings a stretch to `target` LUFS; 1 for silence and what is too short or quiet to be measured.
 * @throws {AgentError} AUDIO_FAILED when it cannot be read; RENDER_FAILED when its decoder was killed
 */
export const loudnessGain = async (
	stretch: Stretch,
	target: number,
	context: Measuring,
): Promise<LoudnessGain> => {
	const found = await measured(stretch, context);
	const decibels = raiseTo(target, found.integrated);
	const miss = missOf(found, target);
	return { factor: decibels === undefined ? 1 : factorOf(decibels), ...(miss && { miss }) };
};
