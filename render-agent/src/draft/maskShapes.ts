/** Which shape a mask of a draft is: drafts name it by a kind, an id or a name. */
import type { MaskShape } from '../timeline/looks';
import type { MaterialOf } from './materialSchema';

const BY_TYPE: Readonly<Record<string, MaskShape>> = {
	line: 'line',
	mirror: 'mirror',
	circle: 'circle',
	rectangle: 'rectangle',
	heart: 'heart',
	pentagram: 'star',
	star: 'star',
};

/** Letters, brush and pen: no shapes, whatever id scripts give them. */
const MADE: ReadonlySet<string> = new Set(['text', 'custom', 'contour']);

const BY_ID: Readonly<Record<string, MaskShape>> = {
	'6791652175668843016': 'line',
	'6791699060140020232': 'mirror',
	'6791700663249146381': 'circle',
	'6791700809454195207': 'rectangle',
	'6794051276482023949': 'heart',
	'6794051169434997255': 'star',
	'7374020197990011409': 'line',
	'7374021024985125377': 'mirror',
	'7374021188315517456': 'circle',
	'7374021450748924432': 'rectangle',
	'7374021798087627265': 'star',
	'7350964630979613186': 'heart',
};

const BY_NAME: readonly (readonly [RegExp, MaskShape])[] = [
	[/爱心|heart/i, 'heart'],
	[/星|star/i, 'star'],
	[/线性|split|linear/i, 'line'],
	[/镜面|filmstrip|mirror/i, 'mirror'],
	[/圆|circle/i, 'circle'],
	[/矩形|rect/i, 'rectangle'],
];

/** The shape of a mask by its kind, id or name; undefined for letters, brush, pen, and what nobody knows. */
export const maskShapeOf = ({
	resource_type,
	resource_id,
	name,
}: MaterialOf<'masks'>): MaskShape | undefined =>
	MADE.has(resource_type)
		? undefined
		: (BY_TYPE[resource_type] ??
			BY_ID[resource_id] ??
			BY_NAME.find(([words]) => resource_type === 'geometric_shape' && words.test(name))?.[1]);
