/** Effects that put something around the picture or over it: bars, borders, finders, players, the leader of a film. */
import { shifted, UNIT_CORNERS } from '../../timeline/geometry';
import type { Color } from '../../timeline/text';
import { centerCover } from '../covers';
import type { Cover } from '../draws';
import { type Brush, washed, type LookOf } from './brush';
import { washedWithin } from './lights';
import { hills } from './noise';
import { barred, figured, stamped } from './stamps';

const rgb = (red: number, green: number, blue: number): Color => ({ red, green, blue, alpha: 1 });
const BLACK = rgb(0, 0, 0);
const CREAM = rgb(0.97, 0.94, 0.86);
const RED = rgb(0.95, 0.15, 0.15);

const letterbox = ({ axis, size, color }: LookOf<'letterbox'>, brush: Brush): void => {
	const { width, height } = brush.target;
	const length = axis === 'horizontal' ? height : width;
	// Whole even pixels: the bars have hard edges.
	const bar = Math.round((Math.min(0.5, size) * length) / 2) * 2;
	const open = centerCover('mirror', {
		canvas: brush.target,
		halfWidth: width,
		halfHeight: length / 2 - bar,
		turn: axis === 'horizontal' ? 0 : 90,
	});
	washedWithin(brush, color, [{ ...open, inverted: true }]);
};

/** How wide a strip of a torn edge is, in luma samples. */
const TEAR = 2;

/** Tears the inner edges of a border: strips of uneven length, side by side. */
const torn = (
	brush: Brush,
	{ border, foot, rough, color }: { border: number; foot: number; rough: number; color: Color },
): void => {
	const { width, height } = brush.target;
	const ink = { color, opacity: brush.amount };
	const scale = 9 / brush.unit;
	const deep = (at: number, side: number): number =>
		rough * (0.7 * hills(at * scale, side, side) + 0.3 * hills(at * scale * 6, side, side + 4));
	for (let x = 0; x < width; x += TEAR) {
		const strip = { left: x, width: TEAR };
		barred(brush, { ...strip, top: border - 1, height: deep(x, 1) + 1 }, ink);
		const below = deep(x, 2) + 1;
		barred(brush, { ...strip, top: height - border - foot - below + 1, height: below }, ink);
	}
	for (let y = 0; y < height; y += TEAR) {
		const strip = { top: y, height: TEAR };
		barred(brush, { ...strip, left: border - 1, width: deep(y, 3) + 1 }, ink);
		const beside = deep(y, 4) + 1;
		barred(brush, { ...strip, left: width - border - beside + 1, width: beside }, ink);
	}
};

const frame = ({ size, radius, color, foot, rough }: LookOf<'frame'>, brush: Brush): void => {
	const { target, unit } = brush;
	const border = size * unit;
	const inner = centerCover('rectangle', {
		canvas: target,
		halfWidth: target.width / 2 - border,
		halfHeight: target.height / 2 - border - (foot * unit) / 2,
	});
	const matrix = shifted(target.width / 2, target.height / 2 - (foot * unit) / 2);
	washedWithin(brush, color, [{ ...inner, matrix, radius: radius * unit, inverted: true }]);
	if (rough > 0) torn(brush, { border, foot: foot * unit, rough: rough * unit, color });
};

const sprockets = ({ size, rate }: LookOf<'sprockets'>, brush: Brush): void => {
	const { target, unit, amount, phase } = brush;
	const { width, height } = target;
	const high = Math.round((size * unit) / 2) * 2;
	const ink = { color: rgb(0.03, 0.03, 0.03), opacity: amount };
	barred(brush, { left: -1, top: -1, width: width + 2, height: high + 1 }, ink);
	barred(brush, { left: -1, top: height - high, width: width + 2, height: high + 1 }, ink);
	const pitch = high * 0.95;
	const hole = { width: high * 0.42, height: high * 0.52 };
	const from = -((phase * rate) % 1) * pitch;
	for (let left = from; left < width; left += pitch)
		for (const top of [high * 0.24, height - high * 0.76])
			barred(brush, { left, top, ...hole }, { color: CREAM, opacity: amount * 0.95 });
};

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
const clock = (seconds: number): string =>
	`${two(seconds / 60)}:${two(seconds % 60)}:${two((seconds * 25) % 25)}`;

const viewfinder = ({ color }: LookOf<'viewfinder'>, brush: Brush): void => {
	const { target, unit, amount, phase } = brush;
	const { width, height } = target;
	const ink = { color, opacity: amount * 0.9 };
	const [edge, arm, thick] = [0.06 * unit, 0.11 * unit, Math.max(1, unit / 260)];
	for (const [x, y] of UNIT_CORNERS) {
		const left = x === 0 ? edge : width - edge - arm;
		const top = y === 0 ? edge : height - edge;
		barred(brush, { left, top, width: arm, height: thick }, ink);
		const side = x === 0 ? edge : width - edge;
		barred(
			brush,
			{ left: side, top: y === 0 ? edge : height - edge - arm, width: thick, height: arm + thick },
			ink,
		);
	}
	const cross = 0.03 * unit;
	barred(brush, { left: width / 2 - cross, top: height / 2, width: cross * 2, height: thick }, ink);
	barred(brush, { left: width / 2, top: height / 2 - cross, width: thick, height: cross * 2 }, ink);
	const sign = 0.022 * unit;
	if (phase % 1 < 0.6)
		stamped(brush, {
			...{ x: edge * 1.9, y: edge * 1.9, wide: sign, long: sign, turn: 0 },
			...{ opacity: amount, color: RED, sprite: 'disc' },
		});
	figured(brush, clock(phase), { x: edge * 2.6, y: edge * 1.9 - sign, height: sign * 2, ...ink });
	const battery = { left: width - edge * 1.6 - sign * 4, top: edge * 1.9 - sign };
	barred(brush, { ...battery, width: sign * 4, height: thick }, ink);
	barred(brush, { ...battery, top: battery.top + sign * 2, width: sign * 4, height: thick }, ink);
	for (const left of [battery.left, battery.left + sign * 4])
		barred(brush, { ...battery, left, width: thick, height: sign * 2 }, ink);
	for (let i = 0; i < 3; i++)
		barred(
			brush,
			{
				left: battery.left + sign * (0.5 + i * 1.1),
				top: battery.top + sign * 0.4,
				width: sign * 0.8,
				height: sign * 1.3,
			},
			ink,
		);
};

