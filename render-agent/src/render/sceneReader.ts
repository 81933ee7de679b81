/** Holds the pictures of a scene: opens each source when a frame first shows it, closes it when none will again. */
import type { Draw, TextPart } from '../compose/draws';
import { type Boxes, type Box, drawsOf } from '../compose/frame';
import { ownPicture } from '../compose/shownPicture';
import { givePlanes, type Planes } from '../compose/surface';
import { BrokenInvariant } from '../kernel/errors';
import { type Frames, frames, most, tickOf } from '../kernel/units';
import type { Scene, Source, TextSource, VideoSource } from '../timeline/scene';
import { clipMoment } from '../timeline/tempo';
import { ownPlaces } from './decoderRuns';
import type { Cubes } from './lutFiles';
import { NestedReader, type Open, type OpenScene } from './nestedReader';
import { PictureReader, type Reading } from './pictureReader';
import { planesFromRgba, readStill } from './stillReader';
import type { Fonts } from './text/fonts';
import { MovingText } from './text/movingText';
import type { LetterPictures } from './text/pictureBrush';
import type { RasterText } from './text/rasterText';

/** What a scene needs of the world. */
export interface SceneWorld extends Reading {
	readonly fonts: Fonts;
	/** The LUT files of the scene and those within it; absent: there are none. */
	readonly cubes?: Cubes;
	/** The pictures in letters, likewise. */
	readonly letterPictures?: LetterPictures;
}

/** All indexes of sources that a tree of draws shows. */
export const sourcesOf = (draws: readonly Draw[]): readonly number[] =>
	draws.flatMap((draw) => [...mattesOf(draw), ...drawnOf(draw)]);

const drawnOf = (draw: Draw): readonly number[] => {
	if (draw.kind === 'picture' || draw.kind === 'blurred') return [draw.source];
	if (draw.kind === 'group') return sourcesOf(draw.draws);
	return draw.kind === 'mix' ? [...sourcesOf(draw.from), ...sourcesOf(draw.to)] : [];
};

/** The pictures that keep a part of others. */
const mattesOf = (draw: Draw): readonly number[] =>
	'covers' in draw
		? draw.covers.flatMap((cover) => (cover.shape === 'picture' ? [cover.source] : []))
		: [];

const endsOf = ({ layers }: Scene): ReadonlyMap<number, Frames> => {
	const ends = new Map<number, Frames>();
	const shown = (source: number, to: Frames): void => {
		ends.set(source, most(ends.get(source) ?? to, to));
	};
	for (const { content, backdrop, matte, to } of layers) {
		if (matte !== undefined) shown(matte, to);
		if (content.kind === 'source') shown(content.source, to);
		if (backdrop?.kind === 'picture') shown(backdrop.source, to);
	}
	return ends;
};

/** The pictures of one scene. */
export class SceneReader implements Boxes, OpenScene {
	private readonly scene: Scene;
	private readonly world: SceneWorld;
	private readonly open = new Map<number, Open>();
	private readonly texts = new Map<number, MovingText>();
	/** The frame that was asked for last: captions may look different in each. */
	private now = frames(0);
	/** The frame from which on no layer shows a source. */
	private readonly ends: ReadonlyMap<number, Frames>;

	constructor(scene: Scene, world: SceneWorld) {
		this.scene = scene;
		this.world = world;
		this.ends = endsOf(scene);
	}

	boxOf(index: number): Box {
		const source = this.source(index);
		if (source.kind !== 'text') return { ...source.box, dx: 0, dy: 0 };
		const { width, height, scale, originX, originY } = this.textOf(index, source);
		return {
			width: width / scale,
			height: height / scale,
			dx: (width / 2 - originX) / scale,
			dy: (height / 2 - originY) / scale,
		};
	}

	isText(index: number): boolean {
		return this.source(index).kind === 'text';
	}

	partsOf(index: number): readonly TextPart[] {
		const source = this.source(index);
		if (source.kind !== 'text') return [];
		const { clusters, width, height } = this.textOf(index, source);
		return clusters.map((box) => ({
			left: Math.max(0, box.x / width),
			top: Math.max(0, box.y / height),
			right: Math.min(1, (box.x + box.width) / width),
			bottom: Math.min(1, (box.y + box.height) / height),
			offset: box.offset,
		}));
	}

	/** What a frame shows. */
	drawsAt(frame: Frames): readonly Draw[] {
		this.now = frame;
		return drawsOf(this.scene, frame, this);
	}

