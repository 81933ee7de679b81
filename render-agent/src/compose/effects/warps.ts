/** Effects that bend the picture: waves, lenses, mirrors, wedges, glass. They work on color and alpha alike. */
import { type Plane, planesOf } from '../surface';
import { blended, type Brush, withBlock, type LookOf } from './brush';
import { hash, signed } from './noise';

/** Where a place shows from, both in canvas pixels. */
type Bend = (x: number, y: number) => readonly [x: number, y: number];

const CELL = 8;
const FINE_CELL = 4;

/** How a picture bends. */
interface Bending {
	readonly bend: () => Bend;
	readonly cell: number;
	/** The same for two bendings that are the same: what stands still is not worked out again. Absent: it moves. */
	readonly key?: string;
}

/** Grids of what stands still, by picture and bending; of each arena, those of the last frames. */
const stillGrids = new WeakMap<Brush['arena'], Map<string, Float32Array>>();
/** Planes of a few effects. */
const MOST_GRIDS = 12;

/** The grid of a bending over a plane, remembered where it stands still. */
const gridOf = ({ arena }: Brush, plane: Plane, bending: Bending): Float32Array => {
	const { key, cell } = bending;
	if (key === undefined) return newGrid(plane, bending.bend(), cell);
	const grids = stillGrids.get(arena) ?? new Map<string, Float32Array>();
	stillGrids.set(arena, grids);
	const { width, height, step, x0, y0 } = plane;
	const place = [key, cell, width, height, step, x0, y0].join();
	const grid = grids.get(place) ?? newGrid(plane, bending.bend(), cell);
	// What was asked for last stands last, and goes last.
	grids.delete(place);
	grids.set(place, grid);
	for (const oldest of grids.keys()) {
		if (grids.size <= MOST_GRIDS) break;
		grids.delete(oldest);
	}
	return grid;
};

/** The places of a grid over a plane: where each of its corners shows from, in samples. */
const newGrid = (
	{ width, height, step, x0, y0 }: Plane,
	bend: Bend,
	cell: number,
): Float32Array => {
	const columns = Math.ceil(width / cell);
	const rows = Math.ceil(height / cell);
	const grid = new Float32Array((columns + 1) * (rows + 1) * 2);
	for (let j = 0; j <= rows; j++)
		for (let i = 0; i <= columns; i++) {
			const [u, v] = bend(i * cell * step + x0, j * cell * step + y0);
			grid.set([(u - x0) / step, (v - y0) / step], (j * (columns + 1) + i) * 2);
		}
	return grid;
};

/** Bends one plane through a grid of places. */
const bendPlane = (brush: Brush, plane: Plane, bending: Bending): void => {
	const { arena } = brush;
	const { at, width, height } = plane;
	const grid = gridOf(brush, plane, bending);
	const { cell } = bending;
	const columns = Math.ceil(width / cell);
	const count = width * height;
	withBlock(arena, grid.byteLength, (table) => {
		withBlock(arena, count, (copy) => {
			arena.bytes(copy, count).set(arena.bytes(at, count));
			const { buffer, byteOffset, byteLength } = grid;
			arena.bytes(table, byteLength).set(new Uint8Array(buffer, byteOffset, byteLength));
			arena.kernels.warp(copy, width, height, at, table, columns, cell);
		});
	});
};

const bent = (brush: Brush, bend: Bend, cell = CELL): void => {
	for (const plane of planesOf(brush.target))
		bendPlane(brush, plane, {
			bend: () => bend,
			cell: Math.max(2, Math.round(cell / plane.step)),
		});
};

/** The same for what stands still from frame to frame: it is worked out once. */
const bentStill = (brush: Brush, bend: () => Bend, key: string): void => {
	let made: Bend | undefined;
	const once = (): Bend => (made ??= bend());
	const { width, height } = brush.target;
	for (const plane of planesOf(brush.target))
		bendPlane(brush, plane, {
			bend: once,
			cell: Math.max(2, Math.round(FINE_CELL / plane.step)),
			key: [key, width, height, brush.amount].join(),
		});
};

