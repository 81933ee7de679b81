import { music, RATE, wavOf, wind } from '../../../scripts/demo/music';
import { noise, randomOf } from '../../../scripts/demo/noise';

it('music has the length that is asked for, is not clipped and is the same each time', () => {
	const [once, again] = [music(2), music(2)];
	expect(once.left).toHaveLength(2 * RATE);
	expect(once).toEqual(again);
	expect(once.right.every((value) => Math.abs(value) <= 0.7001)).toBe(true);
	expect(once.left).not.toEqual(once.right);
});

it('a WAV file says what it holds', () => {
	const bytes = wavOf(wind(0.5));
	expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
	expect([bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt32LE(24)]).toEqual([
		1,
		2,
		RATE,
	]);
	expect([bytes.readUInt16LE(32), bytes.readUInt16LE(34)]).toEqual([4, 16]);
	expect(bytes.readUInt32LE(40)).toBe(0.5 * RATE * 4);
	expect(bytes).toHaveLength(44 + 0.5 * RATE * 4);
});

it('noise is smooth, stays between 0 and 1, and depends on the seed', () => {
	const row = Array.from({ length: 400 }, (_, i) => noise(i / 40, 0.3, 5));
	expect(row.every((value) => value >= 0 && value <= 1)).toBe(true);
	const steps = row.slice(1).map((value, i) => Math.abs(value - (row[i] ?? 0)));
	expect(Math.max(...steps)).toBeLessThan(0.06);
	expect(noise(1.5, 0.3, 6)).not.toBe(noise(1.5, 0.3, 5));
	expect(randomOf(1)()).toBe(randomOf(1)());
});
