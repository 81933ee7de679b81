/** What a compound clip does to the sounds inside it: how loud and how high they are. */
import { microseconds, minus } from '../kernel/units';
import { type Curve, type Keyframe, mapped, product } from '../timeline/curve';
import type { Paced } from '../timeline/tempo';
import type { SoundClip, Timeline } from '../timeline/timeline';
import { type Keyed, keyedCurve } from './keyframes';
import { about, type Scope, type Use } from './scope';
import { fadesOf, VOLUME } from './sounds';

/** A timeline with every sound, those of timelines inside it too, made louder by a factor. */
export const amplified = (timeline: Timeline, factor: number): Timeline => ({
	...timeline,
	visuals: timeline.visuals.map((clip) =>
		clip.kind === 'nested' ? { ...clip, timeline: amplified(clip.timeline, factor) } : clip,
	),
	sounds:
		factor === 0
			? []
			: timeline.sounds.map((sound) => ({
					...sound,
					gain: mapped(sound.gain, (value) => value * factor),
				})),
});

const straight = (...keys: readonly [Keyframe, Keyframe]): Curve => ({ kind: 'keyed', keys });

/** How loud a compound clip is for its fades, over its own time; undefined where it has none. */
const fadingOf = (use: Use, scope: Scope): Curve | undefined => {
	const { fadeIn, fadeOut } = fadesOf(use, scope);
	const { duration } = use.target;
	const ends = [
		...(fadeIn > 0 ? [straight({ at: microseconds(0), value: 0 }, { at: fadeIn, value: 1 })] : []),
		...(fadeOut > 0
			? [straight({ at: minus(duration, fadeOut), value: 1 }, { at: duration, value: 0 })]
			: []),
	];
	return ends.length > 0 ? ends.reduce(product) : undefined;
};

/** How loud a compound clip makes what is inside: a factor for all of the time, and one over its own time, if any. */
export const loudnessOf = (
	keyed: Keyed,
	scope: Scope,
): { readonly volume: number; readonly gain: Curve | undefined } => {
	const { use } = keyed;
	// On a muted track no keyframe makes anything heard.
	const moving = use.muted ? undefined : keyedCurve(keyed, VOLUME);
	const fixed = moving ? 1 : use.segment.volume;
	const volume = use.muted ? 0 : fixed;
	const fading = volume > 0 ? fadingOf(use, scope) : undefined;
	return { volume, gain: moving && fading ? product(moving, fading) : (moving ?? fading) };
};

const isAtOwnPace = ({ source, target, tempo }: Paced): boolean =>
	tempo.kind === 'constant' && Math.abs(source.duration - target.duration) <= 1;

/** All sounds, those of timelines inside too. */
const soundsIn = ({ sounds, visuals }: Timeline): readonly SoundClip[] => [
	...sounds,
	...visuals.flatMap((clip) => (clip.kind === 'nested' ? soundsIn(clip.timeline) : [])),
];

/** A timeline whose sounds, those of timelines inside it too, change their pitch with their speed. */
const pitched = (timeline: Timeline): Timeline => ({
	...timeline,
	visuals: timeline.visuals.map((clip) =>
		clip.kind === 'nested' ? { ...clip, timeline: pitched(clip.timeline) } : clip,
	),
	sounds: timeline.sounds.map((sound) => ({ ...sound, pitch: 'follow' })),
});

/** A timeline as high as its compound clip, at its speed, has it. */
export const asHigh = ({ use, paced }: Keyed, timeline: Timeline, { note }: Scope): Timeline => {
	if (!use.segment.is_tone_modify || isAtOwnPace(paced)) return timeline;
	const isExact = soundsIn(timeline).every((one) => one.pitch === 'follow' || isAtOwnPace(one));
	const isHeard =
		isExact ||
		note(use, about('AUDIO_EFFECT_APPROXIMATED', 'pitch', 'processing'), {
			zh: '复合片段变速时音调随之变化，其中已变速但保持音调的声音也随自身的速度变调',
			en: 'the pitch follows the speed of a compound clip; sounds inside that keep their pitch at a speed of their own follow that, too',
		});
	return isHeard ? pitched(timeline) : timeline;
};