const ripple = ({ shape, reach, length, rate }: LookOf<'ripple'>, brush: Brush): void => {
	const { unit, amount, phase, target } = brush;
	const high = reach * unit * amount;
	const wave = (2 * Math.PI) / Math.max(4, length * unit);
	const way = phase * rate * 2 * Math.PI;
	const [cx, cy] = [target.width / 2, target.height / 2];
	bent(brush, (x, y) => {
		if (shape === 'waves')
			return [x + high * Math.sin(y * wave - way), y + 0.5 * high * Math.sin(x * wave * 0.7 - way)];
		const r = Math.hypot(x - cx, y - cy);
		const by = r < 1 ? 0 : (high * Math.sin(r * wave - way)) / r;
		return [x + (x - cx) * by, y + (y - cy) * by];
	});
};

const lens = ({ strength, reach, twist = 0 }: LookOf<'lens'>, brush: Brush): void => {
	const turn = (twist * brush.amount * Math.PI) / 180;
	const { width, height } = brush.target;
	const k = Math.max(-1, Math.min(1, strength)) * brush.amount;
	const [cx, cy] = [width / 2, height / 2];
	const rim = Math.hypot(cx, cy) * reach;
	bent(brush, (x, y) => {
		const r = Math.hypot(x - cx, y - cy) / rim;
		if (r >= 1 && reach < 1) return [x, y];
		// Bulging: the middle is enlarged and the rim stays; pinching the other way round.
		const scale = 1 - k * 0.6 * (1 - r * r);
		const angle = turn * Math.max(0, 1 - r) ** 2;
		const [cos, sin] = [Math.cos(angle) * scale, Math.sin(angle) * scale];
		const [dx, dy] = [x - cx, y - cy];
		return [cx + dx * cos + dy * sin, cy + dy * cos - dx * sin];
	});
};

const mirror = ({ axis }: LookOf<'mirror'>, brush: Brush): void => {
	const { arena, target } = brush;
	for (const { at, width, height } of planesOf(target)) {
		const bytes = arena.bytes(at, width * height);
		if (axis !== 'y')
			for (let y = 0; y < height; y++) {
				const row = bytes.subarray(y * width, (y + 1) * width);
				const left = row.subarray(0, width >> 1);
				row.set(left.slice().reverse(), width - left.length);
			}
		if (axis !== 'x')
			for (let y = 0; y < height >> 1; y++)
				bytes.copyWithin((height - 1 - y) * width, y * width, (y + 1) * width);
	}
};

const kaleidoscope = ({ slices, rate }: LookOf<'kaleidoscope'>, brush: Brush): void => {
	const { width, height } = brush.target;
	const count = Math.max(2, Math.min(24, Math.round(slices)));
	const wedge = (2 * Math.PI) / count;
	const turn = brush.phase * rate * 2 * Math.PI;
	const [cx, cy] = [width / 2, height / 2];
	bent(
		brush,
		(x, y) => {
			const r = Math.hypot(x - cx, y - cy);
			const angle = Math.atan2(y - cy, x - cx) + turn;
			const into = Math.abs((((angle % wedge) + wedge) % wedge) - wedge / 2);
			const from = into - Math.PI / 2 - turn / 2;
			return [cx + r * Math.cos(from), cy + r * Math.sin(from)];
		},
		4,
	);
};

/** Things spread over the picture, one in each cell of a grid `wide` apart: gives those in and around the cell of a place. */
const spread = <Thing>(
	{ target: { width, height } }: Brush,
	wide: number,
	thing: (column: number, row: number) => Thing,
): ((x: number, y: number) => readonly Thing[]) => {
	const columns = Math.ceil(width / wide) + 1;
	const rows = Math.ceil(height / wide) + 1;
	const around = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const));
	const cells = Array.from({ length: columns * rows }, (_, cell) =>
		around.map(([dx, dy]) => thing((cell % columns) + dx, Math.floor(cell / columns) + dy)),
	);
	return (x, y) => {
		const column = Math.min(columns - 1, Math.max(0, Math.floor(x / wide)));
		const row = Math.min(rows - 1, Math.max(0, Math.floor(y / wide)));
		return cells[row * columns + column] ?? [];
	};
};

