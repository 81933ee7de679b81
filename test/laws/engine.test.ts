/** Places, sizes, motion, sound ranges and the limiter, over generated ones. */
import fc from 'fast-check';
import { motionOf } from '../../render-agent/src/compose/motion';
import { STILL } from '../../render-agent/src/compose/moves';
import { microseconds } from '../../render-agent/src/kernel/units';
import { runArguments } from '../../render-agent/src/render/decoding';
import { runsOf } from '../../render-agent/src/render/decoderRuns';
import { Limiter } from '../../render-agent/src/render/limiter';
import { gainAt } from '../../render-agent/src/render/mixSound';
import { constant, valueAt } from '../../render-agent/src/timeline/curve';
import {
	type Affine,
	after,
	applied,
	contained,
	covering,
	inverse,
	scaled,
	shifted,
	turned,
} from '../../render-agent/src/timeline/geometry';
import type { MotionLook } from '../../render-agent/src/timeline/looks';
import { resized, withLines } from '../../render-agent/src/timeline/resized';
import type { VideoSource } from '../../render-agent/src/timeline/scene';
import { frames, pixels } from '../../render-agent/src/kernel/units';
import { assetId, canvasOf, keyed, picture, RATES, timelineOf } from '../support/timelines';

const number = (min: number, max: number): fc.Arbitrary<number> =>
	fc.double({ min, max, noNaN: true });
const maps: fc.Arbitrary<Affine> = fc
	.tuple(
		number(-500, 500),
		number(-500, 500),
		number(-720, 720),
		number(0.05, 20),
		number(0.05, 20),
	)
	.map(([x, y, degrees, wide, high]) =>
		after(shifted(x, y), after(turned(degrees), scaled(wide, high))),
	);
const sizes = fc.record({ width: number(1, 5000), height: number(1, 5000) });

it('what a map did, its inverse undoes', () => {
	fc.assert(
		fc.property(maps, number(-1000, 1000), number(-1000, 1000), (map, x, y) => {
			const there = applied(map, x, y);
			const back = inverse(map);
			expect(back).toBeDefined();
			const again = applied(back ?? map, there.x, there.y);
			expect(again.x).toBeCloseTo(x, 5);
			expect(again.y).toBeCloseTo(y, 5);
		}),
	);
});

it('maps may be joined before or as they are applied', () => {
	fc.assert(
		fc.property(maps, maps, fc.tuple(number(-100, 100), number(-100, 100)), (...drawn) => {
			const [outer, inner, [x, y]] = drawn;
			const once = applied(after(outer, inner), x, y);
			const between = applied(inner, x, y);
			const twice = applied(outer, between.x, between.y);
			expect(once.x).toBeCloseTo(twice.x, 4);
			expect(once.y).toBeCloseTo(twice.y, 4);
		}),
	);
});

it('a contained picture is never larger than its box, a covering one never smaller', () => {
	fc.assert(
		fc.property(sizes, sizes, (size, box) => {
			const [inside, over] = [contained(size, box), covering(size, box)];
			expect(inside.width).toBeLessThanOrEqual(box.width * (1 + 1e-9));
			expect(inside.height).toBeLessThanOrEqual(box.height * (1 + 1e-9));
			expect(over.width).toBeGreaterThanOrEqual(box.width * (1 - 1e-9));
			expect(over.height).toBeGreaterThanOrEqual(box.height * (1 - 1e-9));
			expect(inside.width / inside.height).toBeCloseTo(size.width / size.height, 6);
		}),
	);
});

