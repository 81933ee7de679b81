/** Masks of clips: shapes that the engine draws, or a word about those that it does not. */
import type { Language } from '../kernel/words';
import { constant, type Curve } from '../timeline/curve';
import type { Mask, MaskShape } from '../timeline/looks';
import { keyedCurve, type Keyed } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { share } from './placement';
import { about, called, type Note, type Use } from './scope';
import { linedBy, maskShadeOf, maskStrokeOf, movingLine, movingShade, shadedBy } from './trims';
import { isAtRest } from './unknownFields';

const BY_TYPE: Readonly<Record<string, MaskShape>> = {
	line: 'line',
	mirror: 'mirror',
	circle: 'circle',
	rectangle: 'rectangle',
	heart: 'heart',
	pentagram: 'star',
	star: 'star',
};

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

/** New and old names of the keyframed properties of masks. */
const PROPERTIES = {
	x: ['KFTypeCommonMaskPositionX', 'KFTypeMaskPostionX', 'KFTypeMaskPositionX'],
	y: ['KFTypeCommonMaskPositionY', 'KFTypeMaskPostionY', 'KFTypeMaskPositionY'],
	width: ['KFTypeCommonMaskSizeWidth', 'KFTypeMaskSizeX'],
	height: ['KFTypeCommonMaskSizeHeight', 'KFTypeMaskSizeY'],
	rotation: ['KFTypeCommonMaskRotation', 'KFTypeMaskRotation'],
	feather: ['KFTypeCommonMaskFeather', 'KFTypeMaskFeather'],
	roundness: ['KFTypeCommonMaskRoundCorner', 'KFTypeMaskRoundCorner'],
	expansion: ['KFTypeCommonMaskExpansion'],
} as const;

const LINE = 'KFTypeMaskStroke';
const SHADE = 'KFTypeMaskShadow';

/** The keyframed properties of masks that are understood. */
export const MASKED: ReadonlySet<string> = new Set([
	...Object.values(PROPERTIES).flat(),
	...linedBy(LINE),
	...shadedBy(SHADE),
]);

type MaskMaterial = MaterialOf<'masks'>;

const shapeOf = ({ resource_type, resource_id, name }: MaskMaterial): MaskShape | undefined =>
	BY_TYPE[resource_type] ??
	BY_ID[resource_id] ??
	BY_NAME.find(([words]) => resource_type === 'geometric_shape' && words.test(name))?.[1];

const noteMask = (use: Use, { name, resource_id }: MaskMaterial, note: Note): void => {
	note(use, about('MASK_UNSUPPORTED', name === '' ? resource_id : name), {
		zh: `蒙版${called(name, resource_id)}未绘制，片段完整显示`,
		en: `mask ${called(name, resource_id)} is not drawn, the whole clip is shown`,
	});
};

/** Shapes whose outlines in the app nobody has measured. */
const OWN_OUTLINES: ReadonlySet<MaskShape> = new Set(['heart', 'star']);

const noteOutline = (use: Use, { name, resource_id }: MaskMaterial, note: Note): boolean =>
	note(use, about('STAGE_APPROXIMATED', name === '' ? resource_id : name, 'mask'), {
		zh: `蒙版${called(name, resource_id)}以自有的轮廓绘制，与应用中的形状相近`,
		en: `mask ${called(name, resource_id)} is drawn by an outline of our own, near to that of the app`,
	});

/** The masks of a segment that cut its picture. Those of the app's color page change only colors. */
const cutting = ({ companions, segment }: Use): readonly MaskMaterial[] =>
	segment.enable_video_mask
		? companions.flatMap((filed) =>
				(filed.bucket === 'masks' || filed.bucket === 'common_mask') &&
				filed.material.category !== 'adjust'
					? [filed.material]
					: [],
			)
		: [];

type Both = Readonly<Record<Language, string>>;

const WORDS: Readonly<Record<'stroke' | 'shadow' | 'expansion', Both>> = {
	stroke: { zh: '描边', en: 'outline' },
	shadow: { zh: '阴影', en: 'shadow' },
	expansion: { zh: '扩展', en: 'expansion' },
};

interface Written {
	/** Whether the draft switches it on, or says something of it. */
	readonly isAsked: boolean;
	/** The places in which drafts write it. */
	readonly places: readonly unknown[];
}

