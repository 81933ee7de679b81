/** Compound clips at speeds of their own: what is inside plays and moves at the very moments that the video shows. */
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { NestedClip, PictureClip, Timeline } from '../../render-agent/src/timeline/timeline';
import { drawn, H264, made, numbered, numberIn, openStudio } from '../support/studio';
import {
	canvasOf,
	nested,
	picture,
	RATES,
	keyed,
	type Span,
	timelineOf,
} from '../support/timelines';

jest.setTimeout(120_000);

const studio = openStudio();
let film: AssetId;
let film25: AssetId;
let card: AssetId;

beforeAll(async () => {
	film = await studio.make('film.mp4', ...numbered(8), ...H264);
	film25 = await studio.make('film25.mp4', ...numbered(4, '25'), ...H264);
	card = await studio.make('card.png', ...made('testsrc2=s=128x72'), '-frames:v', '1');
});
afterAll(() => {
	studio.close();
});

const numbersOf = async (timeline: Timeline, gop = 250): Promise<readonly number[]> => {
	const { raw, at } = await drawn(timeline, studio, gop);
	return raw.map((_, frame) => numberIn(at(frame)));
};

const upTo = (count: number, at: (index: number) => number): readonly number[] =>
	Array.from({ length: count }, (_, index) => at(index));

/** The number nearest to a place in a film, of two the later. */
const nearest = (place: number): number => Math.floor(place + 0.5 + 1e-6);

const holding = (clip: PictureClip | NestedClip, seconds: number, fps = '30'): Timeline =>
	timelineOf(seconds, {
		canvas: canvasOf({ rate: RATES[fps as keyof typeof RATES] }),
		visuals: [clip],
	});

/** A clip inside at one speed, the compound clip around it at another. */
const twoSpeeds = (
	inside: number,
	around: number,
	{ asset = film, fps = '30' } = {},
): NestedClip => {
	const inner = holding(picture(asset, [0, 4], { source: [0, 4 * inside] }), 4, fps);
	return nested(inner, [0, 1], { source: [0.2, 0.2 + around] });
};

