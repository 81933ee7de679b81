/** The sound of segments: of sounds themselves and of videos. */
import { type Microseconds, microseconds } from '../kernel/units';
import { type Bilingual, shownSeconds } from '../kernel/words';
import type { AssetId } from '../timeline/asset';
import { constant, type Curve } from '../timeline/curve';
import type { SoundChange } from '../timeline/soundLooks';
import type { Paced } from '../timeline/tempo';
import type { SoundClip } from '../timeline/timeline';
import { noteVolumeKeyframes } from './keyframeNotes';
import { keyedCurve, VOLUME } from './keyframes';
import { voiceLookOf } from './looks/heardLooks';
import { soundName } from './looks/soundNames';
import type { MaterialOf } from './materialSchema';
import { placedSoundOf, placingIn } from './placedSounds';
import { about, called, firstOf, companionOf, othersOf, type Scope, type Use } from './scope';

/** Buckets of what changes a sound in a way that is not rendered. */
const UNHEARD: ReadonlyMap<string, { readonly zh: string; readonly en: string }> = new Map(
	Object.entries({
		realtime_denoises: { zh: '降噪', en: 'noise reduction' },
		vocal_beautifys: { zh: '人声美化', en: 'voice enhancement' },
	}),
);

const gainOf = (use: Use, paced: Paced): Curve =>
	keyedCurve({ use, paced }, VOLUME) ?? constant(use.segment.volume);

const isSilent = (gain: Curve): boolean => gain.kind === 'constant' && gain.value <= 0;

const isChosen = (use: Use): boolean =>
	companionOf(use, 'sound_channel_mappings')?.is_config_open === true;

/** The channels that a segment chooses, where the draft says it in words. */
const channelsOf = (use: Use): SoundClip['channels'] => {
	const type = companionOf(use, 'sound_channel_mappings')?.type.toLowerCase() ?? '';
	if (!isChosen(use)) return undefined;
	if (type.includes('left')) return 'left';
	if (type.includes('right')) return 'right';
	return type.includes('mono') || type.includes('mix') ? 'mean' : undefined;
};

/** What broadcasters aim at where the draft names no loudness. LUFS. */
const USUAL_LOUDNESS = -23;

const loudnessOf = (use: Use, { note }: Scope): number | undefined => {
	const loudness = companionOf(use, 'loudnesses');
	if (!loudness?.enable) return undefined;
	const { target_loudness: target } = loudness;
	if (target < 0 && target > -60) return target;
	const isHeard = note(use, about('AUDIO_EFFECT_APPROXIMATED', 'loudness', 'processing'), {
		zh: `响度统一没有可用的目标值：按 ${String(USUAL_LOUDNESS)} LUFS 处理`,
		en: `the loudness to which it is brought is not written: ${String(USUAL_LOUDNESS)} LUFS is taken`,
	});
	return isHeard ? USUAL_LOUDNESS : undefined;
};

type AudioEffect = MaterialOf<'audio_effects'>;

/** The slider that tells how strong an effect is; the others shape it in ways that only the app knows. */
const AMOUNT = /强弱|强度|深度|strength|intensity/i;

const amountOf = ({ audio_adjust_params: params }: AudioEffect): number => {
	const found = params.find(({ name }) => AMOUNT.test(name));
	return found ? Math.min(1, Math.max(0, found.value)) : 1;
};

const changeOf = (effect: AudioEffect, use: Use, { note }: Scope): readonly SoundChange[] => {
	const shown = called(effect.name, effect.resource_id);
	const { resource_id: resourceId, effect_id: effectId, name } = effect;
	const plain = firstOf(name, resourceId);
	const found = voiceLookOf({ resourceId, effectId, name });
	if (!found) {
		note(use, about('AUDIO_EFFECT_IGNORED', plain), {
			zh: plain === '' ? '没有名称的音频效果未应用' : `音频效果${shown}未应用`,
			en:
				plain === ''
					? 'an audio effect without a name is not applied'
					: `audio effect ${shown} is not applied`,
		});
		return [];
	}
	const as = soundName(found.look);
	const isHeard = note(use, about('AUDIO_EFFECT_APPROXIMATED', plain), {
		zh: `音频效果${shown}以近似的“${as.zh}”处理`,
		en: `audio effect ${shown} is heard as ${as.en}, which is only near to it`,
	});
	if (!isHeard) return [];
	return [{ look: found.look, amount: amountOf(effect) }];
};

const changesOf = (use: Use, scope: Scope): readonly SoundChange[] =>
	use.companions.flatMap((filed) =>
		filed.bucket === 'audio_effects'
			? changeOf(filed.material, use, scope)
			: placedSoundOf(filed, use, scope.note),
	);

