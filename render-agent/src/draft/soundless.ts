/** What would change the sound of a segment that has none, or none that is heard: nothing is lost with it, and the report says so. */
import type { ElementKind } from '../kernel/diagnostic';
import type { Bilingual, Counted, Words } from '../kernel/words';
import type { NestedClip, SoundClip, Timeline, VisualClip } from '../timeline/timeline';
import { noEffectOf, SOUND_CHANGES, soundsIn } from '../timeline/unusedSound';
import type { Draft } from './draft';
import { muteOf } from './hidden';
import { isKeyed, VOLUME } from './keyframes';
import { isVideo } from './pictures';
import { called, companionOf, nameOf, type Use } from './scope';
import { changesAskedOf } from './sounds';

const SILENT: Bilingual = { zh: '此片段没有声音', en: 'this clip has no sound' };
const SILENT_VIDEO: Bilingual = {
	zh: '草稿标明此视频没有声音',
	en: 'this video has no sound, says the draft',
};
const SILENT_COMPOUND: Bilingual = {
	zh: '此复合片段内没有声音',
	en: 'nothing inside this compound clip has a sound',
};

/** Whether anything of a timeline is heard, files that are there taken to have a sound. */
export const isHeardIn = (timeline: Timeline): boolean => soundsIn(timeline).length > 0;

/** What a segment has become. */
interface Became {
	readonly visual?: VisualClip | undefined;
	readonly sounds: readonly SoundClip[];
}

type Muting = Pick<Draft, 'muted'>;

const ofCompound = (use: Use, { timeline }: NestedClip, draft: Muting): Bilingual | undefined =>
	isHeardIn(timeline) ? undefined : (muteOf(use, draft) ?? SILENT_COMPOUND);

const ofMaterial = (use: Use, draft: Muting): Bilingual | undefined => {
	const { material } = use;
	switch (material?.bucket) {
		case undefined:
			return undefined;
		case 'audios':
			return muteOf(use, draft);
		case 'videos':
			if (!isVideo(material.material)) return SILENT;
			return material.material.has_audio ? muteOf(use, draft) : SILENT_VIDEO;
		default:
			return SILENT;
	}
};

/** Why nothing of a segment is heard; undefined where it is, or where its sound is lost in another way, which is told. */
export const soundlessOf = (
	use: Use,
	{ visual, sounds }: Became,
	draft: Muting,
): Bilingual | undefined => {
	if (sounds.length > 0) return undefined;
	if (visual?.kind === 'nested') return ofCompound(use, visual, draft);
	return visual?.kind === 'color' ? SILENT : ofMaterial(use, draft);
};

/** Something of a segment that asks for a change of its sound. */
interface Asked {
	readonly what: ElementKind;
	readonly name: string;
	readonly off: Words;
}

const effectsIn = ({ companions }: Use, reason: Bilingual): readonly Asked[] =>
	companions.flatMap((filed) => {
		if (filed.bucket !== 'audio_effects') return [];
		const name = nameOf(filed.material);
		const words =
			name === ''
				? { zh: '音频效果', en: 'an audio effect' }
				: { zh: `音频效果${called(name, '')}`, en: `audio effect ${called(name, '')}` };
		return [{ what: 'audio_effect', name, off: noEffectOf(words, reason) }];
	});

const VOLUME_ONLY: ReadonlySet<string> = new Set([VOLUME]);

const isFaded = (use: Use): boolean => {
	const fade = companionOf(use, 'audio_fades');
	return (fade?.fade_in_duration ?? 0) > 0 || (fade?.fade_out_duration ?? 0) > 0;
};

/** What of a segment's own numbers asks for another sound. A volume of 0 or 1 asks for nothing of what has none. */
const numbersIn = ({ segment: { volume, is_tone_modify } }: Use): readonly Counted[] => [
	...(volume > 0 && volume !== 1 ? [SOUND_CHANGES.volume] : []),
	...(is_tone_modify ? [SOUND_CHANGES.pitch] : []),
];

/**
 * Everything that asks for a change of the sound of a segment that has none, with the reason why it changes nothing. Of what
 * the draft mutes, plain numbers stay with it until it is heard again.
 */
export const unusedSoundsOf = (use: Use, reason: Bilingual, isMuted: boolean): readonly Asked[] => [
	...effectsIn(use, reason),
	...(isKeyed(use, VOLUME_ONLY)
		? [
				{
					...{ what: 'keyframes' as const, name: '' },
					off: noEffectOf(SOUND_CHANGES.keyframes, reason),
				},
			]
		: []),
	...[
		...(isFaded(use) ? [SOUND_CHANGES.fade] : []),
		...(isMuted ? [] : numbersIn(use)),
		...changesAskedOf(use),
	].map((words) => ({
		...{ what: 'processing' as const, name: '' },
		off: noEffectOf(words, reason),
	})),
];
