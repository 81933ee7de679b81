/** What a draft itself keeps from being seen or heard: nothing is drawn of it, and that is as the draft says. */
import { microseconds, plus } from '../kernel/units';
import type { Bilingual, Words } from '../kernel/words';
import type { Element } from '../timeline/element';
import type { Draft } from './draft';
import type { Segment } from './schema';
import type { Use } from './scope';
import { VOLUME } from './keyframes';

const HIDDEN: Words = {
	zh: '在草稿中已隐藏，因此不绘制，也没有声音',
	en: 'hidden in the draft, and so neither drawn nor heard',
};

const EMPTY: Words = {
	zh: '在草稿中时长为 0，因此不绘制',
	en: 'it has no length in the draft, and so is not drawn',
};

const MUTED_TRACK: Bilingual = {
	zh: '所在轨道在草稿中已静音',
	en: 'its track is muted in the draft',
};

const MUTED_VIDEOS: Bilingual = {
	zh: '草稿关闭了所有视频的原声',
	en: 'the draft mutes the sound of all videos',
};

const NO_VOLUME: Bilingual = {
	zh: '在草稿中音量为 0',
	en: 'its volume is 0 in the draft',
};

const isTurnedDown = ({ volume, common_keyframes }: Segment): boolean =>
	volume <= 0 &&
	!common_keyframes.some(
		({ property_type, keyframe_list }) => property_type === VOLUME && keyframe_list.length > 0,
	);

/** What of the draft itself keeps the sound of a segment, if it has one, from being heard; undefined where nothing does. */
export const muteOf = (use: Use, { muted }: Pick<Draft, 'muted'>): Bilingual | undefined => {
	if (use.muted) return MUTED_TRACK;
	if (muted && use.material?.bucket === 'videos') return MUTED_VIDEOS;
	return isTurnedDown(use.segment) ? NO_VOLUME : undefined;
};

/** That the draft itself keeps the sound of a segment from being heard, and by what. */
export const unheardOf = ({ zh, en }: Bilingual): Words => ({
	zh: `${zh}，因此没有声音`,
	en: `${en}, and so it is not heard`,
});

const whyOf = ({ visible, target_timerange: { duration } }: Segment): Words | undefined => {
	if (!visible) return HIDDEN;
	return duration > 0 ? undefined : EMPTY;
};

/** The segments that a draft hides, or gives no length. */
export const hiddenOf = ({ tracks }: Pick<Draft, 'tracks'>): readonly Element[] =>
	tracks.flatMap(({ segments }, track) =>
		segments.flatMap((segment): readonly Element[] => {
			const unseen = whyOf(segment);
			if (unseen === undefined) return [];
			const { start, duration } = segment.target_timerange;
			const begins = microseconds(start);
			return [
				{
					...{ what: 'segment', name: '', segment: segment.id, track },
					...{ start: begins, end: plus(begins, microseconds(duration)), unseen },
				},
			];
		}),
	);
