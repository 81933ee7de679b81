/** Effects that move the whole picture: beats, trembling, turning, ghosts, copies. They work on color and alpha alike. */
import { type Affine, after, scaled, shifted, turned } from '../../timeline/geometry';
import type { Cover } from '../draws';
import { clear } from '../surface';
import { blended, type Brush, layMoved, withCopy, type LookOf } from './brush';
import { signed, smoothed } from './noise';

/** About the middle: scaled, turned, then shifted. */
const about = (
	{ target: { width, height } }: Brush,
	{
		scale,
		degrees = 0,
		dx = 0,
		dy = 0,
	}: { scale: number; degrees?: number; dx?: number; dy?: number },
): ((unit: Affine) => Affine) => {
	const placed = after(shifted(width / 2 + dx, height / 2 + dy), turned(degrees));
	const map = after(placed, after(scaled(scale, scale), shifted(-width / 2, -height / 2)));
	return (unit) => after(map, unit);
};

const replaced = (brush: Brush, map: (unit: Affine) => Affine): void => {
	withCopy(brush, (copy) => {
		clear(brush.arena, brush.target);
		layMoved(brush, copy, { map });
	});
};

/** How much larger a picture must be to fill its place when it is turned. */
const filling = ({ target: { width, height } }: Brush, degrees: number): number => {
	const radians = (degrees * Math.PI) / 180;
	const cos = Math.abs(Math.cos(radians));
	const sin = Math.abs(Math.sin(radians));
	return Math.max(cos + (sin * height) / width, cos + (sin * width) / height);
};

/** A beat: up at once, down again over its period. */
const beat = (phase: number, rate: number): number => {
	const into = (phase * rate) % 1;
	return into < 0.12 ? into / 0.12 : (1 - (into - 0.12) / 0.88) ** 2;
};

const wobble = (
	{ rate, smooth }: LookOf<'shake'>,
	phase: number,
): readonly [x: number, y: number, turn: number] => {
	if (smooth) {
		const way = phase * rate * 2 * Math.PI;
		return [Math.sin(way), 0.4 * Math.sin(way * 2 + 0.7), Math.sin(way + 0.3)];
	}
	const step = Math.floor(phase * rate);
	return [signed(step, 1), signed(step, 2), signed(step, 3)];
};

const shake = (look: LookOf<'shake'>, brush: Brush): void => {
	const { amount, unit, target } = brush;
	const [x, y, turn] = wobble(look, brush.phase);
	const reach = look.reach * amount * unit;
	const room = 1 + (2 * reach) / Math.min(target.width, target.height);
	const degrees = look.turn * amount;
	replaced(
		brush,
		about(brush, {
			scale: room * filling(brush, degrees),
			degrees: turn * degrees,
			dx: x * reach,
			dy: y * reach,
		}),
	);
};

const split = ({ columns, rows, fit }: LookOf<'split'>, brush: Brush): void => {
	const { width, height } = brush.target;
	const across = Math.max(1, Math.min(8, Math.round(columns)));
	const down = Math.max(1, Math.min(8, Math.round(rows)));
	if (across * down === 1) return;
	const cell = { width: width / across, height: height / down };
	// The whole keeps its shape inside its cell; the middle covers it.
	const scale = fit === 'whole' ? Math.max(1 / across, 1 / down) : 1;
	const seen = { x: cell.width / (width * scale), y: cell.height / (height * scale) };
	const isCut = Math.min(seen.x, seen.y) < 0.999;
	withCopy(brush, (copy) => {
		clear(brush.arena, brush.target);
		for (let i = 0; i < across * down; i++) {
			const left = (i % across) * cell.width;
			const top = Math.floor(i / across) * cell.height;
			const beside = shifted(
				left - ((1 / seen.x - 1) / 2) * cell.width,
				top - ((1 / seen.y - 1) / 2) * cell.height,
			);
			brush.lay(brush.target, copy, {
				matrix: after(beside, scaled(width * scale, height * scale)),
				opacity: 1,
				covers: isCut ? [cellCover({ left, top, ...cell })] : [],
			});
		}
	});
};

const cellCover = (cell: { left: number; top: number; width: number; height: number }): Cover => ({
	shape: 'rectangle',
	matrix: shifted(cell.left + cell.width / 2, cell.top + cell.height / 2),
	halfWidth: cell.width / 2,
	halfHeight: cell.height / 2,
	radius: 0,
	soft: 0.5,
	inverted: false,
});

/** Share of the time in which what runs through rests. */
const REST = 0.15;

const scroll = ({ direction, rate }: LookOf<'scroll'>, brush: Brush): void => {
	const { width, height } = brush.target;
	const into = (brush.phase * rate) % 1;
	const way = smoothed(Math.max(0, (into - REST) / (1 - REST)));
	withCopy(brush, (copy) => {
		clear(brush.arena, brush.target);
		const length = direction === 'left' ? width : height;
		// By whole samples of color, so that no seam shows between the end and the new beginning.
		const gone = Math.round((way * length) / 2) * 2;
		for (const off of [-gone, length - gone]) {
			const [x, y] = direction === 'left' ? [off, 0] : [0, off];
			layMoved(brush, copy, { map: (unit) => after(shifted(x, y), unit) });
		}
	});
};

/** How each family is drawn. */
export const MOVES = {
	zoomPulse: ({ by, rate }: LookOf<'zoomPulse'>, brush: Brush): void => {
		replaced(brush, about(brush, { scale: 1 + by * brush.amount * beat(brush.phase, rate) }));
	},
	shake,
	spin: ({ rate }: LookOf<'spin'>, brush: Brush): void => {
		const degrees = (brush.phase * rate * 360 * brush.amount) % 360;
		replaced(brush, about(brush, { scale: filling(brush, degrees), degrees }));
	},
	scroll: (look: LookOf<'scroll'>, brush: Brush): void => {
		blended(brush, brush.amount, () => {
			scroll(look, brush);
		});
	},
	ghost: ({ by, rate }: LookOf<'ghost'>, brush: Brush): void => {
		const into = rate === 0 ? 0.4 : (brush.phase * rate) % 1;
		withCopy(brush, (copy) => {
			const map = about(brush, { scale: 1 + by * into });
			layMoved(brush, copy, { map, opacity: 0.6 * (1 - into) * brush.amount });
		});
	},
	split: (look: LookOf<'split'>, brush: Brush): void => {
		blended(brush, brush.amount, () => {
			split(look, brush);
		});
	},
};
