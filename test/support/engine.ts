/** The kernels under test, and pictures to try them on. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execFileSync } from 'node:child_process';
import { Arena } from '../../render-agent/src/compose/kernels';
import { type Planes, planesOf, takePlanes } from '../../render-agent/src/compose/surface';

/** One for each checkout: what another one built has other kernels. */
const FOLDER = join(
	tmpdir(),
	`capcut-render-kernels-${createHash('sha256').update(__dirname).digest('hex').slice(0, 8)}`,
);

/** A fresh memory with the kernels of the sources as they are now. */
export const freshArena = (): Arena => {
	execFileSync(process.execPath, [join(__dirname, '../../scripts/build-kernels.mjs'), FOLDER]);
	return new Arena(new WebAssembly.Module(readFileSync(join(FOLDER, 'kernels.wasm'))));
};

/** A picture whose samples are given by place; `alpha` makes it premultiplied. */
export const pictureOf = (
	arena: Arena,
	{ width, height }: { readonly width: number; readonly height: number },
	{
		sample,
		alpha,
	}: {
		readonly sample: (x: number, y: number) => number;
		readonly alpha?: (x: number, y: number) => number;
	},
): Planes => {
	const planes = takePlanes(arena, { width, height }, alpha !== undefined);
	planesOf(planes).forEach((plane, index) => {
		const bytes = arena.bytes(plane.at, plane.width * plane.height);
		for (let y = 0; y < plane.height; y++)
			for (let x = 0; x < plane.width; x++) {
				const a = alpha ? alpha(x * plane.step, y * plane.step) : 255;
				bytes[y * plane.width + x] =
					index > 2 ? a : Math.round((sample(x * plane.step, y * plane.step) * a) / 255);
			}
	});
	return planes;
};

/** The luma of a picture as rows of numbers. */
export const lumaOf = (arena: Arena, { y, width, height }: Planes): readonly number[] => [
	...arena.bytes(y, width * height),
];
