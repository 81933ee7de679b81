/** Holds the picture of a timeline within a timeline: draws its frames as they are asked for, or, backwards, a piece at a time. */
import { innerFrame } from '../compose/shownPicture';
import { Painter } from '../compose/paint';
import { givePlanes, type Planes, takePlanes } from '../compose/surface';
import type { Draw } from '../compose/draws';
import { BrokenInvariant } from '../kernel/errors';
import { type Frames, minus, tickOf } from '../kernel/units';
import type { NestedPiece, NestedSource, Scene } from '../timeline/scene';
import { clipMoment, innerLength } from '../timeline/tempo';
import type { Canvas } from '../timeline/timeline';
import type { Reading } from './pictureReader';
import type { Cubes } from './lutFiles';

/** A source that is open: its picture now, and a number that changes when the picture does. */
export interface Open {
	/** `lasts`: how many frames of the scene the one is shown for, fractions of frames too. */
	readonly show: (frame: Frames, lasts: number) => Promise<void>;
	readonly picture: () => Planes;
	readonly version: () => number;
	/** Whether its file has ended before what is asked of it. Absent: it has no end. */
	readonly hasEnded?: () => boolean;
	readonly close: () => Promise<void>;
}

/** The pictures of a scene, as far as drawing it needs them. */
export interface OpenScene {
	readonly drawsAt: (frame: Frames) => readonly Draw[];
	/** `lasts`: for how many of its frames this one is shown; default 1. */
	readonly show: (draws: readonly Draw[], frame: Frames, lasts?: number) => Promise<void>;
	readonly pictureOf: (source: number) => Planes;
	readonly close: () => Promise<void>;
}

interface Around {
	readonly world: Reading & { readonly cubes?: Cubes };
	/** The canvas of the timeline around it. */
	readonly canvas: Canvas;
	readonly open: (scene: Scene) => OpenScene;
}

/** A nested timeline that is open. */
export class NestedReader implements Open {
	private readonly source: NestedSource;
	private readonly around: Around;
	private readonly painter: Painter;
	private piece: NestedPiece | undefined;
	private scene: OpenScene | undefined;
	/** Drawn frames of the piece that is open; forwards only the last. */
	private drawn: { readonly frame: number; readonly planes: Planes }[] = [];
	private shown = -1;

	constructor(source: NestedSource, around: Around) {
		this.source = source;
		this.around = around;
		const { arena, cubes } = around.world;
		this.painter = new Painter(arena, source.canvas, (sha256) => cubes?.get(sha256));
	}

	readonly show = async (outer: Frames, outerLasts: number): Promise<void> => {
		const { paced, rate } = this.source;
		const at = clipMoment(outer, this.around.canvas.rate, paced.target.start);
		const tick = tickOf(this.around.canvas.rate) * outerLasts;
		const frame = innerFrame(this.source, at, tick);
		if (frame === this.shown) return;
		this.shown = frame;
		await this.turnTo(frame);
		if (this.drawn.some((one) => one.frame === frame)) return;
		this.forget();
		const lasts = innerLength(paced, { rate, tick }, at);
		const drawn = this.piece?.drawn ?? [frame];
		// Of a piece the last one is asked for first.
		for (const [i, one] of drawn.entries()) {
			const next = drawn[i + 1];
			await this.draw(one, next === undefined ? lasts : minus(next, one));
		}
	};

	readonly picture = (): Planes => {
		const found = this.drawn.find(({ frame }) => frame === this.shown);
		if (!found) throw new BrokenInvariant('a nested timeline was shown before it was drawn');
		return found.planes;
	};

	readonly version = (): number => this.shown;

	readonly close = async (): Promise<void> => {
		await this.scene?.close();
		this.forget();
		this.painter.release();
	};

	/** Opens the piece that has a frame. */
	private async turnTo(frame: Frames): Promise<void> {
		const piece = this.source.pieces.find(({ from, to }) => frame >= from && frame < to);
		if (piece === this.piece) return;
		await this.scene?.close();
		this.forget();
		this.piece = piece;
		this.scene = piece && this.around.open(piece.scene);
	}

	private async draw(frame: Frames, lasts: number): Promise<void> {
		const { scene } = this;
		if (!scene) throw new BrokenInvariant('a nested timeline has no such frame');
		const { canvas, ground } = this.source;
		const draws = scene.drawsAt(frame);
		await scene.show(draws, frame, lasts);
		const planes = takePlanes(this.around.world.arena, canvas, ground === 'clear');
		this.painter.frame(planes, draws, (source) => scene.pictureOf(source));
		this.drawn.push({ frame, planes });
	}

	private forget(): void {
		for (const { planes } of this.drawn) givePlanes(this.around.world.arena, planes);
		this.drawn = [];
	}
}
