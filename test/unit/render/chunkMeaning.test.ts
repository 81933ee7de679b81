import { encodingOf, planOf } from '../../../render-agent/src/compile/plan';
import {
	type FrameRate,
	frames,
	fromSeconds,
	microseconds,
	plus,
} from '../../../render-agent/src/kernel/units';
import { meaningOf } from '../../../render-agent/src/render/chunkMeaning';
import { madeKey } from '../../../render-agent/src/render/madeKey';
import type { Animation, PictureClip, Timeline } from '../../../render-agent/src/timeline/timeline';
import { captionIn } from '../../support/captions';
import { guessedFacts } from '../../support/guessedFacts';
import {
	assetId,
	canvasOf,
	keyed,
	nested,
	picture,
	rangeOf,
	RATES,
	type Span,
	timelineOf,
	transition,
	words,
} from '../../support/timelines';

const film = assetId('film');
const GOP = 90;

const meanings = (timeline: Timeline): readonly string[] => {
	const assets = [
		{ id: film, use: 'video' as const, place: { kind: 'file' as const, path: 'film' } },
	];
	const there = { ...timeline, assets: assets as unknown as Timeline['assets'] };
	const encoding = { ...encodingOf('h264', 'standard'), gop: frames(GOP) };
	return planOf(there, guessedFacts(there), encoding).chunks.map((chunk) =>
		madeKey(meaningOf(chunk), []),
	);
};

/** Which chunks of the one are told as some chunk of the other. */
const known = (edited: Timeline, before: Timeline): readonly boolean[] => {
	const all = new Set(meanings(before));
	return meanings(edited).map((one) => all.has(one));
};

/** A shot at a place, from so far into the film. */
const shot = (at: Span, from: number, more: Partial<PictureClip> = {}): PictureClip =>
	picture(film, at, {
		id: `shot from ${String(from)}`,
		source: [from, from + at[1] - at[0]],
		more,
	});

/** Three shots, the first of `length` seconds, a caption on the last, a transition before it. */
const edit = (length: number, rate: FrameRate): Timeline => {
	const on = (seconds: number): number => (Math.round(seconds * 30) * rate.den) / rate.num;
	const [second, third, end] = [on(length), on(length + 4), on(length + 7)];
	const [left, right] = [shot([second, third], 100), shot([third, end], 200)];
	return timelineOf(end, {
		canvas: canvasOf({ rate }),
		visuals: [
			shot([0, second], 0),
			left,
			right,
			words(captionIn({}, 'late'), [on(length + 5), on(length + 6)], { layer: 1 }),
		],
		transitions: [transition({ family: 'wipe', direction: 'left' } as never, [left, right], 0.5)],
	});
};

describe('what a chunk is told as', () => {
	it.each(['30', '29.97', '25', '23.976'] as const)(
		'does not depend on where it lies, at %s frames a second',
		(name) => {
			const rate = RATES[name];
			for (const length of [2, 2.4, 3, 7.1]) {
				const again = known(edit(length, rate), edit(5, rate));
				// What follows the first shot: the second with the wipe, and the third.
				expect(again.slice(-2)).toEqual([true, true]);
			}
		},
	);

	it('does not depend on how long its clips go on behind it', () => {
		const whole = timelineOf(9, { visuals: [shot([0, 9], 0)] });
		const cut = timelineOf(7, { visuals: [shot([0, 7], 0)] });
		expect(known(cut, whole)).toEqual([true, false]);
		const longer = timelineOf(12, { visuals: [shot([0, 12], 0)] });
		expect(known(longer, whole)).toEqual([true, true, true, false]);
	});

	it('depends on the end of a clip that plays backwards, or along a curve', () => {
		const points = [
			{ x: 0, speed: 1 },
			{ x: 1, speed: 2 },
		];
		for (const more of [{ reversed: true }, { tempo: { kind: 'curve', points } }] as const) {
			const lasting = (end: number): Timeline =>
				timelineOf(end, { visuals: [shot([0, end], 0, more)] });
			expect(known(lasting(7), lasting(9))).toEqual([false, false]);
		}
	});

	it('depends on a way out only where that has begun', () => {
		const out = (start: number): Animation => ({
			...{ phase: 'out', look: { family: 'fade' } as never },
			window: rangeOf([start, start + 1]),
		});
		const going = (start: number): Timeline =>
			timelineOf(9, { visuals: [shot([0, 9], 0, { animations: [out(start)] })] });
		const plain = timelineOf(9, { visuals: [shot([0, 9], 0)] });
		expect(known(going(7), going(8))).toEqual([true, true, false]);
		expect(known(going(5), going(8))).toEqual([true, false, false]);
		// What never moves rests on whole pixels: that it will is told.
		expect(known(going(8), plain)).toEqual([false, false, false]);
	});

	it('depends on parts of a frame, and on what is shown', () => {
		const at = (start: number): Timeline => timelineOf(9, { visuals: [shot([start, 9], 0)] });
		expect(known(at(0.01), at(0))).toEqual([false, false, false]);
		const other = timelineOf(9, { visuals: [shot([0, 9], 1)] });
		expect(known(other, at(0))).toEqual([false, false, false]);
	});

	it('does not depend on where a compound clip lies and ends, but where it ends', () => {
		const inner = timelineOf(9, { visuals: [shot([0, 9], 0)] });
		const placed = (start: number, length = 6): Timeline =>
			timelineOf(start + length, {
				visuals: [shot([0, start], 30), nested(inner, [start, start + length])],
			});
		expect(known(placed(3), placed(5)).slice(1)).toEqual([true, true]);
		expect(known(placed(3, 5), placed(3, 6)).slice(1)).toEqual([true, false]);
	});

	it('does not depend on when what stands still above all of it began', () => {
		const marked = (length: number, place: Parameters<typeof words>[2] = {}): Timeline => {
			const end = length + 6;
			return timelineOf(end, {
				visuals: [
					shot([0, length], 0),
					shot([length, end], 10),
					words(captionIn({}, '@channel'), [0, end], { layer: 1, ...place }),
				],
			});
		};
		expect(known(marked(3), marked(5)).slice(-2)).toEqual([true, true]);
		const rising = { y: keyed([0, 0], [20, 100]) };
		expect(known(marked(3, rising), marked(5, rising)).slice(-2)).toEqual([false, false]);
	});

	it('counts a start that was rounded to the microsecond as its frame', () => {
		const off = (by: number): Timeline => {
			const clip = shot([2, 8], 0);
			const start = plus(fromSeconds(2), microseconds(by));
			return timelineOf(8, {
				visuals: [shot([0, 2], 30), { ...clip, target: { ...clip.target, start } }],
			});
		};
		expect(known(off(1), off(0)).slice(1)).toEqual([true, true]);
		expect(known(off(3), off(0)).slice(1)).toEqual([false, false]);
	});
});
