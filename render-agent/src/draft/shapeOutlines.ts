/** What a shape is told by: the word of its type, its name, or points of its own. */
import type { MaskShape } from '../timeline/looks';
import type { MaterialOf } from './materialSchema';
import { type Point, pointsIn } from './mattes';

/** The outline of a shape: one that the engine knows, or the points of a closed line, halves of its size from its middle, y down. */
export interface ShapeOutline {
	readonly shape: MaskShape;
	readonly points?: readonly Point[];
}

/** The same points, as large as the size of their shape. */
const filling = (points: readonly Point[]): readonly Point[] => {
	const sides = ([0, 1] as const).map((axis) => {
		const all = points.map((point) => point[axis]);
		const [from, to] = [Math.min(...all), Math.max(...all)];
		return { middle: (from + to) / 2, half: (to - from) / 2 || 1 };
	});
	const placed = (value: number, axis: 0 | 1): number => {
		const { middle = 0, half = 1 } = sides[axis] ?? {};
		return (value - middle) / half;
	};
	return points.map(([x, y]) => [placed(x, 0), placed(y, 1)]);
};

/** Corners at the same distance from each other, the first one above. */
const regular = (corners: number): readonly Point[] =>
	Array.from({ length: corners }, (_, i): Point => {
		const turn = (2 * Math.PI * i) / corners;
		return [Math.sin(turn), -Math.cos(turn)];
	});

const ARROW: readonly Point[] = [
	...([
		[-1, -0.4],
		[0.2, -0.4],
		[0.2, -1],
		[1, 0],
	] as const),
	...([
		[0.2, 1],
		[0.2, 0.4],
		[-1, 0.4],
	] as const),
];

const WORDS: readonly (readonly [RegExp, MaskShape | readonly Point[]])[] = [
	[/心|heart/i, 'heart'],
	[/星|star/i, 'star'],
	[/三角|triang/i, regular(3)],
	[/菱|rhomb|diamond/i, regular(4)],
	[/五边|pentagon/i, regular(5)],
	[/六边|hexagon/i, regular(6)],
	[/八边|octagon/i, regular(8)],
	[/箭|arrow/i, ARROW],
	[/矩形|方|rect|square/i, 'rectangle'],
	[/圆|circle|ellipse|oval/i, 'circle'],
	[/直线|线条|^line$/i, 'rectangle'],
];

/** A shape is told by its points, else by the word of its type; of types that are numbers nobody has written down, the name tells. */
export const outlineOf = ({
	shape_param,
	name,
}: Pick<MaterialOf<'shapes'>, 'shape_param' | 'name'>): ShapeOutline | undefined => {
	const { shape_type: type, custom_points: own } = shape_param;
	if (own.length > 0) {
		const points = pointsIn(own);
		return points && { shape: 'rectangle', points: filling(points) };
	}
	const told = /^\d*$/.test(type) ? name : type;
	const found = WORDS.find(([words]) => words.test(told))?.[1];
	if (found === undefined || typeof found === 'string') return found && { shape: found };
	return { shape: 'rectangle', points: filling(found) };
};
