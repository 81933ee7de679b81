/** Which clips ask for more of a file, or of a compound clip's timeline, than it holds: from when on, for how long, and what is shown and heard instead. */
import {
	type Frames,
	fromSeconds,
	type Microseconds,
	microseconds,
	most,
	nearestMicrosecond,
	plus,
	SECOND,
	tickOf,
} from '../kernel/units';
import type { Words } from '../kernel/words';
import { type AssetFacts, fileWordsOf, type FileWords } from '../timeline/asset';
import { endOf } from '../timeline/range';
import { clipTimeOf, type Paced } from '../timeline/tempo';
import type { NestedClip, Timeline } from '../timeline/timeline';
import type { Facts } from './scenes';
import { type Told, toldWithin } from './tellWithin';

/** Files end a few frames sooner or later than drafts say; that much is nobody's loss. */
const LEAST = fromSeconds(0.1);

/** A stretch of the timeline for which there is nothing of a file: behind its end, or before its start. */
interface Lack {
	readonly start: Microseconds;
	readonly end: Microseconds;
	readonly isBefore?: true;
}

/** The moment of the timeline at which a clip is at a moment of its media. */
const turnAt = (clip: Paced, media: number): Microseconds => {
	const { source, target, reversed } = clip;
	const forward = { ...clip, reversed: false };
	const mirrored = source.start + (endOf(source) - media);
	const at = clipTimeOf(forward, reversed ? mirrored : media);
	return plus(target.start, microseconds(Math.min(Math.max(at, 0), target.duration)));
};

const longEnough = (lack: Lack, least = LEAST): Lack | undefined =>
	lack.end - lack.start >= least ? lack : undefined;

/** Where a clip plays what would lie before its file, or before the beginning of a stream of it. */
const lackBefore = (clip: Paced, begins: number): Lack | undefined => {
	const { source, target, reversed } = clip;
	if (source.start >= begins) return undefined;
	const turn = turnAt(clip, Math.min(begins, endOf(source)));
	const [start, end] = reversed ? [turn, endOf(target)] : [target.start, turn];
	return longEnough({ start, end, isBefore: true });
};

/** Where a clip plays what lies behind the end of what it plays: at its end, or at its start when it runs backwards. */
const lackBehind = (clip: Paced, length: Microseconds, least?: Microseconds): Lack | undefined => {
	const { source, target, reversed } = clip;
	if (endOf(source) <= length) return undefined;
	const turn = turnAt(clip, Math.max(length, source.start));
	const [start, end] = reversed ? [target.start, turn] : [turn, endOf(target)];
	return longEnough({ start, end }, least);
};

const seconds = (time: number): string => (time / SECOND).toFixed(1);

interface Short extends Lack {
	/** Whether the file has nothing of what the clip plays. */
	readonly isAll: boolean;
	readonly segment: string;
	readonly track: number;
	readonly file: FileWords;
	readonly isSeen: boolean;
	readonly extent: Extent;
}

/** What a clip takes of a file: from when to when, and whether that is one of two streams, of which the other goes on. */
interface Extent {
	readonly begins: Microseconds;
	readonly length: Microseconds;
	readonly stream?: 'picture' | 'sound';
}

/** What is seen and heard instead. */
const insteadOf = ({
	isSeen,
	isBefore,
	extent: { stream },
}: Short): readonly [zh: string, en: string] => {
	if (!isSeen) return ['没有声音', 'nothing of it is heard'];
	const [zh, en] = isBefore ? ['第一', 'first'] : ['最后一', 'last'];
	if (stream === 'picture') return [`画面停在素材的${zh}帧`, `its ${en} picture stands still`];
	return [
		`画面停在素材的${zh}帧，没有声音`,
		`its ${en} picture stands still and nothing of it is heard`,
	];
};

/** The same of a stream that ends before the other, or begins after it. */
const streamWords = (
	{ file: { said }, isBefore, extent: { stream, begins } }: Short,
	{ has, lacks, zh, en }: Readonly<Record<'has' | 'lacks' | 'zh' | 'en', string>>,
): Words => {
	const [ofZh, ofEn] = stream === 'sound' ? ['声音', 'sound'] : ['画面', 'picture'];
	return isBefore
		? {
				zh: `素材“${said.zh}”的${ofZh}从第 ${seconds(begins)} 秒才开始：此处 ${lacks} 秒内${zh}`,
				en: `the ${ofEn} of ${said.en} begins at ${seconds(begins)} s only: for ${lacks} s ${en}`,
			}
		: {
				zh: `素材“${said.zh}”的${ofZh}只有 ${has} 秒，比草稿所需的短：此处 ${lacks} 秒内${zh}`,
				en: `the ${ofEn} of ${said.en} ends at ${has} s, sooner than the draft says: for ${lacks} s ${en}`,
			};
};