/** Drops of water on a pane: each shows what is behind it upside down and smaller. */
const throughDrops = (brush: Brush, wide: number): Bend => {
	const near = spread(brush, wide, (i, j) => ({
		radius: wide * (0.12 + 0.42 * hash(i * 31 + j, 81) ** 2),
		cx: (i + 0.5 + 0.3 * signed(i, j * 7 + 82)) * wide,
		cy: (j + 0.5 + 0.3 * signed(i * 3 + j, 83)) * wide,
	}));
	return (x, y) => {
		for (const { radius, cx, cy } of near(x, y)) {
			const [dx, dy] = [x - cx, (y - cy) * 0.85];
			const share = (dx * dx + dy * dy) / (radius * radius);
			if (share < 1) {
				const by = (1.8 + 2.2 * share) * brush.amount;
				return [x - dx * by, y - dy * by];
			}
		}
		return [x, y];
	};
};

/** A broken pane: every shard stands a little askew. */
const throughShards = (brush: Brush, wide: number): Bend => {
	const near = spread(brush, wide, (i, j) => {
		const angle = signed(i * 13 + j, 84) * 0.35 * brush.amount;
		const off = wide * 0.32 * brush.amount;
		return {
			...{ cx: (i + hash(i * 29 + 5, j)) * wide, cy: (j + hash(i, j * 23 + 7)) * wide },
			...{ cos: Math.cos(angle), sin: Math.sin(angle) },
			...{ offX: signed(i, j + 85) * off, offY: signed(i + 86, j) * off },
		};
	});
	return (x, y) => {
		let least = Number.POSITIVE_INFINITY;
		let place: readonly [number, number] = [x, y];
		for (const { cx, cy, cos, sin, offX, offY } of near(x, y)) {
			const [dx, dy] = [x - cx, y - cy];
			const far = dx * dx + dy * dy;
			if (far < least) {
				least = far;
				place = [cx + dx * cos - dy * sin + offX, cy + dx * sin + dy * cos + offY];
			}
		}
		return place;
	};
};

const glass = ({ style, size }: LookOf<'glass'>, brush: Brush): void => {
	const { arena, unit, amount, target } = brush;
	const wide = Math.max(4, size * unit);
	if (style === 'drops' || style === 'shards') {
		const through = style === 'drops' ? throughDrops : throughShards;
		bentStill(brush, () => through(brush, wide), [style, wide].join());
		return;
	}
	if (style === 'reeded') {
		// Each rib shows more of the picture than it covers, the same on both its sides.
		bent(
			brush,
			(x, y) => {
				const into = ((x % wide) + wide) % wide;
				return [
					x +
						(into - wide / 2) * 1.6 * amount +
						signed(Math.floor(x / wide), 5) * wide * 0.2 * amount,
					y,
				];
			},
			4,
		);
		return;
	}
	for (const { at, width, height, step } of planesOf(target)) {
		const count = width * height;
		withBlock(arena, count, (copy) => {
			arena.bytes(copy, count).set(arena.bytes(at, count));
			const radius = Math.max(1, Math.round((wide * amount) / 2 / step));
			arena.kernels.scatter(copy, width, height, at, radius, step);
		});
	}
};

/** A look that cannot be had by half is mixed with the picture by the caller. */
const mixed =
	<Look>(paint: (look: Look, brush: Brush) => void) =>
	(look: Look, brush: Brush): void => {
		blended(brush, brush.amount, () => {
			paint(look, brush);
		});
	};

/** How each family is drawn. */
export const WARPS = {
	ripple,
	lens,
	glass,
	mirror: mixed(mirror),
	kaleidoscope: mixed(kaleidoscope),
};
