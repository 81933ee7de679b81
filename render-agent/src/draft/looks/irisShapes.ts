/** The shapes of openings: which one a name speaks of, and what each is called. */
import type { IrisShape } from '../../timeline/looks';

/** The first that fits counts. Hearts are not middles (中心) nor moods (开心). */
const WORDS: readonly (readonly [RegExp, IrisShape])[] = [
	[/(?<![中开核])心|heart|love/iu, 'heart'],
	[/星|雪花|枫叶|star/iu, 'star'],
	[/三角|triang/iu, 'triangle'],
	[/六边|蜂窝|hexagon|honeycomb/iu, 'hexagon'],
	[/菱|几何|diamond|rhomb|geometr/iu, 'diamond'],
	[/矩形|长方|rectang/iu, 'rectangle'],
	[/方|square/iu, 'square'],
];

/** The shape that a name speaks of, else a circle. */
export const shapeIn = (name: string): IrisShape =>
	WORDS.find(([word]) => word.test(name))?.[1] ?? 'circle';

const SHAPE_NAMES: Readonly<Record<IrisShape, { readonly zh: string; readonly en: string }>> = {
	circle: { zh: '圆形划像', en: 'an iris' },
	rectangle: { zh: '矩形划像', en: 'a rectangular opening' },
	square: { zh: '方形划像', en: 'a square opening' },
	diamond: { zh: '菱形划像', en: 'a diamond-shaped opening' },
	triangle: { zh: '三角形划像', en: 'a triangular opening' },
	hexagon: { zh: '六边形划像', en: 'a hexagonal opening' },
	heart: { zh: '心形划像', en: 'a heart-shaped opening' },
	star: { zh: '星形划像', en: 'a star-shaped opening' },
};

/** The shape of a name, if it is one. */
export const shapeNamed = (word: string | undefined): IrisShape | undefined =>
	word !== undefined && word in SHAPE_NAMES ? (word as IrisShape) : undefined;

/** What an opening of a shape is called. */
export const irisName = (shape: IrisShape): { readonly zh: string; readonly en: string } =>
	SHAPE_NAMES[shape];
