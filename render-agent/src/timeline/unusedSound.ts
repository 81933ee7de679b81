/** What is said of a change of a sound that is not there: nothing is lost with it. */
import type { Bilingual, Counted } from '../kernel/words';
import type { SoundClip, Timeline } from './timeline';

/** Changes that a clip may ask of its sound, as reports call them. */
export const SOUND_CHANGES = {
	volume: { zh: '音量', en: 'the volume' },
	keyframes: { zh: '音量关键帧', en: 'the volume keyframes', is: 'are' },
	fade: { zh: '声音的淡入淡出', en: 'the fade of the sound' },
	pitch: { zh: '变速变调', en: 'the change of pitch with the speed' },
} as const satisfies Readonly<Record<string, Counted>>;

/** That something changes no sound, and why. */
export const noEffectOf = ({ zh, en, is = 'is' }: Counted, why: Bilingual): Bilingual => ({
	zh: `${zh}不起作用：${why.zh}`,
	en: `${en} ${is === 'is' ? 'has' : 'have'} no effect: ${why.en}`,
});

/** All sounds of a timeline, those of timelines within it too. */
export const soundsIn = ({ sounds, visuals }: Timeline): readonly SoundClip[] => [
	...sounds,
	...visuals.flatMap((clip) => (clip.kind === 'nested' ? soundsIn(clip.timeline) : [])),
];
