/** What would change the sound of what has none is in the report, as exact, with the words that it has no effect and why. */
import {
	audioTrack,
	captionPiece,
	type Change,
	clip,
	draftOf,
	extra,
	type Json,
	keyframes,
	materialWith,
	photo,
	piece,
	read,
	reportOf,
	segmentWith,
	sound,
	textTrack,
	track,
	type TrackPieces,
	videoTrack,
} from '../../support/drafts';

/** What the report says of changes of sound, as `kind: how: sentence`. */
const saidOf = (draft: Json): readonly string[] =>
	reportOf(draft).items.flatMap(({ what, how, why }) =>
		why === null ? [] : [`${what}: ${how}: ${why.en}`],
	);

const FADE = extra('audio_fades', { fade_in_duration: 5e5, fade_out_duration: 0 });
const ASKED: readonly (readonly [of: string, change: Change, said: string])[] = [
	['a fade', FADE, 'processing: exact: the fade of the sound has'],
	[
		'a voice effect',
		extra('audio_effects', { name: '机器人' }),
		'audio_effect: exact: audio effect “机器人” has',
	],
	[
		'keyframes of the volume',
		keyframes('KFTypeVolume', [0, 0], [1, 1]),
		'keyframes: exact: the volume keyframes have',
	],
	[
		'loudness',
		extra('loudnesses', { enable: true, target_loudness: -14 }),
		'processing: exact: the loudness to which it is brought has',
	],
	['a pitch', extra('audio_pitch_shifts', { pitch: 3 }), 'processing: exact: the pitch shift has'],
	['a panning', extra('audio_pannings', { panning: 0.5 }), 'processing: exact: the panning has'],
	[
		'channels',
		extra('sound_channel_mappings', { is_config_open: true, type: 'left' }),
		'processing: exact: the choice of channels has',
	],
	[
		'a separation',
		extra('vocal_separations', { choice: 1 }),
		'processing: exact: the separation of voice and music has',
	],
];

const silent = draftOf(videoTrack(photo('in.png', [0, 1])));
const loud = draftOf(videoTrack(photo('in.png', [0, 1])), audioTrack(sound('in.mp3', [0, 1])));
const compound = (draft: Json, ...changes: Change[]) =>
	piece(['drafts', { draft }], ['c', 0, 1], changes);

const SILENT: readonly (readonly [of: string, make: (c: Change) => TrackPieces, why: string])[] = [
	['a photo', (one) => videoTrack(photo('a', [0, 1], one)), 'this clip has no sound'],
	['a caption', (one) => textTrack(captionPiece('A', [0, 1], one)), 'this clip has no sound'],
	[
		'a video without sound',
		(one) => videoTrack(clip('a', [0, 1], materialWith({ has_audio: false }), one)),
		'this video has no sound, says the draft',
	],
	[
		'a video on a muted track',
		(one) => track({ type: 'video', attribute: 1 }, clip('a', [0, 1], one)),
		'its track is muted in the draft',
	],
	[
		'a silent compound clip',
		(one) => videoTrack(compound(silent, one)),
		'nothing inside this compound clip has a sound',
	],
	[
		'a compound clip on a muted track',
		(one) => track({ type: 'video', attribute: 1 }, compound(loud, one)),
		'its track is muted in the draft',
	],
];

const CASES = SILENT.flatMap(([whose, make, why]) =>
	ASKED.map(
		([what, change, said]) =>
			[`${what} of ${whose}`, make(change), `${said} no effect: ${why}`] as const,
	),
);

it.each(CASES)('%s is told as of no effect, and costs nothing', (_of, of, said) => {
	const draft = draftOf(of);
	expect(saidOf(draft).filter((one) => one.includes('no effect'))).toEqual([said]);
	expect(saidOf(draft).filter((one) => one.includes(': skipped:'))).toEqual([]);
	expect(read(draft).diagnostics).toEqual([]);
});

it('a sound of volume 0 has its fade told, and one that is heard has not', () => {
	const at = (volume: number) =>
		draftOf(audioTrack(sound('m', [0, 1], FADE, segmentWith({ volume }))));
	expect(saidOf(at(0))).toContain(
		'processing: exact: the fade of the sound has no effect: its volume is 0 in the draft',
	);
	expect(saidOf(at(0.5))).toEqual([]);
});

it('a volume and a pitch that follows the speed are told of what has no sound, at rest they are not', () => {
	const said = (fields: Json) =>
		saidOf(draftOf(videoTrack(photo('a', [0, 1], segmentWith(fields)))));
	expect(said({ volume: 0.5, is_tone_modify: true })).toEqual([
		'processing: exact: the volume has no effect: this clip has no sound',
		'processing: exact: the change of pitch with the speed has no effect: this clip has no sound',
	]);
	for (const volume of [0, 1]) expect(said({ volume })).toEqual([]);
});

it('a voice effect of a compound clip with sound is skipped, with what to do', () => {
	const effect = extra('audio_effects', { name: '机器人' });
	expect(saidOf(draftOf(videoTrack(compound(loud, effect))))).toEqual([
		'audio_effect: skipped: audio effect “机器人” of a compound clip is not applied: put it on the sounds inside',
	]);
	expect(saidOf(draftOf(videoTrack(compound(loud, FADE))))).toEqual([]);
});

it('keyframes of the volume beside others of a photo are told apart from those, which are drawn', () => {
	const moved = photo(
		'a',
		[0, 1],
		keyframes('KFTypeVolume', [0, 0], [1, 1]),
		keyframes('KFTypeAlpha', [0, 0], [1, 1]),
	);
	const { items, score } = reportOf(draftOf(videoTrack(moved)));
	expect(items.map(({ what, how, why }) => [what, how, why?.en ?? ''])).toEqual([
		['photo', 'exact', ''],
		['keyframes', 'exact', ''],
		['keyframes', 'exact', 'the volume keyframes have no effect: this clip has no sound'],
	]);
	expect(score).toBe(100);
});
