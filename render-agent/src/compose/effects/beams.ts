/** Effects of light that has a shape: leaks, rays, flames, lightning, the rainbow, shadows of windows and leaves, blocks of color. */
import { share } from '../../timeline/painting';
import type { Color } from '../../timeline/text';
import { lumaChroma } from '../lumaChroma';
import { half } from '../surface';
import {
	type Brush,
	enlarge,
	fieldFor,
	lit,
	towards,
	washed,
	weightOf,
	withBlock,
	withField,
	type LookOf,
} from './brush';
import { clouds, hash, hills, signed, smoothed } from './noise';
import { barred, stamped } from './stamps';

const WHITE: Color = { red: 1, green: 1, blue: 1, alpha: 1 };
const BLACK: Color = { red: 0, green: 0, blue: 0, alpha: 1 };
const EMBER: Color = { red: 1, green: 0.86, blue: 0.4, alpha: 1 };

const smooth = (from: number, to: number, value: number): number =>
	smoothed(share((value - from) / (to - from)));
const bell = (value: number): number => Math.exp(-value * value);

/** Light that came in at the edges of the film: wide and colored, with a pale heart where it is strongest. */
const lightLeak = ({ color, rate }: LookOf<'lightLeak'>, brush: Brush): void => {
	const way = brush.phase * rate * 2 * Math.PI;
	const own = color.red * 3 + color.blue * 7;
	const left = 0.5 + 0.5 * Math.sin(way * 0.9 + own);
	const right = 0.5 + 0.5 * Math.sin(way * 0.7 + own + 2.4);
	const at = (x: number, y: number): number => {
		const bend = 0.3 * (hills(y * 1.8 + way * 0.25, 3.7, 1) - 0.5);
		const slant = x - 0.5 - (y - 0.5) * 0.35 - 0.55 * Math.sin(way * 0.5 + own);
		return (
			left * bell((x + bend) / (0.1 + 0.14 * left)) +
			right * bell((1 - x + bend) / (0.08 + 0.16 * right)) +
			0.3 * bell(slant / 0.09)
		);
	};
	lit(brush, color, { share: brush.amount * 0.8, field: fieldFor(brush, at) });
	const heart = fieldFor(brush, (x, y) => smooth(0.55, 1.15, at(x, y)));
	lit(brush, towards(color, WHITE, 0.5), { share: brush.amount * 0.55, field: heart });
};

const rays = ({ color, x: fromX, y: fromY, rate }: LookOf<'rays'>, brush: Brush): void => {
	const { width, height } = brush.target;
	const drift = brush.phase * rate;
	const field = fieldFor(brush, (x, y) => {
		const dx = ((x - fromX) * width) / height;
		const dy = y - fromY;
		const far = Math.hypot(dx, dy);
		const angle = Math.atan2(dy, dx);
		const beams =
			0.6 * hills(angle * 7 + drift, drift * 0.6, 5) + 0.4 * hills(angle * 17 - drift, 1, 6);
		return smooth(0.36, 0.8, beams) * Math.exp(-far * 0.75) + 0.9 * bell(far / 0.3);
	});
	lit(brush, color, { share: brush.amount * 0.8, field });
};

const flames = ({ color, height, rate }: LookOf<'flames'>, brush: Brush): void => {
	const wide = brush.target.width / brush.target.height;
	const up = brush.phase * rate;
	const heat = (x: number, y: number): number => {
		const above = (1 - y) / Math.max(0.05, height);
		const sway = 0.12 * Math.sin(y * 9 + up * 3 + x * 5);
		const tongue = clouds((x * wide + sway) * 4.5, y * 2.6 + up * 2.2, 2);
		const gust = 0.75 + 0.5 * hills(x * wide * 1.6, up * 0.8, 9);
		return (tongue * 1.9 * gust - above) * smooth(1.7, 0.9, above);
	};
	const outer = fieldFor(brush, (x, y) => smooth(0, 0.35, heat(x, y)));
	lit(brush, color, { share: brush.amount, field: outer });
	const inner = fieldFor(brush, (x, y) => smooth(0.25, 0.75, heat(x, y)));
	lit(brush, EMBER, { share: brush.amount * 0.95, field: inner });
};

/** How bright a strike is: it comes back twice before it dies away. */
const strikeAt = (seconds: number): number => {
	if (seconds < 0.07) return 1;
	if (seconds < 0.12) return 0.25;
	if (seconds < 0.2) return 0.9;
	return Math.max(0, 0.9 - (seconds - 0.2) * 3.5);
};

type Place = readonly [x: number, y: number];

