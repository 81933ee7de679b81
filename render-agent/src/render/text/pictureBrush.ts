/** A brush that leaves a picture. */
import { type Canvas, createCanvas, ImageData, type SKRSContext2D } from '@napi-rs/canvas';
import type { LetterTexture } from '../../timeline/text';
import type { Box } from './boxes';

/** A picture that letters are filled with. */
export interface LetterPicture {
	readonly width: number;
	readonly height: number;
	/** Four bytes a pixel, alpha not multiplied in. */
	readonly rgba: Uint8ClampedArray;
}

/** Pictures in letters by the SHA-256 of their files. */
export type LetterPictures = ReadonlyMap<string, LetterPicture>;

/** A picture as the context takes it. */
export type PictureBrush = ReturnType<SKRSContext2D['createPattern']>;

const drawn = new WeakMap<LetterPicture, Canvas>();

/** The same picture is drawn again for each frame of a caption that moves. */
const canvasOf = (picture: LetterPicture): Canvas => {
	const known = drawn.get(picture);
	if (known) return known;
	const { width, height, rgba } = picture;
	const canvas = createCanvas(width, height);
	canvas.getContext('2d').putImageData(new ImageData(rgba, width, height), 0, 0);
	drawn.set(picture, canvas);
	return canvas;
};

/** A picture that covers a box about its middle, turned and scaled, again and again where it is smaller. */
export const pictureBrushOf = (
	context: SKRSContext2D,
	{ texture: { angle, scale }, picture }: { texture: LetterTexture; picture: LetterPicture },
	{ x, y, width, height }: Box,
): PictureBrush => {
	const brush = context.createPattern(canvasOf(picture), 'repeat');
	const factor = Math.max(width / picture.width, height / picture.height) * scale;
	const turn = (-angle * Math.PI) / 180;
	const [cos, sin] = [factor * Math.cos(turn), factor * Math.sin(turn)];
	const [halfWide, halfHigh] = [picture.width / 2, picture.height / 2];
	brush.setTransform({
		...{ a: cos, b: sin, c: -sin, d: cos },
		e: x + width / 2 - cos * halfWide + sin * halfHigh,
		f: y + height / 2 - sin * halfWide - cos * halfHigh,
	});
	return brush;
};
