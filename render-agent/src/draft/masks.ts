/** Masks of clips: shapes that the engine draws, or a word about those that it does not. */
import type { Language } from '../kernel/words';
import { constant, type Curve } from '../timeline/curve';
import { libraryHint } from '../timeline/library';
import type { Mask, MaskShape } from '../timeline/looks';
import type { Filed } from './draft';
import { unmirrored } from './flippedMasks';
import { keyedCurve, type Keyed } from './keyframes';
import { maskShapeOf } from './maskShapes';
import { EXPANSION, growthOfColors, TRIMMED, trimmingsOf } from './maskTrimmings';
import type { MaterialOf } from './materialSchema';
import { pathMatteOf, pictureMatteOf, textMatteOf } from './mattes';
import { sharesOf } from './placement';
import { about, aboutLibrary, called, nameOf, type Note, type Scope, type Use } from './scope';
import { isAtRest } from './unknownFields';

/** New and old names of the keyframed properties of masks. */
const PROPERTIES = {
	x: ['KFTypeCommonMaskPositionX', 'KFTypeMaskPostionX', 'KFTypeMaskPositionX'],
	y: ['KFTypeCommonMaskPositionY', 'KFTypeMaskPostionY', 'KFTypeMaskPositionY'],
	width: ['KFTypeCommonMaskSizeWidth', 'KFTypeMaskSizeX'],
	height: ['KFTypeCommonMaskSizeHeight', 'KFTypeMaskSizeY'],
	rotation: ['KFTypeCommonMaskRotation', 'KFTypeMaskRotation'],
	feather: ['KFTypeCommonMaskFeather', 'KFTypeMaskFeather'],
	roundness: ['KFTypeCommonMaskRoundCorner', 'KFTypeMaskRoundCorner'],
} as const;

/** The keyframed properties of masks of colors that are understood: those have neither line nor shadow. */
export const MASKED_OF_COLORS: ReadonlySet<string> = new Set([
	...Object.values(PROPERTIES).flat(),
	EXPANSION,
]);

/** The keyframed properties of masks that are understood. */
export const MASKED: ReadonlySet<string> = new Set([...MASKED_OF_COLORS, ...TRIMMED]);

type MaskMaterial = MaterialOf<'masks'>;
type Both = Readonly<Record<Language, string>>;

/** Where older and newer apps keep masks. */
const BUCKETS = ['masks', 'common_mask', 'common_masks'] as const;

/** What can be done about a mask that is not drawn, or only near. */
const remedyFor = ({ name, resource_id }: MaskMaterial): Both => {
	const { zh, en } = libraryHint({ name, resourceId: resource_id });
	return zh === ''
		? { zh: '', en: '' }
		: {
				zh: `；在素材库中放入蒙版形状的图片即可还原（保留不透明处；整张不透明时保留亮处）${zh}`,
				en: `; a picture of its shape in the library makes it exact: what is opaque is kept, of a wholly opaque one what is light${en}`,
			};
};

/** Says something of a mask that a picture of the library would make exact. */
const noteMask = (
	{
		use,
		material,
		note,
	}: { readonly use: Use; readonly material: MaskMaterial; readonly note: Note },
	code: 'MASK_UNSUPPORTED' | 'STAGE_APPROXIMATED',
	{ zh, en }: Both,
): boolean => {
	const { name, resource_id: resourceId } = material;
	const shown = called(name, resourceId);
	const remedy = remedyFor(material);
	return note(use, aboutLibrary(code, { name, resourceId }, 'mask'), {
		zh: `蒙版${shown}${zh}${remedy.zh}`,
		en: `mask ${shown} ${en}${remedy.en}`,
	});
};

/** Shapes whose outlines in the app nobody has measured. */
const OWN_OUTLINES: ReadonlySet<MaskShape> = new Set(['heart', 'star']);

const NEAR: Readonly<Record<'outline' | 'text' | 'path', Both>> = {
	outline: {
		zh: '以自有的轮廓绘制，与应用中的形状相近',
		en: 'is drawn by an outline of our own, near to that of the app',
	},
	text: {
		zh: '按其文字、字体与字号绘制，大小与位置未经核对',
		en: 'is drawn from its words, font and size; how large and where the app draws them nobody has measured',
	},
	path: {
		zh: '按草稿中的点以直线相连绘制，未经核对',
		en: 'is drawn with straight lines through its points; how the app counts them nobody has measured',
	},
};

