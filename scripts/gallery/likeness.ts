/** How alike two pictures are. */
import { type Canvas, createCanvas, type Image } from '@napi-rs/canvas';

const bytesOf = (picture: Image | Canvas): Uint8ClampedArray => {
	const { width, height } = picture;
	const ink = createCanvas(width, height).getContext('2d');
	ink.drawImage(picture, 0, 0);
	return ink.getImageData(0, 0, width, height).data;
};

/** The peak signal-to-noise ratio of two pictures in decibels: 0 of other sizes, above 90 of equal ones. */
export const likeness = (one: Image | Canvas, other: Image | Canvas): number => {
	const [left, right] = [bytesOf(one), bytesOf(other)];
	if (left.length !== right.length || one.width !== other.width) return 0;
	let sum = 0;
	for (let i = 0; i < left.length; i++) sum += ((left[i] ?? 0) - (right[i] ?? 0)) ** 2;
	return 10 * Math.log10(255 ** 2 / (sum / left.length + 1e-5));
};
