/** Clips that ask for more than their file holds: the last picture stays, the sound ends, and both are told with their time. */
import { shortIn } from '../../render-agent/src/compile/shortMedia';
import type { Diagnostic } from '../../render-agent/src/kernel/diagnostic';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { PictureClip, Timeline } from '../../render-agent/src/timeline/timeline';
import { between, levelOf, type Sound } from '../support/samples';
import { drawn, H264, made, mixed, numbered, numberIn, openStudio } from '../support/studio';
import { type Span, nested, picture, sound, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const studio = openStudio();
let film: AssetId;
let tone: AssetId;
let gif: AssetId;

beforeAll(async () => {
	const heard = made('sine=f=440:d=1');
	film = await studio.make('film.mp4', ...numbered(1), ...heard, ...H264, '-c:a', 'aac');
	tone = await studio.make('tone.wav', ...heard);
	gif = await studio.make('loop.gif', ...numbered(0.5));
});
afterAll(() => {
	studio.close();
});

const numbersOf = async (timeline: Timeline): Promise<readonly number[]> => {
	const { raw, at } = await drawn(timeline, studio);
	return raw.map((_, frame) => numberIn(at(frame)));
};

const told = (timeline: Timeline): readonly Diagnostic[] => shortIn(timeline, studio.facts);
const isSilent = (piece: Sound, [from, to]: Span): boolean =>
	levelOf(between(piece, from, to)) < -80;

const UP = Array.from({ length: 30 }, (_, i) => i);

it('a video that is too short stands still on its last picture and falls silent, which is told', async () => {
	const at: Span = [0.5, 2.5];
	const timeline = timelineOf(3, {
		visuals: [picture(film, at, { id: 'v' })],
		sounds: [sound(film, at, { more: { id: 'v' } })],
	});
	const seen = (await numbersOf(timeline)).slice(15, 75);
	expect(seen).toEqual([...UP, ...UP.map(() => 29)]);
	const { left } = await mixed(timeline, studio);
	expect(isSilent(left, [0.6, 1.4])).toBe(false);
	expect(isSilent(left, [1.6, 2.5])).toBe(true);
	expect(told(timeline)).toMatchObject([
		{ code: 'MEDIA_SHORT', segment: 'v', start: 1_500_000, end: 2_500_000 },
	]);
	expect(told(timeline)[0]?.text).toMatchObject({
		en: expect.stringContaining(
			'1.0 s long, shorter than the draft says: for 1.0 s its last',
		) as string,
		zh: expect.stringContaining('1.0 秒内画面停在素材的最后一帧') as string,
	});
});

it('one that runs backwards stands still at its start, one at twice the speed for half as long', async () => {
	const backwards = picture(film, [0, 2], { id: 'v', more: { reversed: true } });
	const turned = timelineOf(2, { visuals: [backwards] });
	expect(await numbersOf(turned)).toEqual([...UP.map(() => 29), ...UP.toReversed()]);
	expect(told(turned)).toMatchObject([{ segment: 'v', start: 0, end: 1_000_000 }]);
	const fast = timelineOf(1, { visuals: [picture(film, [0, 1], { id: 'v', source: [0, 2] })] });
	// Every second picture is shown: the last of those stays.
	expect((await numbersOf(fast)).slice(15)).toEqual(Array.from({ length: 15 }, () => 28));
	expect(told(fast)).toMatchObject([{ segment: 'v', start: 500_000, end: 1_000_000 }]);
});

it('a sound that is too short ends in silence, which is told', async () => {
	const timeline = timelineOf(3, {
		sounds: [sound(tone, [1, 3], { source: [0.5, 2.5], more: { id: 's' } })],
	});
	const { left } = await mixed(timeline, studio);
	expect(isSilent(left, [1.05, 1.45])).toBe(false);
	expect(isSilent(left, [1.55, 3])).toBe(true);
	expect(told(timeline)).toMatchObject([
		{ segment: 's', subject: { what: 'sound' }, start: 1_500_000, end: 3_000_000 },
	]);
});

it('a compound clip tells of it for the time that it shows of it', () => {
	const inner = timelineOf(2, { visuals: [picture(film, [0, 2])] });
	const clip = nested(inner, [1, 3]);
	const outer = timelineOf(4, { visuals: [clip] });
	expect(told(outer)).toMatchObject([{ segment: clip.id, start: 2_000_000, end: 3_000_000 }]);
	const before = timelineOf(4, { visuals: [nested(inner, [1, 2])] });
	expect(told(before)).toEqual([]);
});

it('a compound clip that goes on behind its own timeline holds its last frame in silence, which is told', async () => {
	const inner = timelineOf(1, { visuals: [picture(film, [0, 1])], sounds: [sound(tone, [0, 1])] });
	const clip = nested(inner, [0.5, 2.5]);
	const timeline = timelineOf(3, { visuals: [clip] });
	expect((await numbersOf(timeline)).slice(15, 75)).toEqual([...UP, ...UP.map(() => 29)]);
	const { left } = await mixed(timeline, studio);
	expect(isSilent(left, [0.55, 1.45])).toBe(false);
	expect(isSilent(left, [1.55, 3])).toBe(true);
	expect(told(timeline)).toMatchObject([
		{ code: 'MEDIA_SHORT', segment: clip.id, start: 1_500_000, end: 2_500_000 },
	]);
	expect(told(timeline)[0]?.text).toMatchObject({
		en: expect.stringContaining('holds only 1.0 s') as string,
	});
	const turned = timelineOf(3, { visuals: [{ ...clip, reversed: true }] });
	expect((await numbersOf(turned)).slice(15, 75)).toEqual([
		...UP.map(() => 29),
		...UP.toReversed(),
	]);
	expect(told(turned)).toMatchObject([{ start: 500_000, end: 1_500_000 }]);
	expect(told(timelineOf(3, { visuals: [nested(inner, [0.5, 1.55])] }))).toEqual([]);
});

it('a clip of which the file has nothing at all is left out, not near', () => {
	const nothing = picture(film, [0, 1], { source: [2, 3] });
	const some = picture(film, [1, 2], { source: [0.5, 1.5] });
	const found = told(timelineOf(2, { visuals: [nothing, some] }));
	expect(found.map(({ how }) => how)).toEqual(['skipped', undefined]);
	const inner = told(
		timelineOf(2, { visuals: [nested(timelineOf(2, { visuals: [nothing] }), [0, 2])] }),
	);
	// It is told of the clip inside, and of nothing else of the compound clip.
	expect(inner).toMatchObject([{ how: 'skipped', within: nothing.id }]);
});

it('what is long enough, a few frames short, or begins again is not told of', () => {
	const timeline = timelineOf(4, {
		visuals: [
			picture(film, [0, 1]),
			picture(film, [1, 2.05]),
			picture(film, [2.1, 2.6], { source: [0.5, 1] }),
			picture(gif, [3, 4], { layer: 1 }),
		],
		sounds: [sound(tone, [0, 1])],
	});
	expect(told(timeline)).toEqual([]);
});

/** A clip between two frames: the frame nearest to its start begins 15 ms before it. */
const BETWEEN: Span = [0.515, 0.715];

it.each<readonly [string, { source: Span; more?: Partial<PictureClip>; first: number }]>([
	['as fast as it is', { source: [0.5, 0.7], first: 15 }],
	['twice as fast', { source: [0.2, 0.6], first: 6 }],
	['backwards', { source: [0.5, 0.7], more: { reversed: true }, first: 20 }],
])(
	'a clip that starts between two frames, %s, shows nothing of what lies outside its range',
	async (_, { source, more = {}, first }) => {
		const clip = picture(film, BETWEEN, { source, more });
		const seen = (await numbersOf(timelineOf(1, { visuals: [clip] }))).slice(15, 21);
		expect(seen[0]).toBe(first);
		for (const number of seen) {
			expect(number).toBeGreaterThanOrEqual(source[0] * 30);
			expect(number).toBeLessThan(source[1] * 30);
		}
	},
);

describe('a file of which one stream ends before the other', () => {
	let briefFilm: AssetId;
	let briefSound: AssetId;
	let late: AssetId;
	const both = (asset: AssetId, [at, source]: readonly [Span, Span], more: object = {}) =>
		timelineOf(at[1], {
			visuals: [picture(asset, at, { id: 'v', source, more })],
			sounds: [sound(asset, at, { source, more: { id: 'v', ...more } })],
		});

	beforeAll(async () => {
		const aac = ['-c:a', 'aac'];
		const tones = (length: number) => made(`sine=f=440:d=${String(length)}`);
		briefFilm = await studio.make('brief.mp4', ...numbered(1), ...tones(2), ...H264, ...aac);
		briefSound = await studio.make('quiet.mp4', ...numbered(2), ...tones(1), ...H264, ...aac);
		const shift = ['-vf', 'setpts=PTS+1/TB', '-fps_mode', 'passthrough'];
		late = await studio.make('late.mp4', ...numbered(1), ...tones(2), ...shift, ...H264, ...aac);
	});

	it('stands still on its last picture, and that is told: forward, backwards, at another speed, from behind it', async () => {
		const shown = both(briefFilm, [
			[0, 2],
			[0, 2],
		]);
		expect((await numbersOf(shown)).slice(29, 60)).toEqual(Array.from({ length: 31 }, () => 29));
		expect(told(shown)).toMatchObject([
			{ code: 'MEDIA_SHORT', segment: 'v', subject: { what: 'video' }, start: 1_000_000 },
		]);
		expect(told(shown)[0]?.text).toMatchObject({
			en: expect.stringContaining(
				' ends at 1.0 s, sooner than the draft says: for 1.0 s its last picture stands still',
			) as string,
			zh: expect.stringContaining('的画面只有 1.0 秒') as string,
		});
		const back = told(
			both(
				briefFilm,
				[
					[0, 2],
					[0, 2],
				],
				{ reversed: true },
			),
		);
		expect(back).toMatchObject([{ start: 0, end: 1_000_000 }]);
		const fast = told(
			both(briefFilm, [
				[0, 1],
				[0, 2],
			]),
		);
		expect(fast).toMatchObject([{ start: 500_000, end: 1_000_000 }]);
		const behind = told(
			both(briefFilm, [
				[0, 0.5],
				[1.2, 1.7],
			]),
		);
		expect(behind).toMatchObject([{ how: 'skipped', isHeard: true, start: 0, end: 500_000 }]);
		expect(
			told(
				both(briefFilm, [
					[0, 1],
					[0, 1],
				]),
			),
		).toEqual([]);
	});

	it('falls silent, and that is told', () => {
		expect(
			told(
				both(briefSound, [
					[0, 2],
					[0, 2],
				]),
			),
		).toMatchObject([
			{ segment: 'v', subject: { what: 'sound' }, start: expect.closeTo(1_000_000, -5) as number },
		]);
		expect(
			told(
				both(briefSound, [
					[0, 1],
					[0, 1],
				]),
			),
		).toEqual([]);
	});

	it('stands on its first picture until that begins, and that is told', () => {
		const shown = both(late, [
			[0, 2],
			[0, 2],
		]);
		expect(told(shown)).toMatchObject([{ segment: 'v', start: 0, end: 1_000_000 }]);
		expect(told(shown)[0]?.text).toMatchObject({
			en: expect.stringContaining('begins at 1.0 s only: for 1.0 s its first picture') as string,
		});
		expect(
			told(
				both(late, [
					[0, 1],
					[1, 2],
				]),
			),
		).toEqual([]);
	});
});
