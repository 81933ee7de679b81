/** Mixes the sound of a task into the encoder that writes its file. */
import { AgentError, type ErrorCode } from '../kernel/errors';
import { rawSoundInput } from './encoding';
import { make, type Maker, type Making, write } from './ffmpegEncoder';
import { mixLeveled } from './sound/leveling';
import { type StallWatch, watchStall } from './stall';
import type { Findings, Task } from './tasks';
import type { Working } from './working';

interface Feeding {
	readonly stop: AbortController;
	readonly watch: StallWatch;
	/** What it is called when the encoder fails. */
	readonly failure: ErrorCode;
}

/** Feeds an encoder to its end. When either fails the other is stopped; both have ended before the first failure is thrown. */
const feed = async (
	{ input, made }: Maker,
	feeding: (input: NonNullable<Maker['input']>) => Promise<void>,
	{ stop, watch, failure }: Feeding,
): Promise<void> => {
	if (!input) return made;
	let isFed = false;
	const fed = feeding(input).then(() => {
		isFed = true;
		watch.alive(failure);
		input.end();
	});
	const whole = made.then(() => {
		if (!isFed) throw new AgentError(failure, { cause: 'ffmpeg ended before its input did' });
	});
	try {
		await Promise.all([fed, whole]);
	} catch (error) {
		stop.abort(error);
		await Promise.allSettled([fed, made]);
		throw error;
	} finally {
		watch.end();
	}
};

/**
 * Mixes the sound of a plan and encodes it.
 * @throws {AgentError} AUDIO_FAILED, MEDIA_BROKEN, DISK_FULL; the signal's reason when aborted
 */
export const makeSound = async (
	{ plan, file, options }: Extract<Task, { kind: 'sound' }>,
	{ ffmpeg, patience, tell, progressed, stop }: Working,
): Promise<void> => {
	const watch = watchStall('AUDIO_FAILED', { patience }, stop.signal);
	const { signal } = watch;
	const making: Making = {
		ffmpeg,
		inputs: [{ options: rawSoundInput, file: 'pipe:0' }],
		outputOptions: options,
		file,
		failure: 'AUDIO_FAILED',
	};
	let findings: Findings = {};
	const mix = async (input: NonNullable<Maker['input']>): Promise<void> => {
		const heard = (samples: number): void => {
			watch.alive();
			progressed(samples);
		};
		const mixing = { ffmpeg, signal, progressed: heard };
		const mixed = await mixLeveled(plan, mixing, async (samples) => {
			await write(input, Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength));
			watch.alive();
		});
		findings = { ...mixed };
	};
	await feed(make(making, signal), mix, { stop, watch, failure: 'AUDIO_FAILED' });
	tell({ kind: 'made', part: 0, findings });
};
