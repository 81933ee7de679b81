/** A video file that turns out to have no sound: what would change it is told as of no effect, once, and costs nothing. */
import { withSilentFiles } from '../../../render-agent/src/compile/silentMedia';
import { fidelityOf } from '../../../render-agent/src/report/fidelity';
import {
	type Change,
	clip,
	draftOf,
	extra,
	type Json,
	keyframes,
	piece,
	read,
	segmentWith,
	type TrackPieces,
	videoTrack,
} from '../../support/drafts';
import { guessedFacts } from '../../support/guessedFacts';

/** The report when the files whose names begin with `silent` have no sound. */
const reportOf = (...tracks: TrackPieces[]) => {
	const { timeline, elements, diagnostics } = read(draftOf(...tracks));
	const facts = [...guessedFacts(timeline)].map(([id, { sound, ...file }]) => {
		const isSilent = id.includes('silent');
		return [id, isSilent || !sound ? file : { ...file, sound }] as const;
	});
	return fidelityOf(elements, withSilentFiles(diagnostics, timeline, new Map(facts)));
};
const saidOf = (...tracks: TrackPieces[]): readonly string[] =>
	reportOf(...tracks).items.flatMap(({ what, how, why }) =>
		why === null ? [] : [`${what}: ${how}: ${why.en}`],
	);

const FADE = extra('audio_fades', { fade_in_duration: 5e5, fade_out_duration: 0 });
const of = (file: string, ...changes: Change[]): TrackPieces =>
	videoTrack(clip(`${file}.mp4`, [0, 1], ...changes));
const compound = (inner: Json, ...changes: Change[]): TrackPieces =>
	videoTrack(piece(['drafts', { draft: inner }], ['c', 0, 1], changes));

it.each<readonly [string, Change]>([
	['the fade of the sound has', FADE],
	['the volume keyframes have', keyframes('KFTypeVolume', [0, 0], [1, 1])],
	['the volume has', segmentWith({ volume: 0.5 })],
	['the change of pitch with the speed has', segmentWith({ is_tone_modify: true })],
	[
		'the choice of channels has',
		extra('sound_channel_mappings', { is_config_open: true, type: 'left' }),
	],
	[
		'the loudness to which it is brought has',
		extra('loudnesses', { enable: true, target_loudness: -14 }),
	],
])('%s no effect, and only there', (said, change) => {
	const line = `processing: exact: ${said} no effect: silent.mp4 has no sound`;
	expect(saidOf(of('silent', change))).toEqual([line]);
	expect(reportOf(of('silent', change)).score).toBe(100);
	expect(saidOf(of('loud', change))).toEqual([]);
	const inner = draftOf(of('silent', change));
	expect(saidOf(compound(inner))).toEqual([line]);
});

it.each<readonly [string, string, Json]>([
	['audio_effect', 'audio_effects', { name: '机器人' }],
	['audio_effect', 'audio_effects', { name: '从未听说过' }],
	['audio_effect', 'audio_pannings', { panning: 0.5 }],
	['audio_effect', 'vocal_separations', { choice: 1 }],
])('what is only near of a %s is no loss there: %s %j', (what, bucket, fields) => {
	const change = extra(bucket, fields);
	const [line, ...more] = saidOf(of('silent', change));
	expect(more).toEqual([]);
	expect(line).toMatch(
		new RegExp(`^${what}: exact: .*; nothing is lost with that: silent.mp4 has no sound$`),
	);
	expect(reportOf(of('silent', change)).score).toBe(100);
	expect(saidOf(of('loud', change))[0]).toMatch(new RegExp(`^${what}: (?:approximated|skipped): `));
});

it('a compound clip of silent files has its fade told, one with a loud file has not', () => {
	const silent = draftOf(of('silent'));
	const loud = draftOf(of('silent'), of('loud'));
	expect(saidOf(compound(silent, FADE))).toEqual([
		'processing: exact: the fade of the sound or its volume keyframes have no effect: the files inside this compound clip have no sound',
	]);
	expect(saidOf(compound(loud, FADE))).toEqual([]);
	const effect = extra('audio_effects', { name: '机器人' });
	expect(saidOf(compound(silent, effect))[0]).toMatch(/^audio_effect: exact: .*have no sound$/);
	expect(saidOf(compound(loud, effect))[0]).toMatch(/^audio_effect: skipped: /);
});
