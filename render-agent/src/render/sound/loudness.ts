/** Measures how loud a stretch of a file is, as broadcasters do (EBU R128), and says what brings it to a loudness. */
import { SAMPLE_RATE } from '../../compile/sound';
import { SECOND } from '../../kernel/units';
import { decodedSound, type Stretch } from './decodedSound';
import { IntegratedMeter } from './loudnessMeter';
import { factorOf, raiseTo } from './toLoudness';

/** Samples of one channel that are measured at a time. */
const BLOCK = SAMPLE_RATE;

/** What measuring needs of the world. `alive` is called with each second that is measured. */
interface Measuring {
	readonly ffmpeg: string;
	readonly signal: AbortSignal;
	readonly alive?: () => void;
}

/** The integrated loudness of a stretch as it is heard, in LUFS; undefined for silence and less than 400 ms. */
const loudnessOf = async (
	stretch: Stretch,
	{ ffmpeg, signal, alive }: Measuring,
): Promise<number | undefined> => {
	const meter = new IntegratedMeter();
	const sound = decodedSound(stretch, ffmpeg, signal);
	const block = new Float32Array(BLOCK * 2);
	let left = Math.ceil((stretch.duration * SAMPLE_RATE) / SECOND) * 2;
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
	return meter.integrated();
};

/**
 * The factor that brings a stretch to `target` LUFS; 1 for silence and what is too short to be measured.
 * @throws {AgentError} AUDIO_FAILED when it cannot be read; RENDER_FAILED when its decoder was killed
 */
export const loudnessGain = async (
	stretch: Stretch,
	target: number,
	context: Measuring,
): Promise<number> => {
	const decibels = raiseTo(target, await loudnessOf(stretch, context));
	return decibels === undefined ? 1 : factorOf(decibels);
};
