/** Samples in memory as a source, and what becomes of them under a change. */
import type { SampleSource } from '../../render-agent/src/render/sound/samples';
import type { SoundStep } from '../../render-agent/src/render/sound/soundFilters';
import { steppedSound } from '../../render-agent/src/render/sound/steppedSound';

const held = (samples: Float32Array): SampleSource => {
	let at = 0;
	return {
		read: (into) => {
			const part = samples.subarray(at, at + into.length);
			at += into.length;
			into.fill(0).set(part);
			return Promise.resolve();
		},
		close: () => Promise.resolve(),
	};
};

/** Samples after steps, as many as went in. `ffmpeg`: the program. */
export const changedSamples = async (
	samples: Float32Array,
	steps: readonly SoundStep[],
	ffmpeg: string,
): Promise<Float32Array> => {
	const context = { count: samples.length / 2, label: 'samples', ffmpeg };
	const { signal } = new AbortController();
	const sound = steppedSound(held(samples), steps, { ...context, signal });
	const heard = new Float32Array(samples.length);
	await sound.read(heard);
	await sound.close();
	return heard;
};
