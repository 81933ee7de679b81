import { fromSeconds } from '../../../render-agent/src/kernel/units';
import { constant } from '../../../render-agent/src/timeline/curve';
import type { SoundPiece } from '../../../render-agent/src/compile/sound';
import { gainAt } from '../../../render-agent/src/render/mixSound';
import { soundArguments, soundRangeOf } from '../../../render-agent/src/render/soundReader';
import { keyed, rangeOf, type Span } from '../../support/timelines';

const piece = (
	{ at = [0, 2], from = [0, 2] }: { at?: Span; from?: Span } = {},
	changes: Partial<SoundPiece> = {},
): SoundPiece => ({
	id: 'one',
	media: { file: "/w/it's.wav", demuxer: 'wav', sha256: '', label: 'one' },
	...{ length: fromSeconds(10), channels: 2, first: at[0] * 48_000 },
	...{ count: (at[1] - at[0]) * 48_000, from: fromSeconds(0) },
	paced: {
		target: rangeOf(at),
		source: rangeOf(from),
		tempo: { kind: 'constant' },
		reversed: false,
	},
	...{ pitch: 'keep', gain: constant(1), fadeIn: fromSeconds(0), fadeOut: fromSeconds(0) },
	...changes,
});
const reversed = (one: SoundPiece): SoundPiece => ({
	...one,
	paced: { ...one.paced, reversed: true },
});
const filtersOf = (one: SoundPiece): readonly string[] => {
	const args = soundArguments(one);
	return (args[args.indexOf('-af') + 1] ?? '').split(',');
};

describe('the part of a file that a piece plays', () => {
	it('is its source range', () => {
		expect(soundRangeOf(piece({ at: [1, 3], from: [4, 6] }))).toEqual({
			...{ from: 4e6, duration: 2e6, lead: 0 },
		});
	});

	it('is as much longer as the clip is faster', () => {
		expect(soundRangeOf(piece({ at: [0, 1], from: [4, 7] })).duration).toBe(3e6);
	});

	it('begins with silence where a transition reaches before the file', () => {
		const early = piece({ at: [1, 3], from: [0, 2] }, { from: fromSeconds(-0.5), count: 120_000 });
		expect(soundRangeOf(early)).toEqual({ from: 0, duration: 2e6, lead: 24_000 });
	});

	it('is the same forward and backward', () => {
		const one = piece({ at: [1, 3], from: [4, 6] });
		expect(soundRangeOf(reversed(one))).toEqual(soundRangeOf(one));
	});
});

describe('the arguments of a sound', () => {
	it('seek, open the file as a name, and give 48 kHz in two channels', () => {
		const args = soundArguments(piece({ from: [4, 6] }));
		expect(args.slice(args.indexOf('-ss')).slice(0, 4)).toEqual([
			'-ss',
			'4.000000',
			'-t',
			'2.050000',
		]);
		expect(args[args.indexOf('-i') + 1]).toBe("file:/w/it's.wav");
		expect(args.slice(-7)).toEqual(['-f', 'f32le', '-ar', '48000', '-ac', '2', 'pipe:1']);
	});

	it('change nothing of a sound at its own speed', () => {
		expect(filtersOf(piece())).toEqual([
			'aresample=48000:async=1:first_pts=0',
			'aformat=sample_fmts=flt:channel_layouts=stereo',
		]);
	});

	it('give one channel to both as it is', () => {
		expect(filtersOf(piece({}, { channels: 1 }))).toContain('pan=stereo|c0=c0|c1=c0');
	});

	it('keep the pitch with as many filters as the speed needs', () => {
		expect(filtersOf(piece({ from: [0, 6] })).at(-1)).toBe('atempo=3.000000');
		expect(filtersOf(piece({ from: [0, 0.4] })).slice(-3)).toEqual([
			...['atempo=0.5', 'atempo=0.5', 'atempo=0.800000'],
		]);
	});

	it('let the pitch follow where the draft says so', () => {
		expect(filtersOf(piece({ from: [0, 4] }, { pitch: 'follow' })).slice(-2)).toEqual([
			...['asetrate=96000', 'aresample=48000'],
		]);
	});

	it('turn around just the range, with what is spare behind it', () => {
		const args = soundArguments(reversed(piece({ from: [4, 6] })));
		expect(args.slice(args.indexOf('-ss')).slice(0, 4)).toEqual([
			'-ss',
			'3.950000',
			'-t',
			'2.050000',
		]);
		expect(filtersOf(reversed(piece({ from: [4, 6] }))).slice(-3)).toEqual([
			...['apad=whole_dur=2.050000', 'atrim=end=2.050000', 'areverse'],
		]);
	});
});

describe('the gain of a piece', () => {
	it('rises and falls straight within its fades', () => {
		const faded = piece({}, { fadeIn: fromSeconds(1), fadeOut: fromSeconds(0.5) });
		const gains = [0, 0.25, 1, 1.5, 1.75, 2].map((at) => gainAt(faded, at * 1e6));
		expect(gains).toEqual([0, 0.25, 1, 1, 0.5, 0]);
	});

	it('is its keyframes times its fades, never below nothing', () => {
		const keys = piece({}, { gain: keyed([0, -1], [1, 1], [2, 0]), fadeIn: fromSeconds(1) });
		expect([0.25, 0.75, 1.5].map((at) => gainAt(keys, at * 1e6))).toEqual([0, 0.375, 0.5]);
	});

	it('of both fades at once is their product', () => {
		const both = piece({}, { fadeIn: fromSeconds(2), fadeOut: fromSeconds(2) });
		expect(gainAt(both, 1e6)).toBe(0.25);
	});
});
