/** Masks that are no plain shape: letters, lines drawn by hand, pictures of the user's library. */
import { z } from 'zod/v4';
import { inLibrary } from '../timeline/library';
import type { Matte } from '../timeline/looks';
import { type MaterialOf, MATERIAL_SHAPES } from './materialSchema';
import type { Scope, Use } from './scope';
import { spareFontsOf } from './spareFonts';
import { jsonOf } from './textContent';
import { styleOf } from './textStyles';

type MaskMaterial = MaterialOf<'masks'>;

/** A place of a line, in whatever units. */
export type Point = readonly [x: number, y: number];

/** The picture of the library that is the shape of a mask. */
export const pictureMatteOf = (
	use: Use,
	{ name, resource_id: resourceId }: MaskMaterial,
	{ assets, library }: Scope,
): Matte | undefined => {
	const own = inLibrary(library, 'sticker', { name, resourceId });
	return (
		own && {
			kind: 'picture',
			asset: assets.refer({ use: 'sticker', path: '', name, key: own.key }, use),
		}
	);
};

type TextMatte = Extract<Matte, { readonly kind: 'text' }>;
type PathMatte = Extract<Matte, { readonly kind: 'path' }>;

/** The letters of a mask, as large as those of a caption of that size. */
export const textMatteOf = (
	use: Use,
	{ text_config: config }: MaskMaterial,
	scope: Scope,
): TextMatte | undefined => {
	const text = config?.content.replace(/\r\n?/g, '\n') ?? '';
	if (!config || text.trim() === '') return undefined;
	const material = MATERIAL_SHAPES.texts.parse({
		...{ font_path: config.font_path, font_title: config.font_name, text_color: '#ffffff' },
		...{ font_resource_id: config.font_resource_id, font_size: config.font_size * config.scale },
		...{ bold_width: config.bold_width, italic_degree: config.italic_degree },
		underline: config.has_underline,
	});
	const style = styleOf(undefined, material, { use, scope });
	const spares = spareFontsOf(text, use, scope);
	const font = spares.length === 0 ? style.font : { ...style.font, spares };
	return {
		kind: 'text',
		block: {
			runs: [{ text, style: { ...style, font } }],
			...{ align: 'center', vertical: false },
			...{ letterSpacing: config.char_spacing, lineSpacing: config.line_gap },
		},
	};
};

const place = z.union([
	z.object({ x: z.number(), y: z.number() }).transform(({ x, y }): Point => [x, y]),
	z.tuple([z.number(), z.number()]).transform(([x, y]): Point => [x, y]),
]);
const LEAST = 3;
const MOST = 5000;
const line = z.array(place).min(LEAST).max(MOST);
/** How deep points may lie in what is written of them. */
const DEEPEST = 4;

/** The first list of points in a value, which may be JSON in a text. */
export const pointsIn = (value: unknown, depth = 0): readonly Point[] | undefined => {
	if (depth > DEEPEST) return undefined;
	if (typeof value === 'string') return pointsIn(jsonOf(value), depth + 1);
	if (typeof value !== 'object' || value === null) return undefined;
	const found = line.safeParse(value).data;
	if (found) return found;
	for (const part of Object.values(value)) {
		const within = pointsIn(part, depth + 1);
		if (within) return within;
	}
	return undefined;
};

/** Points within the box: shares of it from the top left, or halves of it from its middle, y up, as masks are placed. */
const inBox = (points: readonly Point[]): readonly Point[] | undefined => {
	const all = points.flat();
	if (all.some((value) => Math.abs(value) > 1)) return undefined;
	return all.every((value) => value >= 0)
		? points.map(([x, y]) => [2 * x - 1, 2 * y - 1])
		: points.map(([x, y]) => [x, 0 - y]);
};

/** The line that was drawn by hand around what is kept, where the draft has its points. */
export const pathMatteOf = ({
	contour_path,
	position_info,
}: MaskMaterial): PathMatte | undefined => {
	const found = pointsIn(contour_path) ?? pointsIn(position_info);
	const points = found && inBox(found);
	return points && { kind: 'path', points };
};
