/** Cuts, trims and speeds: which picture of its clip a frame shows, in however many chunks it is drawn. */
import type { AssetId } from '../../render-agent/src/timeline/asset';
import type { PictureClip, Timeline } from '../../render-agent/src/timeline/timeline';
import { drawn, H264, numbered, numberIn, openStudio } from '../support/studio';
import { canvasOf, picture, RATES, timelineOf } from '../support/timelines';

jest.setTimeout(60_000);

const studio = openStudio();
/** Pictures that carry their number, at several rates. */
let counted: Readonly<Record<'24' | '25' | '29.97' | '30' | '60', AssetId>>;

beforeAll(async () => {
	const of = (rate: keyof typeof RATES): Promise<AssetId> =>
		studio.make(`n${rate}.mp4`, ...numbered(rate === '60' ? 4 : 6, rate), ...H264);
	counted = {
		...{ '24': await of('24'), '25': await of('25'), '29.97': await of('29.97') },
		...{ '30': await of('30'), '60': await of('60') },
	};
});
afterAll(() => {
	studio.close();
});

const numbersOf = async (timeline: Timeline, gop = 250): Promise<readonly number[]> => {
	const { raw, at } = await drawn(timeline, studio, gop);
	return raw.map((_, frame) => numberIn(at(frame)));
};

const one = (clip: PictureClip, seconds: number, rate: keyof typeof RATES = '30'): Timeline =>
	timelineOf(seconds, { canvas: canvasOf({ rate: RATES[rate] }), visuals: [clip] });

const upTo = (count: number, at: (index: number) => number): readonly number[] =>
	Array.from({ length: count }, (_, index) => at(index));

