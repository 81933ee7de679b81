/** Whether a mask would look another way if it were mirrored with its clip, which no draft tells. */
import type { Curve } from '../timeline/curve';
import type { Mask, MaskShape } from '../timeline/looks';
import type { MaterialOf } from './materialSchema';
import { about, called, nameOf, type Note, type Use } from './scope';

/** Degrees after which a shape looks the same; each is mirrored in its own upright axis. */
const PERIODS: Readonly<Record<MaskShape, number>> = {
	...{ line: 360, mirror: 180, circle: 180, rectangle: 180 },
	...{ heart: 360, star: 72 },
};

const NEAR = 1e-6;

const valuesOf = (curve: Curve): readonly number[] =>
	curve.kind === 'constant' ? [curve.value] : curve.keys.map(({ value }) => value);

const isZero = (curve: Curve): boolean => valuesOf(curve).every((value) => Math.abs(value) < NEAR);

/** What mirroring makes of an angle. */
const turnedBack = (
	rotation: number,
	{ horizontal, vertical }: { readonly horizontal: boolean; readonly vertical: boolean },
): number => {
	if (horizontal && vertical) return rotation + 180;
	return horizontal ? 0 - rotation : 180 - rotation;
};

/** Whether a mask would stand another way on its clip if it were mirrored with it. */
const isChangedByFlip = (
	{ shape, matte, x, y, rotation }: Pick<Mask, 'shape' | 'matte' | 'x' | 'y' | 'rotation'>,
	flip: { readonly horizontal: boolean; readonly vertical: boolean },
): boolean => {
	if (!flip.horizontal && !flip.vertical) return false;
	if (matte || (flip.horizontal && !isZero(x)) || (flip.vertical && !isZero(y))) return true;
	const period = PERIODS[shape];
	return valuesOf(rotation).some((degrees) => {
		const off = Math.abs(turnedBack(degrees, flip) - degrees) % period;
		return Math.min(off, period - off) > NEAR;
	});
};

/** A mask as it is, told where its clip is mirrored and it would show whether the app mirrors it too; undefined where nothing near is drawn. */
export const unmirrored = (
	mask: Mask,
	{
		use,
		material,
		note,
	}: { readonly use: Use; readonly material: MaterialOf<'masks'>; readonly note: Note },
): Mask | undefined => {
	if (!isChangedByFlip(mask, use.segment.clip.flip)) return mask;
	const shown = called(material.name, material.resource_id);
	const isDrawn = note(use, about('STAGE_APPROXIMATED', nameOf(material), 'mask'), {
		zh: `蒙版${shown}所在的片段有镜像：蒙版保持草稿中的位置，不随画面镜像，与应用中的样子可能不同`,
		en: `mask ${shown} is on a mirrored clip: it stays where the draft puts it, not mirrored with the picture, perhaps not as in the app`,
	});
	return isDrawn ? mask : undefined;
};