it('a resized timeline has every place at the same share of its canvas', () => {
	const lines = fc.integer({ min: 90, max: 2160 });
	fc.assert(
		fc.property(lines, number(-900, 900), number(-900, 900), (height, from, to) => {
			const canvas = canvasOf({ width: 1920, height: 1080 });
			const visuals = [picture(assetId('a'), [0, 2], { x: keyed([0, from], [2, to]), y: from })];
			const small = withLines(canvas, height);
			const [clip] = resized(timelineOf(2, { canvas, visuals }), small).visuals;
			const placement = clip && 'placement' in clip ? clip.placement : undefined;
			const factor = Math.min(small.width / 1920, small.height / 1080);
			for (const at of [0, 7e5, 2e6]) {
				const wanted = (from + ((to - from) * at) / 2e6) * factor;
				expect(valueAt(placement?.x ?? constant(0), at)).toBeCloseTo(wanted, 6);
			}
			expect(valueAt(placement?.y ?? constant(0), 0)).toBeCloseTo(from * factor, 6);
		}),
	);
});

const looks: fc.Arbitrary<MotionLook> = fc.oneof(
	fc.constantFrom<MotionLook>(
		...([{ family: 'fade' }, { family: 'pulse' }, { family: 'blink' }] as const),
		...([{ family: 'typewriter' }, { family: 'zoom', from: 0.3 }] as const),
		...([
			{ family: 'spin', degrees: 180 },
			{ family: 'flip', axis: 'horizontal' },
		] as const),
		...(['x', 'y', 'rotation'] as const).map((axis) => ({ family: 'shake', axis }) as const),
	),
	fc
		.constantFrom(...(['slide', 'wipe', 'bounce'] as const))
		.chain((family) =>
			fc
				.constantFrom(...(['left', 'right', 'up', 'down'] as const))
				.map((direction): MotionLook => ({ family, direction })),
		),
);

it('a clip is at rest once it has come in, until it begins to go', () => {
	const lengths = fc.integer({ min: 1, max: 3_000_000 }).map(microseconds);
	const room = { width: 300, height: 200 };
	fc.assert(
		fc.property(looks, lengths, fc.nat(1e7), (look, duration, away) => {
			const coming = { phase: 'in', look, window: { start: microseconds(0), duration } } as const;
			const going = { ...coming, phase: 'out' } as const;
			expect(motionOf([coming], duration + away, room)).toEqual(STILL);
			expect(motionOf([going], -away, room)).toEqual(STILL);
		}),
	);
});

it('while it moves, no value of a motion is missing', () => {
	fc.assert(
		fc.property(looks, fc.constantFrom('in', 'out', 'loop', 'group'), number(0, 1), (...drawn) => {
			const [look, phase, share] = drawn;
			const window = { start: microseconds(0), duration: microseconds(1_000_000) };
			const motion = motionOf([{ phase, look, window }], share * 1e6, canvasOf());
			const { dx, dy, scaleX, scaleY, rotation, opacity } = motion;
			for (const value of [dx, dy, scaleX, scaleY, rotation, opacity])
				expect(Number.isFinite(value)).toBe(true);
			expect(opacity).toBeGreaterThanOrEqual(0);
			expect(opacity).toBeLessThanOrEqual(1);
		}),
	);
});

const times = fc.integer({ min: 0, max: 60_000_000 }).map(microseconds);
const lengths = fc.integer({ min: 50_000, max: 30_000_000 }).map(microseconds);
const paces = fc.record({
	target: fc.record({ start: times, duration: lengths }),
	source: fc.record({ start: times, duration: lengths }),
	tempo: fc.constant({ kind: 'constant' } as const),
	reversed: fc.boolean(),
});

it('a gain lies between nothing and the volume, and is nothing at the ends of fades', () => {
	fc.assert(
		fc.property(paces, fc.tuple(times, times), number(-1, 1.5), (paced, fades, share) => {
			const [fadeIn, fadeOut] = fades;
			const piece = { paced, fadeIn, fadeOut, gain: constant(0.7) };
			const gain = gainAt(piece, share * paced.target.duration);
			expect(gain).toBeGreaterThanOrEqual(0);
			expect(gain).toBeLessThanOrEqual(0.7);
			if (fadeIn > 0) expect(gainAt(piece, 0)).toBe(0);
			if (fadeOut > 0) expect(gainAt(piece, paced.target.duration)).toBe(0);
		}),
	);
});