describe('which picture a frame shows', () => {
	it.each([
		['24', '24'],
		['25', '25'],
		['29.97', '29.97'],
		['30', '30'],
		['60', '60'],
	] as const)(
		'a clip of %s frames a second is shown picture by picture at %s',
		async (own, rate) => {
			const numbers = await numbersOf(one(picture(counted[own], [0, 2]), 2, rate));
			expect(numbers).toEqual(upTo(numbers.length, (i) => i));
		},
	);

	it('a trim begins with the picture at its first moment', async () => {
		const clip = picture(counted['30'], [0, 1], { source: [1.2, 2.2] });
		expect(await numbersOf(one(clip, 1))).toEqual(upTo(30, (i) => 36 + i));
	});

	it('a clip of 60 at 30 shows every other picture, one of 30 at 60 the later one between two', async () => {
		expect(await numbersOf(one(picture(counted['60'], [0, 2]), 2))).toEqual(upTo(60, (i) => 2 * i));
		const doubled = await numbersOf(one(picture(counted['30'], [0, 1]), 1, '60'));
		expect(doubled).toEqual(upTo(60, (i) => Math.min(29, Math.round(i / 2))));
	});

	it.each([4, 3, 2, 1.5, 0.8, 0.7, 0.5, 0.3, 0.25, 0.1])(
		'at %d times the speed the picture nearest to each moment is shown, of two the later, and none from behind the range',
		async (speed) => {
			const clip = picture(counted['30'], [0, 1], { source: [0.5, 0.5 + speed] });
			const last = Math.ceil(15 + 30 * speed - 1e-6) - 1;
			const wanted = upTo(30, (i) => Math.min(last, Math.floor(15 + i * speed + 0.5 + 1e-6)));
			expect(await numbersOf(one(clip, 1))).toEqual(wanted);
			expect(await numbersOf(one(clip, 1), 7)).toEqual(wanted);
		},
	);

	it.each([
		['25', '30', 'mp4'],
		['24', '30', 'mp4'],
		['24', '60', 'mp4'],
		['60', '25', 'mp4'],
		['25', '30', 'mkv'],
		['30', '60', 'mkv'],
	] as const)(
		'of %s pictures a second at %s frames (%s) the nearest is shown, of two the later',
		async (own, rate, format) => {
			const name = `n${own}-${rate}.${format}`;
			const asset =
				format === 'mkv' ? await studio.make(name, ...numbered(2, own), ...H264) : counted[own];
			const numbers = await numbersOf(one(picture(asset, [0, 1]), 1, rate));
			const each = Number(own) / Number(rate);
			const shown = (i: number): number =>
				Math.min(Number(own) - 1, Math.floor(i * each + 0.5 + 1e-6));
			expect(numbers).toEqual(upTo(Number(rate), shown));
		},
	);

	it.each([1, 2, 0.5])(
		'a reversed clip at %s times the speed runs from its last picture',
		async (speed) => {
			const clip = picture(counted['30'], [0, 2], {
				source: [1, 1 + 2 * speed],
				more: { reversed: true },
			});
			const numbers = await numbersOf(one(clip, 2));
			const last = 30 + 60 * speed;
			upTo(60, (i) => last - i * speed).forEach((end, i) => {
				expect(numbers[i]).toBeGreaterThanOrEqual(Math.floor(end - Math.max(1, speed)));
				expect(numbers[i]).toBeLessThan(end + 0.001);
			});
		},
	);

	it.each([
		[10, 1],
		[7, 1],
		[20, 1],
		[6, 5],
	])(
		'a reversed clip of %d frames from the start of its file, at %d times the speed, ends with its first picture',
		async (count, speed) => {
			// As drafts have it: cut to whole microseconds.
			const seconds = Math.floor((count * 1e6) / 30) / 1e6;
			const source = Math.floor((count * speed * 1e6) / 30) / 1e6;
			const clip = picture(counted['30'], [0, seconds], {
				source: [0, source],
				more: { reversed: true },
			});
			const numbers = await numbersOf(one(clip, seconds));
			expect(numbers).toEqual(upTo(count, (i) => (count - 1 - i) * speed));
		},
	);

	it('a clip that asks for more than its file has holds the last picture', async () => {
		const clip = picture(counted['60'], [0, 2], { source: [3, 5] });
		const numbers = await numbersOf(one(clip, 2));
		expect(numbers.slice(0, 30)).toEqual(upTo(30, (i) => 180 + 2 * i));
		expect(new Set(numbers.slice(30))).toEqual(new Set([numbers[29]]));
	});

	it('a reversed clip that asks for more than its file has begins with its last picture, held', async () => {
		const clip = picture(counted['60'], [0, 2], { source: [3, 5], more: { reversed: true } });
		const numbers = await numbersOf(one(clip, 2));
		expect(new Set(numbers.slice(0, 30))).toEqual(new Set([numbers[0]]));
		expect(numbers[0]).toBeGreaterThanOrEqual(238);
		expect(Math.abs((numbers[45] ?? 0) - 208)).toBeLessThanOrEqual(2);
		expect(Math.abs((numbers[59] ?? 0) - 180)).toBeLessThanOrEqual(2);
	});

	it('a speed curve shows the pictures that it comes by', async () => {
		// The first second of the source at its own speed, the other three at three times: two seconds in all.
		const points = [
			{ x: 0, speed: 1 },
			{ x: 0.25, speed: 1 },
			{ x: 0.25, speed: 3 },
			{ x: 1, speed: 3 },
		];
		const clip = picture(counted['30'], [0, 2], {
			source: [0, 4],
			more: { tempo: { kind: 'curve', points } },
		});
		const numbers = await numbersOf(one(clip, 2));
		expect(numbers.slice(0, 30)).toEqual(upTo(30, (i) => i));
		expect(numbers.slice(30)).toEqual(upTo(30, (i) => 30 + 3 * i));
	});

	it.each([
		[0.5, false],
		[0.5, true],
		[0.25, false],
		[0.25, true],
		[1.5, false],
		[1.5, true],
	] as const)(
		'right between two pictures the later one is shown, at a constant speed of %d (backwards: %s) as along a curve',
		async (speed, reversed) => {
			const forwards = upTo(60, (i) => Math.min(60 * speed - 1, Math.floor(i * speed + 0.5)));
			const wanted = reversed ? forwards.toReversed() : forwards;
			const lasts = speed * 2;
			const at = [0, 2] as const;
			const points = [0, 1].map((x) => ({ x, speed }));
			for (const tempo of [{ kind: 'constant' }, { kind: 'curve', points }] as const)
				for (const gop of [7, 250]) {
					const clip = picture(counted['30'], at, {
						source: [0, lasts],
						more: { tempo, reversed },
					});
					const numbers = await numbersOf(one(clip, at[1]), gop);
					expect([tempo.kind, numbers]).toEqual([tempo.kind, wanted]);
				}
		},
	);

	it('a reversed clip with a speed curve runs backwards', async () => {
		const points = [
			{ x: 0, speed: 1 },
			{ x: 1, speed: 3 },
		];
		const clip = picture(counted['30'], [0, 1], {
			source: [0, 2],
			more: { tempo: { kind: 'curve', points }, reversed: true },
		});
		const numbers = await numbersOf(one(clip, 1));
		expect(numbers[0]).toBeGreaterThanOrEqual(58);
		expect(numbers.at(-1)).toBeLessThanOrEqual(4);
		numbers.slice(1).forEach((number, i) => {
			expect(number).toBeLessThan((numbers[i] ?? 0) + 1);
		});
	});
});

describe('chunks', () => {
	const cut = (rate: keyof typeof counted, speed: number, reversed: boolean): PictureClip =>
		picture(counted[rate], [0.5, 5], {
			source: [0.3, 0.3 + 4.5 * speed],
			x: 3.3,
			more: { reversed },
		});

	it.each([
		['30', 1, false],
		['24', 1, false],
		['25', 1, false],
		['29.97', 1, false],
		['60', 1, false],
		['60', 0.7, false],
		['30', 1.25, false],
		['30', 0.5, false],
		['24', 1, true],
		['25', 0.8, true],
	] as const)(
		'%s frames a second at %s times, reversed %s: drawn in chunks as in one, to the bit',
		async (rate, speed, reversed) => {
			const timeline = one(cut(rate, speed, reversed), 5);
			const whole = await drawn(timeline, studio);
			const parts = await drawn(timeline, studio, 25);
			expect([whole.chunks, parts.chunks]).toEqual([1, 4]);
			expect(parts.raw).toHaveLength(150);
			const different = parts.raw.flatMap((frame, i) =>
				whole.raw[i]?.equals(frame) === true ? [] : [i],
			);
			expect(different).toEqual([]);
		},
	);
});
