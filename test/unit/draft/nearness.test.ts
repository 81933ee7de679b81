import { normalise } from '../../../render-agent/src/draft/normalise';
import { parseDraft } from '../../../render-agent/src/draft/parse';
import {
	DIAGNOSTICS,
	type DiagnosticCode,
	kindOf,
	leftOutAs,
} from '../../../render-agent/src/kernel/diagnostic';
import { inLanguage } from '../../../render-agent/src/kernel/words';
import { NO_LIBRARY } from '../../../render-agent/src/timeline/library';
import {
	animated,
	audioTrack,
	captionPiece,
	clip,
	draftOf,
	extra,
	photo,
	piece,
	sound,
	textTrack,
	track,
	videoTrack,
} from '../../support/drafts';

/** One of everything that is only near to what the draft says. */
const NEAR = draftOf(
	videoTrack(
		photo('a.png', [0, 2], extra('transitions', { name: '小恶魔', duration: 1_000_000 })),
		clip(
			'b.mp4',
			[2, 2],
			animated(['in', '弹跳翻书', 0, 1]),
			extra('chromas', { color: '#00FF00', intensity_value: 0.5 }),
			extra('effects', { type: 'sharpen', value: 0.5 }),
			extra('effects', { type: 'brightness', value: 0.5 }),
		),
	),
	track({ type: 'effect' }, piece(['video_effects', { name: '模糊' }], ['fx', 0, 2])),
	track({ type: 'filter' }, piece(['effects', { type: 'filter', name: '胶片' }], ['film', 0, 2])),
	textTrack(captionPiece('字', [0, 2], extra('effects', { type: 'text_effect', name: '红色' }))),
	audioTrack(sound('c.mp3', [0, 2], extra('audio_effects', { name: '回音' }))),
);

const readWith = (nearness: 'draw' | 'leave out') =>
	normalise(parseDraft(NEAR), NO_LIBRARY, nearness);

const codesIn = (nearness: 'draw' | 'leave out'): readonly DiagnosticCode[] =>
	readWith(nearness).diagnostics.map(({ code }) => code);

describe('what is only near to a draft', () => {
	it('is drawn and named, unless it is to be left out', () => {
		const near = codesIn('draw').filter((code) => leftOutAs(code) !== undefined);
		expect([...near].sort()).toEqual([
			'ANIMATION_APPROXIMATED',
			'AUDIO_EFFECT_APPROXIMATED',
			'EFFECT_APPROXIMATED',
			'EFFECT_APPROXIMATED',
			'EFFECT_APPROXIMATED',
			'FILTER_APPROXIMATED',
			'TEXT_EFFECT_APPROXIMATED',
			'TRANSITION_APPROXIMATED',
		]);
		const { timeline } = readWith('draw');
		expect(timeline.transitions).toHaveLength(1);
		expect(timeline.sounds.map(({ changes }) => changes?.length)).toEqual([undefined, 1]);
	});

	it('is left out and named as that, with what it would be otherwise', () => {
		const { timeline, diagnostics } = readWith('leave out');
		expect(diagnostics.map(({ code }) => code)).toEqual(
			codesIn('draw').map((code) => leftOutAs(code) ?? code),
		);
		const film = diagnostics.find(({ code }) => code === 'FILTER_UNSUPPORTED');
		expect(inLanguage(film?.text ?? '', 'en')).toContain(
			'left out, as on_unsupported: skip asks (otherwise: filter “胶片” is drawn as',
		);
		expect(film).toMatchObject({ subject: { name: '胶片', library: ['胶片'] } });
		expect(timeline.transitions).toEqual([]);
		expect(timeline.sounds.map(({ changes }) => changes)).toEqual([undefined, undefined]);
		const [, b] = timeline.visuals.filter(({ kind }) => kind === 'picture');
		expect(b).toMatchObject({ animations: [] });
		expect(b).not.toHaveProperty('key');
		expect(b).toHaveProperty('adjustments.brightness');
		expect(b).not.toHaveProperty('adjustments.sharpness');
		expect(timeline.visuals.map(({ kind }) => kind)).not.toContain('effect');
		const filter = timeline.visuals.find(({ kind }) => kind === 'filter');
		expect(filter).not.toHaveProperty('filters');
	});

	it('has a name for its absence that is no nearness again', () => {
		for (const code of DIAGNOSTICS) {
			const instead = leftOutAs(code);
			if (instead !== undefined)
				expect([code, kindOf(instead)]).toEqual([
					code,
					expect.objectContaining({ how: 'skipped', what: kindOf(code).what }),
				]);
		}
	});
});
