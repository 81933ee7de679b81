/** Draws gallery pictures with the engine's own painter: scenes of painted landscapes, no file read, nothing decoded. */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createCanvas, type Canvas } from '@napi-rs/canvas';
import type { TextPart } from '../../render-agent/src/compose/draws';
import { type Box, drawsOf } from '../../render-agent/src/compose/frame';
import { Arena } from '../../render-agent/src/compose/kernels';
import { Painter } from '../../render-agent/src/compose/paint';
import { half, type Planes, planesOf, takePlanes } from '../../render-agent/src/compose/surface';
import { type Frames, frames, pixels, rateOf } from '../../render-agent/src/kernel/units';
import { openFonts } from '../../render-agent/src/render/text/fonts';
import { type RasterText, rasterText } from '../../render-agent/src/render/text/rasterText';
import type { Scene } from '../../render-agent/src/timeline/scene';
import type { TextBlock } from '../../render-agent/src/timeline/text';
import { lanternLake } from '../demo/lanterns';
import { cityNight, duskMountains, morningSea } from '../demo/stills';

/** The size at which scenes are drawn. */
export const ROOM = { width: 640, height: 360 } as const;

/** The canvas of every scene of the gallery. */
export const CANVAS: Scene['canvas'] = {
	width: pixels(ROOM.width),
	height: pixels(ROOM.height),
	rate: rateOf(30),
};

/** The landscapes, as sources of scenes. */
export const SOURCES = { sea: 0, city: 1, mountains: 2, lanterns: 3 } as const;

/** Builds the kernels of this checkout; gives their file. */
const builtKernels = (): string => {
	const folder = join(tmpdir(), 'capcut-render-gallery');
	execFileSync(process.execPath, [join(__dirname, '../build-kernels.mjs'), folder]);
	return join(folder, 'kernels.wasm');
};

const inRoom = (sheet: Canvas): Canvas => {
	const small = createCanvas(ROOM.width, ROOM.height);
	const factor = Math.max(ROOM.width / sheet.width, ROOM.height / sheet.height);
	const [width, height] = [sheet.width * factor, sheet.height * factor];
	const place = [(ROOM.width - width) / 2, (ROOM.height - height) / 2, width, height] as const;
	small.getContext('2d').drawImage(sheet, ...place);
	return small;
};

/** Writes a picture of planes as RGBA, BT.709. Every value by itself: an array for each pixel would take most of the time. */
const toRgba = (
	{
		luma,
		blue,
		red,
	}: { readonly luma: Uint8Array; readonly blue: Uint8Array; readonly red: Uint8Array },
	out: Uint8ClampedArray,
): void => {
	for (let i = 0, row = 0; row < ROOM.height; row++)
		for (let x = 0; x < ROOM.width; x++, i++) {
			const c = (row >> 1) * half(ROOM.width) + (x >> 1);
			const y = ((luma[i] ?? 16) - 16) * 1.16438;
			const u = (blue[c] ?? 128) - 128;
			const v = (red[c] ?? 128) - 128;
			out[4 * i] = y + 1.79274 * v;
			out[4 * i + 1] = y - 0.21325 * u - 0.53291 * v;
			out[4 * i + 2] = y + 2.1124 * u;
			out[4 * i + 3] = 255;
		}
};

/** Draws moments of scenes. */
export class Studio {
	private readonly arena: Arena;
	private readonly painter: Painter;
	private readonly target: Planes;
	private readonly pictures: Planes[];
	/** Captions by their source. */
	private readonly captions = new Map<number, RasterText>();

	/** Paints the landscapes. `kernels`: the file of built ones; absent: they are built. */
	constructor(kernels = builtKernels()) {
		this.arena = new Arena(new WebAssembly.Module(readFileSync(kernels)));
		this.painter = new Painter(this.arena, ROOM);
		this.target = takePlanes(this.arena, ROOM, false);
		this.pictures = [morningSea(), cityNight(), duskMountains(), lanternLake()].map(({ ink }) =>
			this.planesFrom(inRoom(ink.canvas)),
		);
	}

