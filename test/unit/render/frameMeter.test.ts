/** Which frames count as one picture that stands still: equal ones and ones with the noise of a codec, not what moves slowly. */
import type { Draw } from '../../../render-agent/src/compose/draws';
import { frames } from '../../../render-agent/src/kernel/units';
import { FrameMeter, type Shown } from '../../../render-agent/src/render/quality/frameMeter';
import { measuredIn } from '../../../render-agent/src/render/quality/inspect';
import { areUnseen } from '../../../render-agent/src/render/quality/witness';
import type { Affine } from '../../../render-agent/src/timeline/geometry';
import { RATES } from '../../support/timelines';

const SIZE = { width: 160, height: 90 };
const RATE = RATES['30'];
const COUNT = 90;
const DRAWN: Shown = { drawn: true, empty: false };

/** Numbers that look like chance and are the same each time, 0…1. */
const chance = (seed: number): number => {
	const bits = Math.imul(seed ^ (seed >>> 13), 0x5bd1e995);
	return ((bits ^ (bits >>> 15)) >>> 0) / 2 ** 32;
};

type Luma = (x: number, y: number, frame: number) => number;

const rendered = (luma: Luma, frame: number): Uint8Array => {
	const picture = new Uint8Array((SIZE.width * SIZE.height * 3) / 2).fill(128);
	for (let y = 0; y < SIZE.height; y++)
		for (let x = 0; x < SIZE.width; x++) picture[y * SIZE.width + x] = luma(x, y, frame);
	return picture;
};

/** Stretches that stand still in a video of chunks of so many frames. */
const stillIn = (luma: Luma, chunks: readonly number[] = [COUNT], shown: Shown = DRAWN) => {
	let frame = 0;
	const inspected = chunks.map((count) => {
		const meter = new FrameMeter(SIZE);
		for (let i = 0; i < count; i++) meter.push(rendered(luma, frame++), shown);
		return { count: frames(count), findings: meter.findings() };
	});
	return measuredIn(inspected, RATE).still;
};

const photo: Luma = (x, y) => 60 + ((x * 3 + y * 5) % 120);
/** What a codec leaves on a part of the pixels of the same picture. */
const noisy =
	(luma: Luma, reach: number, share: number): Luma =>
	(x, y, frame) => {
		const seed = (frame * SIZE.height + y) * SIZE.width + x;
		if (chance(seed * 2 + 1) >= share) return luma(x, y, frame);
		return luma(x, y, frame) + Math.round((chance(seed * 2) * 2 - 1) * reach);
	};

it.each([
	['the same bytes again', photo],
	['noise of up to 2 code values', noisy(photo, 2, 0.15)],
	['noise of up to 4 code values in some places', noisy(photo, 4, 0.08)],
])('%s stands still', (_, luma) => {
	expect(stillIn(luma)).toEqual([{ start: 0, end: 3, why: 'source' }]);
	expect(stillIn(luma, [25, 40, 25])).toEqual([{ start: 0, end: 3, why: 'source' }]);
});

it("what stands still because the draft shows nothing of it is told as the draft's doing", () => {
	const unseen = { ...DRAWN, unseen: true };
	expect(stillIn(photo, [COUNT], unseen)).toEqual([{ start: 0, end: 3, why: 'draft' }]);
});

const placed = (matrix: Partial<Affine>): Draw => ({
	...{ kind: 'picture', source: 0, opacity: 1, covers: [] },
	matrix: { xx: 80, xy: 0, yx: 0, yy: 45, dx: 0, dy: 0, ...matrix },
});

it.each([
	['in the picture', placed({}), false],
	['half outside', placed({ dx: -40 }), false],
	['turned at its edge', placed({ xx: 60, xy: -60, yx: 60, yy: 60, dx: -10 }), false],
	['left of it', placed({ dx: -80 }), true],
	['below it', placed({ dy: 90 }), true],
	['turned, above it', placed({ xx: 40, xy: 40, yx: -40, yy: 40, dx: 20, dy: -45 }), true],
	['of no size', placed({ xx: 0, yy: 0, dx: 80, dy: 45 }), true],
])('a picture %s is seen or not', (_, draw, isUnseen) => {
	expect(areUnseen([draw], SIZE)).toBe(isUnseen);
	expect(areUnseen([draw, placed({})], SIZE)).toBe(false);
});

it('a frame on which nothing is drawn is another matter', () => {
	expect(areUnseen([], SIZE)).toBe(false);
});

it('only the part that stands still is told', () => {
	const ends: Luma = (x, y, frame) => photo(x + Math.min(frame, 20) * 7, y, frame);
	expect(stillIn(noisy(ends, 2, 0.15))).toEqual([{ start: 20 / 30, end: 3, why: 'source' }]);
});

it.each<[string, Luma]>([
	[
		'a fade by a code value in six frames',
		(x, y, frame) => photo(x, y, frame) + Math.floor(frame / 6),
	],
	['a slow pan', (x, y, frame) => 128 + 60 * Math.sin((x + frame * 0.1) / 9) * Math.cos(y / 11)],
	[
		'a slow zoom',
		(x, y, frame) => 128 + 60 * Math.sin(x / (1 + frame * 0.0006) / 9) * Math.cos(y / 11),
	],
	[
		'something small that moves over a still picture',
		(x, y, frame) => (Math.abs(x - frame * 2) < 4 && Math.abs(y - 45) < 4 ? 235 : photo(x, y, 0)),
	],
	['noise all over, as that of a camera', noisy(photo, 4, 1)],
])('%s does not', (_, luma) => {
	expect(stillIn(luma)).toEqual([]);
});
