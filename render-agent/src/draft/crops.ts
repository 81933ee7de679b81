/** The corners of a crop: in one place, whether they are a box. */
import type { Json } from '../kernel/json';

/** The names of its corners in drafts, and where each lies in a whole picture. */
const CORNERS = {
	...{ upper_left_x: 0, upper_left_y: 0, upper_right_x: 1, upper_right_y: 0 },
	...{ lower_left_x: 0, lower_left_y: 1, lower_right_x: 1, lower_right_y: 1 },
} as const;

/** The corners of a crop in shares of the picture, y down. */
export type CropCorners = Readonly<Record<keyof typeof CORNERS, number>>;

/** Corners closer than this lie in one line: apps round them. Shares of the picture. */
const SAME = 1e-4;

/** Whether two edges of a crop, in shares of the picture, are one. */
export const isSameEdge = (one: number, other: number): boolean => Math.abs(one - other) <= SAME;

/** Whether the corners of a crop are those of a box, which may be mirrored or empty. */
export const isBox = (crop: CropCorners): boolean =>
	isSameEdge(crop.upper_left_x, crop.lower_left_x) &&
	isSameEdge(crop.upper_right_x, crop.lower_right_x) &&
	isSameEdge(crop.upper_left_y, crop.upper_right_y) &&
	isSameEdge(crop.lower_left_y, crop.lower_right_y);

/** Corners as a draft writes them; one that is not there, or no number, lies where that of a whole picture does. */
export const cornersIn = (crop: Json): CropCorners => {
	const written = Object.entries(crop).filter(
		([name, value]) => Object.hasOwn(CORNERS, name) && typeof value === 'number',
	);
	return { ...CORNERS, ...(Object.fromEntries(written) as Partial<CropCorners>) };
};
