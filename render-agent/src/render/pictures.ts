/** Draws single frames and makes a PNG of them: one picture, or a contact sheet. Runs in a worker thread. */
import { createCanvas, type SKRSContext2D } from '@napi-rs/canvas';
import type { Still } from '../compile/stills';
import { BrokenInvariant } from '../kernel/errors';
import { frames } from '../kernel/units';
import { drawChunk } from './drawChunk';
import { rgbaOf } from './rgba';
import type { SceneWorld } from './sceneReader';
import type { SheetLayout } from './sheetLayout';
import { bundledFace } from './text/faces';

/** What stands on a contact sheet beside its pictures. */
export interface SheetTexts {
	readonly title: string;
	/** What the video is: its size, rate and length. */
	readonly facts: string;
	/** Beneath each picture. */
	readonly times: readonly string[];
}

/** A sheet: where everything stands, and what is written. */
export interface Sheet {
	readonly layout: SheetLayout;
	readonly texts: SheetTexts;
}

const PAPER = '#15171a';
const FRAME = 'rgba(255, 255, 255, 0.10)';
const INK = '#f2f3f5';
const QUIET = '#b4bac3';
/** Frames whose files are opened at the same time. */
const AT_ONCE = 3;

interface Picture {
	readonly width: number;
	readonly height: number;
	readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** What drawing needs; `alive` is called with each frame that is drawn. */
interface World extends SceneWorld {
	readonly alive: () => void;
}

const drawn = async ({ frame, scene }: Still, world: World): Promise<Picture> => {
	const { width, height } = scene.canvas;
	let rgba = new Uint8ClampedArray(0);
	await drawChunk({ first: frame, count: frames(1), scene }, world, (raw) => {
		world.alive();
		rgba = rgbaOf(raw, { width, height });
		return Promise.resolve();
	});
	return { width, height, rgba };
};

const canvasOf = ({ width, height, rgba }: Picture) => {
	const canvas = createCanvas(width, height);
	const context = canvas.getContext('2d');
	const image = context.createImageData(width, height);
	image.data.set(rgba);
	context.putImageData(image, 0, 0);
	return canvas;
};

/** A text that ends in … where it is too long. */
const fitted = (context: SKRSContext2D, text: string, room: number): string => {
	if (context.measureText(text).width <= room) return text;
	const letters = Array.from(text);
	while (letters.length > 1 && context.measureText(`${letters.join('')}…`).width > room)
		letters.pop();
	return `${letters.join('')}…`;
};

const familyOf = (weight: 'regular' | 'bold'): string =>
	bundledFace(weight)?.family ?? 'sans-serif';

const paintTitle = (context: SKRSContext2D, { layout, texts }: Sheet): void => {
	const { width, margin, letters, baselines } = layout;
	context.font = `${String(letters.small)}px ${familyOf('regular')}`;
	context.fillStyle = QUIET;
	const right = context.measureText(texts.facts).width;
	context.fillText(texts.facts, width - margin - right, baselines.title);
	context.font = `${String(letters.title)}px ${familyOf('bold')}`;
	context.fillStyle = INK;
	const room = width - 2 * margin - right - letters.title;
	context.fillText(fitted(context, texts.title, room), margin, baselines.title);
};

const paintCell = (
	context: SKRSContext2D,
	{ picture, time, at }: { picture: Picture; time: string; at: { x: number; y: number } },
	{ cell, letters, baselines }: SheetLayout,
): void => {
	context.drawImage(canvasOf(picture), at.x, at.y, cell.width, cell.height);
	context.strokeStyle = FRAME;
	context.lineWidth = 1;
	context.strokeRect(at.x + 0.5, at.y + 0.5, cell.width - 1, cell.height - 1);
	context.font = `${String(letters.small)}px ${familyOf('regular')}`;
	context.fillStyle = QUIET;
	context.fillText(time, at.x, at.y + cell.height + baselines.below);
};

const sheetPng = async (stills: readonly Still[], sheet: Sheet, world: World): Promise<Buffer> => {
	const { layout, texts } = sheet;
	const canvas = createCanvas(layout.width, layout.height);
	const context = canvas.getContext('2d');
	context.fillStyle = PAPER;
	context.fillRect(0, 0, layout.width, layout.height);
	paintTitle(context, sheet);
	const waiting = [...stills.entries()];
	const lane = async (): Promise<void> => {
		for (let next = waiting.shift(); next; next = waiting.shift()) {
			const [index, still] = next;
			const at = layout.cells[index] ?? { x: 0, y: 0 };
			const picture = await drawn(still, world);
			paintCell(context, { picture, time: texts.times[index] ?? '', at }, layout);
		}
	};
	const lanes = await Promise.allSettled(Array.from({ length: AT_ONCE }, lane));
	// All decoders have ended before a failure is told.
	for (const one of lanes) if (one.status === 'rejected') throw one.reason as Error;
	return canvas.encode('png');
};

/**
 * The PNG of some frames: a contact sheet of all, or without a sheet the first one alone.
 * @throws {AgentError} MEDIA_BROKEN; the signal's reason when aborted
 */
export const pngOf = async (
	{ stills, sheet }: { readonly stills: readonly Still[]; readonly sheet?: Sheet },
	world: World,
): Promise<Buffer> => {
	if (sheet) return sheetPng(stills, sheet, world);
	const [first] = stills;
	if (!first) throw new BrokenInvariant('no frame is asked for');
	return canvasOf(await drawn(first, world)).encode('png');
};
