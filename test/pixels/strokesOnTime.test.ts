/** Sounds that are slowed down or sped up at their own pitch: each stroke is heard once, and when it should be. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SoundPiece } from '../../render-agent/src/compile/soundPiece';
import { mixed, pieceOf, tone, writeWav } from '../support/mixing';

jest.setTimeout(60_000);

const RATE = 48_000;
const SECONDS = 5;
/** Of the file, no two alike in the pieces that a sound is made of. Seconds. */
const STROKES = Array.from({ length: 8 }, (_, i) => 0.4 + i * 0.501_37);

let folder = '';
const files = new Map<string, string>();
beforeAll(() => {
	folder = mkdtempSync(join(tmpdir(), 'strokes-'));
	const stroke = (time: number): number => {
		const since = time - (STROKES.findLast((at) => time >= at) ?? Infinity);
		return since >= 0 ? 0.6 * Math.exp(-since / 0.002) : 0;
	};
	const chord = (time: number): number =>
		[196, 246.94, 293.66].reduce((sum, hertz) => sum + tone(hertz, 0.06)(time), 0);
	const write = (name: string, value: (time: number) => number): void => {
		const file = join(folder, `${name}.wav`);
		files.set(name, writeWav(file, { seconds: SECONDS, channels: [value, value] }));
	};
	write('silence', stroke);
	write('a chord', (time) => stroke(time) + chord(time));
});
afterAll(() => {
	rmSync(folder, { recursive: true, force: true });
});

/** Moments at which a sound leaps, no two within 4 ms. Seconds. */
const leapsIn = (samples: Float32Array): readonly number[] => {
	const leaps: number[] = [];
	for (let at = 1; at < samples.length; at++) {
		const leap = Math.abs((samples[at] ?? 0) - (samples[at - 1] ?? 0));
		const last = leaps.at(-1) ?? -1;
		if (leap > 0.2 && at / RATE - last > 0.004) leaps.push(at / RATE);
	}
	return leaps;
};

const heardAt = async (
	over: string,
	lasts: number,
	changes: Partial<SoundPiece> = {},
): Promise<readonly number[]> => {
	const file = files.get(over) ?? '';
	const { left } = await mixed(lasts, pieceOf(file, { lasts, plays: SECONDS }, changes));
	return leapsIn(left);
};

/** How far each moment is from the one that is wanted. Milliseconds. */
const expectOnTime = (heard: readonly number[], wanted: readonly number[]): void => {
	expect(heard).toHaveLength(wanted.length);
	const late = heard.map((at, i) => 1000 * (at - (wanted[i] ?? NaN)));
	expect(Math.max(...late.map(Math.abs))).toBeLessThan(0.1);
};

describe.each(['silence', 'a chord'])('over %s', (over) => {
	it.each([0.5, 0.8, 1.25, 2, 3])('strokes at %d times the speed', async (speed) => {
		const heard = await heardAt(over, SECONDS / speed);
		expectOnTime(
			heard,
			STROKES.map((at) => at / speed),
		);
	});
});

it('strokes along a speed curve', async () => {
	const points = [
		{ x: 0, speed: 0.5 },
		{ x: 1, speed: 1.5 },
	];
	const heard = await heardAt('a chord', SECONDS, {
		paced: {
			...pieceOf(files.get('a chord') ?? '', { lasts: SECONDS, plays: SECONDS }).paced,
			tempo: { kind: 'curve', points },
		},
	});
	// The source after t seconds is t/2 + t²/10.
	const wanted = STROKES.map((at) => -2.5 + Math.sqrt(6.25 + 10 * at));
	expectOnTime(heard, wanted);
});
