/** The maths of grades: bands of hues, tone curves and color wheels. Nobody has measured the apps' own: these are the usual laws. */
import type { Grade, HueBand, Push, TonePoint } from '../../timeline/grades';
import { type Change, clamped, type Rgb } from './sliders';

/** Half the width of a band in degrees: neighbors among the eight named hues overlap. */
const REACH = 50;
/** How far a band turns at most, in degrees. */
const TURN = 30;
/** How much lighter or darker full color becomes at most. */
const LIGHTER = 0.5;

/** Hue in degrees of a color with chroma. */
const hueOf = ([red, green, blue]: Readonly<Rgb>, chroma: number, most: number): number => {
	const sixth =
		most === red
			? (green - blue) / chroma
			: most === green
				? (blue - red) / chroma + 2
				: (red - green) / chroma + 4;
	return ((sixth * 60) % 360) + (sixth < 0 ? 360 : 0);
};

const apart = (a: number, b: number): number => {
	const far = Math.abs(a - b) % 360;
	return far > 180 ? 360 - far : far;
};

/** How much a hue belongs to a band: all of it in the middle, none beyond its reach, smoothly between. */
const belongs = (hue: number, center: number): number => {
	const near = Math.max(0, 1 - apart(hue, center) / REACH);
	return near * near * (3 - 2 * near);
};

/** A channel of a color from its hue, chroma and lightness: 0 red, 8 green, 4 blue. */
const channel = (
	n: 0 | 4 | 8,
	{ hue, chroma, lightness }: { hue: number; chroma: number; lightness: number },
): number => {
	const k = (n + hue / 30) % 12;
	return lightness - (chroma / 2) * Math.max(-1, Math.min(k - 3, 9 - k, 1));
};

const banded =
	(bands: readonly HueBand[]): Change =>
	(color) => {
		const most = Math.max(color[0], color[1], color[2]);
		const least = Math.min(color[0], color[1], color[2]);
		const chroma = most - least;
		if (chroma < 1e-6) return;
		const hue = hueOf(color, chroma, most);
		let [turn, saturation, lighter] = [0, 0, 0];
		for (const band of bands) {
			const share = belongs(hue, band.center);
			turn += share * band.turn * TURN;
			saturation += share * band.saturation;
			lighter += share * band.lightness;
		}
		const changed = {
			hue: (hue + turn + 360) % 360,
			chroma: chroma * Math.max(0, 1 + saturation),
			// Grays have no hue, so pale colors follow less.
			lightness: (most + least) / 2 + lighter * LIGHTER * Math.min(1, chroma),
		};
		color[0] = clamped(channel(0, changed));
		color[1] = clamped(channel(8, changed));
		color[2] = clamped(channel(4, changed));
	};

const slopesOf = (points: readonly TonePoint[]): readonly number[] => {
	const rises = points.slice(1).map(({ x, y }, i) => {
		const before = points[i] ?? { x: 0, y: 0 };
		return (y - before.y) / (x - before.x);
	});
	return points.map((_, i) => {
		const [left = rises[i] ?? 0, right = rises[i - 1] ?? 0] = [rises[i - 1], rises[i]];
		// A curve that turns is level there: so it never goes beyond its points.
		return left * right <= 0 ? 0 : (2 * left * right) / (left + right);
	});
};

/** A smooth curve through points, which never overshoots them; level before the first and after the last. */
export const toneCurve = (points: readonly TonePoint[]): ((value: number) => number) => {
	const [first] = points;
	const last = points.at(-1);
	if (!first || !last) return (value) => value;
	const slopes = slopesOf(points);
	return (value) => {
		if (value <= first.x) return first.y;
		const next = points.findIndex(({ x }) => x > value);
		const [from, to] = [points[next - 1], points[next]];
		if (!from || !to) return last.y;
		const width = to.x - from.x;
		const t = (value - from.x) / width;
		const u = 1 - t;
		return (
			u * u * (1 + 2 * t) * from.y +
			t * t * (3 - 2 * t) * to.y +
			t * u * width * (u * (slopes[next - 1] ?? 0) - t * (slopes[next] ?? 0))
		);
	};
};

const curved = ({ all, red, green, blue }: Extract<Grade, { kind: 'curves' }>): Change => {
	const whole = toneCurve(all);
	const own = [red, green, blue].map(toneCurve);
	return (color) => {
		own.forEach((curve, i) => {
			color[i] = clamped(curve(clamped(whole(clamped(color[i] ?? 0)))));
		});
	};
};

/** What the edge of a wheel means: blacks at half, whites doubled or gone, a quarter of the range; gamma 2 or ½. */
const LIFT = 0.5;
const GAIN = 1;
const OFFSET = 0.25;

/** One channel pushed at its dark, middle and bright end, and as a whole. */
const pushed = (
	{ lift, gamma, gain, offset }: Extract<Grade, { kind: 'wheels' }>,
	channel: keyof Push,
): ((value: number) => number) => {
	const power = 2 ** -gamma[channel];
	const factor = 1 + gain[channel] * GAIN;
	return (value) => {
		const lifted = value + lift[channel] * LIFT * (1 - value);
		return clamped(clamped(lifted * factor) ** power + offset[channel] * OFFSET);
	};
};

const wheeled = (wheels: Extract<Grade, { kind: 'wheels' }>): Change => {
	const [red, green, blue] = [
		pushed(wheels, 'red'),
		pushed(wheels, 'green'),
		pushed(wheels, 'blue'),
	];
	return (color) => {
		color[0] = red(clamped(color[0]));
		color[1] = green(clamped(color[1]));
		color[2] = blue(clamped(color[2]));
	};
};

/** What a grade does to a color. */
export const gradeChange = (grade: Grade): Change => {
	switch (grade.kind) {
		case 'bands':
			return banded(grade.bands);
		case 'curves':
			return curved(grade);
		case 'wheels':
			return wheeled(grade);
	}
};
