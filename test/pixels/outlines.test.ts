/** Rounded corners, the line around a clip and the shadow beneath it. */
import { constant } from '../../render-agent/src/timeline/curve';
import type { Outline } from '../../render-agent/src/timeline/timeline';
import { drawn, near } from '../support/studio';
import { canvasOf, fill, rgb, timelineOf } from '../support/timelines';
import { type Frame, pixelOf, type Rgb } from '../support/video';

const GRAY: Rgb = [128, 128, 128];
const RED: Rgb = [255, 0, 0];
const GREEN: Rgb = [0, 255, 0];

/** A red clip half as large as its canvas of 160 × 90, over gray: 80 × 45 around the middle. */
const outlined = async (outline: Partial<Outline>): Promise<(x: number, y: number) => Rgb> => {
	const clip = fill(rgb(1, 0, 0), [0, 0.04], {
		...{ scale: 0.5, layer: 1 },
		more: { id: 'clip', outline: { rounding: constant(0), ...outline } },
	});
	const visuals = [fill(rgb(0.5, 0.5, 0.5), [0, 0.04]), clip];
	const canvas = canvasOf({ width: 160, height: 90 });
	const { at } = await drawn(timelineOf(0.04, { canvas, visuals }), { facts: new Map() });
	const frame: Frame = at(0);
	return (x, y) => pixelOf(frame, 80 + x, 45 + y);
};

it('rounded corners show what lies beneath, the middle and the sides do not', async () => {
	const seen = await outlined({ rounding: constant(1) });
	expect(seen(0, 0)).toEqual(near(RED));
	expect(seen(-38, 0)).toEqual(near(RED));
	expect(seen(-38, -20)).toEqual(near(GRAY));
	expect(seen(0, -20)).toEqual(near(RED));
});

it('a line lies around the clip, and nothing of it on the clip', async () => {
	const seen = await outlined({ stroke: { color: rgb(0, 1, 0), width: 0.1 } });
	expect(seen(0, 0)).toEqual(near(RED));
	expect(seen(-36, 0)).toEqual(near(RED));
	expect(seen(-42, 0)).toEqual(near(GREEN));
	expect(seen(0, 25)).toEqual(near(GREEN));
	expect(seen(-48, 0)).toEqual(near(GRAY));
});

it('a shadow falls where its angle says, beneath the clip', async () => {
	const shadow = { color: rgb(0, 0, 0), distance: 0.2, angle: -45, blur: 0 };
	const seen = await outlined({ shadow });
	expect(seen(0, 0)).toEqual(near(RED));
	expect(seen(42, 20)).toEqual(near([0, 0, 0]));
	expect(seen(-42, -20)).toEqual(near(GRAY));
	const soft = await outlined({ shadow: { ...shadow, blur: 0.2 } });
	const [edge] = soft(46, 10);
	expect(edge).toBeGreaterThan(20);
	expect(edge).toBeLessThan(110);
});