describe('the limiter', () => {
	const blocks = fc.array(fc.integer({ min: 240, max: 2000 }), { minLength: 1, maxLength: 6 });
	const noise = (seed: number, count: number, level: number): Float32Array =>
		Float32Array.from({ length: count * 2 }, (_, i) => {
			const wave = Math.sin(i * 12.9898 + seed) * 43_758.5453;
			return (wave - Math.floor(wave) - 0.5) * 2 * level;
		});
	const through = (samples: Float32Array, counts: readonly number[]): Float32Array => {
		const limiter = new Limiter();
		const out: number[] = [];
		let at = 0;
		for (const count of counts) {
			out.push(...limiter.push(samples.subarray(at * 2, (at + count) * 2)));
			at += count;
		}
		out.push(...limiter.flush());
		return Float32Array.from(out);
	};
	const total = (counts: readonly number[]): number => counts.reduce((sum, n) => sum + n, 0);

	it('gives every sample back to the bit as long as none is beyond full scale', () => {
		fc.assert(
			fc.property(fc.nat(1000), blocks, number(0, 1), (seed, counts, level) => {
				const samples = noise(seed, total(counts), level);
				expect(through(samples, counts)).toEqual(samples);
			}),
			{ numRuns: 40 },
		);
	});

	it('gives nothing beyond full scale, whatever comes in, and as many samples', () => {
		fc.assert(
			fc.property(fc.nat(1000), blocks, number(1, 20), (seed, counts, level) => {
				const out = through(noise(seed, total(counts), level), counts);
				expect(out).toHaveLength(total(counts) * 2);
				expect(out.every((sample) => Math.abs(sample) <= 1)).toBe(true);
			}),
			{ numRuns: 40 },
		);
	});
});

describe('decoders', () => {
	const sources: fc.Arbitrary<VideoSource> = fc
		.record({
			paced: paces,
			first: fc.nat(2000).map(frames),
			count: fc.integer({ min: 1, max: 400 }).map(frames),
			file: fc.string({ maxLength: 30, unit: 'grapheme' }),
			rate: fc.constantFrom(...Object.values(RATES)),
		})
		.map(({ file, ...rest }) => ({
			...{ kind: 'video', media: { file: `/w/${file}`, demuxer: 'mov', sha256: '', label: '' } },
			...{ displayed: { width: pixels(64), height: pixels(36) }, flipX: false, flipY: false },
			...{ width: pixels(64), height: pixels(36), alpha: false, matrix: 'bt709' },
			...{ fullRange: false, hdr: false, box: canvasOf(), loops: false },
			...{ length: microseconds(1e8), sampling: 'even' },
			...rest,
		}));

	it('deliver as many pictures as are shown, and none from before the file', () => {
		fc.assert(
			fc.property(sources, (source) => {
				const { lead, runs } = runsOf(source, canvasOf());
				const total = runs.reduce((sum, { count }) => sum + count, lead);
				expect(total).toBeLessThanOrEqual(source.count);
				expect(total).toBeGreaterThan(0);
				if (!source.paced.reversed) expect(total).toBe(source.count);
				for (const { from, early = 0, count } of runs) {
					expect(from + early).toBeGreaterThanOrEqual(-1e-6);
					expect(count).toBeGreaterThan(0);
				}
			}),
		);
	});

	it('are told the name of a file once, as a file, and nowhere else', () => {
		fc.assert(
			fc.property(sources, (source) => {
				const [run] = runsOf(source, canvasOf()).runs;
				const args = run ? runArguments(source, run) : [];
				const naming = args.filter((argument) => argument.includes('/w/'));
				expect(naming).toEqual([`file:${source.media.file}`]);
				expect(args[args.indexOf(naming[0] ?? '') - 1]).toBe('-i');
			}),
		);
	});
});
