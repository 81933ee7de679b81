/** Which clips ask for more of a file than it holds: from when on, for how long, and what is shown and heard instead. */
import { fromSeconds, type Microseconds, microseconds, plus, SECOND } from '../kernel/units';
import type { AssetFacts } from '../timeline/asset';
import { endOf } from '../timeline/range';
import { clipTimeOf, type Paced } from '../timeline/tempo';
import type { Timeline } from '../timeline/timeline';
import type { Facts } from './scenes';
import { type Told, toldWithin } from './tellWithin';

/** Files end a few frames sooner or later than drafts say; that much is nobody's loss. */
const LEAST = fromSeconds(0.1);

/** A stretch of the timeline for which nothing of a file is left. */
interface Lack {
	readonly start: Microseconds;
	readonly end: Microseconds;
}

/** Where a clip plays what lies behind the end of its file: at its end, or at its start when it runs backwards. */
const lackOf = (clip: Paced, length: Microseconds): Lack | undefined => {
	const { source, target, reversed } = clip;
	if (endOf(source) <= length) return undefined;
	const forward = { ...clip, reversed: false };
	const mirrored = source.start + (endOf(source) - length);
	const at = clipTimeOf(forward, reversed ? mirrored : Math.max(length, source.start));
	const turn = plus(target.start, microseconds(Math.min(Math.max(at, 0), target.duration)));
	const [start, end] = reversed ? [target.start, turn] : [turn, endOf(target)];
	return end - start >= LEAST ? { start, end } : undefined;
};

const seconds = (time: number): string => (time / SECOND).toFixed(1);

interface Short extends Lack {
	/** Whether the file has nothing of what the clip plays. */
	readonly isAll: boolean;
	readonly segment: string;
	readonly track: number;
	readonly name: string;
	readonly length: Microseconds;
	readonly isSeen: boolean;
}

const noteOf = ({ start, end, segment, track, name, length, isSeen, isAll }: Short): Told => {
	const [has, lacks] = [seconds(length), seconds(end - start)];
	const [zh, en] = isSeen
		? [
				'画面停在素材的最后一帧，没有声音',
				'its last picture stands still and nothing of it is heard',
			]
		: ['没有声音', 'nothing of it is heard'];
	return {
		...{ code: 'MEDIA_SHORT', subject: { name, what: isSeen ? 'video' : 'sound' } },
		...{ segment, track, start, end },
		...(isAll && { how: 'skipped' as const }),
		text: {
			zh: `素材“${name}”只有 ${has} 秒，比草稿所需的短：此处 ${lacks} 秒内${zh}`,
			en: `${name} is only ${has} s long, shorter than the draft says: for ${lacks} s ${en}`,
		},
	};
};

/** How long a file goes on; undefined for what has no end of its own. */
const lengthOf = ({ picture, sound }: AssetFacts): Microseconds | undefined => {
	if (picture && picture.motion !== 'video') return undefined;
	const length = Math.max(picture?.duration ?? 0, sound?.duration ?? 0);
	return length > 0 ? microseconds(length) : undefined;
};

type Used = Paced & {
	readonly id: string;
	readonly track: number;
	readonly asset: AssetFacts['id'];
};

const shortOf = (
	clip: Used,
	isSeen: boolean,
	{ timeline, facts }: { readonly timeline: Timeline; readonly facts: Facts },
): readonly Short[] => {
	const found = facts.get(clip.asset);
	const length = found && lengthOf(found);
	const lack = length === undefined ? undefined : lackOf(clip, length);
	if (length === undefined || !lack) return [];
	const name = timeline.assets.find(({ id }) => id === clip.asset)?.label ?? '';
	const isAll = lack.end - lack.start > clip.target.duration - LEAST;
	return [{ ...lack, segment: clip.id, track: clip.track, name, length, isSeen, isAll }];
};

/** The clips of a timeline whose files are too short, each once: by its picture where it has one. */
export const shortIn = (timeline: Timeline, facts: Facts): readonly Told[] => {
	const place = { timeline, facts };
	const seen = timeline.visuals.flatMap((clip) =>
		clip.kind === 'picture' && clip.repeats !== true ? shortOf(clip, true, place) : [],
	);
	const told = new Set(seen.map(({ segment }) => segment));
	const heard = timeline.sounds
		.filter(({ id }) => !told.has(id))
		.flatMap((clip) => shortOf(clip, false, place));
	return [
		...[...seen, ...heard].map(noteOf),
		...toldWithin(timeline, (inner) => shortIn(inner, facts)),
	];
};
