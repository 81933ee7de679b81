/** Pictures that stand still all the time rest on whole pixels, where they stay sharp. */
import type { Curve } from '../timeline/curve';
import { type Affine, after, scaled, shifted, type Size } from '../timeline/geometry';
import { restingPlace } from '../timeline/resting';
import type { Layer } from '../timeline/scene';

const isConstant = ({ kind }: Curve): boolean => kind === 'constant';

const rests = ({ placement, animations, mask }: Layer): boolean =>
	animations.length === 0 &&
	!mask &&
	Object.values(placement).every(
		(part: Curve | boolean) => typeof part === 'boolean' || isConstant(part),
	);

const isStraight = ({ xy, yx }: Affine): boolean => xy === 0 && yx === 0;

/** The unit square on the place where a picture rests, when it lies next to one. */
const resting = (
	unit: Affine,
	{ placement }: Layer,
	{ box, canvas }: { readonly box: Size; readonly canvas: Size },
): Affine => {
	const place = restingPlace(placement, box, canvas);
	return place && isStraight(unit) && unit.xx > 0 && unit.yy > 0
		? after(shifted(place.x, place.y), scaled(place.width, place.height))
		: unit;
};

/** Where the unit square of a layer's picture is drawn, given where it is placed: it fills whole pixels when its edges are near to them. */
export const atRest = (
	unit: Affine,
	layer: Layer,
	room: { readonly box: Size; readonly canvas: Size },
): Affine => (rests(layer) ? resting(unit, layer, room) : unit);
