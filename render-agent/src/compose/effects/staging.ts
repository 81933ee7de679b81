/** Effects that show the picture again elsewhere: a magnifying glass, prints on a table, a disc, two halves. They need an opaque picture. */
import { type Affine, after, scaled, shifted, turned } from '../../timeline/geometry';
import type { Color } from '../../timeline/text';
import { centerCover, lineCover } from '../covers';
import type { Cover } from '../draws';
import { blurred } from './blurs';
import { type Brush, withCopy, type LookOf } from './brush';
import { hash, signed } from './noise';
import { stamped } from './stamps';

const WHITE = { red: 1, green: 1, blue: 1, alpha: 1 };
const DARK = { red: 0.05, green: 0.05, blue: 0.06, alpha: 1 };

const circle = (x: number, y: number, radius: number): Cover => ({
	shape: 'circle',
	matrix: shifted(x, y),
	halfWidth: radius,
	halfHeight: radius,
	radius: 0,
	soft: 0.7,
	inverted: false,
});

/** A disc of a color. */
const disc = (
	brush: Brush,
	{ x, y, radius }: { x: number; y: number; radius: number },
	color: Color,
): void => {
	const size = { wide: radius, long: radius, turn: 0 };
	stamped(brush, { x, y, ...size, opacity: brush.amount, color, sprite: 'disc' });
};

const loupe = ({ size, zoom, rate }: LookOf<'loupe'>, brush: Brush): void => {
	const { target, unit, amount, phase, lay } = brush;
	const way = phase * rate * 2 * Math.PI;
	const x = target.width * (0.5 + 0.2 * Math.sin(way));
	const y = target.height * (0.48 + 0.14 * Math.cos(way * 1.3));
	const radius = size * unit;
	const scale = 1 + (zoom - 1) * amount;
	const grown = after(shifted(x, y), after(scaled(scale, scale), shifted(-x, -y)));
	withCopy(brush, (copy) => {
		disc(brush, { x, y, radius: radius * 1.09 }, DARK);
		disc(brush, { x, y, radius: radius * 1.06 }, WHITE);
		const matrix = after(grown, scaled(target.width, target.height));
		lay(target, copy, { matrix, opacity: amount, covers: [circle(x, y, radius)] });
	});
};

const rectangle = (matrix: Affine, halfWidth: number, halfHeight: number): Cover => ({
	shape: 'rectangle',
	matrix,
	halfWidth,
	halfHeight,
	radius: 0,
	soft: 0.6,
	inverted: false,
});

const collage = ({ count, color, rate }: LookOf<'collage'>, brush: Brush): void => {
	const { target, unit, amount, phase, lay } = brush;
	const { width, height } = target;
	const shown = rate === 0 ? count : (Math.floor(phase * rate) % (count + 1)) + 1;
	withCopy(brush, (copy) => {
		for (let i = 0; i < Math.min(count, shown); i++) {
			const scale = 0.3 + 0.12 * hash(i, 61);
			// Around the middle, one after another, so that they do not lie on one heap.
			const angle = i * 2.4 + 0.6;
			const x = width * (0.5 + 0.27 * Math.cos(angle));
			const y = height * (0.5 + 0.24 * Math.sin(angle));
			const degrees = signed(i, 62) * 14;
			const place = after(shifted(x, y), turned(degrees));
			const edge = 0.018 * unit;
			const [w, h] = [(width * scale) / 2, (height * scale) / 2];
			const paper = { wide: w + edge, long: h + edge, turn: (degrees * Math.PI) / 180 };
			stamped(brush, { x, y, ...paper, opacity: amount, color, sprite: 'bar' });
			const matrix = after(place, after(scaled(w * 2, h * 2), shifted(-0.5, -0.5)));
			lay(target, copy, { matrix, opacity: amount, covers: [rectangle(place, w, h)] });
		}
	});
};

const record = ({ rate }: LookOf<'record'>, brush: Brush): void => {
	const { target, unit, amount, phase, lay } = brush;
	const [x, y] = [target.width / 2, target.height / 2];
	withCopy(brush, (copy) => {
		blurred(brush, 0.03 * unit * amount);
		for (const [radius, shade] of [
			[0.46, DARK],
			[0.452, { red: 0.2, green: 0.2, blue: 0.22, alpha: 1 }],
			[0.445, DARK],
		] as const)
			disc(brush, { x, y, radius: radius * unit }, shade);
		const turn = after(turned(phase * rate * 360), shifted(-x, -y));
		const matrix = after(after(shifted(x, y), turn), scaled(target.width, target.height));
		lay(target, copy, { matrix, opacity: amount, covers: [circle(x, y, 0.38 * unit)] });
		disc(brush, { x, y, radius: 0.05 * unit }, DARK);
		disc(brush, { x, y, radius: 0.015 * unit }, WHITE);
	});
};

/** Out at once, back over the rest of its time. */
const slipped = (phase: number, rate: number): number => {
	if (rate === 0) return 1;
	const into = (phase * rate) % 1;
	return into < 0.15 ? into / 0.15 : 1 - ((into - 0.15) / 0.85) ** 3;
};

const slice = ({ angle, reach, rate }: LookOf<'slice'>, brush: Brush): void => {
	const { target, unit, amount, phase, lay } = brush;
	const slip = slipped(phase, rate);
	const by = reach * unit * amount * slip;
	const radians = (angle * Math.PI) / 180;
	const along = [Math.cos(radians) * by, Math.sin(radians) * by] as const;
	const middle = centerCover('line', { canvas: target, halfWidth: 1, halfHeight: 1, turn: angle });
	withCopy(brush, (copy) => {
		for (const side of [1, -1]) {
			const matrix = after(
				shifted(along[0] * side, along[1] * side),
				scaled(target.width, target.height),
			);
			const cover = { ...lineCover(middle.matrix), inverted: side < 0 };
			lay(target, copy, { matrix, opacity: 1, covers: [cover] });
		}
	});
	const line = { wide: Math.hypot(target.width, target.height), long: 0.003 * unit };
	const place = { x: target.width / 2, y: target.height / 2, turn: radians };
	stamped(brush, { ...place, ...line, opacity: amount * slip, color: WHITE, sprite: 'bar' });
};

/** How each family is drawn. */
export const STAGING = { loupe, collage, record, slice };