	private planesFrom(sheet: Canvas): Planes {
		const planes = takePlanes(this.arena, ROOM, false);
		const { data } = sheet.getContext('2d').getImageData(0, 0, ROOM.width, ROOM.height);
		const at = this.arena.take(data.length);
		this.arena.bytes(at, data.length).set(data);
		const { y, u, v } = planes;
		this.arena.kernels.rgbaToPlanes(at, ROOM.width, ROOM.height, y, u, v, 0, 0);
		this.arena.give(at, data.length);
		return planes;
	}

	/** Draws a caption; gives the source that shows it. */
	caption(block: TextBlock): number {
		const drawn = rasterText(block, {
			scale: 1,
			fonts: openFonts({ files: new Map(), folders: [] }),
		});
		const { width, height, rgba } = drawn;
		const planes = takePlanes(this.arena, { width, height }, true);
		const at = this.arena.take(rgba.length);
		this.arena.bytes(at, rgba.length).set(rgba);
		const { y, u, v, a, ca } = planes;
		this.arena.kernels.rgbaToPlanes(at, width, height, y, u, v, a, ca);
		this.arena.give(at, rgba.length);
		const source = this.pictures.push(planes) - 1;
		this.captions.set(source, drawn);
		return source;
	}

	private boxOf(source: number): Box {
		const caption = this.captions.get(source);
		if (!caption) return { ...ROOM, dx: 0, dy: 0 };
		const { width, height, originX, originY } = caption;
		return { width, height, dx: width / 2 - originX, dy: height / 2 - originY };
	}

	private partsOf(source: number): readonly TextPart[] {
		const { clusters = [], width = 1, height = 1 } = this.captions.get(source) ?? {};
		return clusters.map((box) => ({
			...{ left: box.x / width, top: box.y / height, offset: box.offset },
			...{ right: (box.x + box.width) / width, bottom: (box.y + box.height) / height },
		}));
	}

	/** One frame of layers over the landscapes. */
	moment(layers: Scene['layers'], frame: Frames = frames(0)): Canvas {
		const draws = drawsOf({ canvas: CANVAS, sources: [], layers }, frame, {
			boxOf: (source) => this.boxOf(source),
			isText: (source) => this.captions.has(source),
			partsOf: (source) => this.partsOf(source),
		});
		this.painter.frame(this.target, draws, (source) => this.pictures[source] ?? this.target);
		return this.developed();
	}

	private developed(): Canvas {
		const sheet = createCanvas(ROOM.width, ROOM.height);
		const ink = sheet.getContext('2d');
		const image = ink.createImageData(ROOM.width, ROOM.height);
		const [luma, blue, red] = planesOf(this.target).map(({ at, width, height }) =>
			this.arena.bytes(at, width * height),
		);
		if (luma && blue && red) toRgba({ luma, blue, red }, image.data);
		ink.putImageData(image, 0, 0);
		return sheet;
	}
}

const WIDE = 256;
const NARROW = 200;
const GAP = 4;

/** Pictures side by side on one sheet. */
export const stripOf = (pictures: readonly Canvas[]): Canvas => {
	const width = pictures.length > 1 ? NARROW : WIDE;
	const height = Math.round((width * ROOM.height) / ROOM.width);
	const strip = createCanvas((width + GAP) * pictures.length - GAP, height);
	const ink = strip.getContext('2d');
	ink.fillStyle = '#ffffff';
	ink.fillRect(0, 0, strip.width, height);
	pictures.forEach((picture, i) => {
		ink.drawImage(picture, i * (width + GAP), 0, width, height);
	});
	return strip;
};

/** Writes pictures side by side as one JPEG of a quality of 0…100; gives its bytes. */
export const writeStrip = (file: string, pictures: readonly Canvas[], quality: number): number => {
	const bytes = stripOf(pictures).toBuffer('image/jpeg', quality);
	mkdirSync(dirname(file), { recursive: true });
	writeFileSync(file, bytes);
	return bytes.length;
};
