/** Transitions between clips of a few frames: the same frames wherever the draft stands, told as drawn where a frame shows them. */
import fc from 'fast-check';
import { rateOf } from '../../render-agent/src/kernel/units';
import type { Normalised } from '../../render-agent/src/draft/scope';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { crossedFrames, isSeen } from '../../render-agent/src/timeline/transitionWindow';
import { draftOf, extra, photo, read, segmentWith, us, videoTrack } from '../support/drafts';
import { drawn, flat, openStudio } from '../support/studio';

jest.setTimeout(120_000);

const studio = openStudio();
const COLORS = ['red', 'blue', 'green'] as const;
beforeAll(async () => {
	const rgb = { red: [200, 40, 40], blue: [40, 40, 200], green: [40, 200, 40] } as const;
	for (const color of COLORS)
		await studio.make(`${color}.png`, ...flat(rgb[color], '16x16'), '-frames:v', '1');
});
afterAll(() => {
	studio.close();
});

/** Clips of so many frames with transitions of so many microseconds between them, at a rate. */
interface Row {
	readonly fps: number;
	readonly round: (time: number) => number;
	readonly lengths: readonly number[];
	readonly transition: number;
	readonly name: string;
}

const FPS = [24, 29.97, 30, 60] as const;
const ROUNDINGS = [Math.round, Math.floor, Math.ceil] as const;
const rows = (fps: number): fc.Arbitrary<Row> =>
	fc.record({
		fps: fc.constant(fps),
		round: fc.constantFrom(...ROUNDINGS),
		lengths: fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 4 }),
		transition: fc.constantFrom(20_000, 33_333, 50_000, 66_667, 100_000, 500_000),
		name: fc.constantFrom('叠化', '闪白', '向左', '拍摄器 II'),
	});

/** A row that begins on a frame, its times rounded as drafts round them. */
const readAt = ({ fps, round, lengths, transition, name }: Row, first: number): Normalised => {
	const { num, den } = rateOf(fps);
	const time = (frame: number): number => round((frame * den * 1e6) / num);
	let frame = first;
	const pieces = lengths.map((length, i) => {
		const [start, end] = [time(frame), time(frame + length)];
		frame += length;
		const place = segmentWith({ target_timerange: { start, duration: end - start } });
		const into = extra('transitions', { name, duration: transition });
		const path = `${COLORS[i % COLORS.length] ?? ''}.png`;
		return photo(path, [i, 1], place, ...(i < lengths.length - 1 ? [into] : []));
	});
	const canvas = { canvas_config: { width: 16, height: 16 } };
	return read({ ...draftOf(videoTrack(...pieces)), ...canvas, fps, duration: 0 });
};

/** Where each transition is seen, in frames from the row's first one. */
const windows = ({ timeline }: Normalised, first: number): readonly (readonly number[])[] =>
	timeline.transitions.map((one) => {
		const { from, to } = crossedFrames(one, timeline.canvas.rate);
		return [from - first, to - first];
	});

const framesOf = async (timeline: Timeline): Promise<readonly Buffer[]> => {
	const facts = new Map(
		timeline.assets.flatMap(({ id, label }) => {
			const known = [...studio.facts].find(([, { file }]) => file.endsWith(label));
			return known ? [[id, { ...known[1], id }] as const] : [];
		}),
	);
	return (await drawn(timeline, { facts })).raw;
};

it.each(FPS)('at %d frames a second a row has one set of windows, wherever it begins', (fps) => {
	fc.assert(
		fc.property(rows(fps), fc.integer({ min: 0, max: 100_000 }), (row, first) => {
			const [here, there] = [readAt(row, 0), readAt(row, first)];
			expect(windows(there, first)).toEqual(windows(here, 0));
			expect(there.diagnostics.map(({ code }) => code)).toEqual(
				here.diagnostics.map(({ code }) => code),
			);
		}),
		{ numRuns: 100 },
	);
});

it.each(FPS)('at %d frames a second shifted rows have the very same pictures', async (fps) => {
	for (const row of fc.sample(rows(fps), { numRuns: 4, seed: 11 })) {
		const here = await framesOf(readAt(row, 0).timeline);
		for (const shift of [1, 10]) {
			const there = await framesOf(readAt(row, shift).timeline);
			expect(there).toHaveLength(here.length + shift);
			expect(here.map((frame, i) => there[i + shift]?.equals(frame))).toEqual(here.map(() => true));
		}
	}
});

it.each(FPS)(
	'at %d frames a second what is told as drawn is seen, and nothing else',
	async (fps) => {
		for (const lengths of [
			[1, 3],
			[3, 1],
			[2, 2],
			[1, 1],
			[3, 4],
		])
			for (const transition of [us(0.5), us(1 / fps), us(2 / fps)]) {
				const row = { fps, round: Math.round, lengths, transition, name: '闪白' };
				const { timeline, diagnostics } = readAt(row, 0);
				const cut = await framesOf({ ...timeline, transitions: [] });
				const seen = (await framesOf(timeline)).some((frame, i) => !cut[i]?.equals(frame));
				const isDrawn = Math.min(...lengths) > 1 && transition > us(1 / fps);
				expect({ row, seen, codes: diagnostics.map(({ code }) => code) }).toEqual({
					...{ row, seen: isDrawn },
					codes: [isDrawn ? 'TRANSITION_APPROXIMATED' : 'TRANSITION_IGNORED'],
				});
				expect(timeline.transitions.map((one) => isSeen(crossedFrames(one, rateOf(fps))))).toEqual(
					isDrawn ? [true] : [],
				);
			}
	},
);
