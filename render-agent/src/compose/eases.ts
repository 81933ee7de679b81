/** How far something is at a share of its time: 0 at the start and, unless it comes back, 1 in the end. */

/** Fast at first. */
export const easeOut = (share: number): number => 1 - (1 - share) ** 3;
/** Goes a little beyond its end and comes back. */
export const overshot = (share: number): number => {
	const s = share - 1;
	return 1 + 2.7 * s ** 3 + 1.7 * s ** 2;
};

/** Where a dropped ball is: 0 above, 1 on the ground, after three bounces. */
export const bounced = (share: number): number => {
	const parts = [
		[1 / 2.75, 0, 0],
		[2 / 2.75, 1.5 / 2.75, 0.75],
		[2.5 / 2.75, 2.25 / 2.75, 0.9375],
		[1, 2.625 / 2.75, 0.984375],
	] as const;
	const [, middle, floor] = parts.find(([end]) => share <= end) ?? parts[3];
	return 7.5625 * (share - middle) ** 2 + floor;
};

/** Rises and falls once a period. */
export const hill = (share: number): number => Math.sin(share * Math.PI) ** 2;