const boltPath = (seed: number, [x, y]: Place, end: number): readonly Place[] => {
	const steps = Math.max(3, Math.round((end - y) * 16));
	const lean = signed(seed, 31) * 0.25;
	return Array.from({ length: steps + 1 }, (_, i): Place => {
		const share = i / steps;
		const off = i === 0 ? 0 : signed(seed * 17 + i, 32) * 0.045 + lean * share;
		return [x + off, y + (end - y) * share];
	});
};

const bolt = (
	brush: Brush,
	path: readonly Place[],
	{ color, wide, opacity }: { color: Color; wide: number; opacity: number },
): void => {
	const { width, height } = brush.target;
	path.slice(1).forEach(([x, y], i) => {
		const [fromX, fromY] = path[i] ?? [x, y];
		const [dx, dy] = [(x - fromX) * height, (y - fromY) * height];
		const length = Math.hypot(dx, dy) / 2;
		for (const [thick, ink, share] of [
			[wide * 5, color, 0.28],
			[wide * 2.2, color, 0.5],
			[wide, WHITE, 1],
		] as const)
			stamped(brush, {
				x: width / 2 + ((fromX + x) / 2) * height,
				y: ((fromY + y) / 2) * height,
				wide: length + thick / 2,
				long: thick,
				turn: Math.atan2(dy, dx),
				opacity: opacity * share,
				color: ink,
				sprite: 'bar',
			});
	});
};

const lightning = ({ color, rate }: LookOf<'lightning'>, brush: Brush): void => {
	const { phase, amount, unit, target } = brush;
	const strike = Math.floor(phase * rate);
	const bright = strikeAt((phase * rate - strike) / Math.max(0.01, rate)) * amount;
	if (bright <= 0) return;
	lit(brush, towards(color, WHITE, 0.5), { share: 0.4 * bright });
	const side = (target.width / target.height) * 0.4;
	const trunk = boltPath(
		strike + 1,
		[signed(strike, 41) * side, -0.02],
		0.55 + 0.35 * hash(strike, 42),
	);
	const wide = Math.max(1, unit / 300);
	bolt(brush, trunk, { color, wide, opacity: bright });
	for (const branch of [1, 2]) {
		const from = trunk[Math.floor(trunk.length * (0.2 + 0.4 * hash(strike + branch, 43)))];
		if (!from) continue;
		const path = boltPath(strike * 7 + branch, from, from[1] + 0.2 + 0.1 * hash(strike, branch));
		bolt(brush, path, { color, wide: wide * 0.6, opacity: bright * 0.8 });
	}
};

const hue = (turn: number): Color => {
	const part = (shift: number): number =>
		share(Math.abs(((((turn + shift) % 1) + 1) % 1) - 0.5) * 6 - 1);
	return { red: part(0), green: part(2 / 3), blue: part(1 / 3), alpha: 1 };
};

/** The luma of white. */
const BRIGHT = 235;

const COLUMNS = 96;
const ROWS = 54;

/** Lets light of many colors fall on the picture: each place its own, as strong as the field says. */
const manyLit = (
	brush: Brush,
	colorAt: (x: number, y: number) => Color,
	{ share, strength }: { share: number; strength: (x: number, y: number) => number },
): void => {
	const { arena, target } = brush;
	const small = { width: half(target.width), height: half(target.height) };
	const count = COLUMNS * ROWS;
	const colors = Array.from({ length: count }, (_, i) =>
		lumaChroma(colorAt(((i % COLUMNS) + 0.5) / COLUMNS, (Math.floor(i / COLUMNS) + 0.5) / ROWS)),
	);
	withField(brush, fieldFor(brush, strength), (large, chroma) => {
		withBlock(arena, count, (block) => {
			const from = { at: block, width: COLUMNS, height: ROWS };
			[target.y, target.u, target.v].forEach((at, i) => {
				const size = i === 0 ? target : small;
				arena
					.bytes(block, count)
					.set(colors.map((values) => (i === 0 ? BRIGHT : (values[i] ?? 128))));
				const weight = weightOf(share * (i === 0 ? 0.35 : 1));
				enlarge(arena, from, {
					...{ at, width: size.width, height: size.height },
					...{ weight, cover: i === 0 ? large : chroma },
				});
			});
		});
	});
};

/** How far the colors of a broad spectrum go to white: it is light that falls on the picture, no paint. */
const PALE = 0.45;

