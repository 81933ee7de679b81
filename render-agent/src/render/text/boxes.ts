/** Upright rectangles on the canvas, and what can be said of them. */

/** A rectangle, from its left top corner. */
export interface Box {
	readonly x: number;
	readonly y: number;
	readonly width: number;
	readonly height: number;
}

/** The smallest box around some boxes; undefined for none. */
export const around = (boxes: readonly Box[]): Box | undefined => {
	if (boxes.length === 0) return undefined;
	const x = boxes.reduce((least, box) => Math.min(least, box.x), Infinity);
	const y = boxes.reduce((least, box) => Math.min(least, box.y), Infinity);
	const right = boxes.reduce((most, box) => Math.max(most, box.x + box.width), -Infinity);
	const bottom = boxes.reduce((most, box) => Math.max(most, box.y + box.height), -Infinity);
	return { x, y, width: right - x, height: bottom - y };
};

/** A box with this much more on each side. */
export const grown = (box: Box, by: number): Box => ({
	x: box.x - by,
	y: box.y - by,
	width: box.width + 2 * by,
	height: box.height + 2 * by,
});

/** The smallest upright box around one that is turned about a point, by radians clockwise. */
export const turnedAbout = (
	{ x, y, width, height }: Box,
	about: { readonly x: number; readonly y: number },
	turn: number,
): Box => {
	const corner = (dx: number, dy: number): Box => ({
		x: about.x + dx * Math.cos(turn) - dy * Math.sin(turn),
		y: about.y + dx * Math.sin(turn) + dy * Math.cos(turn),
		...{ width: 0, height: 0 },
	});
	const [left, top] = [x - about.x, y - about.y];
	const corners = [
		corner(left, top),
		corner(left + width, top),
		corner(left, top + height),
		corner(left + width, top + height),
	];
	return around(corners) ?? { x, y, width, height };
};
