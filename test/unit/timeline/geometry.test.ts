import {
	after,
	applied,
	contained,
	covering,
	coversCanvas,
	IDENTITY,
	inverse,
	scaled,
	shifted,
	turned,
} from '../../../render-agent/src/timeline/geometry';

const canvas = { width: 100, height: 50 };

it('a quarter turn takes the right to below: clockwise on screen', () => {
	const { x, y } = applied(turned(90), 1, 0);
	expect([x, y].map((part) => Math.round(part))).toEqual([0, 1]);
});

it('the inner map comes first', () => {
	expect(applied(after(shifted(10, 0), scaled(2, 3)), 1, 1)).toEqual({ x: 12, y: 3 });
	expect(applied(after(scaled(2, 3), shifted(10, 0)), 1, 1)).toEqual({ x: 22, y: 3 });
});

it('a map that flattens the plane cannot be undone', () => {
	expect(inverse(scaled(0, 1))).toBeUndefined();
	expect(inverse(IDENTITY)).toMatchObject({ xx: 1, yy: 1 });
});

it('a picture is fitted whole, or made to cover, in its shape', () => {
	expect(contained({ width: 50, height: 50 }, canvas)).toEqual({ width: 50, height: 50 });
	expect(covering({ width: 50, height: 50 }, canvas)).toEqual({ width: 100, height: 100 });
});

it('only what is upright and reaches every edge covers the canvas', () => {
	expect(coversCanvas(scaled(100, 50), canvas)).toBe(true);
	expect(coversCanvas(after(shifted(100, 0), scaled(-100, 50)), canvas)).toBe(true);
	expect(coversCanvas(after(shifted(0.5, 0), scaled(100, 50)), canvas)).toBe(false);
	expect(coversCanvas(after(turned(1), scaled(300, 300)), canvas)).toBe(false);
});
