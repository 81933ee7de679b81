import { apartDraws } from '../../../render-agent/src/compose/apart';
import type { Draw } from '../../../render-agent/src/compose/draws';
import { Painter } from '../../../render-agent/src/compose/paint';
import { takePlanes } from '../../../render-agent/src/compose/surface';
import { freshArena, lumaOf, pictureOf } from '../../support/engine';

// A light picture with a dark disc in its middle: how dark the picture is tells how near it has come.
const SIZE = { width: 128, height: 96 };
const DARK = 30;
const LIGHT = 200;
const arena = freshArena();
const painter = new Painter(arena, SIZE);
const target = pictureOf(arena, SIZE, {
	sample: (x, y) => (Math.hypot(x - 64, y - 48) < 12 ? DARK : LIGHT),
});

const whole: Draw = {
	...{ kind: 'picture', source: 0, opacity: 1, covers: [] },
	matrix: { xx: SIZE.width, xy: 0, yx: 0, yy: SIZE.height, dx: 0, dy: 0 },
};

const at = (goes: boolean, share: number): readonly number[] => {
	const planes = takePlanes(arena, SIZE, false);
	const lone = { draws: [whole], goes, share, canvas: SIZE, opaque: true, spreads: false };
	painter.frame(planes, apartDraws({ family: 'zoomBlur' }, lone), () => target);
	return lumaOf(arena, planes);
};

/** How much darker than the light around it the middle is, over a part around it. */
const discOf = (luma: readonly number[]): number => {
	let sum = 0;
	for (let y = 16; y < 80; y++)
		for (let x = 32; x < 96; x++) sum += LIGHT - (luma[y * SIZE.width + x] ?? NaN);
	return sum / (LIGHT - DARK);
};

const corner = (luma: readonly number[]): number => luma[0] ?? NaN;

it('a rush without overlap leaves the first clip ever nearer, and finds the second near, which steps back', () => {
	const going = [0, 0.3, 0.6, 0.9].map((share) => discOf(at(true, share)));
	expect(going).toEqual([...going].sort((a, b) => a - b));
	expect(going[3]).toBeGreaterThan((going[0] ?? NaN) * 1.6);
	const coming = [0.05, 0.2, 0.4, 0.6, 1].map((share) => discOf(at(false, share)));
	expect(coming).toEqual([...coming].sort((a, b) => b - a));
	// Both fill the canvas at every moment.
	for (const goes of [true, false])
		for (const share of [0.05, 0.5, 0.95]) expect(corner(at(goes, share))).toBe(LIGHT);
});

it('it ends where the clips stand still', () => {
	const still = lumaOf(arena, target);
	for (const luma of [at(true, 0), at(false, 1)]) {
		const apart = luma.map((value, i) => Math.abs(value - (still[i] ?? NaN)));
		expect(Math.max(...apart)).toBeLessThanOrEqual(1);
	}
});
