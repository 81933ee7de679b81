/** Which clips are not as loud as the draft has them, and why: told when they were mixed. Pure. */
import type { Diagnostic } from '../kernel/diagnostic';
import { microseconds } from '../kernel/units';
import type { SoundFindings } from '../render/quality/findings';
import { MOST_DECIBELS } from '../render/sound/toLoudness';

type Missed = SoundFindings['missed'][number];

const reasonOf = (one: Missed): readonly [zh: string, en: string] => {
	switch (one.why) {
		case 'short':
			return [
				'片段短于 0.4 秒，无法测量响度，音量未改变',
				'it is shorter than 0.4 s, of which no loudness can be measured, and stays as loud as it is',
			];
		case 'quiet':
			return [
				'它几乎没有声音，音量未改变',
				'hardly anything is heard of it, and it stays as loud as it is',
			];
		case 'far': {
			const [needed, most] = [one.decibels.toFixed(1), String(MOST_DECIBELS)];
			return [
				`需要改变 ${needed} dB，而最多改变 ${most} dB`,
				`it would take ${needed} dB, and no sound is raised or lowered by more than ${most} dB`,
			];
		}
	}
};

/** The clips that did not come to the loudness of their own. */
export const missedLoudnessOf = ({ missed }: SoundFindings): readonly Diagnostic[] =>
	missed.map((one): Diagnostic => {
		const [zh, en] = reasonOf(one);
		const target = String(one.target);
		return {
			code: 'AUDIO_EFFECT_APPROXIMATED',
			subject: { name: 'loudness', what: 'processing' },
			...{ segment: one.id, ...(one.within !== undefined && { within: one.within }) },
			...{ start: microseconds(one.start), end: microseconds(one.end) },
			text: {
				zh: `响度未达到草稿要求的 ${target} LUFS：${zh}`,
				en: `it is not as loud as the ${target} LUFS of the draft: ${en}`,
			},
		};
	});
