/** Which clips use stretches of their files that cannot be decoded: when, how much is lost, what is shown and heard instead. */
import { fromSeconds, SECOND } from '../kernel/units';
import { type AssetFacts, type AssetId, fileWordsOf, type FileWords } from '../timeline/asset';
import { outerRange } from '../timeline/nested';
import { endOf, type TimeRange, united } from '../timeline/range';
import type { Paced } from '../timeline/tempo';
import type { Timeline } from '../timeline/timeline';
import { type Told, toldWithin } from './tellWithin';

/** The stretches of a file of which its decoders give nothing. Its own time, ascending. */
export interface Holes {
	readonly picture: readonly TimeRange[];
	readonly sound: readonly TimeRange[];
}

/** The holes of a file: those that were found in it, and those that were filled with silence; undefined where it has none. */
export const holesWith = (found: Holes | undefined, { sound }: AssetFacts): Holes | undefined => {
	const all: Holes = {
		picture: found?.picture ?? [],
		sound: united([...(found?.sound ?? []), ...(sound?.lost ?? [])]),
	};
	return all.picture.length + all.sound.length > 0 ? all : undefined;
};

/** The holes of files that have some. */
export type DamagedFiles = ReadonlyMap<AssetId, Holes>;

/** Less than this is nobody's loss. */
const LEAST = fromSeconds(0.1);

interface Used extends Paced {
	readonly id: string;
	readonly track: number;
	readonly asset: AssetId;
}

const seconds = (time: number): string => (time / SECOND).toFixed(1);

const WHAT = {
	seen: [
		'video',
		'画面停在相邻的可用画面，没有声音',
		'the nearest good picture stands still and nothing of it is heard',
	],
	picture: ['video', '画面停在相邻的可用画面', 'the nearest good picture stands still'],
	sound: ['sound', '没有声音', 'nothing of it is heard'],
} as const;

interface Loss {
	readonly lost: readonly TimeRange[];
	readonly lacks: keyof typeof WHAT;
	/** Whether any of the clip is heard. */
	readonly isHeard: boolean;
}

const lengthOf = (lost: readonly TimeRange[]): number =>
	lost.reduce((all, { duration }) => all + duration, 0);

const isAll = ({ target }: Used, lost: readonly TimeRange[]): boolean =>
	lengthOf(lost) > target.duration - LEAST;

const noteOf = (
	clip: Used,
	{ said, subject }: FileWords,
	{ lost, lacks, isHeard }: Loss,
): readonly Told[] => {
	const { id: segment, track } = clip;
	const [first, last] = [lost[0], lost.at(-1)];
	const sum = lengthOf(lost);
	if (!first || !last || sum < LEAST) return [];
	const [start, end] = [first.start, endOf(last)];
	const [what, zh, en] = WHAT[lacks];
	const [from, to] = [seconds(start), seconds(end)];
	return [
		{
			code: 'MEDIA_DAMAGED',
			subject: { ...subject, what },
			...{ segment, track, start, end },
			...(isAll(clip, lost) && { how: 'skipped' as const }),
			...(isHeard && { isHeard: true as const }),
			text: {
				zh: `素材“${said.zh}”的文件已损坏或不完整：第 ${from} 到 ${to} 秒之间有 ${seconds(sum)} 秒无法解码，${zh}；请重新上传完整的文件`,
				en: `the file ${said.en} is damaged or incomplete: ${seconds(sum)} s between ${from} and ${to} s cannot be decoded, ${en}; send the whole file again`,
			},
		},
	];
};

/** Where a clip uses stretches of its file, on the timeline, in order. */
const usedOf = (clip: Used, holes: readonly TimeRange[]): readonly TimeRange[] =>
	holes
		.flatMap((hole) => outerRange(clip, hole) ?? [])
		.sort((one, other) => one.start - other.start);

/** The clips of a timeline that use what is lost of their files, each once: by its picture where it has one. */
export const damagedIn = (timeline: Timeline, damaged: DamagedFiles): readonly Told[] => {
	const wordsOf = (asset: AssetId): FileWords => fileWordsOf(timeline.assets, asset);
	const heard = new Set(timeline.sounds.map(({ id }) => id));
	const seen = timeline.visuals.flatMap((clip) => {
		const holes = clip.kind === 'picture' ? damaged.get(clip.asset) : undefined;
		if (clip.kind !== 'picture' || !holes) return [];
		const [lost, silent] = [usedOf(clip, holes.picture), usedOf(clip, holes.sound)];
		const lacks = heard.has(clip.id) && silent.length > 0 ? 'seen' : 'picture';
		const isHeard = heard.has(clip.id) && !isAll(clip, silent);
		return noteOf(clip, wordsOf(clip.asset), { lost, lacks, isHeard });
	});
	const told = new Set(seen.map(({ segment }) => segment));
	const silent = timeline.sounds.flatMap((clip) => {
		const holes = told.has(clip.id) ? undefined : damaged.get(clip.asset);
		if (!holes) return [];
		const lost = usedOf(clip, holes.sound);
		return noteOf(clip, wordsOf(clip.asset), { lost, lacks: 'sound', isHeard: false });
	});
	return [...seen, ...silent, ...toldWithin(timeline, (inner) => damagedIn(inner, damaged))];
};