	/** Brings every source that the draws show to a frame, which is shown for `lasts` frames. Frames must come in ascending order. */
	async show(draws: readonly Draw[], frame: Frames, lasts = 1): Promise<void> {
		await this.closePassed(frame);
		for (const index of new Set(sourcesOf(draws))) {
			const source = this.open.get(index) ?? (await this.opened(index));
			await source.show(frame, lasts);
		}
	}

	/** The picture of a source at the frame shown last. */
	pictureOf(index: number): Planes {
		const source = this.open.get(index);
		if (!source) throw new BrokenInvariant(`source ${String(index)} is not open`);
		return source.picture();
	}

	/** Whether a video has ended before its clip, so that its last picture is held. */
	hasEnded(index: number): boolean {
		return this.open.get(index)?.hasEnded?.() === true;
	}

	/** What tells two frames with equal draws apart. */
	versionsOf(draws: readonly Draw[]): string {
		return sourcesOf(draws)
			.map((index) => `${String(index)}:${String(this.open.get(index)?.version() ?? 0)}`)
			.join();
	}

	async close(): Promise<void> {
		for (const source of this.open.values()) await source.close();
		this.open.clear();
	}

	private source(index: number): Source {
		const source = this.scene.sources[index];
		if (!source) throw new BrokenInvariant(`no source ${String(index)}`);
		return source;
	}

	/** A caption as the frame that was asked for last shows it. */
	private textOf(index: number, source: TextSource): RasterText {
		const { fonts, letterPictures: pictures } = this.world;
		const { rate } = this.scene.canvas;
		const text = this.texts.get(index) ?? new MovingText(source, { fonts, pictures, rate });
		this.texts.set(index, text);
		return text.at(this.now);
	}

	private async closePassed(frame: Frames): Promise<void> {
		for (const [index, open] of this.open) {
			if ((this.ends.get(index) ?? frame) > frame) continue;
			this.open.delete(index);
			this.texts.delete(index);
			await open.close();
		}
	}

	private async opened(index: number): Promise<Open> {
		const open = await this.opening(index);
		this.open.set(index, open);
		return open;
	}

	private async opening(index: number): Promise<Open> {
		const source = this.source(index);
		switch (source.kind) {
			case 'video':
				return this.video(source);
			case 'still':
				return this.fixed(await readStill(source, this.world));
			case 'text':
				return this.text(index, source);
			case 'nested':
				return new NestedReader(source, {
					world: this.world,
					canvas: this.scene.canvas,
					open: (scene) => new SceneReader(scene, this.world),
				});
		}
	}

	private video(source: VideoSource): Open {
		const { canvas } = this.scene;
		const reader = new PictureReader(source, canvas, this.world);
		const placeOf = ownPlaces(source, canvas);
		const tick = tickOf(canvas.rate);
		const indexAt = (frame: Frames, lasts: number): number => {
			if (source.sampling === 'even') return frame - source.first;
			const at = clipMoment(frame, canvas.rate, source.paced.target.start);
			return placeOf(ownPicture(source, at, tick * lasts));
		};
		let picture: Planes | undefined;
		return {
			show: async (frame, lasts) => {
				picture = await reader.advance(Math.max(0, indexAt(frame, lasts)));
			},
			picture: () => {
				if (!picture) throw new BrokenInvariant('a video was drawn before it was read');
				return picture;
			},
			version: () => reader.version,
			hasEnded: () => source.paced.source.duration > 0 && reader.hasEnded,
			close: () => reader.release(),
		};
	}

	private fixed(planes: Planes): Open {
		return {
			show: () => Promise.resolve(),
			picture: () => planes,
			version: () => 0,
			close: () => {
				givePlanes(this.world.arena, planes);
				return Promise.resolve();
			},
		};
	}

	private text(index: number, source: TextSource): Open {
		let shown: RasterText | undefined;
		let planes: Planes | undefined;
		let version = 0;
		const forget = (): void => {
			if (planes) givePlanes(this.world.arena, planes);
			planes = undefined;
		};
		return {
			show: (frame) => {
				this.now = frame;
				const text = this.textOf(index, source);
				if (text === shown) return Promise.resolve();
				forget();
				shown = text;
				planes = this.textPlanes(text);
				version++;
				return Promise.resolve();
			},
			picture: () => {
				if (!planes) throw new BrokenInvariant('a caption was laid before it was drawn');
				return planes;
			},
			version: () => version,
			close: () => {
				forget();
				return Promise.resolve();
			},
		};
	}

	private textPlanes({ rgba, width, height }: RasterText): Planes {
		const { arena } = this.world;
		const at = arena.take(rgba.length);
		arena.bytes(at, rgba.length).set(rgba);
		const planes = planesFromRgba(this.world, at, { width, height });
		arena.give(at, rgba.length);
		return planes;
	}
}