/** What a mask has beside its shape: what can be read of it is drawn, all of it is named. */
const trimmingOf = <T>(
	part: keyof typeof WORDS,
	{ isAsked, places }: Written,
	{
		use,
		note,
		read,
	}: { readonly use: Use; readonly note: Note; readonly read: (place: unknown) => T | undefined },
): T | undefined => {
	if (!isAsked && places.every((place) => isAtRest(place))) return undefined;
	const found = places.flatMap((place) => (isAtRest(place) ? [] : (read(place) ?? [])))[0];
	const { zh, en } = WORDS[part];
	if (found === undefined) {
		note(use, about('STAGE_UNSUPPORTED', en, 'mask'), {
			zh: `蒙版的${zh}未绘制`,
			en: `the ${en} of a mask is not drawn`,
		});
		return undefined;
	}
	const isDrawn = note(use, about('STAGE_APPROXIMATED', en, 'mask'), {
		zh: `蒙版的${zh}以相近的方式绘制`,
		en: `the ${en} of a mask is drawn as near as is known`,
	});
	return isDrawn ? found : undefined;
};

/** How much larger the shape is over time; undefined where it never is. */
const expansionOf = (keyed: Keyed, { config }: MaskMaterial): Curve | undefined => {
	const curve = keyedCurve(keyed, ...PROPERTIES.expansion) ?? constant(config.expansion);
	return curve.kind === 'keyed' || curve.value !== 0 ? curve : undefined;
};

/** Where the video of a segment, if it is one, has a part of its mask written. */
const inVideo = (
	{ material }: Use,
	part: 'video_mask_stroke' | 'video_mask_shadow',
): readonly unknown[] => (material?.bucket === 'videos' ? [material.material[part]] : []);

const strokeOf = (keyed: Keyed, mask: MaskMaterial, note: Note): Mask['stroke'] => {
	const { use } = keyed;
	const moving = movingLine(keyed, LINE);
	return trimmingOf(
		'stroke',
		{
			isAsked: use.segment.enable_mask_stroke || moving !== undefined,
			places: [mask.mask_stroke, ...inVideo(use, 'video_mask_stroke')],
		},
		{ use, note, read: (place) => maskStrokeOf(place, moving) },
	);
};

const shadowOf = (keyed: Keyed, mask: MaskMaterial, note: Note): Mask['shadow'] => {
	const { use } = keyed;
	const moving = movingShade(keyed, SHADE);
	return trimmingOf(
		'shadow',
		{
			isAsked: use.segment.enable_mask_shadow || moving !== undefined,
			places: [mask.mask_shadow, ...inVideo(use, 'video_mask_shadow')],
		},
		{ use, note, read: (place) => maskShadeOf(place, moving) },
	);
};

/** What a mask has beside its shape. */
const trimmingsOf = (
	keyed: Keyed,
	mask: MaskMaterial,
	note: Note,
): Pick<Mask, 'stroke' | 'shadow' | 'expansion'> => {
	const stroke = strokeOf(keyed, mask, note);
	const shadow = shadowOf(keyed, mask, note);
	const curve = expansionOf(keyed, mask);
	const expansion = trimmingOf(
		'expansion',
		{ isAsked: curve !== undefined, places: curve ? [curve] : [] },
		{ use: keyed.use, note, read: () => curve },
	);
	return {
		...(stroke && { stroke }),
		...(shadow && { shadow }),
		...(expansion && { expansion }),
	};
};

/** The mask of a clip, or undefined when it has none that can be drawn. */
export const maskOf = (keyed: Keyed, note: Note): Mask | undefined => {
	const [material, ...more] = cutting(keyed.use);
	for (const { name, resource_id } of more)
		note(keyed.use, about('MASK_UNSUPPORTED', name === '' ? resource_id : name), {
			zh: `蒙版${called(name, resource_id)}未绘制：每个片段只绘制第一个蒙版`,
			en: `mask ${called(name, resource_id)} is not drawn: of several masks on a clip only the first is`,
		});
	if (!material) return undefined;
	const shape = shapeOf(material);
	if (!shape) {
		noteMask(keyed.use, material, note);
		return undefined;
	}
	if (OWN_OUTLINES.has(shape) && !noteOutline(keyed.use, material, note)) return undefined;
	const { config } = material;
	const curve = (part: keyof typeof PROPERTIES, fixed: number): Curve =>
		keyedCurve(keyed, ...PROPERTIES[part]) ?? constant(fixed);
	return {
		shape,
		x: curve('x', config.centerX),
		y: curve('y', config.centerY),
		width: curve('width', config.width),
		height: curve('height', config.height),
		rotation: curve('rotation', config.rotation),
		feather: share(curve('feather', config.feather)),
		roundness: share(curve('roundness', config.roundCorner)),
		inverted: config.invert,
		...trimmingsOf(keyed, material, note),
	};
};
