/** Clips that are to be heard and whose files turn out to have no sound: whatever would change it has no effect, which is said and is no loss. */
import type { Diagnostic, DiagnosticCode } from '../kernel/diagnostic';
import { type Counted, together } from '../kernel/words';
import { fileWordsOf } from '../timeline/asset';
import type { Curve } from '../timeline/curve';
import { withinOf } from '../timeline/element';
import { endOf, type TimeRange } from '../timeline/range';
import type { NestedClip, SoundClip, Timeline } from '../timeline/timeline';
import { noEffectOf, SOUND_CHANGES, soundsIn } from '../timeline/unusedSound';
import type { Facts } from './scenes';
import { type Told, toldWithin } from './tellWithin';

/** Whether a file is known and has no sound. */
const isSilent = ({ asset }: SoundClip, facts: Facts): boolean => {
	const found = facts.get(asset);
	return found !== undefined && !found.sound;
};

/** The compound clips in which something would be heard, and of which all of that has no sound. */
const silentCompounds = ({ visuals }: Timeline, facts: Facts): readonly NestedClip[] =>
	visuals.flatMap((clip) => {
		if (clip.kind !== 'nested') return [];
		const sounds = soundsIn(clip.timeline);
		return sounds.length > 0 && sounds.every((one) => isSilent(one, facts)) ? [clip] : [];
	});

const FADE_OR_KEYFRAMES: Counted = {
	zh: '声音的淡入淡出或音量关键帧',
	en: 'the fade of the sound or its volume keyframes',
	is: 'are',
};
const CHANNELS: Counted = { zh: '声道选择', en: 'the choice of channels' };
const LOUDNESS: Counted = { zh: '响度统一', en: 'the loudness to which it is brought' };

const loudOf = (gain: Curve): readonly Counted[] => {
	if (gain.kind === 'keyed') return [SOUND_CHANGES.keyframes];
	return gain.value === 1 ? [] : [SOUND_CHANGES.volume];
};

/** What a clip asks of its sound that nothing has been said of yet. */
const askedOf = ({ gain, fadeIn, fadeOut, pitch, channels, loudness }: SoundClip) => [
	...loudOf(gain),
	...(fadeIn > 0 || fadeOut > 0 ? [SOUND_CHANGES.fade] : []),
	...(pitch === 'follow' ? [SOUND_CHANGES.pitch] : []),
	...(channels ? [CHANNELS] : []),
	...(loudness === undefined ? [] : [LOUDNESS]),
];

interface Placed {
	readonly id: string;
	readonly track: number;
	readonly target: TimeRange;
}

const lineOf = ({ id, track, target }: Placed, asked: Counted, why: Counted): Told => ({
	...{ code: 'AUDIO_EFFECT_IGNORED', how: 'exact', subject: { what: 'processing', name: '' } },
	...{ segment: id, track, start: target.start, end: endOf(target) },
	text: noEffectOf(asked, why),
});

const ALL_SILENT: Counted = {
	zh: '此复合片段内的素材没有声音',
	en: 'the files inside this compound clip have no sound',
};

const fileWords = ({ assets }: Timeline, { asset }: SoundClip): Counted => {
	const { said } = fileWordsOf(assets, asset);
	return { zh: `素材“${said.zh}”没有声音`, en: `${said.en} has no sound` };
};

/** A line for everything that a timeline asks of sounds that their files do not have. */
const silentIn = (timeline: Timeline, facts: Facts): readonly Told[] => [
	...timeline.sounds
		.filter((clip) => isSilent(clip, facts))
		.flatMap((clip) =>
			askedOf(clip).map((asked) => lineOf(clip, asked, fileWords(timeline, clip))),
		),
	...silentCompounds(timeline, facts).flatMap((clip) =>
		clip.gain ? [lineOf(clip, FADE_OR_KEYFRAMES, ALL_SILENT)] : [],
	),
	...toldWithin(timeline, (inner) => silentIn(inner, facts)),
];

/** The clips whose sound nobody hears for their files, and why; named as differences name them. */
const silentNames = (timeline: Timeline, facts: Facts): ReadonlyMap<string, Counted> =>
	new Map([
		...timeline.sounds
			.filter((clip) => isSilent(clip, facts))
			.map((clip) => [clip.id, fileWords(timeline, clip)] as const),
		...silentCompounds(timeline, facts).map(({ id }) => [id, ALL_SILENT] as const),
		...timeline.visuals.flatMap((clip) =>
			clip.kind === 'nested'
				? [...silentNames(clip.timeline, facts)].map(
						([name, why]) => [withinOf(clip.id, name), why] as const,
					)
				: [],
		),
	]);

const OF_SOUND: ReadonlySet<DiagnosticCode> = new Set<DiagnosticCode>([
	'AUDIO_EFFECT_APPROXIMATED',
	'AUDIO_EFFECT_IGNORED',
]);

/** Whether what is said of a draft may be said otherwise when its files are known. */
export const awaitsFiles = ({ code }: Diagnostic): boolean => OF_SOUND.has(code);

/**
 * What is said of a timeline when its files are known: a change of a sound that a file does not have is no loss, and each is
 * told. Files that are not known are taken to have a sound.
 */
export const withSilentFiles = (
	diagnostics: readonly Diagnostic[],
	timeline: Timeline,
	facts: Facts,
): readonly Diagnostic[] => {
	const silent = silentNames(timeline, facts);
	if (silent.size === 0) return diagnostics;
	const told = diagnostics.map((one): Diagnostic => {
		const { code, segment, within, text } = one;
		const name =
			segment === undefined || within === undefined ? segment : withinOf(segment, within);
		const why = OF_SOUND.has(code) && name !== undefined ? silent.get(name) : undefined;
		if (!why) return one;
		const lossless = {
			zh: `没有因此丢失内容：${why.zh}`,
			en: `nothing is lost with that: ${why.en}`,
		};
		return { ...one, how: 'exact', text: together([text, lossless]) };
	});
	return [...told, ...silentIn(timeline, facts)];
};
