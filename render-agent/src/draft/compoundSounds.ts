/** What a compound clip does to the sounds inside it: how loud and how high they are. */
import { microseconds, minus } from '../kernel/units';
import type { Words } from '../kernel/words';
import { type Curve, type Keyframe, mapped, product } from '../timeline/curve';
import type { Paced } from '../timeline/tempo';
import type { SoundClip, Timeline } from '../timeline/timeline';
import { noteVolumeKeyframes } from './keyframeNotes';
import { type Keyed, keyedCurve, VOLUME } from './keyframes';
import { about, type Scope, type Use } from './scope';
import { fadesOf } from './sounds';

/** A timeline whose sounds, those of timelines inside it too, are changed; undefined takes one away. */
const withSounds = (
	timeline: Timeline,
	change: (sound: SoundClip) => SoundClip | undefined,
): Timeline => ({
	...timeline,
	visuals: timeline.visuals.map((clip) =>
		clip.kind === 'nested' ? { ...clip, timeline: withSounds(clip.timeline, change) } : clip,
	),
	sounds: timeline.sounds.flatMap((sound) => change(sound) ?? []),
});

/** A timeline with every sound made louder by a factor; by 0 none is left. */
export const amplified = (timeline: Timeline, factor: number): Timeline => {
	if (factor === 1) return timeline;
	return withSounds(timeline, (sound) =>
		factor === 0 ? undefined : { ...sound, gain: mapped(sound.gain, (value) => value * factor) },
	);
};

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
	if (moving) noteVolumeKeyframes(use, scope.note);
	const fixed = moving ? 1 : use.segment.volume;
	const volume = use.muted ? 0 : fixed;
	const fading = volume > 0 ? fadingOf(use, scope) : undefined;
	return { volume, gain: moving && fading ? product(moving, fading) : (moving ?? fading) };
};

const isAtOwnPace = ({ source, target, tempo }: Paced): boolean =>
	tempo.kind === 'constant' && Math.abs(source.duration - target.duration) <= 1;

type Pitch = SoundClip['pitch'];

/** The sounds of a timeline whose pitch goes one way, and the compound clips in it that they lie in. */
const clipsAround = ({ sounds, visuals }: Timeline, pitch: Pitch): readonly Paced[] => [
	...sounds.filter((sound) => sound.pitch === pitch),
	...visuals.flatMap((clip) => {
		const within = clip.kind === 'nested' ? clipsAround(clip.timeline, pitch) : [];
		return clip.kind === 'nested' && within.length > 0 ? [clip, ...within] : within;
	}),
];

const FOLLOWS_ALL: Words = {
	zh: '复合片段变速时音调随之变化，其中已变速但保持音调的部分也随自身的速度变调',
	en: 'the pitch follows the speed of a compound clip; what keeps its pitch inside at a speed of its own follows that, too',
};
const FOLLOWS_MORE: Words = {
	zh: '复合片段变速时保持音调，其中随自身速度变调的声音也随复合片段的速度变调',
	en: 'the compound clip keeps the pitch at its speed; sounds inside that follow their own speed follow that, too',
};

/**
 * A timeline as high as its compound clip, at its speed, has it. A sound follows either all speeds around it or none: where some
 * are to be followed and others not, that is noted.
 */
export const asHigh = ({ use, paced }: Keyed, timeline: Timeline, { note }: Scope): Timeline => {
	const follows = use.segment.is_tone_modify;
	const [own, other]: readonly [Pitch, Pitch] = follows ? ['follow', 'keep'] : ['keep', 'follow'];
	const others = clipsAround(timeline, other);
	if (isAtOwnPace(paced) || others.length === 0) return timeline;
	const isExact = others.every(isAtOwnPace);
	const words = follows ? FOLLOWS_ALL : FOLLOWS_MORE;
	const isHeard =
		isExact || note(use, about('AUDIO_EFFECT_APPROXIMATED', 'pitch', 'processing'), words);
	return isExact || isHeard === follows
		? withSounds(timeline, (sound) => ({ ...sound, pitch: own }))
		: timeline;
};
