import { heardIn, soundPlanOf } from '../../../render-agent/src/compile/sound';
import { fromSeconds } from '../../../render-agent/src/kernel/units';
import type { AssetFacts } from '../../../render-agent/src/timeline/asset';
import { constant, valueAt } from '../../../render-agent/src/timeline/curve';
import type { NestedClip, SoundClip, Timeline } from '../../../render-agent/src/timeline/timeline';
import {
	assetId,
	canvasOf,
	keyed,
	nested,
	picture,
	rangeOf,
	RATES,
	sound,
	timelineOf,
	transition,
} from '../../support/timelines';

const a = assetId('a');
const file: AssetFacts = {
	...{ id: a, file: '/w/a', sha256: '', demuxer: 'wav' },
	sound: { codec: 'pcm_s16le', sampleRate: 44_100, channels: 1, duration: fromSeconds(10) },
};
const facts = new Map([[a, file]]);
const placesOf = (timeline: Timeline) =>
	soundPlanOf(timeline, facts).pieces.map(({ first, count, from }) => ({ first, count, from }));

it('is as long as the picture, to the sample', () => {
	for (const rate of Object.values(RATES)) {
		const timeline = timelineOf(3.7, { canvas: canvasOf({ rate }) });
		const exact = (timeline.frames * rate.den * 48_000) / rate.num;
		expect(Math.abs(soundPlanOf(timeline, facts).samples - exact)).toBeLessThanOrEqual(0.5);
	}
});

it('puts each clip at its sample', () => {
	const sounds = [sound(a, [1, 2]), sound(a, [0.25, 0.5])];
	expect(placesOf(timelineOf(3, { sounds }))).toEqual([
		{ first: 12_000, count: 12_000, from: 0 },
		{ first: 48_000, count: 48_000, from: 0 },
	]);
});

it('ends with the picture, and leaves out what begins after it', () => {
	const sounds = [sound(a, [0.5, 9]), sound(a, [1, 2])];
	expect(placesOf(timelineOf(1, { sounds }))).toEqual([{ first: 24_000, count: 24_000, from: 0 }]);
});

it('leaves out what is muted and what has no sound', () => {
	const muted = sound(a, [0, 1], { more: { gain: constant(0) } });
	expect(placesOf(timelineOf(1, { sounds: [muted, sound(assetId('gone'), [0, 1])] }))).toEqual([]);
});

it('reaches over the ends of a clip by half of its transitions', () => {
	const left = picture(a, [0, 1]);
	const right = picture(a, [1, 2]);
	const transitions = [transition({ family: 'dissolve' }, [left, right], 0.5)];
	const sounds = [
		sound(a, [0, 1], { more: { id: left.id } }),
		sound(a, [1, 2], { more: { id: right.id } }),
	];
	expect(placesOf(timelineOf(2, { sounds, transitions }))).toEqual([
		{ first: 0, count: 60_000, from: 0 },
		{ first: 36_000, count: 60_000, from: -250_000 },
	]);
});

it('reaches over no end where the clips of a transition do not overlap', () => {
	const left = picture(a, [0, 1]);
	const right = picture(a, [1, 2]);
	const crossing = transition({ family: 'dissolve' }, [left, right], 0.5);
	const sounds = [
		sound(a, [0, 1], { more: { id: left.id } }),
		sound(a, [1, 2], { more: { id: right.id } }),
	];
	const transitions = [{ ...crossing, apart: true as const }];
	expect(placesOf(timelineOf(2, { sounds, transitions }))).toEqual([
		{ first: 0, count: 48_000, from: 0 },
		{ first: 48_000, count: 48_000, from: 0 },
	]);
});

it('cuts the sound of a timeline within to its clip, and keeps its own time', () => {
	const inner = timelineOf(4, { sounds: [sound(a, [1, 3])] });
	const visuals = [nested(inner, [10, 11], { source: [2, 3] })];
	expect(placesOf(timelineOf(12, { visuals }))).toEqual([
		{ first: 480_000, count: 48_000, from: 1_000_000 },
	]);
});

it('names what is heard inside compound clips by the outermost one, and the way to it', () => {
	const innermost = timelineOf(4, { sounds: [sound(a, [1, 3])] });
	const inner = timelineOf(4, {
		visuals: [nested(innermost, [0.5, 3])],
		sounds: [sound(a, [2, 3])],
	});
	const visuals = [nested(inner, [10, 12], { source: [1, 3] })];
	const outer = timelineOf(12, { sounds: [sound(a, [0, 1])], visuals });
	const { pieces } = soundPlanOf(outer, facts);
	expect(pieces.map(({ id, within }) => [id, within])).toEqual([
		['sound@0', undefined],
		['nested@10', 'nested@0.5\nsound@1'],
		['nested@10', 'sound@2'],
	]);
	expect(pieces.map((piece) => heardIn(piece))).toEqual([
		rangeOf([0, 1]),
		rangeOf([10.5, 12]),
		rangeOf([11, 12]),
	]);
});

describe('the sound of a timeline within that is sped up or turned round', () => {
	const soundOf = (changes: Partial<NestedClip>, more: Partial<SoundClip> = {}) => {
		const inner = timelineOf(4, { sounds: [sound(a, [1, 3], { more })] });
		const clip = { ...nested(inner, [10, 12], { source: [0, 4] }), ...changes };
		return soundPlanOf(timelineOf(12, { visuals: [clip] }), facts).pieces[0];
	};

	it('lasts as long as its clip shows it, from its place there', () => {
		expect(soundOf({})).toMatchObject({
			...{ first: 504_000, count: 48_000, from: 0 },
			paced: { target: rangeOf([10.5, 11.5]), source: rangeOf([0, 2]), reversed: false },
		});
	});

	it('is turned round with its clip, and back when it was turned before', () => {
		expect(soundOf({ reversed: true })?.paced).toMatchObject({ reversed: true });
		expect(soundOf({ reversed: true }, { reversed: true })?.paced.reversed).toBe(false);
	});

	it('has its fades and keyframes as early or late as its clip shows them', () => {
		const fades = {
			fadeIn: fromSeconds(1),
			fadeOut: fromSeconds(0.5),
			gain: keyed([0, 0], [2, 1]),
		};
		expect(soundOf({}, fades)).toMatchObject({
			...{ fadeIn: 500_000, fadeOut: 250_000, gain: keyed([0, 0], [1, 1]) },
		});
		expect(soundOf({ reversed: true }, fades)).toMatchObject({
			...{ fadeIn: 250_000, fadeOut: 500_000, gain: keyed([0, 1], [1, 0]) },
		});
	});

	it('is as loud as the keyframes of its clip say, on the clock of the clip', () => {
		const gain = keyed([0, 0], [2, 1]);
		expect(soundOf({ gain })?.gain).toEqual(keyed([-0.5, 0], [1.5, 1]));
		expect(soundOf({ gain }, { gain: constant(0.5) })?.gain).toEqual(keyed([-0.5, 0], [1.5, 0.5]));
		// Turned round, the clip still gets louder; a sound of its own ways is multiplied at every moment.
		const both = soundOf({ gain, reversed: true }, { gain: keyed([0, 1], [2, 0]) })?.gain;
		for (const at of [0, 0.1, 0.5, 0.8, 1])
			expect(valueAt(both ?? constant(-1), at * 1e6)).toBeCloseTo(at * ((at + 0.5) / 2), 2);
	});
});