/** Seconds after which the bar of a player is full. */
const PLAYED = 10;

const player = ({ color }: LookOf<'player'>, brush: Brush): void => {
	const { target, unit, amount, phase } = brush;
	const { width, height } = target;
	const ink = { color, opacity: amount };
	const [edge, thick] = [0.06 * unit, Math.max(2, 0.008 * unit)];
	const top = height - edge * 1.2;
	const shade = { color: BLACK, opacity: amount * 0.38 };
	barred(
		brush,
		{ left: -1, top: height - edge * 3, width: width + 2, height: edge * 3 + 1 },
		shade,
	);
	const bar = { left: edge * 3.2, top, height: thick };
	const long = width - edge * 8;
	const played = (phase % PLAYED) / PLAYED;
	barred(brush, { ...bar, width: long }, { color, opacity: amount * 0.35 });
	barred(brush, { ...bar, width: Math.max(1, long * played) }, ink);
	const knob = thick * 1.6;
	stamped(brush, {
		...{ x: bar.left + long * played, y: top + thick / 2, wide: knob, long: knob, turn: 0 },
		...{ opacity: amount, color, sprite: 'disc' },
	});
	for (const left of [edge, edge * 1.5])
		barred(brush, { left, top: top - edge * 0.4, width: edge * 0.25, height: edge * 0.9 }, ink);
	const written = { x: width - edge * 4.2, y: top - edge * 0.25, height: edge * 0.6 };
	figured(brush, `${two(phase / 60)}:${two(phase % 60)}`, { ...written, ...ink });
};

const BUTTONS = [rgb(1, 0.37, 0.34), rgb(1, 0.74, 0.18), rgb(0.16, 0.79, 0.26)];

const window = ({ color }: LookOf<'window'>, brush: Brush): void => {
	const { target, unit, amount } = brush;
	const { width, height } = target;
	const [head, edge] = [0.085 * unit, 0.014 * unit];
	const ink = { color, opacity: amount };
	barred(brush, { left: -1, top: -1, width: width + 2, height: head + 1 }, ink);
	barred(brush, { left: -1, top: height - edge, width: width + 2, height: edge + 1 }, ink);
	barred(brush, { left: -1, top: 0, width: edge + 1, height }, ink);
	barred(brush, { left: width - edge, top: 0, width: edge + 1, height }, ink);
	BUTTONS.forEach((shade, i) => {
		const size = head * 0.19;
		stamped(brush, {
			...{ x: head * (0.5 + i * 0.6), y: head / 2, wide: size, long: size, turn: 0 },
			...{ opacity: amount, color: shade, sprite: 'disc' },
		});
	});
	const field = { left: width * 0.3, top: head * 0.25, width: width * 0.4, height: head * 0.5 };
	barred(brush, field, { color: BLACK, opacity: amount * 0.12 });
};

const FIGURES = 5;

const ringCovers = (brush: Brush, radius: number): readonly Cover[] => {
	const ring = (halfWidth: number): Cover =>
		centerCover('circle', { canvas: brush.target, halfWidth, halfHeight: halfWidth });
	return [ring(radius), { ...ring(radius - Math.max(1.5, brush.unit / 160)), inverted: true }];
};

const countdown = ({ rate }: LookOf<'countdown'>, brush: Brush): void => {
	const { target, unit, amount, phase } = brush;
	const { width, height } = target;
	const beat = phase * rate;
	washed(brush, rgb(0.82, 0.79, 0.72), { share: amount * 0.72 });
	const hand = centerCover('clock', {
		canvas: target,
		halfWidth: Math.max(0.01, (beat % 1) * 2 * Math.PI),
		halfHeight: 1,
	});
	washedWithin(brush, { ...BLACK, alpha: 0.35 }, [{ ...hand, soft: 0.004 }]);
	for (const radius of [0.4, 0.33]) washedWithin(brush, BLACK, ringCovers(brush, radius * unit));
	const ink = { color: BLACK, opacity: amount };
	const thick = Math.max(1, unit / 300);
	barred(brush, { left: 0, top: height / 2, width, height: thick }, ink);
	barred(brush, { left: width / 2, top: 0, width: thick, height }, ink);
	const figure = String(FIGURES - (Math.floor(beat) % FIGURES));
	const high = 0.36 * unit;
	figured(brush, figure, {
		x: width / 2 - high / 4,
		y: height / 2 - high / 2,
		height: high,
		color: rgb(0.08, 0.08, 0.08),
		opacity: amount,
	});
};

/** How each family is drawn. */
export const OVERLAYS = { letterbox, frame, sprockets, viewfinder, player, window, countdown };
