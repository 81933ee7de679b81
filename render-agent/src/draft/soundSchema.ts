/** The shapes of the materials that change sounds. */
import { z } from 'zod/v4';
import { flagOr, listOf, mediaLength, name, numberOr, textOr } from './fields';
import { plain } from './plainMaterial';

const ratio = (fallback: number) => numberOr(fallback, { min: -1000, max: 1000 });

/** A voice changer or scene with its sliders, 0…1 each. */
const audioEffect = z.object({
	...plain.shape,
	audio_adjust_params: listOf(z.object({ name: textOr(''), value: ratio(1) })),
});

const amount = z.number().min(-1e6).max(1e6).nullish();

/** Where a sound stands between the ears, and how high it is: nobody has written down which of these the apps use. */
const side = z.object({
	...plain.shape,
	...{ panning: amount, pan: amount, balance: amount, value: amount, intensity: amount },
});
const pitchShift = z.object({
	...plain.shape,
	...{ pitch: amount, pitch_shift: amount, semitones: amount, semitone: amount, value: amount },
});

const fade = z.object({ id: name, fade_in_duration: mediaLength, fade_out_duration: mediaLength });

/** The buckets of what changes sounds. */
export const SOUND_SHAPES = {
	audio_fades: fade,
	audio_effects: audioEffect,
	audio_pannings: side,
	audio_balances: side,
	audio_pitch_shifts: pitchShift,
	sound_channel_mappings: z.object({
		id: name,
		is_config_open: flagOr(false),
		type: textOr(''),
	}),
	vocal_separations: z.object({ id: name, choice: numberOr(0) }),
	loudnesses: z.object({ id: name, enable: flagOr(false), target_loudness: numberOr(0) }),
} as const;
