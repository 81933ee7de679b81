import { inLanguage } from '../../../render-agent/src/kernel/words';
import { constant } from '../../../render-agent/src/timeline/curve';
import {
	audioTrack,
	clip,
	codesOf,
	draftOf,
	extra,
	type Json,
	keyframes,
	materialWith,
	photo,
	read,
	segmentWith,
	sound,
	soundOf,
	soundsOf,
	timeRange,
	track,
	us,
	videoTrack,
} from '../../support/drafts';

const fade = (into: number, out: number) =>
	extra('audio_fades', { fade_in_duration: us(into), fade_out_duration: us(out) });

describe('what is heard', () => {
	it('a sound plays its range at its volume', () => {
		const music = sound(
			'm.mp3',
			[1, 2],
			segmentWith({ volume: 0.5, source_timerange: timeRange(3, 4) }),
		);
		expect(soundOf(music)).toEqual({
			id: 'm.mp3@1',
			track: 0,
			asset: 'audio:m.mp3',
			target: timeRange(1, 2),
			source: timeRange(3, 4),
			tempo: { kind: 'constant' },
			reversed: false,
			gain: constant(0.5),
			fadeIn: 0,
			fadeOut: 0,
			pitch: 'keep',
		});
	});

	it('a video is heard under the id of its picture and from the same file', () => {
		const { timeline } = read(draftOf(videoTrack(clip('a.mp4', [0, 1]))));
		expect(timeline.sounds).toMatchObject([{ id: 'a.mp4@0', asset: 'video:a.mp4' }]);
		expect(timeline.assets).toHaveLength(1);
	});

	it.each([
		['photos', photo('a', [0, 1])],
		['GIFs', clip('a', [0, 1], materialWith({ type: 'gif' }))],
		['videos that have no sound', clip('a', [0, 1], materialWith({ has_audio: false }))],
		['videos turned down', clip('a', [0, 1], segmentWith({ volume: 0 }))],
	])('nothing of %s', (_what, piece) => {
		expect(soundsOf(videoTrack(piece))).toEqual([]);
	});

	it('nothing of any video where the draft mutes them, but sounds', () => {
		const json = draftOf(videoTrack(clip('a', [0, 1])), audioTrack(sound('b', [0, 1])));
		const { sounds } = read({ ...json, config: { video_mute: true } }).timeline;
		expect(sounds.map(({ id }) => id)).toEqual(['b@0']);
	});

	it('nothing of a muted track, whose files are not asked for', () => {
		const muted = track({ type: 'audio', attribute: 1 }, sound('b', [0, 1]));
		const { timeline } = read(draftOf(videoTrack(photo('a', [0, 1])), muted));
		expect(timeline.sounds).toEqual([]);
		expect(timeline.assets.map(({ label }) => label)).toEqual(['a']);
	});

	it('keyframes of the volume replace it, on the clock of the media', () => {
		const music = sound(
			'm',
			[0, 2],
			segmentWith({ volume: 0, source_timerange: timeRange(1, 2) }),
			keyframes('KFTypeVolume', [1, 0], [3, 1]),
		);
		expect(soundOf(music).gain).toMatchObject({
			keys: [
				{ at: 0, value: 0 },
				{ at: 2_000_000, value: 1 },
			],
		});
	});

	it('fades are no longer than the sound', () => {
		expect(soundOf(sound('m', [0, 2], fade(0.5, 9)))).toMatchObject({
			fadeIn: 500_000,
			fadeOut: 2_000_000,
		});
	});

	it.each([
		['longer than the sound are told', [3, 9], ['3', '9']],
		['as long as the sound are not', [2, 2], []],
		['that are longer by rounding are not', [2.0005, 0.5], []],
	] as const)('fades %s', (_what, [into, out], told) => {
		const { diagnostics } = read(draftOf(audioTrack(sound('m', [0, 2], fade(into, out)))));
		expect(diagnostics.map(({ code, text }) => [code, inLanguage(text, 'en')])).toEqual(
			told.map((seconds, i) => [
				'AUDIO_EFFECT_APPROXIMATED',
				`the fade ${i === 0 ? 'in' : 'out'} is longer than its clip: it lasts 2 s instead of ${seconds} s`,
			]),
		);
	});

	it('fades longer than what is not heard are no matter', () => {
		const down = segmentWith({ volume: 0 });
		expect(codesOf(audioTrack(sound('m', [0, 2], fade(3, 9), down)))).toEqual([]);
	});

	it('the pitch follows the speed where the draft says so', () => {
		expect(soundOf(sound('m', [0, 1], segmentWith({ is_tone_modify: true }))).pitch).toBe('follow');
	});
});