/** What is asked of a segment's sound and not rendered. */
const unheardOf = (use: Use): readonly { readonly zh: string; readonly en: string }[] => [
	...othersOf(use).flatMap(({ from, material: { name }, atRest }) => {
		const what = UNHEARD.get(from);
		if (!what || atRest) return [];
		const shown = name === '' ? '' : called(name, '');
		return [{ zh: what.zh + shown, en: `${what.en} ${shown}`.trim() }];
	}),
	...(isChosen(use) && channelsOf(use) === undefined ? [CHANNELS] : []),
	...((companionOf(use, 'vocal_separations')?.choice ?? 0) === 0 ? [] : [SEPARATION]),
	...(use.segment.intensifies_audio ? [ENHANCEMENT] : []),
];

const CHANNELS = { zh: '声道选择', en: 'the choice of channels' };
const ENHANCEMENT = { zh: '音频增强', en: 'the enhancement of the sound' };
const SEPARATION = { zh: '人声分离', en: 'the separation of voice and music' };

const LOUDNESS = { zh: '响度统一', en: 'the loudness to which it is brought' };

/** What of a segment's companions would change a sound of its own; fades and audio effects are not among it. */
export const changesAskedOf = (
	use: Use,
): readonly { readonly zh: string; readonly en: string }[] => [
	...unheardOf(use),
	...(channelsOf(use) === undefined ? [] : [CHANNELS]),
	...(companionOf(use, 'loudnesses')?.enable === true ? [LOUDNESS] : []),
	...use.companions.flatMap(placingIn),
];

const noteUnheard = (use: Use, { note }: Scope): void => {
	for (const { zh, en } of unheardOf(use))
		note(use, 'AUDIO_EFFECT_IGNORED', { zh: `${zh}未应用`, en: `${en} is not applied` });
};

type Fades = Pick<SoundClip, 'fadeIn' | 'fadeOut'>;

const NO_TIME = microseconds(0);

/** A fade that is longer than its clip by less than this is as long as it. Microseconds. */
const FADE_SLACK = 1000;

const FADES: Readonly<Record<keyof Fades, Bilingual>> = {
	fadeIn: { zh: '淡入', en: 'the fade in' },
	fadeOut: { zh: '淡出', en: 'the fade out' },
};

/** How long a fade lasts; what its clip is too short for is noted. */
const fadeOf = (use: Use, part: keyof Fades, { note }: Scope): Microseconds => {
	const fade = companionOf(use, 'audio_fades');
	const written = (part === 'fadeIn' ? fade?.fade_in_duration : fade?.fade_out_duration) ?? 0;
	const { duration } = use.target;
	if (written <= duration + FADE_SLACK) return microseconds(Math.min(written, duration));
	const { zh, en } = FADES[part];
	const [asked, drawn] = [shownSeconds(written), shownSeconds(duration)];
	const isHeard = note(use, about('AUDIO_EFFECT_APPROXIMATED', 'fade', 'processing'), {
		zh: `${zh}比片段长，时长由 ${asked} 秒缩短为 ${drawn} 秒`,
		en: `${en} is longer than its clip: it lasts ${drawn} s instead of ${asked} s`,
	});
	return isHeard ? duration : NO_TIME;
};

/** The fades at both ends of a segment. */
export const fadesOf = (use: Use, scope: Scope): Fades => ({
	fadeIn: fadeOf(use, 'fadeIn', scope),
	fadeOut: fadeOf(use, 'fadeOut', scope),
});

/** Whether a segment is heard at all: not on a muted track, not turned down for its whole length. */
export const isHeard = (use: Use, paced: Paced): boolean =>
	!use.muted && !isSilent(gainOf(use, paced));

/** The sound of a segment, or nothing when it is silent. */
export const soundOf = (
	use: Use,
	{ asset, paced }: { readonly asset: AssetId; readonly paced: Paced },
	scope: Scope,
): readonly SoundClip[] => {
	if (!isHeard(use, paced)) return [];
	noteUnheard(use, scope);
	noteVolumeKeyframes(use, scope.note);
	const changes = changesOf(use, scope);
	const channels = channelsOf(use);
	const loudness = loudnessOf(use, scope);
	return [
		{
			...paced,
			id: use.id,
			track: use.track,
			asset,
			gain: gainOf(use, paced),
			...fadesOf(use, scope),
			pitch: use.segment.is_tone_modify ? 'follow' : 'keep',
			...(changes.length > 0 && { changes }),
			...(channels && { channels }),
			...(loudness !== undefined && { loudness }),
		},
	];
};
