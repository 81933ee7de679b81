/** Turns a drawn frame into the pixels that picture files hold. */
import { half } from '../compose/surface';

const LUMA = 1.164384;
/** BT.709, limited range: what red, green and blue take from the two differences of color. */
const RED = 1.792741;
const GREEN = [0.213249, 0.532909] as const;
const BLUE = 2.112402;

/** A row or column of chroma between its samples: where the sample is, and how far to go to the next one. */
interface Between {
	readonly at: number;
	readonly next: number;
	readonly share: number;
}

/** Chroma is level with even columns, and between two rows. */
const across = (x: number, count: number): Between => {
	const at = x >> 1;
	return { at, next: Math.min(count - 1, at + 1), share: (x & 1) / 2 };
};
const down = (y: number, count: number): Between => {
	const place = (y - 0.5) / 2;
	const at = Math.max(0, Math.floor(place));
	return {
		at,
		next: Math.min(count - 1, Math.max(0, Math.floor(place) + 1)),
		share: Math.max(0, place - at),
	};
};

/** RGBA of a raw yuv420p frame in BT.709, limited range. Opaque. */
export const rgbaOf = (
	frame: Uint8Array,
	{ width, height }: { readonly width: number; readonly height: number },
): Uint8ClampedArray<ArrayBuffer> => {
	const out = new Uint8ClampedArray(width * height * 4);
	const [columns, rows] = [half(width), half(height)];
	const u = width * height;
	const v = u + columns * rows;
	const xs = Array.from({ length: width }, (_, x) => across(x, columns));
	const sample = (plane: number, column: Between, row: Between): number => {
		const line = (y: number): number => {
			const from = frame[plane + y * columns + column.at] ?? 128;
			const to = frame[plane + y * columns + column.next] ?? 128;
			return from + (to - from) * column.share;
		};
		const upper = line(row.at);
		return upper + (line(row.next) - upper) * row.share - 128;
	};
	for (let y = 0, at = 0; y < height; y++) {
		const row = down(y, rows);
		for (const [x, column] of xs.entries()) {
			const light = ((frame[y * width + x] ?? 16) - 16) * LUMA;
			const blue = sample(u, column, row);
			const red = sample(v, column, row);
			out[at++] = light + RED * red;
			out[at++] = light - GREEN[0] * blue - GREEN[1] * red;
			out[at++] = light + BLUE * blue;
			out[at++] = 255;
		}
	}
	return out;
};
