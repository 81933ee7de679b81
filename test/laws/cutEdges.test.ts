/** Clips that begin and end between two frames, at every rate: what lies outside of their range is never seen, nothing is black, no frame is lost. */
import fc from 'fast-check';
import type {
	Canvas,
	PictureClip,
	Timeline,
	VisualClip,
} from '../../render-agent/src/timeline/timeline';
import type { AssetId } from '../../render-agent/src/timeline/asset';
import { drawn, H264, numbered, numberIn, openStudio } from '../support/studio';
import { canvasOf, fill, nested, picture, RATES, rgb, timelineOf } from '../support/timelines';
import { meanOf } from '../support/video';

jest.setTimeout(120_000);

const studio = openStudio();
const FILMS = ['23.976', '30', '60'] as const;
const SECONDS = 4;
const films = new Map<string, AssetId>();
beforeAll(async () => {
	for (const rate of FILMS)
		films.set(rate, await studio.make(`${rate}.mp4`, ...numbered(SECONDS, rate), ...H264));
});
afterAll(() => {
	studio.close();
});

const canvases = fc.constantFrom(...Object.values(RATES)).map((rate): Canvas => canvasOf({ rate }));
/** Whole microseconds, in seconds. */
const seconds = (from: number, to: number): fc.Arbitrary<number> =>
	fc.integer({ min: from * 1e6, max: to * 1e6 }).map((us) => us / 1e6);
const tempos: fc.Arbitrary<PictureClip['tempo']> = fc.oneof(
	fc.constant({ kind: 'constant' } as const),
	fc
		.tuple(...([1, 2, 3] as const).map(() => fc.double({ min: 0.3, max: 4, noNaN: true })))
		.map((speeds) => ({
			kind: 'curve' as const,
			points: speeds.map((speed, i) => ({ x: i / 2, speed })),
		})),
);

const shots = fc.record({
	film: fc.constantFrom(...FILMS),
	lasts: seconds(0.12, 0.5),
	speed: fc.oneof(fc.constant(1), fc.double({ min: 0.4, max: 3, noNaN: true })),
	from: seconds(0.1, 2),
	tempo: tempos,
	reversed: fc.boolean(),
});

type ByLot<T> = T extends fc.Arbitrary<infer One> ? One : never;

/** A clip behind another, with the range of its file in pictures of it. */
interface Shot {
	readonly clip: PictureClip;
	readonly first: number;
	readonly end: number;
}

/** A millionth of a second belongs to neither side. */
const HAIR = 2e-6;

const oneAfterAnother = (list: readonly ByLot<typeof shots>[]): readonly Shot[] => {
	let at = 0;
	return list.map(({ film, lasts, speed, from, tempo, reversed }) => {
		const start = at;
		at = Math.round((at + lasts) * 1e6) / 1e6;
		const to = Math.round((from + lasts * speed) * 1e6) / 1e6;
		const { num, den } = RATES[film];
		return {
			clip: picture(films.get(film) as AssetId, [start, at], {
				source: [from, to],
				more: { tempo, reversed },
			}),
			first: Math.floor(((from + HAIR) * num) / den),
			end: Math.ceil(((to - HAIR) * num) / den),
		};
	});
};

/** Which frames of a timeline a clip has. */
const framesOf = ({ target: { start, duration } }: VisualClip, { canvas, frames }: Timeline) => {
	const at = (time: number): number => Math.round((time * canvas.rate.num) / canvas.rate.den / 1e6);
	return { from: at(start), to: Math.min(frames, at(start + duration)) };
};

it('every frame of a cut is of the clip that it belongs to, and of its range', async () => {
	const drafts = fc.tuple(canvases, fc.array(shots, { minLength: 2, maxLength: 3 }));
	await fc.assert(
		fc.asyncProperty(drafts, fc.constantFrom(7, 250), async ([canvas, list], gop) => {
			const all = oneAfterAnother(list);
			const visuals = all.map(({ clip }) => clip);
			const length = list.reduce((sum, { lasts }) => sum + lasts, 0);
			const timeline = timelineOf(length, { canvas, visuals });
			const { raw, at } = await drawn(timeline, studio, gop);
			expect(raw).toHaveLength(Math.round((length * canvas.rate.num) / canvas.rate.den));
			for (const { clip, first, end } of all) {
				const { from, to } = framesOf(clip, timeline);
				const seen = Array.from({ length: to - from }, (_, i) => numberIn(at(from + i)));
				const inside = seen.filter((number) => number >= first && number < end);
				expect([first, end, inside]).toEqual([first, end, seen]);
				const way = seen.toSorted((a, b) => (clip.reversed ? b - a : a - b));
				expect(seen).toEqual(way);
			}
		}),
		{ numRuns: 8, endOnFailure: true },
	);
});

it('a compound clip that is cut where something inside is cut shows the one side only', async () => {
	const cuts = fc.record({
		canvas: canvases,
		inner: canvases,
		cut: seconds(0.5, 1),
		start: seconds(0, 0.2),
		lasts: seconds(0.15, 0.4),
		speed: fc.oneof(fc.constant(1), fc.double({ min: 0.5, max: 2, noNaN: true })),
		tempo: tempos,
		reversed: fc.boolean(),
		isBefore: fc.boolean(),
	});
	await fc.assert(
		fc.asyncProperty(cuts, async ({ canvas, inner, cut, start, lasts, speed, ...how }) => {
			const { tempo, reversed, isBefore } = how;
			const within = timelineOf(2, {
				canvas: inner,
				visuals: [fill(rgb(1, 0, 0), [0, cut]), fill(rgb(0, 0, 1), [cut, 2])],
			});
			const far = Math.round(lasts * speed * 1e6) / 1e6;
			const end = Math.round((start + lasts) * 1e6) / 1e6;
			const clip = {
				...nested(within, [start, end], { source: isBefore ? [cut - far, cut] : [cut, cut + far] }),
				...{ tempo, reversed },
			};
			const timeline = timelineOf(end, { canvas, visuals: [clip] });
			const { at } = await drawn(timeline, studio);
			const { from, to } = framesOf(clip, timeline);
			for (let frame = from; frame < to; frame++) {
				const [red, , blue] = meanOf(at(frame), [8, 8, 8, 8]);
				expect(isBefore ? [red > 200, blue < 50] : [red < 50, blue > 200]).toEqual([true, true]);
			}
		}),
		{ numRuns: 30, endOnFailure: true },
	);
});
