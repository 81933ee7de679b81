/** A straight layout bent to an arc: every row keeps its distance from the others, every character stands upright on its row. */
import { around, turnedAbout } from './boxes';
import type { PlacedCluster, TextLayout } from './layout';

/** Rows on the inside of a tight arc keep this share of the middle's radius. */
const NEAREST = 0.05;

/**
 * The layout on an arc of `degrees`, as long in its middle as the longest row was: above 0 the ends of rows hang down,
 * below 0 they rise. Its box is the smallest upright one around all characters.
 */
export const bent = (straight: TextLayout, degrees: number): TextLayout => {
	const { width, height, lines } = straight;
	if (degrees === 0 || width === 0) return straight;
	const hangs = degrees > 0 ? 1 : -1;
	const radius = width / (Math.abs(degrees) * (Math.PI / 180));

	const placed = (cluster: PlacedCluster): PlacedCluster => {
		const half = cluster.advance / 2;
		const along = (cluster.x + half - width / 2) / radius;
		const above = (height / 2 - cluster.baseline) * hangs;
		const far = Math.max(radius * NEAREST, radius + above);
		const turn = along * hangs;
		const x = far * Math.sin(along) - half * Math.cos(turn);
		const baseline = hangs * (radius - far * Math.cos(along)) - half * Math.sin(turn);
		const straightBox = {
			...cluster.box,
			x: x + cluster.box.x - cluster.x,
			y: baseline + cluster.box.y - cluster.baseline,
		};
		return {
			...cluster,
			x,
			baseline,
			turn,
			box: turnedAbout(straightBox, { x, y: baseline }, turn),
		};
	};
	const turned = lines.map(({ clusters }) => clusters.map(placed));
	const whole = around(turned.flat().map(({ box }) => box));
	if (!whole) return straight;

	const shifted = (cluster: PlacedCluster): PlacedCluster => ({
		...cluster,
		x: cluster.x - whole.x,
		baseline: cluster.baseline - whole.y,
		box: { ...cluster.box, x: cluster.box.x - whole.x, y: cluster.box.y - whole.y },
	});
	return {
		...straight,
		width: whole.width,
		height: whole.height,
		lines: turned.map((row) => {
			const clusters = row.map(shifted);
			const box = around(clusters.map((cluster) => cluster.box));
			return { box: box ?? { x: 0, y: 0, width: 0, height: 0 }, clusters };
		}),
	};
};
