/** How a segment runs through its media: its source range, speed curve and direction. */
import { microseconds, nearestMicrosecond, tickOf } from '../kernel/units';
import { shownSeconds } from '../kernel/words';
import type { Paced, SpeedPoint, Tempo } from '../timeline/tempo';
import type { Canvas } from '../timeline/timeline';
import { about, companionOf, type Note, type Use } from './scope';

/** The points from the start to the end of the source: sorted, the first and last held outward. */
const wholeCurve = (
	points: readonly { readonly x: number; readonly y: number }[],
): readonly SpeedPoint[] => {
	const sorted = points
		.map(({ x, y }): SpeedPoint => ({ x: Math.min(1, Math.max(0, x)), speed: y }))
		.sort((a, b) => a.x - b.x);
	const [first] = sorted;
	const last = sorted.at(-1);
	if (!first || !last) return [];
	return [
		...(first.x > 0 ? [{ ...first, x: 0 }] : []),
		...sorted,
		...(last.x < 1 ? [{ ...last, x: 1 }] : []),
	];
};

const tempoOf = (use: Use): Tempo => {
	const speed = companionOf(use, 'speeds');
	const points = speed?.mode === 1 ? wholeCurve(speed.curve_speed?.speed_points ?? []) : [];
	return points.length > 1 ? { kind: 'curve', points } : { kind: 'constant' };
};

/** Whether a draft gives a segment a range of its media that has no length, or one below 0. */
const isRangeEmpty = ({ segment: { source_timerange: written } }: Use): boolean =>
	written !== null && written !== undefined && written.duration <= 0;

/** Names a range of moving media that has no length; gives whether it is drawn all the same. */
export const noteEmptyRange = (use: Use, note: Note): boolean =>
	!isRangeEmpty(use) ||
	note(use, 'SEGMENT_APPROXIMATED', {
		zh: '草稿中素材的截取时长为 0 或更小：从其起点按片段速度播放',
		en: 'the range of its media has a length of 0 or less in the draft: it plays from the start of the range at the speed of the segment',
	});

/** Names a speed curve that has no points. */
export const notePace = (use: Use, note: Note): void => {
	const speed = companionOf(use, 'speeds');
	if (speed?.mode !== 1 || tempoOf(use).kind === 'curve') return;
	note(use, about('STAGE_UNSUPPORTED', '', 'processing'), {
		zh: '曲线变速没有任何点，未应用：以恒定速度播放',
		en: 'its speed curve has no points and is not applied: it plays at a constant speed',
	});
};

/** How fast a segment is said to be: by itself, else by its speed material, where that is a speed. */
const speedOf = (use: Use): number => {
	const { speed } = companionOf(use, 'speeds') ?? {};
	const isOne = typeof speed === 'number' && speed > 0 && speed <= FASTEST;
	return use.segment.speed ?? (isOne ? speed : USUAL_SPEED);
};

const USUAL_SPEED = 1;
/** As fast as segments are read to be. */
const FASTEST = 100;

/** The speeds that are written for a segment, each once. */
const speedsOf = (use: Use): readonly number[] => {
	const { speed } = use.segment;
	const written = [speed, companionOf(use, 'speeds')?.speed];
	return [...new Set(written.flatMap((one) => one ?? []))];
};

const shownSpeed = (speed: number): string => String(Number(speed.toFixed(3)));

/**
 * Names a speed that its clip does not have, by more than a frame over all of it: the ranges count, as they do in the apps.
 * Without a range of media the segment's own speed counts. Along a speed curve no one speed does.
 */
export const noteSpeeds = (use: Use, { rate }: Pick<Canvas, 'rate'>, note: Note): void => {
	const { target } = use;
	const { source, tempo } = paceOf(use);
	if (tempo.kind === 'curve') return;
	const frame = tickOf(rate);
	const wrong = speedsOf(use).filter(
		(speed) => !(Math.abs(source.duration / speed - target.duration) <= frame + ROUNDING),
	);
	if (wrong.length === 0) return;
	const drawn = shownSpeed(source.duration / target.duration);
	const said = wrong.map(shownSpeed).join(', ');
	const [media, time] = [source.duration, target.duration].map(shownSeconds);
	note(use, 'SPEED_OVERRULED', {
		zh: `草稿写的速度 ${said} 与时间范围不符（${time ?? ''} 秒内播放素材的 ${media ?? ''} 秒）：按时间范围以 ${drawn} 倍速播放；要按写的速度播放，请修改 source_timerange 或 target_timerange 的时长`,
		en: `the draft says a speed of ${said}, and its ranges another one (${media ?? ''} s of the media in ${time ?? ''} s): it plays at ${drawn}, as the ranges say; for the speed, change the duration of source_timerange or target_timerange`,
	});
};

/** What writers of drafts round away. Microseconds. */
const ROUNDING = 1000;

/** The pace of a video or a sound. Without a source range it plays from the start, at the segment's speed, else its material's. */
export const paceOf = (use: Use): Paced => {
	const { segment, target } = use;
	const written = segment.source_timerange;
	const length = written?.duration ?? 0;
	return {
		target,
		source: {
			start: microseconds(written?.start ?? 0),
			duration:
				length > 0 ? microseconds(length) : nearestMicrosecond(target.duration * speedOf(use)),
		},
		tempo: tempoOf(use),
		reversed: segment.reverse,
	};
};

/** A range is shorter than what its segment plays at its speed if it is by more than this share. */
const SHORTER = 0.05;

/** How an animation runs, and whether it begins again until its segment is over. */
export interface AnimationPace {
	readonly paced: Paced;
	readonly repeats: boolean;
}

/**
 * The pace of an animation. Where its range is shorter than what its segment plays at its speed, it begins again, as the apps
 * have it, instead of being slowed down; the report says so.
 */
export const animationPaceOf = (use: Use, note: Note): AnimationPace => {
	const paced = paceOf(use);
	const { source, target, tempo } = paced;
	const played = nearestMicrosecond(target.duration * speedOf(use));
	if (tempo.kind === 'curve' || source.duration >= played * (1 - SHORTER))
		return { paced, repeats: false };
	note(
		use,
		{ code: 'SEGMENT_APPROXIMATED', how: 'exact' },
		{
			zh: '动图在片段结束前循环播放：草稿的截取范围比片段短，而片段速度未相应放慢（要放慢请设置 speed）',
			en: 'the animation begins again until its segment is over: its range in the draft is shorter than the segment, whose speed does not slow it down (to slow it down, write speed)',
		},
	);
	return { paced: { ...paced, source: { ...source, duration: played } }, repeats: true };
};

/** The pace of what has no motion of its own, as pictures and captions: its clock is that of the segment. */
export const stillPaceOf = ({ segment, target }: Use): Paced => ({
	target,
	source: {
		start: microseconds(segment.source_timerange?.start ?? 0),
		duration: target.duration,
	},
	tempo: { kind: 'constant' },
	reversed: false,
});
