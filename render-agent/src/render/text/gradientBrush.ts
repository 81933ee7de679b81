/** What a brush leaves: one color, or colors along a line or around a middle. */
import type { SKRSContext2D } from '@napi-rs/canvas';
import type { Color, LetterGradient } from '../../timeline/text';
import type { Box } from './boxes';

/** A bitmap that is painted: `left` and `top` are the layout's place of its corner, `scale` its pixels per canvas pixel. */
export interface Surface {
	readonly context: SKRSContext2D;
	readonly scale: number;
	readonly left: number;
	readonly top: number;
}

/** Colors along a line, as the context takes them. */
export type Brush = ReturnType<SKRSContext2D['createLinearGradient']>;

const channel = (part: number): number => Math.round(Math.max(0, Math.min(1, part)) * 255);

/** A color as the context takes it, without its alpha. */
export const opaque = ({ red, green, blue }: Color): string =>
	`rgb(${channel(red)}, ${channel(green)}, ${channel(blue)})`;

const translucent = ({ red, green, blue, alpha }: Color): string =>
	`rgba(${channel(red)}, ${channel(green)}, ${channel(blue)}, ${Math.max(0, Math.min(1, alpha))})`;

/** A gradient whose line runs through the middle of a box, as long as the box is in its direction, or that is round about it. */
export const brushOf = (
	context: SKRSContext2D,
	gradient: LetterGradient,
	{ x, y, width, height }: Box,
): Brush => {
	const brush = bareBrush(context, gradient, { x, y, width, height });
	for (const { at, color } of gradient.stops) brush.addColorStop(at, translucent(color));
	return brush;
};

const bareBrush = (
	context: SKRSContext2D,
	{ angle, round }: LetterGradient,
	{ x, y, width, height }: Box,
): Brush => {
	const [dx, dy] = [Math.cos((angle * Math.PI) / 180), -Math.sin((angle * Math.PI) / 180)];
	const half = (Math.abs(width * dx) + Math.abs(height * dy)) / 2;
	const [midX, midY] = [x + width / 2, y + height / 2];
	if (round) {
		const [from, to] = [[midX, midY, 0] as const, Math.max(width, height) / 2];
		return context.createRadialGradient(...from, midX, midY, to);
	}
	return context.createLinearGradient(
		...([midX - dx * half, midY - dy * half] as const),
		...([midX + dx * half, midY + dy * half] as const),
	);
};