describe('a compound clip', () => {
	it.each([
		[4, 0.25],
		[0.5, 2],
		[2, 0.7],
		[0.5, 0.5],
		[1, 3],
		[1.5, 1.2],
	])(
		'with a clip at %d times the speed, itself at %d times, shows what is nearest',
		async (inside, around) => {
			const clip = twoSpeeds(inside, around);
			const wanted = upTo(30, (i) => nearest((6 + i * around) * inside));
			expect(await numbersOf(holding(clip, 1))).toEqual(wanted);
			expect(await numbersOf(holding(clip, 1), 7)).toEqual(wanted);
		},
	);

	it.each(['25', '60'])(
		'counted in %s frames by its draft shows what is nearest at the frames of the video',
		async (fps) => {
			const clip = twoSpeeds(1, 1, { asset: film25, fps });
			expect(await numbersOf(holding(clip, 1))).toEqual(
				upTo(30, (i) => nearest(((6 + i) * 25) / 30)),
			);
		},
	);

	it('backwards shows what it shows forwards, from the last to the first', async () => {
		for (const clip of [twoSpeeds(4, 0.25), twoSpeeds(0.5, 2), twoSpeeds(1, 0.5)]) {
			const forwards = await numbersOf(holding(clip, 1));
			const backwards = await numbersOf(holding({ ...clip, reversed: true }, 1), 13);
			expect(backwards).toEqual(forwards.toReversed());
		}
	});

	it('within two others shows what is nearest at the speed of all', async () => {
		const speeds = [0.8, 1.7, 0.6] as const;
		const [one, two, three] = speeds;
		const lowest = holding(picture(film, [0, 4], { source: [0, 4 * one] }), 4);
		const middle = holding(nested(lowest, [0, 2], { source: [0, 2 * two] }), 2);
		const clip = nested(middle, [0, 1], { source: [0, three] });
		expect(await numbersOf(holding(clip, 1))).toEqual(
			upTo(30, (i) => nearest(i * one * two * three)),
		);
	});

	it('along a speed curve, also backwards, shows what is nearest', async () => {
		const points = [
			{ x: 0, speed: 0.5 },
			{ x: 1, speed: 1.5 },
		];
		const inner = holding(picture(film, [0, 4], { source: [0, 8] }), 4);
		const clip: NestedClip = {
			...nested(inner, [0, 2], { source: [0, 2] }),
			tempo: { kind: 'curve', points },
		};
		const along = (frame: number): number => 0.5 * (frame / 30) + (frame / 30) ** 2 / 4;
		const wanted = upTo(60, (i) => nearest(along(i) * 60));
		expect(await numbersOf(holding(clip, 2))).toEqual(wanted);
		const backwards = await numbersOf(holding({ ...clip, reversed: true }, 2), 25);
		expect(backwards.slice(0, 59)).toEqual(upTo(59, (i) => nearest((2 - along(i + 1)) * 60)));
	});

	it.each([1.5, 2])(
		'along a speed curve shows clips at %d times the speed that run backwards from the last to the first, too',
		async (speed) => {
			const points = [
				{ x: 0, speed: 0.5 },
				{ x: 1, speed: 1.5 },
			];
			const more = { reversed: true };
			const inner = holding(picture(film, [0, 4], { source: [0, 4 * speed], more }), 4);
			const clip: NestedClip = {
				...nested(inner, [0, 2], { source: [0, 2] }),
				tempo: { kind: 'curve', points },
			};
			const along = (frame: number): number => 0.5 * (frame / 30) + (frame / 30) ** 2 / 4;
			// Each frame shows what its end is the beginning of.
			const wanted = upTo(60, (i) => nearest((4 - along(i + 1)) * speed * 30) % 256);
			expect(await numbersOf(holding(clip, 2))).toEqual(wanted);
			const turned = upTo(60, (i) => nearest((2 + along(i)) * speed * 30) % 256);
			expect(await numbersOf(holding({ ...clip, reversed: true }, 2), 25)).toEqual(turned);
		},
	);

	const panned = (): PictureClip =>
		picture(card, [0, 4], { x: keyed([0, -8], [4, 8]), scale: keyed([0, 1], [4, 1.5]) });

	it.each([0.5, 0.7, 2])(
		'at %d times the speed moves what is inside as if it stood outside, to the sample',
		async (speed) => {
			const compound = nested(holding(panned(), 4, '25'), [0, 1], { source: [0, speed] });
			const moved = picture(card, [0, 4 / speed], {
				x: keyed([0, -8], [4 / speed, 8]),
				scale: keyed([0, 1], [4 / speed, 1.5]),
			});
			const { raw } = await drawn(holding(compound, 1), studio);
			const plain = await drawn(holding(moved, 1), studio);
			const far = raw.map((frame, i) =>
				Math.max(...frame.map((value, at) => Math.abs(value - (plain.raw[i]?.[at] ?? 0)))),
			);
			expect(Math.max(...far)).toBeLessThanOrEqual(1);
			expect(new Set(raw.map((frame) => frame.toString('base64'))).size).toBe(30);
		},
	);

	it('that begins between two frames begins with the first of its range', async () => {
		const inner = holding(picture(film, [0, 4]), 4);
		for (const start of [0.49, 0.51]) {
			const at: Span = [start, start + 1];
			const clip = nested(inner, at, { source: [1, 1.5] });
			const numbers = await numbersOf(timelineOf(2, { visuals: [clip] }));
			const since = (i: number): number => Math.max(0, i / 30 - start);
			const own = upTo(30, (i) => nearest(30 + since(i + 15) * 15));
			expect(numbers.slice(15, 45)).toEqual(own);
		}
	});
});

it('an animation along a speed curve begins again when it is over, in a compound clip too', async () => {
	const gif = await studio.make('loop.gif', ...numbered(0.4, '25'));
	const points = [0, 1].map((x) => ({ x, speed: 1 }));
	const tempo = { kind: 'curve', points } as const;
	const alone = picture(gif, [0, 2], { more: { tempo } });
	const within = { ...nested(holding(picture(gif, [0, 2]), 2), [0, 2]), tempo };
	const wanted = upTo(60, (i) => nearest((i * 25) / 30) % 10);
	expect(await numbersOf(holding(alone, 2))).toEqual(wanted);
	expect(await numbersOf(holding(within, 2))).toEqual(wanted);
});

it.each([0.16, 0.3])(
	'an animation that begins %d s late goes on to its end, and begins again from its first picture',
	async (late) => {
		const gif = await studio.make('trimmed.gif', ...numbered(0.4, '25'));
		const clip = picture(gif, [0, 2], { source: [late, late + 2], more: { repeats: true } });
		const at = (i: number): number => nearest(late * 25 + (i * 25) / 30 - 0.1) % 10;
		const numbers = await numbersOf(holding(clip, 2), 23);
		expect(numbers).toEqual(upTo(60, at));
	},
);
