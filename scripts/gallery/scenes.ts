/** Layers of gallery pictures: photos, captions, masks. Four seconds long. */
import { type Frames, frames, microseconds, SECOND } from '../../render-agent/src/kernel/units';
import { constant } from '../../render-agent/src/timeline/curve';
import type { Mask, Matte } from '../../render-agent/src/timeline/looks';
import type { Layer } from '../../render-agent/src/timeline/scene';
import { UNMOVED } from '../../render-agent/src/timeline/timeline';
import type { Canvas } from '@napi-rs/canvas';
import type { CaptionPicture } from './captionPictures';
import { SOURCES, type Studio } from './studio';

const RATE = 30;
/** How long everything is shown. */
export const SECONDS = 4;
/** The first frame after it. */
export const LAST = frames(SECONDS * RATE);

/** The frame at a time. */
export const at = (seconds: number): Frames => frames(Math.round(seconds * RATE));

/** A layer that shows something from beginning to end. */
export const layer = (content: Layer['content'], more: Partial<Layer> = {}): Layer => ({
	id: 'gallery',
	content,
	from: frames(0),
	to: LAST,
	start: microseconds(0),
	duration: microseconds(SECONDS * SECOND),
	placement: UNMOVED,
	animations: [],
	crossings: [],
	bottom: false,
	...more,
});

/** A landscape. */
export const photo = (name: keyof typeof SOURCES, more: Partial<Layer> = {}): Layer =>
	layer({ kind: 'source', source: SOURCES[name] }, more);

/** A landscape with nothing beneath it. */
export const ground = (name: keyof typeof SOURCES, more: Partial<Layer> = {}): Layer =>
	photo(name, { bottom: true, ...more });

/** A mask that shows its shape well. */
export const mask = (shape: Mask['shape'], matte?: Matte): Mask => ({
	shape,
	...(matte && { matte }),
	x: constant(0),
	y: constant(0),
	width: constant(shape === 'rectangle' ? 0.6 : 0.4),
	height: constant(shape === 'mirror' ? 0.45 : 0.7),
	rotation: constant(shape === 'line' || shape === 'mirror' ? 20 : 0),
	feather: constant(0.05),
	roundness: constant(0.2),
	inverted: false,
});

/** The layer of a caption, its words that light up drawn once more in their color. */
const captionLayer = (studio: Studio, { block, animations, spoken }: CaptionPicture): Layer => {
	const source = studio.caption(block);
	const runs = block.runs.map((run) =>
		spoken?.way === 'light' ? { ...run, style: { ...run.style, fill: spoken.color } } : run,
	);
	const lit = spoken?.way === 'light' ? { lit: studio.caption({ ...block, runs }) } : {};
	return layer(
		{ kind: 'source', source },
		{
			...(animations && { animations }),
			...(spoken && { spoken: { words: spoken.words, ...lit } }),
		},
	);
};

/** A caption over the sea, at its moments. */
export const captioned = (studio: Studio, picture: CaptionPicture): readonly Canvas[] => {
	const layers = [ground('sea'), captionLayer(studio, picture)];
	return picture.at.map((seconds) => studio.moment(layers, at(seconds)));
};