const isWritten = (value: unknown): boolean =>
	value !== undefined && value !== null && value !== '' && !isAtRest({ value });

/** Names points that lie beside a shape: nobody knows what for. */
const notePoints = (use: Use, { contour_path, position_info }: MaskMaterial, note: Note): void => {
	if (![contour_path, position_info].some(isWritten)) return;
	note(use, about('STAGE_UNSUPPORTED', 'points', 'mask'), {
		zh: '蒙版是既有的形状，草稿中另有的点未使用',
		en: 'the points of a mask that is a shape are not used',
	});
};

type Made = Pick<Mask, 'shape' | 'matte'>;

/** What is near to a mask: an outline of our own, its letters, its points. */
const nearOf = (
	use: Use,
	material: MaskMaterial,
	scope: Scope,
): { readonly made: Made; readonly words: Both } | undefined => {
	const shape = maskShapeOf(material);
	if (shape) return { made: { shape }, words: NEAR.outline };
	const matte = textMatteOf(use, material, scope) ?? pathMatteOf(material);
	return matte && { made: { shape: 'rectangle', matte }, words: NEAR[matte.kind] };
};

/** What a mask is made of; undefined, with a note, where that is not known or only near things are to be left out. */
const madeOf = (use: Use, material: MaskMaterial, scope: Scope): Made | undefined => {
	const shape = maskShapeOf(material);
	if (shape) notePoints(use, material, scope.note);
	if (shape && !OWN_OUTLINES.has(shape)) return { shape };
	const picture = pictureMatteOf(use, material, scope);
	if (picture) return { shape: 'rectangle', matte: picture };
	const near = nearOf(use, material, scope);
	const place = { use, material, note: scope.note };
	if (near) return noteMask(place, 'STAGE_APPROXIMATED', near.words) ? near.made : undefined;
	noteMask(place, 'MASK_UNSUPPORTED', {
		zh: '未绘制，片段完整显示',
		en: 'is not drawn, the whole clip is shown',
	});
	return undefined;
};

const isMask = (filed: Filed): filed is Extract<Filed, { bucket: (typeof BUCKETS)[number] }> =>
	BUCKETS.some((bucket) => bucket === filed.bucket);

const masksIn = ({ companions }: Use, isWanted: (mask: MaskMaterial) => boolean) =>
	companions
		.flatMap((filed) => (isMask(filed) ? [filed.material] : []))
		.filter((material) => isWanted(material));

const isOfColors = ({ category }: MaskMaterial): boolean => category === 'adjust';

/** The first of some masks; the others are named. */
const firstOfMasks = (
	use: Use,
	[material, ...more]: readonly MaskMaterial[],
	note: Note,
): MaskMaterial | undefined => {
	for (const other of more) {
		const shown = called(other.name, other.resource_id);
		note(use, about('MASK_UNSUPPORTED', nameOf(other)), {
			zh: `蒙版${shown}未绘制：每个片段只绘制第一个蒙版`,
			en: `mask ${shown} is not drawn: of several masks on a clip only the first is`,
		});
	}
	return material;
};

/** Where a mask stands, and how soft its edge is. */
const standingOf = (
	keyed: Keyed,
	{ config }: MaskMaterial,
): Omit<Mask, 'shape' | 'matte' | 'stroke' | 'shadow' | 'expansion'> => {
	const curve = (part: keyof typeof PROPERTIES, fixed: number): Curve =>
		keyedCurve(keyed, ...PROPERTIES[part]) ?? constant(fixed);
	return {
		x: curve('x', config.centerX),
		y: curve('y', config.centerY),
		width: curve('width', config.width),
		height: curve('height', config.height),
		rotation: curve('rotation', config.rotation),
		feather: sharesOf(curve('feather', config.feather)),
		roundness: sharesOf(curve('roundness', config.roundCorner)),
		inverted: config.invert,
	};
};

/** The masks of a segment that cut its clip, switched off or not. */
const cuttingIn = (use: Use): readonly MaskMaterial[] => masksIn(use, (mask) => !isOfColors(mask));

/** Whether keyframes of masks move what a segment has switched off: nothing. */
export const isOfMaskOff = (use: Use, property: string): boolean =>
	!use.segment.enable_video_mask && cuttingIn(use).length > 0 && MASKED.has(property);

