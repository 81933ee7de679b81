/** Executes stages on planes with the kernels. Owns the tables that are baked for them. */
import type { Arena } from '../kernels';
import { givePlanes, half, type Planes, planesOf, takePlanes } from '../surface';
import type { PlaneAddresses } from './colorKernels';
import type { Stage } from './stages';
import type { Cover, Step } from '../draws';
import { giveCover, takeCover } from '../coverPlanes';
import { type Affine, after, scaled } from '../../timeline/geometry';
import { type ColorStep, type CubeOf, NODES, tableOf, yuvFrom } from './table';

const PACKED_BYTES = 3 * 32 ** 3 * 16;
/** Tables that are kept: a chunk with more gradings at a time bakes again. */
const MOST_TABLES = 12;

/** Chroma distance (code values) up to which the strongest key takes out, and the widest soft edge. */
const KEY_REACH = 120;
const KEY_EDGE = 60;
const HARD_EDGE = 4;

/** All of a picture, as kernels weigh. */
const WHOLE = 256;
const SHARPEST = 2 * 256;
const LINES_PER_GRAIN = 720;
const GRAIN = 160;

const addresses = ({ y, u, v, a, ca }: Planes): PlaneAddresses => [y, u, v, a, ca];

/** A cover whose own frame `matrix` takes to a picture. Shapes have their edges in that frame, closed lines in pixels of the picture. */
const onPicture = (cover: Cover, matrix: Affine): Cover => {
	if (cover.shape !== 'path') return { ...cover, matrix };
	// Stretched pictures have no one scale: the edge is as soft as it is on average.
	const scale = Math.sqrt(Math.abs(matrix.xx * matrix.yy - matrix.xy * matrix.yx));
	const { soft, grow } = cover;
	return {
		...cover,
		matrix,
		soft: soft * scale,
		...(grow !== undefined && { grow: grow * scale }),
	};
};

/** Does stages. */
export class StagePainter {
	private readonly arena: Arena;
	private readonly cubes: CubeOf;
	private readonly tables = new Map<string, number>();

	constructor(arena: Arena, cubes: CubeOf) {
		this.arena = arena;
		this.cubes = cubes;
	}

	/** A copy of a picture with the stages done to it. The caller gives it back. */
	applied(picture: Planes, stages: readonly Step[]): Planes {
		const keyed = stages.some(({ kind }) => kind === 'key');
		const copy = takePlanes(this.arena, picture, picture.a !== 0 || keyed);
		const bytes = this.arena.bytes(copy.y, copy.bytes);
		bytes.set(this.arena.bytes(picture.y, picture.bytes));
		if (keyed && picture.a === 0) bytes.fill(255, picture.bytes);
		this.apply(copy, stages);
		return copy;
	}

	/** Does stages to a picture, in place. A key needs alpha: without it, it does nothing. */
	apply(picture: Planes, stages: readonly Step[]): void {
		for (const step of stages) {
			if (step.kind === 'within') this.within(picture, step);
			else this.stage(picture, step);
		}
	}

	private within(picture: Planes, { covers, stages }: Extract<Step, { kind: 'within' }>): void {
		const { width, height } = picture;
		const whole = scaled(width, height);
		const own = covers.map((cover) => onPicture(cover, after(whole, cover.matrix)));
		const cover = takeCover(this.arena, own, picture);
		const changed = this.applied(picture, stages);
		const from = planesOf(changed);
		planesOf(picture).forEach((plane, i) => {
			const mask = plane.step === 1 ? cover.large : cover.small;
			this.arena.kernels.overlay(
				...([from[i]?.at ?? plane.at, 0, plane.width, plane.at, plane.width] as const),
				...([mask, plane.width, plane.width, plane.height, WHOLE] as const),
			);
		});
		givePlanes(this.arena, changed);
		giveCover(this.arena, cover, picture);
	}

	private stage(picture: Planes, stage: Stage): void {
		const { kernels } = this.arena;
		const { width, height } = picture;
		switch (stage.kind) {
			case 'key':
				this.key(picture, stage);
				return;
			case 'color': {
				const packed = this.tableFor(stage.steps);
				kernels.applyTable(packed, ...addresses(picture), width, height);
				return;
			}
			case 'sharpen': {
				const copy = this.arena.take(width * height);
				const amount = Math.round(stage.amount * (stage.amount > 0 ? SHARPEST : 256));
				kernels.sharpen(picture.y, picture.a, copy, width, height, amount);
				this.arena.give(copy, width * height);
				return;
			}
			case 'vignette':
				kernels.vignette(...addresses(picture), width, height, stage.amount);
				return;
			case 'grain': {
				const size = Math.max(1, Math.round(Math.min(width, height) / LINES_PER_GRAIN));
				const amount = Math.round(stage.amount * GRAIN);
				kernels.grain(picture.y, picture.a, width, height, amount, size, stage.seed);
			}
		}
	}

	private key(picture: Planes, { key }: Extract<Stage, { kind: 'key' }>): void {
		const { y, u, v, a, ca, width, height } = picture;
		if (a === 0) return;
		const { kernels } = this.arena;
		const { red, green, blue } = key.color;
		const [keyY, keyU, keyV] = yuvFrom([red, green, blue]);
		const inner = key.intensity * KEY_REACH;
		const outer = inner + HARD_EDGE + key.softness * KEY_EDGE;
		const bytes = half(width) * half(height);
		const keep = this.arena.take(bytes * 3);
		const luma = this.arena.take(width * height);
		kernels.straighten(y, u, v, a, ca, width, height);
		kernels.keyOut(
			...([y, u, v, a, keep, luma, width, height] as const),
			...([keyY, keyU - 128, keyV - 128] as const),
			...([inner, outer, key.shadow, key.spill] as const),
		);
		kernels.premultiply(y, u, v, a, ca, width, height);
		this.arena.give(luma, width * height);
		this.arena.give(keep, bytes * 3);
	}

	/** The packed table of some steps: baked once, kept while it is in use. */
	private tableFor(steps: readonly ColorStep[]): number {
		const name = JSON.stringify(steps);
		const known = this.tables.get(name);
		// Taken out and put in again: the first in the map is the one that was not used for longest.
		this.tables.delete(name);
		const at = known ?? this.baked(steps, this.room());
		this.tables.set(name, at);
		return at;
	}

	private room(): number {
		const [oldest] = this.tables;
		if (this.tables.size < MOST_TABLES || !oldest) return this.arena.take(PACKED_BYTES);
		this.tables.delete(oldest[0]);
		return oldest[1];
	}

	private baked(steps: readonly ColorStep[], out: number): number {
		const bytes = NODES ** 3 * 3 * 2;
		const nodes = this.arena.take(bytes);
		const table = tableOf(steps, this.cubes);
		this.arena.bytes(nodes, bytes).set(new Uint8Array(table.buffer));
		this.arena.kernels.packTable(nodes, out);
		this.arena.give(nodes, bytes);
		return out;
	}

	/** Gives the memory of all tables back. */
	release(): void {
		for (const at of this.tables.values()) this.arena.give(at, PACKED_BYTES);
		this.tables.clear();
	}
}
