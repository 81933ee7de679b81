/** How a segment runs through its media: its source range, speed curve and direction. */
import { microseconds, nearestMicrosecond } from '../kernel/units';
import type { Paced, SpeedPoint, Tempo } from '../timeline/tempo';
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

/** Whether a draft gives a segment a range of its media that has no length. */
const isRangeEmpty = ({ segment: { source_timerange: written } }: Use): boolean =>
	written !== null && written !== undefined && written.duration === 0;

/** Names a range of moving media that has no length; gives whether it is drawn all the same. */
export const noteEmptyRange = (use: Use, note: Note): boolean =>
	!isRangeEmpty(use) ||
	note(use, 'SEGMENT_APPROXIMATED', {
		zh: '草稿中素材的截取时长为 0：从其起点按片段速度播放',
		en: 'the range of its media has a length of 0 in the draft: it plays from the start of the range at the speed of the segment',
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

/** The pace of a video or a sound. Without a source range it plays from the start, at the segment's speed. */
export const paceOf = (use: Use): Paced => {
	const { segment, target } = use;
	const written = segment.source_timerange;
	const length = written?.duration ?? 0;
	return {
		target,
		source: {
			start: microseconds(written?.start ?? 0),
			duration:
				length > 0 ? microseconds(length) : nearestMicrosecond(target.duration * segment.speed),
		},
		tempo: tempoOf(use),
		reversed: segment.reverse,
	};
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