const changed = (bucket: string, fields: Json) =>
	soundOf(sound('m', [0, 1], extra(bucket, fields)));

describe('what changes a sound', () => {
	it('a voice changer becomes the nearest look, as strong as its slider says', () => {
		const effect = { name: '机器人', audio_adjust_params: [{ name: '强弱', value: 0.4 }] };
		expect(changed('audio_effects', effect).changes).toEqual([
			{ look: { family: 'robot', hertz: 100, share: 0.9 }, amount: 0.4 },
		]);
		expect(codesOf(audioTrack(sound('m', [0, 1], extra('audio_effects', effect))))).toEqual([
			'AUDIO_EFFECT_APPROXIMATED',
		]);
	});

	it.each([
		['左声道 left', 'left'],
		['right', 'right'],
		['mono', 'mean'],
	])('the channels of %s are taken', (type, channels) => {
		expect(changed('sound_channel_mappings', { is_config_open: true, type }).channels).toBe(
			channels,
		);
	});

	it('loudness goes to the target of the draft, else to that of broadcasters', () => {
		expect(changed('loudnesses', { enable: true, target_loudness: -14 }).loudness).toBe(-14);
		expect(changed('loudnesses', { enable: true }).loudness).toBe(-23);
		expect(changed('loudnesses', { enable: false }).loudness).toBeUndefined();
	});
});

describe('where a sound stands, and how high it is', () => {
	it.each([
		['audio_pannings', { panning: -0.5 }, { family: 'pan', side: -0.5 }],
		['audio_pannings', { value: 80 }, { family: 'pan', side: 0.8 }],
		['audio_balances', { balance: 1 }, { family: 'balance', side: 1 }],
		['audio_pitch_shifts', { pitch: 3 }, { family: 'pitch', semitones: 3, formant: 0 }],
		['audio_pitch_shifts', { pitch_shift: -40 }, { family: 'pitch', semitones: -12, formant: 0 }],
	])('%s %j is heard, and named as our reading', (bucket, fields, look) => {
		expect(changed(bucket, fields).changes).toEqual([{ look, amount: 1 }]);
		expect(codesOf(audioTrack(sound('m', [0, 1], extra(bucket, fields))))).toEqual([
			'AUDIO_EFFECT_APPROXIMATED',
		]);
	});

	it.each(['audio_pannings', 'audio_balances', 'audio_pitch_shifts'])(
		'%s at rest change nothing',
		(bucket) => {
			expect(changed(bucket, { value: 0 }).changes).toBeUndefined();
			expect(codesOf(audioTrack(sound('m', [0, 1], extra(bucket, { value: 0 }))))).toEqual([]);
		},
	);
});

describe('what is not heard', () => {
	it.each([
		['audio_effects', { name: '快板' }, 1],
		['sound_channel_mappings', { is_config_open: true }, 1],
		['sound_channel_mappings', { is_config_open: false }, 0],
		['vocal_separations', { choice: 2 }, 1],
		['vocal_separations', { choice: 0 }, 0],
		['beats', {}, 0],
	])('%s %j is named as often as %i', (bucket, fields, times) => {
		expect(codesOf(audioTrack(sound('m', [0, 1], extra(bucket, fields))))).toEqual(
			Array.from({ length: times }, () => 'AUDIO_EFFECT_IGNORED'),
		);
	});

	it('an effect says its name', () => {
		const one = audioTrack(sound('m', [0, 1], extra('audio_effects', { name: '快板' })));
		expect(read(draftOf(one)).diagnostics[0]?.text).toEqual({
			zh: '音频效果“快板”未应用',
			en: 'audio effect “快板” is not applied',
		});
	});

	it('keyframes of anything but the volume are named', () => {
		const one = audioTrack(sound('m', [0, 1], keyframes('KFTypeAlpha', [0, 1])));
		expect(codesOf(one)).toEqual(['KEYFRAME_PROPERTY_UNSUPPORTED']);
	});
});
