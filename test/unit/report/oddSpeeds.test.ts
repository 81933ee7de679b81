/** Speeds that a segment's ranges contradict: the ranges count, and that is told, in both languages. */
import {
	audioTrack,
	type Change,
	clip,
	draftOf,
	extra,
	photo,
	type Piece,
	piece,
	pictureOf,
	reportOf,
	segmentWith,
	sound,
	videoTrack,
} from '../../support/drafts';

/** Plays so many seconds of the media. */
const playing = (seconds: number): Change =>
	segmentWith({ source_timerange: { start: 0, duration: seconds * 1e6 } });
const speed = (value: number): Change => segmentWith({ speed: value });
const material = (value: number): Change =>
	extra('speeds', { type: 'speed', mode: 0, speed: value });
/** Half of the media at its own speed, half at twice that. */
const curve: Change = extra('speeds', {
	...{ type: 'speed', mode: 1, speed: 1 },
	curve_speed: {
		speed_points: [
			{ x: 0, y: 1 },
			{ x: 1, y: 2 },
		],
	},
});

const toldOf = (one: Piece, row = videoTrack) =>
	reportOf(draftOf(row(one))).items.filter(({ code }) => code === 'SPEED_OVERRULED');

it('a speed that the ranges contradict is told as near, with what is played instead', () => {
	const one = clip('a.mp4', [0, 2], playing(3), speed(2), material(2));
	const [told, ...more] = toldOf(one);
	expect(more).toEqual([]);
	expect(told).toMatchObject({
		how: 'approximated',
		places: [{ segment: 'a.mp4@0', start: 0, end: 2 }],
		why: {
			en: 'the draft says a speed of 2, and its ranges another one (3 s of the media in 2 s): it plays at 1.5, as the ranges say; for the speed, change the duration of source_timerange or target_timerange',
			zh: '草稿写的速度 2 与时间范围不符（2 秒内播放素材的 3 秒）：按时间范围以 1.5 倍速播放；要按写的速度播放，请修改 source_timerange 或 target_timerange 的时长',
		},
	});
	expect(pictureOf(one).source).toEqual({ start: 0, duration: 3e6 });
});

it.each<readonly [string, Piece, number]>([
	['the speed of the segment', clip('a.mp4', [0, 2], playing(2), speed(1.5)), 1],
	['the speed of its material', clip('a.mp4', [0, 2], playing(2), speed(1), material(1.5)), 1],
	['a speed of 0', clip('a.mp4', [0, 2], playing(2), speed(0)), 1],
	['ranges that agree', clip('a.mp4', [0, 2], playing(3), speed(1.5), material(1.5)), 0],
	['no speed at all', clip('a.mp4', [0, 2], playing(3)), 0],
	['a frame of rounding', clip('a.mp4', [0, 2], playing(2.033), speed(1)), 0],
	['two frames', clip('a.mp4', [0, 2], playing(2.067), speed(1)), 1],
	['a photo, which has no speed', photo('a.png', [0, 2], playing(3), speed(1)), 0],
	['no range of media', clip('a.mp4', [0, 2], speed(1.5), material(1.5)), 0],
	['a speed curve, along which no one speed counts', clip('a.mp4', [0, 2], playing(3), curve), 0],
	['no range, and two speeds', clip('a.mp4', [0, 2], speed(1.5), material(3)), 1],
])('of %s', (_what, one, times) => {
	expect(toldOf(one)).toHaveLength(times);
});

it('sounds and compound clips are told of alike', () => {
	expect(toldOf(sound('a.mp3', [0, 2], playing(3), speed(1)), audioTrack)).toHaveLength(1);
	const inner = draftOf(videoTrack(photo('a.png', [0, 9])));
	const compound = piece(['drafts', { draft: inner }], ['c', 0, 2], [playing(3), speed(1)]);
	expect(toldOf(compound)).toHaveLength(1);
});

it('without a range and a speed of its own a segment has that of its material', () => {
	expect(pictureOf(clip('a.mp4', [0, 2], material(1.5))).source.duration).toBe(3e6);
	expect(pictureOf(clip('a.mp4', [0, 2], speed(2), material(1.5))).source.duration).toBe(4e6);
});

it.each([0, -2, 1e6])('a material speed of %d is none', (value) => {
	expect(pictureOf(clip('a.mp4', [0, 2], material(value))).source.duration).toBe(2e6);
});
