import { motionOf } from '../../../render-agent/src/compose/motion';
import { type Motion, STILL } from '../../../render-agent/src/compose/moves';
import type { MotionLook } from '../../../render-agent/src/timeline/looks';
import type { Animation } from '../../../render-agent/src/timeline/timeline';
import { rangeOf } from '../../support/timelines';

const room = { width: 200, height: 100 };
const animated = (
	phase: Animation['phase'],
	look: MotionLook,
	window: readonly [number, number] = [0, 1],
): Animation => ({ phase, look, window: rangeOf(window) });
const at = (animation: Animation, seconds: number): Motion =>
	motionOf([animation], seconds * 1e6, room);

it('a fade in rises evenly, a fade out falls', () => {
	const fade = { family: 'fade' } as const;
	expect([0, 0.25, 1, 5].map((t) => at(animated('in', fade), t).opacity)).toEqual([0, 0.25, 1, 1]);
	const out = animated('out', fade, [2, 3]);
	expect([0, 2, 2.5, 3].map((t) => at(out, t).opacity)).toEqual([1, 1, 0.5, 0]);
});

it('a slide to the left comes from the right and leaves to the left', () => {
	const slide = { family: 'slide', direction: 'left' } as const;
	expect(at(animated('in', slide), 0).dx).toBe(200);
	expect(at(animated('out', slide), 1).dx).toBe(-200);
});

it('a bounce goes beyond its place before it comes to rest', () => {
	const bounce = animated('in', { family: 'bounce', direction: 'up' });
	const places = Array.from({ length: 100 }, (_, i) => at(bounce, i / 100).dy);
	expect(places[0]).toBeGreaterThan(99);
	expect(Math.min(...places)).toBeLessThan(-2);
});

it('a typewriter shows its share of the characters', () => {
	const typed = animated('in', { family: 'typewriter' });
	expect([0, 0.5].map((t) => at(typed, t).typed)).toEqual([0, 0.5]);
	expect(at(typed, 1).typed).toBeUndefined();
});

it('a shape opens until all of the clip is seen, and closes as it goes', () => {
	const iris = { family: 'iris', shape: 'heart' } as const;
	expect(at(animated('in', iris), 0.25).opening).toEqual({ look: iris, share: 0.25 });
	expect(at(animated('in', iris), 1)).toEqual(STILL);
	expect(at(animated('out', iris), 0.75).opening).toEqual({ look: iris, share: 0.25 });
});

it('what blinks on its way in is away first and there in the end; going, the other way round', () => {
	const opacities = (phase: 'in' | 'out'): readonly number[] =>
		[0.05, 0.25, 0.4, 0.6, 0.75, 0.95].map(
			(t) => at(animated(phase, { family: 'blink' }), t).opacity,
		);
	expect(opacities('in')).toEqual([0, 1, 0, 1, 0, 1]);
	expect(opacities('out')).toEqual([1, 0, 1, 0, 1, 0]);
});

it('a flash with a zoom is never away: it grows, white for a moment', () => {
	const times = [0, 0.25, 0.5, 0.75].map((t) => at(animated('group', { family: 'flashZoom' }), t));
	expect(times.map(({ opacity }) => opacity)).toEqual([1, 1, 1, 1]);
	expect(times.map(({ scaleX }) => Number(scaleX.toFixed(3)))).toEqual([1, 1.1, 1.2, 1.1]);
	const light = times.map(({ effects = [] }) => Number((effects[0]?.amount ?? 0).toFixed(3)));
	expect(light).toEqual([0, 0.106, 0.85, 0.106]);
});

it('a strong shake goes as much further as it says', () => {
	const shaken = (reach?: number): number =>
		at(animated('loop', { family: 'shake', axis: 'x', ...(reach && { reach }) }), 0.53).dx;
	expect(shaken(2.5)).toBeCloseTo(2.5 * shaken(), 9);
});

it('a loop is the same in every period, and rests before the first', () => {
	const loop = animated('loop', { family: 'pulse' }, [1, 2]);
	expect(at(loop, 0.5)).toEqual(STILL);
	expect(at(loop, 7.25).scaleX).toBeCloseTo(at(loop, 1.25).scaleX, 9);
	expect(at(loop, 1.5).scaleX).toBeGreaterThan(1.05);
});

it('a group of motions plays once', () => {
	const group = animated('group', { family: 'shake', axis: 'x' });
	expect(at(group, 0.53).dx).not.toBe(0);
	expect(at(group, 1)).toEqual(STILL);
});

it('animations together add their shifts and multiply their sizes and opacities', () => {
	const both = motionOf(
		[
			animated('in', { family: 'fade' }),
			animated('out', { family: 'fade' }),
			animated('loop', { family: 'spin', degrees: 90 }),
		],
		0.5e6,
		room,
	);
	expect(both).toMatchObject({ opacity: 0.25, rotation: 45 });
});

it('a window without length changes nothing', () => {
	expect(at(animated('in', { family: 'fade' }, [0, 0]), 0)).toEqual(STILL);
});

it('doors, blinds and the hand of a clock open by and by, and close on the way out', () => {
	for (const look of [
		{ family: 'doors', axis: 'horizontal' },
		{ family: 'blinds', axis: 'vertical' },
		{ family: 'clock' },
	] as const) {
		expect(at(animated('in', look), 0.25).opening).toEqual({ look, share: 0.25 });
		expect(at(animated('out', look), 0.75).opening).toEqual({ look, share: 0.25 });
		expect(at(animated('loop', look), 0.75).opening).toEqual({ look, share: 1 });
	}
});

it('what waits to be lit is dim, never away', () => {
	const karaoke = animated('in', { family: 'karaoke' });
	expect([0, 0.5, 1].map((t) => at(karaoke, t).opacity)).toEqual([0.35, 0.675, 1]);
});
