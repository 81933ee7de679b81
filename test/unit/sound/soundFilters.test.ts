/** The filters that changes of a sound become, and what is said where they are missing. */
import fc from 'fast-check';
import { mediaPiece } from '../../support/mixing';
import { assetId, nested, sound, timelineOf } from '../../support/timelines';
import { soundPlanOf } from '../../../render-agent/src/compile/sound';
import { fromSeconds } from '../../../render-agent/src/kernel/units';
import {
	isFilter,
	SOUND_FILTERS,
	soundSteps,
} from '../../../render-agent/src/render/sound/soundFilters';
import { unheardIn, withoutUnheard } from '../../../render-agent/src/render/sound/unheard';
import type { SoundLook } from '../../../render-agent/src/timeline/soundLooks';

const any = fc.double({ min: -1e9, max: 1e9, noNaN: true });

const looks: fc.Arbitrary<SoundLook> = fc.oneof(
	fc.record({ family: fc.constant('pitch' as const), semitones: any, formant: any }),
	fc.record({
		family: fc.constant('robot' as const),
		hertz: fc.double({ min: 1, max: 1e6, noNaN: true }),
		share: any,
	}),
	fc.record({ family: fc.constant('echo' as const), delay: any, decay: any }),
	fc.record({ family: fc.constant('reverb' as const), seconds: any, share: any }),
	fc.record({ family: fc.constant('band' as const), low: any, high: any, drive: any }),
	fc.record({ family: fc.constant('tone' as const), bass: any, presence: any, treble: any }),
	fc.record({ family: fc.constant('chorus' as const), voices: any, depth: any }),
	fc.record({ family: fc.constant('crush' as const), bits: any, hertz: any }),
);

const echo: SoundLook = { family: 'echo', delay: 0.3, decay: 0.5 };

describe('the filters of a change', () => {
	it('are ours and take plain numbers only, whatever the draft says', () => {
		fc.assert(
			fc.property(looks, fc.double({ min: 0.01, max: 1, noNaN: true }), (look, amount) => {
				for (const { name, args } of soundSteps({ look, amount }).filter(isFilter)) {
					expect(SOUND_FILTERS).toContain(name);
					expect(args).not.toMatch(/NaN|Infinity|undefined|\de[+-]?\d/);
				}
			}),
		);
	});

	it('are none at amount 0', () => {
		expect(soundSteps({ look: echo, amount: 0 })).toEqual([]);
	});
});

describe('what an ffmpeg lacks', () => {
	const piece = {
		...mediaPiece('a.wav', { lasts: 2, at: 1 }),
		changes: [{ look: echo, amount: 1 }],
	};
	const plan = { samples: 1, pieces: [piece] };

	it('is taken out and named with its place', () => {
		const { plan: left, diagnostics } = withoutUnheard(plan, new Set(['volume']));
		expect(left.pieces[0]?.changes).toEqual([]);
		expect(diagnostics).toMatchObject([
			{ code: 'AUDIO_EFFECT_IGNORED', segment: 'a.wav', start: 1_000_000, end: 3_000_000 },
		]);
		expect(JSON.stringify(diagnostics[0]?.text)).toContain('aecho');
	});

	it('inside a compound clip is named by the compound clip, before there is a plan and after', () => {
		const changed = sound(assetId('a'), [0, 3], { more: { changes: piece.changes } });
		const inner = timelineOf(3, { sounds: [changed] });
		const outer = timelineOf(12, { visuals: [nested(inner, [10, 11], { source: [1, 2] })] });
		const place = { segment: 'nested@10', within: 'sound@0', start: 10_000_000, end: 11_000_000 };
		expect(unheardIn(outer, new Set())).toMatchObject([place]);
		const heard = { codec: 'pcm_s16le', sampleRate: 48_000, channels: 2 };
		const facts = {
			...{ id: assetId('a'), file: '/w/a', sha256: '', demuxer: 'wav' as const },
			sound: { ...heard, duration: fromSeconds(3) },
		};
		const planned = soundPlanOf(outer, new Map([[facts.id, facts]]));
		expect(withoutUnheard(planned, new Set()).diagnostics).toMatchObject([place]);
	});

	it('is nothing where all filters are there', () => {
		expect(withoutUnheard(plan, new Set(SOUND_FILTERS))).toEqual({ plan, diagnostics: [] });
	});

	it('includes what no filter does', () => {
		const tuned = { look: { family: 'tuned', strength: 1 } as const, amount: 1 };
		const { diagnostics } = withoutUnheard(
			{ samples: 1, pieces: [{ ...piece, changes: [tuned] }] },
			new Set(SOUND_FILTERS),
		);
		expect(diagnostics).toHaveLength(1);
	});
});
