/** A picture of rings, for wipes in a circle. */
import { writeFileSync } from 'node:fs';
import type { Timeline } from '../timelines';

const DEEP = 65_535;

/** Writes how far each pixel lies from the middle, as a share of the way into a corner, or how near: a wipe that follows it opens a circle. */
export const writeRings = (file: string, { w, h }: Timeline, middle: 'dark' | 'light'): string => {
	const corner = Math.hypot(w, h) / 2;
	const pixels = Buffer.alloc(w * h * 2);
	for (let y = 0; y < h; y++)
		for (let x = 0; x < w; x++) {
			const far = Math.hypot(x + 0.5 - w / 2, y + 0.5 - h / 2) / corner;
			pixels.writeUInt16BE(Math.round((middle === 'dark' ? far : 1 - far) * DEEP), (y * w + x) * 2);
		}
	const head = Buffer.from(`P5\n${String(w)} ${String(h)}\n${String(DEEP)}\n`);
	writeFileSync(file, Buffer.concat([head, pixels]));
	return file;
};
