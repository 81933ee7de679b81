import { missingWarnings } from '../../../render-agent/src/assets/mediaFailure';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import type { Diagnostic } from '../../../render-agent/src/kernel/diagnostic';
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import { microseconds } from '../../../render-agent/src/kernel/units';
import { valueAt } from '../../../render-agent/src/timeline/curve';
import type { NestedClip, SoundClip, Timeline } from '../../../render-agent/src/timeline/timeline';
import {
	audioTrack,
	clip,
	draftOf,
	extra,
	type Json,
	keyframes,
	materialWith,
	photo,
	piece,
	read,
	segmentWith,
	sound,
	timeRange,
	track,
	videoTrack,
} from '../../support/drafts';

const INNER = {
	...draftOf(videoTrack(clip('in.mp4', [0, 2])), audioTrack(sound('in.mp3', [0, 2]))),
	canvas_config: { width: 300, height: 400 },
};

const compound = (inner: Json, ...changes: Parameters<typeof clip>[3][]) =>
	piece(['drafts', { name: '复合片段1', draft: inner }], ['c', 1, 2], changes);
const nestedIn = (json: Json): NestedClip => {
	const [first] = read(json).timeline.visuals;
	if (first?.kind !== 'nested') throw new RangeError('no compound clip came of it');
	return first;
};
const soundsWithin = ({ sounds, visuals }: Timeline): readonly SoundClip[] => [
	...sounds,
	...visuals.flatMap((one) => (one.kind === 'nested' ? soundsWithin(one.timeline) : [])),
];
const gains = (clip_: NestedClip) => clip_.timeline.sounds.map(({ gain }) => gain);

