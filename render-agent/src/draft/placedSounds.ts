/** Balance, panning and pitch of sounds: their materials are known, which of their fields the apps use is not. */
import type { Bilingual } from '../kernel/words';
import type { SoundChange, SoundLook } from '../timeline/soundLooks';
import type { Filed } from './draft';
import { about, type Note, type Use } from './scope';

/** Semitones that the slider of the apps goes up and down at most. */
const OCTAVE = 12;

const within = (value: number, most: number): number => Math.min(most, Math.max(-most, value));

/** A slider of −1…1, or of −100…100. */
const slid = (value: number): number => within(Math.abs(value) > 1 ? value / 100 : value, 1);

/** The first that is set to something. */
const set = (...values: readonly (number | null | undefined)[]): number =>
	values.find((value) => value !== null && value !== undefined && value !== 0) ?? 0;

interface Placed {
	readonly look: SoundLook;
	readonly words: Bilingual;
}

const sideOf = (material: Extract<Filed, { bucket: 'audio_pannings' }>['material']): number =>
	slid(set(material.panning, material.pan, material.balance, material.value, material.intensity));

const placed = (filed: Filed): Placed | undefined => {
	switch (filed.bucket) {
		case 'audio_balances': {
			const words = { zh: '声道平衡', en: 'the balance' };
			return { look: { family: 'balance', side: sideOf(filed.material) }, words };
		}
		case 'audio_pannings': {
			const words = { zh: '声像', en: 'the panning' };
			return { look: { family: 'pan', side: sideOf(filed.material) }, words };
		}
		case 'audio_pitch_shifts': {
			const { pitch, pitch_shift, semitones, semitone, value } = filed.material;
			const by = within(set(pitch, pitch_shift, semitones, semitone, value), OCTAVE);
			const words = { zh: '变调', en: 'the pitch shift' };
			return { look: { family: 'pitch', semitones: by, formant: 0 }, words };
		}
		default:
			return undefined;
	}
};

const isAtRest = (look: SoundLook): boolean =>
	('side' in look && look.side === 0) || ('semitones' in look && look.semitones === 0);

/** What a companion that is not at rest does to where a sound stands or how high it is. */
export const placingIn = (filed: Filed): readonly Placed['words'][] => {
	const found = placed(filed);
	return found && !isAtRest(found.look) ? [found.words] : [];
};

/** What a companion does to where a sound stands or how high it is; nothing of one at rest. */
export const placedSoundOf = (filed: Filed, use: Use, note: Note): readonly SoundChange[] => {
	const found = placed(filed);
	if (!found || isAtRest(found.look)) return [];
	const { zh, en } = found.words;
	const isHeard = note(use, about('AUDIO_EFFECT_APPROXIMATED', ''), {
		zh: `${zh}按字段的数值处理，其单位未经核对`,
		en: `${en} is as its number says, whose unit nobody has measured`,
	});
	return isHeard ? [{ look: found.look, amount: 1 }] : [];
};
