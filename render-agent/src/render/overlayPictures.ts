/** The pictures that lie over a video, drawn once for each change and cut to what they cover together. */
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import type { Draw } from '../compose/draws';
import { Painter } from '../compose/paint';
import { givePlanes, half, type Planes, takePlanes } from '../compose/surface';
import { type Frames, frames, plus } from '../kernel/units';
import { applied, UNIT_CORNERS } from '../timeline/geometry';
import type { ChunkPlan, Layer, Scene } from '../timeline/scene';
import { write } from './ffmpegEncoder';
import { readLetterPictures } from './letterPictures';
import { SceneReader, type SceneWorld } from './sceneReader';

/** A rectangle on even pixels of the canvas. */
export interface Window {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** Pictures in a file, one after another, as yuva420p. */
export interface OverlayPictures {
	readonly window: Window;
	/** From which frame each picture is seen, counted from the first of the stretch, which the first one is. */
	readonly changes: readonly number[];
}

/** Frames, and the layers that lie over them. */
export type Overlaid = Pick<ChunkPlan, 'first' | 'count' | 'scene'> & {
	readonly above: readonly Layer[];
};

/** More pictures, or larger ones, and drawing every frame is no dearer. Bytes. */
const MOST_BYTES = 256 << 20;
/** Changes of the pictures above that one ffmpeg is told: an expression of so many moments still fits into an argument. */
export const MOST_CHANGES = 250;

type PictureDraw = Extract<Draw, { kind: 'picture' }>;

/** Draws that only lay pictures. */
const onlyPictures = (draws: readonly Draw[]): readonly PictureDraw[] | undefined => {
	const pictures = draws.filter(
		(draw): draw is PictureDraw => draw.kind === 'picture' && draw.covers.length === 0,
	);
	return pictures.length === draws.length ? pictures : undefined;
};

interface Bounds {
	left: number;
	top: number;
	right: number;
	bottom: number;
}

const widen = (bounds: Bounds, { matrix }: PictureDraw): void => {
	for (const [u, v] of UNIT_CORNERS) {
		const { x, y } = applied(matrix, u, v);
		bounds.left = Math.min(bounds.left, x);
		bounds.top = Math.min(bounds.top, y);
		bounds.right = Math.max(bounds.right, x);
		bounds.bottom = Math.max(bounds.bottom, y);
	}
};

/** The even pixels around some bounds, with one of margin for soft edges, within the canvas. */
const windowAround = (
	{ left, top, right, bottom }: Bounds,
	{ width, height }: Scene['canvas'],
): Window => {
	const down = (place: number): number => Math.max(0, Math.floor((place - 1) / 2) * 2);
	const up = (place: number, most: number): number =>
		Math.min(most, Math.ceil((place + 1) / 2) * 2);
	const [x, y] = [down(left), down(top)];
	return { x, y, width: up(right, width) - x, height: up(bottom, height) - y };
};

interface Change {
	readonly at: number;
	readonly draws: readonly Draw[];
}

/** What is seen anew in which frame, and the window around all of it; undefined where more than pictures is drawn. */
const changesOf = (
	{ first, count }: Pick<ChunkPlan, 'first' | 'count'>,
	scene: Scene,
	reader: SceneReader,
): { readonly changes: readonly Change[]; readonly window: Window } | undefined => {
	const changes: Change[] = [];
	const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
	let last = '';
	for (let i = 0; i < count; i++) {
		const draws = reader.drawsAt(plus(first, frames(i)));
		const seen = JSON.stringify(draws);
		if (seen === last) continue;
		last = seen;
		const pictures = onlyPictures(draws);
		if (!pictures) return undefined;
		for (const picture of pictures) widen(bounds, picture);
		changes.push({ at: i, draws });
	}
	if (bounds.left === Infinity) return { changes: [], window: { x: 0, y: 0, width: 0, height: 0 } };
	return { changes, window: windowAround(bounds, scene.canvas) };
};

const isWorthIt = (changes: readonly Change[], { width, height }: Window, count: Frames): boolean =>
	changes.length <= Math.min(MOST_CHANGES, count / 2) &&
	width > 0 &&
	height > 0 &&
	changes.length * width * height * 2.5 <= MOST_BYTES;

const NEUTRAL = 128;

/** What a premultiplied sample is without its alpha. Versions of ffmpeg differ in how they lay premultiplied ones. */
const straight = (value: number, alpha: number, otherwise: number): number =>
	alpha === 0 ? otherwise : Math.min(255, Math.round((value * 255) / alpha));

/** Planes of a picture as they lie in memory, with the alpha that belongs to them. */
interface Layout {
	readonly at: number;
	readonly alpha: number;
	readonly stride: number;
	/** Of the samples where nothing is seen. */
	readonly empty: number;
}

/** A window of a picture as ffmpeg wants it: not multiplied, alpha at full size only. */
const cutOut = (
	bytesOf: (at: number, length: number) => Uint8Array,
	{ y: luma, u, v, a, ca, width: stride }: Planes,
	{ x, y, width, height }: Window,
): Buffer => {
	const [w, h] = [half(width), half(height)];
	const out = Buffer.alloc(width * height * 2 + w * h * 2);
	let to = 0;
	const put = (layout: Layout, { x, y, width, height }: Window): void => {
		for (let row = y; row < y + height; row++) {
			const color = bytesOf(layout.at + row * layout.stride + x, width);
			const alpha = bytesOf(layout.alpha + row * layout.stride + x, width);
			for (let i = 0; i < width; i++)
				out[to++] = straight(color[i] ?? 0, alpha[i] ?? 0, layout.empty);
		}
	};
	const small = { x: x / 2, y: y / 2, width: w, height: h };
	put({ at: luma, alpha: a, stride, empty: 16 }, { x, y, width, height });
	for (const at of [u, v]) put({ at, alpha: ca, stride: half(stride), empty: NEUTRAL }, small);
	for (let row = y; row < y + height; row++, to += width)
		out.set(bytesOf(a + row * stride + x, width), to);
	return out;
};

/**
 * Draws layers over the frames of a stretch into `file`.
 * @returns no pictures where none is seen; undefined where they change too often, cover too much or are more than pictures
 * @throws {AgentError} MEDIA_BROKEN, TOO_LARGE
 */
export const drawOverlays = async (
	{ first, count, scene, above: layers }: Overlaid,
	world: SceneWorld,
	file: string,
): Promise<OverlayPictures | undefined> => {
	const { arena } = world;
	const above: Scene = { ...scene, layers };
	const letterPictures = await readLetterPictures(above, world);
	const reader = new SceneReader(above, { ...world, letterPictures });
	const found = changesOf({ first, count }, above, reader);
	if (!found || (found.changes.length > 0 && !isWorthIt(found.changes, found.window, count)))
		return undefined;
	const { changes, window } = found;
	if (changes.length === 0) return { window, changes: [] };
	const painter = new Painter(arena, scene.canvas);
	const target = takePlanes(arena, scene.canvas, true);
	const out = createWriteStream(file);
	// Told by `finished`: unheard, it would end the thread that it comes up in.
	out.on('error', () => undefined);
	try {
		for (const { at, draws } of changes) {
			world.signal.throwIfAborted();
			await reader.show(draws, plus(first, frames(at)));
			painter.frame(target, draws, (source) => reader.pictureOf(source));
			await write(
				out,
				cutOut((place, length) => arena.bytes(place, length), target, window),
			);
		}
		out.end();
		await finished(out);
		return { window, changes: changes.map(({ at }) => at) };
	} finally {
		out.destroy();
		await reader.close();
		givePlanes(arena, target);
		painter.release();
	}
};