const spectrum = ({ style, strength, rate }: LookOf<'spectrum'>, brush: Brush): void => {
	const { amount, phase, target } = brush;
	const wide = target.width / target.height;
	const drift = phase * rate;
	if (style === 'bands') {
		manyLit(brush, (x, y) => towards(hue(x * 0.8 + y * 0.35 - drift), WHITE, PALE), {
			share: amount * strength,
			strength: (x, y) => 0.55 + 0.45 * Math.sin((x * wide - y) * 3 + drift * 5),
		});
		return;
	}
	if (style !== 'arc') {
		const at = (x: number, y: number): number => (style === 'across' ? x * 2 + y * 0.35 : y * 8);
		manyLit(brush, (x, y) => hue(at(x, y) - drift), {
			share: amount * strength,
			strength: () => 1,
		});
		return;
	}
	const radius = (x: number, y: number): number => Math.hypot((x - 0.5) * wide, y - 1.15);
	const reach = wide * 0.55;
	const band = 0.2;
	manyLit(brush, (x, y) => hue(((reach - radius(x, y)) / band) * 0.76), {
		share: amount * strength,
		strength: (x, y) => {
			const into = (reach - radius(x, y)) / band;
			return smooth(0, 0.15, into) * smooth(1, 0.85, into);
		},
	});
};

const SHADES: Readonly<
	Record<LookOf<'shadows'>['style'], (x: number, y: number, drift: number) => number>
> = {
	window: (x, y, drift) => {
		// Panes, two across and three down, slanted as the sun stands.
		const across = (x + 0.32 * y - 0.42 + 0.03 * Math.sin(drift)) * 2.6;
		const down = (y - 0.08 - 0.12 * x) * 3.3;
		const inside = smooth(0.02, 0.1, across) * smooth(2, 1.92, across);
		const rows = smooth(0, 0.08, down) * smooth(3, 2.92, down);
		const bars =
			smooth(0.03, 0.1, Math.abs(across - 1)) *
			smooth(0.03, 0.1, Math.abs(down - Math.round(down)));
		return 1 - inside * rows * bars;
	},
	leaves: (x, y, drift) => {
		const sway = 0.08 * Math.sin(drift + y * 3);
		return smooth(0.42, 0.6, clouds((x + sway) * 9 - y * 3, y * 10 + x * 4, 4));
	},
	folds: (x, y) => {
		// A sheet that was folded to six: each crease is dark and throws its shade to one side.
		const [across, down] = [x * 3 + 0.03 * Math.sin(y * 9), y * 2 + 0.03 * Math.sin(x * 7)];
		const beside = [across, down].map((place) => {
			const off = place - Math.round(place);
			const isRim = Math.round(place) === 0 || place > (place === down ? 1.5 : 2.5);
			return isRim
				? 0
				: smooth(0.03, 0, Math.abs(off)) * 0.5 + (off > 0 ? smooth(0.35, 0, off) * 0.3 : 0);
		});
		const panel = hash(Math.floor(across) + 7 * Math.floor(down), 61);
		return Math.max(...beside) + 0.16 * panel;
	},
	foil: (x, y, drift) => {
		const crease = 1 - Math.abs(hills(x * 5 + y * 3, y * 2 - x, 7) * 2 - 1);
		return crease ** 7 * (0.4 + 0.6 * hills(x * 2 + drift * 0.3, y * 3, 8));
	},
};

const shadows = ({ style, depth, rate }: LookOf<'shadows'>, brush: Brush): void => {
	const wide = brush.target.width / brush.target.height;
	const drift = brush.phase * rate * 2 * Math.PI;
	const field = fieldFor(brush, (x, y) =>
		SHADES[style](style === 'leaves' ? x * wide : x, y, drift),
	);
	if (style === 'foil') lit(brush, WHITE, { share: brush.amount * depth, field });
	else washed(brush, BLACK, { share: brush.amount * depth, field });
};

const colorBlocks = ({ style, density, rate }: LookOf<'colorBlocks'>, brush: Brush): void => {
	const { target, amount, phase, unit } = brush;
	const step = Math.floor(phase * rate);
	const count = Math.round((style === 'squares' ? 14 : 18) * density);
	for (let i = 0; i < count; i++) {
		const seed = step * 53 + i;
		const color = towards(hue(hash(seed, 51)), WHITE, 0.12);
		const [x, y] = [hash(seed, 52) * target.width, hash(seed, 53) * target.height];
		const side = unit * (0.04 + 0.14 * hash(seed, 54) ** 2);
		const bar =
			style === 'squares'
				? {
						left: x - side / 2,
						top: y - side / 2,
						width: side,
						height: side * (0.5 + hash(seed, 55)),
					}
				: { left: x, top: 0, width: side * 0.25, height: target.height };
		barred(brush, bar, { color, opacity: amount * (style === 'squares' ? 0.9 : 0.6) });
	}
};

/** How each family is drawn. */
export const BEAMS = { lightLeak, rays, flames, lightning, spectrum, shadows, colorBlocks };
