/** Gives voice changers and sound scenes of drafts a look that is heard: by catalogue id, by name, by the words of the name. */
import type { SoundLook } from '../../timeline/soundLooks';
import { catalogOf, type FoundLook, lookIn, type Reading, type Wanted } from '../catalog/catalog';
import rooms from '../catalog/rooms.json';
import voices from '../catalog/voices.json';
import { SOUND_PRESETS } from './soundPresets';
import { SOUND_RULES } from './soundRules';

/** How voice changers and scenes are read: their two catalogues, the words of their names, and the looks. */
export const SOUNDS: Reading<SoundLook> = {
	catalogs: [catalogOf(rooms), catalogOf(voices)],
	rules: SOUND_RULES,
	read: (words) => SOUND_PRESETS[words],
};

/** The look of a voice changer or sound scene; undefined when its name does not tell how it sounds. */
export const voiceLookOf = (wanted: Wanted): FoundLook<SoundLook> | undefined =>
	lookIn(SOUNDS, wanted);
