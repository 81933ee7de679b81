/** Which frames count as one picture that stands still: equal ones and ones with the noise of a codec, not what moves slowly. */
import { frames } from '../../../render-agent/src/kernel/units';
import { FrameMeter, type Shown } from '../../../render-agent/src/render/quality/frameMeter';
import { measuredIn } from '../../../render-agent/src/render/quality/inspect';
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
const stillIn = (luma: Luma, chunks: readonly number[] = [COUNT]) => {
	let frame = 0;
	const inspected = chunks.map((count) => {
		const meter = new FrameMeter(SIZE);
		for (let i = 0; i < count; i++) meter.push(rendered(luma, frame++), DRAWN);
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