const wordsOf = (short: Short): Words => {
	const { start, end, isBefore, extent } = short;
	const { said } = short.file;
	const [has, lacks] = [seconds(extent.length), seconds(end - start)];
	const [zh, en] = insteadOf(short);
	if (extent.stream) return streamWords(short, { has, lacks, zh, en });
	return isBefore
		? {
				zh: `草稿从素材“${said.zh}”的起点之前开始播放（source_timerange.start 小于 0）：此处 ${lacks} 秒内${zh}`,
				en: `the draft plays ${said.en} from before its start (source_timerange.start is below 0): for ${lacks} s ${en}`,
			}
		: {
				zh: `素材“${said.zh}”只有 ${has} 秒，比草稿所需的短：此处 ${lacks} 秒内${zh}`,
				en: `${said.en} is only ${has} s long, shorter than the draft says: for ${lacks} s ${en}`,
			};
};

const noteOf = (short: Short): Told => {
	const { start, end, segment, track, file, isSeen, isAll, extent } = short;
	return {
		...{ code: 'MEDIA_SHORT', subject: { ...file.subject, what: isSeen ? 'video' : 'sound' } },
		...{ segment, track, start, end },
		...(isAll && { how: 'skipped' as const }),
		...(extent.stream === 'picture' && { isHeard: true as const }),
		text: wordsOf(short),
	};
};

/** Streams of whole files begin and end no further apart. */
const APART = fromSeconds(0.25);

const NOTHING = microseconds(0);

/** When a stream of a file begins and ends. A sound that begins later is silent until then, as it is in the file. */
const spanOf = (stream: AssetFacts['picture'] | AssetFacts['sound']): readonly [number, number] => {
	const { begins = NOTHING, duration } = stream ?? { duration: NOTHING };
	return [begins, begins + duration];
};

/** What there is of a file, or of one of its streams; undefined for what has no end of its own. */
const extentOf = (
	{ picture, sound }: AssetFacts,
	stream: 'picture' | 'sound',
): Extent | undefined => {
	if (picture && picture.motion !== 'video') return undefined;
	const [seen, heard] = [spanOf(picture), spanOf(sound)];
	const length = microseconds(Math.max(seen[1], heard[1]));
	if (length <= 0) return undefined;
	const [begins, end] = stream === 'picture' ? seen : [NOTHING, heard[1]];
	const isApart = end > 0 && length - end > APART;
	if (!isApart && begins <= APART) return { begins: NOTHING, length };
	return { begins: microseconds(begins), length: isApart ? microseconds(end) : length, stream };
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
	const extent = found && extentOf(found, isSeen ? 'picture' : 'sound');
	if (!extent) return [];
	const file = fileWordsOf(timeline.assets, clip.asset);
	const lacks = [lackBefore(clip, extent.begins), lackBehind(clip, extent.length)];
	return lacks.flatMap((lack): readonly Short[] => {
		if (!lack) return [];
		const isAll = lack.end - lack.start > clip.target.duration - LEAST;
		return [{ ...lack, segment: clip.id, track: clip.track, file, extent, isSeen, isAll }];
	});
};

/** A compound clip that goes on behind the end of its own timeline: its last frame is held. */
const shortCompound = (clip: NestedClip): readonly Told[] => {
	const { frames: count, canvas } = clip.timeline;
	const lasting = (length: Frames | 1): Microseconds =>
		nearestMicrosecond(length * tickOf(canvas.rate));
	const length = lasting(count);
	// The length of a timeline is rounded to whole frames.
	const lack = lackBehind(clip, length, most(LEAST, lasting(1)));
	if (!lack) return [];
	const { start, end } = lack;
	const [has, lacks] = [seconds(length), seconds(end - start)];
	return [
		{
			...{ code: 'MEDIA_SHORT', segment: clip.id, track: clip.track, start, end },
			text: {
				zh: `复合片段的内容只有 ${has} 秒，比草稿所需的短：此处 ${lacks} 秒内画面停在最后一帧，没有声音。请延长其内部的片段，或缩短此片段`,
				en: `the compound clip holds only ${has} s, less than the draft plays of it: for ${lacks} s its last frame stands still and nothing of it is heard; lengthen what is inside it, or shorten the clip`,
			},
		},
	];
};

/** The clips of a timeline whose files or own timelines are too short, each once: by its picture where both of its streams end. */
export const shortIn = (timeline: Timeline, facts: Facts): readonly Told[] => {
	const place = { timeline, facts };
	const seen = timeline.visuals.flatMap((clip) =>
		clip.kind === 'picture' && clip.repeats !== true ? shortOf(clip, true, place) : [],
	);
	const told = new Set(seen.flatMap(({ segment, extent }) => (extent.stream ? [] : [segment])));
	const heard = timeline.sounds
		.filter(({ id }) => !told.has(id))
		.flatMap((clip) => shortOf(clip, false, place));
	return [
		...[...seen, ...heard].map(noteOf),
		...timeline.visuals.flatMap((clip) => (clip.kind === 'nested' ? shortCompound(clip) : [])),
		...toldWithin(timeline, (inner) => shortIn(inner, facts)),
	];
};