/** The mask of a clip, or undefined when it has none that can be drawn. */
export const maskOf = (keyed: Keyed, scope: Scope): Mask | undefined => {
	const { note } = scope;
	const { use } = keyed;
	const found = use.segment.enable_video_mask ? cuttingIn(use) : [];
	const material = firstOfMasks(use, found, note);
	const made = material && madeOf(use, material, scope);
	if (!made) return undefined;
	const mask = {
		...made,
		...standingOf(keyed, material),
		...trimmingsOf({ keyed, mask: material, note }),
	};
	return unmirrored(mask, { use, material, note });
};

/** What a mask of colors is made of: a shape, or its points. */
const madeOfColors = (use: Use, material: MaskMaterial, note: Note): Made | undefined => {
	const shape = maskShapeOf(material);
	const matte = shape ? undefined : pathMatteOf(material);
	const shown = called(material.name, material.resource_id);
	const tell = (code: 'MASK_UNSUPPORTED' | 'STAGE_APPROXIMATED', { zh, en }: Both): boolean =>
		note(use, about(code, nameOf(material), 'mask'), {
			zh: `调色蒙版${shown}${zh}`,
			en: `the color mask ${shown} ${en}`,
		});
	if (!shape && !matte) {
		tell('MASK_UNSUPPORTED', {
			zh: '未绘制，调色作用于整个片段',
			en: 'is not drawn, its colors change the whole clip',
		});
		return undefined;
	}
	const made = shape ? { shape } : { shape: 'rectangle' as const, ...(matte && { matte }) };
	if (shape && !OWN_OUTLINES.has(shape)) return made;
	return tell('STAGE_APPROXIMATED', NEAR[shape ? 'outline' : 'path']) ? made : undefined;
};

const isMoved = ({ property_type, keyframe_list }: Use['segment']['common_keyframes'][number]) =>
	MASKED_OF_COLORS.has(property_type) && keyframe_list.length > 0;

const CUTTING_MOVES: Both = {
	zh: '片段有裁切蒙版和调色蒙版，草稿没有说明蒙版关键帧属于哪一个：只移动裁切蒙版，调色蒙版保持不动',
	en: 'the clip has a mask that cuts and one for its colors, and no draft says which of them keyframes move: they move the one that cuts, that of the colors stays',
};
const NOTHING_MOVES: Both = {
	zh: '片段有调色蒙版和已关闭的裁切蒙版，草稿没有说明蒙版关键帧属于哪一个：按属于已关闭的那一个处理，调色蒙版保持不动',
	en: 'the clip has a mask for its colors and one that cuts and is switched off, and no draft says which of them keyframes move: they count as those of the one that is off, that of the colors stays',
};

/**
 * The segment with the keyframes that a mask of its colors has; undefined, with a note, where nothing near is drawn. Beside a
 * mask that cuts no draft says which of them they move: they are that one's.
 */
const ownKeyframes = (keyed: Keyed, note: Note): Keyed | undefined => {
	const { use } = keyed;
	const { common_keyframes: all } = use.segment;
	if (cuttingIn(use).length === 0 || !all.some(isMoved)) return keyed;
	const words = use.segment.enable_video_mask ? CUTTING_MOVES : NOTHING_MOVES;
	const isDrawn = note(use, about('STAGE_APPROXIMATED', 'color mask', 'mask'), words);
	const common_keyframes = all.filter((one) => !isMoved(one));
	return isDrawn
		? { ...keyed, use: { ...use, segment: { ...use.segment, common_keyframes } } }
		: undefined;
};

/**
 * The mask of the app's color page within which the colors of a clip change, or undefined when it has none that can be drawn.
 * `cutting`: the mask that the clip has beside it, whose lines and shadows those of the segment are.
 */
export const colorMaskOf = (
	keyed: Keyed,
	cutting: Mask | undefined,
	{ note }: Scope,
): Mask | undefined => {
	const { use } = keyed;
	const material = firstOfMasks(use, masksIn(use, isOfColors), note);
	const made = material && madeOfColors(use, material, note);
	const own = made && ownKeyframes(keyed, note);
	if (!own) return undefined;
	const growth = growthOfColors({ keyed: own, mask: material, note }, cutting === undefined);
	return unmirrored({ ...made, ...standingOf(own, material), ...growth }, { use, material, note });
};