describe('a compound clip', () => {
	it('is a timeline of its own size at its place', () => {
		const fast = segmentWith({ source_timerange: timeRange(0, 4) });
		const nested = nestedIn(draftOf(videoTrack(compound(INNER, fast))));
		expect(nested).toMatchObject({
			id: 'c@1',
			target: timeRange(1, 2),
			source: timeRange(0, 4),
			timeline: { canvas: { width: 300, height: 400 }, frames: 60 },
		});
		expect(nested.timeline.visuals).toMatchObject([{ id: 'in.mp4@0' }]);
		expect(nested.timeline.sounds).toHaveLength(2);
	});

	it('may hang on a video without a file', () => {
		const video = clip('', [0, 2], extra('drafts', { draft: INNER }));
		expect(nestedIn(draftOf(videoTrack(video))).timeline.frames).toBe(60);
	});

	it('gives its files to the whole, under the same ids, used by the clip', () => {
		const { timeline } = read(draftOf(videoTrack(photo('a', [0, 1]), compound(INNER))));
		const nested = timeline.visuals.find((one) => one.kind === 'nested');
		expect(timeline.assets.map(({ label }) => label)).toEqual(['a', 'in.mp4', 'in.mp3']);
		expect(timeline.assets.slice(1).map(({ id }) => id)).toEqual(
			nested?.timeline.assets.map(({ id }) => id),
		);
		expect(timeline.assets[1]?.usedBy).toEqual([
			{ segment: 'c@1', within: 'in.mp4@0', track: 0, start: 1_000_000, end: 3_000_000 },
		]);
	});

	it('that lacks a file tells it of each segment that shows it, in its place', () => {
		const inner = draftOf(
			videoTrack(
				clip('in.mp4', [0, 1]),
				photo('there.png', [1, 1]),
				clip('in.mp4', [2, 2], materialWith({ material_name: '海' })),
				clip('in.mp4', [5, 1]),
			),
		);
		const [twice, deep] = [
			draftOf(videoTrack(compound(inner, segmentWith({ source_timerange: timeRange(0.5, 2) })))),
			draftOf(videoTrack(compound(draftOf(videoTrack(compound(inner)))))),
		].map((json) => {
			const { timeline, elements } = read(json);
			const reference = timeline.assets.find(({ label }) => label === 'in.mp4');
			if (!reference) throw new RangeError('no file');
			const error = new AgentError('MEDIA_MISSING', { object: 'in.mp4' });
			const { items } = fidelityOf(elements, missingWarnings([{ reference, error }]));
			return items
				.filter(({ how }) => how === 'skipped')
				.flatMap(({ what, places }) => places.map(({ start, end }) => [what, start, end]));
		});
		expect(twice).toEqual([
			['video', 1, 1.5],
			['video', 2.5, 3],
		]);
		expect(deep).toEqual([['video', 2, 3]]);
	});

	it('names its file where it shows nothing of it', () => {
		const late = draftOf(videoTrack(photo('a', [0, 2]), clip('late.mp4', [5, 1])));
		const cut = segmentWith({ source_timerange: timeRange(0, 2) });
		const { assets } = read(draftOf(videoTrack(compound(late, cut)))).timeline;
		expect(assets.find(({ label }) => label === 'late.mp4')?.usedBy).toMatchObject([
			{ segment: 'c@1', start: 1_000_000, end: 3_000_000 },
		]);
	});

	it('multiplies the volumes inside by its own, through every depth', () => {
		const half = segmentWith({ volume: 0.5 });
		const constant = (value: number) => ({ kind: 'constant', value });
		expect(gains(nestedIn(draftOf(videoTrack(compound(INNER, half)))))).toEqual([
			constant(0.5),
			constant(0.5),
		]);
		const deep = nestedIn(
			draftOf(videoTrack(compound(draftOf(videoTrack(compound(INNER))), half))),
		);
		const [inner] = deep.timeline.visuals;
		expect(inner?.kind === 'nested' && gains(inner)).toEqual([constant(0.5), constant(0.5)]);
	});

	it('has its fades on its own clock, on top of its volume or keyframes', () => {
		const faded = extra('audio_fades', { fade_in_duration: 500_000, fade_out_duration: 1_000_000 });
		const valuesOf = (...changes: Parameters<typeof clip>[3][]) => {
			const { gain, timeline } = nestedIn(draftOf(videoTrack(compound(INNER, faded, ...changes))));
			const [first] = timeline.sounds;
			return [0, 0.25, 0.5, 1, 1.5, 2].map((at) => {
				const value = gain ? valueAt(gain, microseconds(at * 1e6)) : NaN;
				return value * (first ? valueAt(first.gain, microseconds(0)) : NaN);
			});
		};
		expect(valuesOf(segmentWith({ volume: 0.5 }))).toEqual(
			[0, 0.25, 0.5, 0.5, 0.25, 0].map((value) => expect.closeTo(value, 5) as unknown),
		);
		expect(valuesOf(keyframes('KFTypeVolume', [0, 0], [2, 2]))).toEqual(
			[0, 0.125, 0.5, 1, 0.75, 0].map((value) => expect.closeTo(value, 2) as unknown),
		);
	});

	it('whose pitch follows its speed has all that is inside follow', () => {
		const fast = segmentWith({ source_timerange: timeRange(0, 4), is_tone_modify: true });
		const even = segmentWith({ source_timerange: timeRange(0, 2), is_tone_modify: true });
		const pitchesOf = (...changes: Parameters<typeof clip>[3][]) => {
			const { timeline, diagnostics } = read(draftOf(videoTrack(compound(INNER, ...changes))));
			const [nested] = timeline.visuals;
			const sounds = nested?.kind === 'nested' ? nested.timeline.sounds : [];
			return [sounds.map(({ pitch }) => pitch), diagnostics.map(({ code }) => code)];
		};
		expect(pitchesOf(fast)).toEqual([['follow', 'follow'], []]);
		expect(pitchesOf(even)).toEqual([['keep', 'keep'], []]);
		const slow = clip('in.mp4', [0, 4], segmentWith({ source_timerange: timeRange(0, 2) }));
		const own = read(draftOf(videoTrack(compound(draftOf(videoTrack(slow)), fast))));
		expect(own.diagnostics.map(({ code }) => code)).toEqual(['AUDIO_EFFECT_APPROXIMATED']);
	});

	it('of two speeds of which only one is to be followed is told, and not where nothing is heard', () => {
		const paced = (speed: number, follows: boolean, more: Json = {}) =>
			segmentWith({
				...{ source_timerange: timeRange(0, 2 * speed), is_tone_modify: follows },
				...more,
			});
		const told = (inside: Json, outer: Parameters<typeof clip>[3]) => {
			const { timeline, diagnostics } = read(draftOf(videoTrack(compound(inside, outer))));
			const codes = diagnostics.map(({ code }) => code);
			return [codes, soundsWithin(timeline).map(({ pitch }) => pitch)];
		};
		const clipAt = (speed: number, follows: boolean): Json =>
			draftOf(videoTrack(clip('in.mp4', [0, 2], paced(speed, follows))));
		const near = ['AUDIO_EFFECT_APPROXIMATED'];
		const deep = draftOf(videoTrack(compound(clipAt(1, false), paced(2, false))));
		expect(told(deep, paced(2, true))).toEqual([near, ['follow']]);
		const even = draftOf(videoTrack(compound(clipAt(1, false), paced(1, false))));
		expect(told(even, paced(2, true))).toEqual([[], ['follow']]);
		expect(told(clipAt(0.5, true), paced(2, false))).toEqual([near, ['follow']]);
		expect(told(clipAt(1, true), paced(2, false))).toEqual([[], ['keep']]);
		expect(told(clipAt(0.5, true), paced(2, true))).toEqual([[], ['follow']]);
		expect(told(clipAt(0.5, false), paced(2, true, { volume: 0 }))).toEqual([[], []]);
	});

	it('is silent on a muted track and when turned down', () => {
		const muted = track({ type: 'video', attribute: 1 }, compound(INNER));
		expect(gains(nestedIn(draftOf(muted)))).toEqual([]);
		const down = compound(INNER, segmentWith({ volume: 0 }));
		expect(gains(nestedIn(draftOf(videoTrack(down))))).toEqual([]);
	});

	it('tells of what lies inside for the time at which it shows it', () => {
		const inner = draftOf(
			videoTrack(clip('in.mp4', [0, 4])),
			track({ type: 'effect' }, piece(['video_effects', { name: '模糊' }], ['fx', 1, 1])),
			track({ type: 'effect' }, piece(['video_effects', { name: '故障' }], ['late', 3, 1])),
		);
		const placesIn = (...changes: Parameters<typeof clip>[3][]) => {
			const { elements, diagnostics } = read(draftOf(videoTrack(compound(inner, ...changes))));
			return [...elements, ...diagnostics].flatMap((one) =>
				('what' in one ? one.what === 'effect' : one.code === 'EFFECT_APPROXIMATED')
					? [[one.segment, Number(one.start) / 1e6, Number(one.end) / 1e6]]
					: [],
			);
		};
		const cut = segmentWith({ source_timerange: timeRange(0.5, 2) });
		expect(placesIn(cut)).toEqual([
			['c@1', 1.5, 2.5],
			['c@1', 1.5, 2.5],
		]);
		const whole = segmentWith({ source_timerange: timeRange(0, 4), reverse: true });
		expect(placesIn(whole).slice(0, 2)).toEqual([
			['c@1', 2, 2.5],
			['c@1', 1, 1.5],
		]);
	});

	it('says in its own place what is not drawn inside', () => {
		const odd = draftOf(videoTrack(photo('a', [0, 1], extra('video_trackings', {}))));
		expect(read(draftOf(videoTrack(compound(odd)))).diagnostics).toMatchObject([
			{ code: 'STAGE_UNSUPPORTED', segment: 'c@1', start: 1_000_000, end: 2_000_000 },
		]);
	});

	describe('of which a part is left out', () => {
		const animated = extra('material_animations', {
			animations: [{ type: 'in', name: '渐显', duration: 5e5 }],
		});
		const gone = extra('video_trackings', {});
		const whatBecame = (inner: Json, ...more: readonly Diagnostic[]) => {
			const { elements, diagnostics } = read(draftOf(videoTrack(compound(inner))));
			const { items } = fidelityOf(elements, [...diagnostics, ...more]);
			return items.map(({ what, name, how, times }) => [what, name, how, times]);
		};

		it('leaves out what lies on the part, and nothing else', () => {
			const unknown = piece(['odd_things', {}], ['odd', 0, 1], [animated]);
			const inner = draftOf(
				videoTrack(clip('in.mp4', [0, 2], animated)),
				track({ type: 'sticker' }, unknown),
			);
			expect(whatBecame(inner)).toEqual([
				['segment', '', 'skipped', 1],
				['animation', '渐显', 'skipped', 1],
				['compound', '复合片段1', 'exact', 1],
				['video', 'in.mp4', 'exact', 1],
				['animation', '渐显', 'exact', 1],
			]);
		});

		it('so of one whose file is missing, which is told of the compound clip', () => {
			const inner = draftOf(
				videoTrack(clip('in.mp4', [0, 1], animated)),
				videoTrack(clip('other.mp4', [0, 1], animated, gone)),
			);
			const missing: Diagnostic = {
				...{ code: 'MEDIA_MISSING', segment: 'c@1', track: 0, text: 'gone' },
				subject: { what: 'video', name: 'other.mp4' },
			};
			const became = whatBecame(inner, missing);
			expect(became.filter(([what]) => what === 'animation')).toEqual([
				['animation', '渐显', 'skipped', 1],
				['animation', '渐显', 'exact', 1],
			]);
			expect(became).toContainEqual(['video', 'in.mp4', 'exact', 1]);
			expect(became).toContainEqual(['compound', '复合片段1', 'exact', 1]);
		});
	});

	it('is as loud as the keyframes of its volume say, instead of its volume', () => {
		const keyed = [keyframes('KFTypeVolume', [0, 0], [2, 1]), segmentWith({ volume: 0.5 })];
		const json = draftOf(videoTrack(compound(INNER, ...keyed)));
		expect(read(json).diagnostics).toEqual([]);
		expect(nestedIn(json).gain).toMatchObject({
			keys: [
				{ at: 0, value: 0 },
				{ at: 2_000_000, value: 1 },
			],
		});
		expect(gains(nestedIn(json))).toEqual([
			{ kind: 'constant', value: 1 },
			{ kind: 'constant', value: 1 },
		]);
		const muted = nestedIn(
			draftOf(track({ type: 'video', attribute: 1 }, compound(INNER, ...keyed))),
		);
		expect([muted.gain, gains(muted)]).toEqual([undefined, []]);
	});

	it('that is empty is named', () => {
		const json = draftOf(videoTrack(photo('a', [0, 1])), videoTrack(compound(draftOf())));
		expect(read(json).diagnostics).toMatchObject([{ code: 'SEGMENT_UNSUPPORTED', segment: 'c@1' }]);
	});
});
