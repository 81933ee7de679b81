/** Lists what a draft holds: segments, and what people have put on them. Says nothing of how any of it is drawn. */
import type { ElementKind } from '../kernel/diagnostic';
import { type Microseconds, microseconds, plus } from '../kernel/units';
import type { Bilingual, Words } from '../kernel/words';
import type { AssetId } from '../timeline/asset';
import type { Element, Near } from '../timeline/element';
import { isOwnFont, OWN_FONT } from '../timeline/fontNames';
import { libraryHint, libraryKeys } from '../timeline/library';
import { endOf } from '../timeline/range';
import type { FontRequest } from '../timeline/text';
import type { TextClip, Timeline } from '../timeline/timeline';
import { isSlider } from './adjustments';
import { animationTime } from './animations';
import type { Draft, Filed } from './draft';
import { effectWindow } from './effects';
import { fileNameOf } from './fileName';
import type { MaterialOf, ReadBucket } from './materialSchema';
import { muteOf, unheardOf } from './hidden';
import { VOLUME } from './keyframes';
import { hasSound } from './pictures';
import { firstOf, isCaption, nameIn, nameOf, type Use } from './scope';
import { unusedSoundsOf } from './soundless';
import { effectOffIn, gradingOffIn, looksOffIn, maskOffIn, outlineOffIn } from './switchedOff';
import { transitionLength } from './transitions';

interface Found {
	readonly what: ElementKind;
	readonly name: string;
	readonly start?: Microseconds;
	readonly end?: Microseconds;
	/** Why the draft has switched it off. Default: it has not. */
	readonly off?: Words;
}

/** What kinds of `effects` are called; others are effects. */
const EFFECTS: ReadonlyMap<string, ElementKind> = new Map(
	Object.entries({
		filter: 'filter',
		lut: 'lut',
		mix_mode: 'blend',
		text_effect: 'text_effect',
		text_shape: 'text_effect',
		light_sensation: 'adjustment',
	}),
);

/** The window of a transition: half of it behind the end of its segment. */
const acrossEnd = ({ target }: Use, duration: number): Pick<Found, 'start' | 'end'> => {
	const half = microseconds(Math.floor(Math.min(duration, target.duration) / 2));
	const end = endOf(target);
	return { start: microseconds(end - half), end: plus(end, half) };
};

/** What has a name, or at least an id. */
const named =
	(what: ElementKind) =>
	(material: Parameters<typeof nameOf>[0]): readonly Found[] => [{ what, name: nameOf(material) }];

const animationsIn = (
	{ animations }: MaterialOf<'material_animations'>,
	use: Use,
): readonly Found[] =>
	animations.map((animation) => {
		const { name, resource_id, id } = animation;
		const time = animationTime(use, animation);
		return {
			what: 'animation',
			name: firstOf(name, resource_id, id),
			start: time.start,
			end: endOf(time),
		};
	});

/** Sliders are told of together, once a segment. */
const effectIn = (material: MaterialOf<'effects'>, use: Use): readonly Found[] => {
	const off = effectOffIn(use, material);
	const found: readonly Found[] = isSlider(material.type)
		? [{ what: 'adjustment', name: '' }]
		: named(EFFECTS.get(material.type) ?? 'effect')(material);
	return found.map((one) => ({ ...one, ...(off !== undefined && { off }) }));
};

/** An effect on a clip, for as long as it is drawn. */
const effectOnClip = (material: MaterialOf<'video_effects'>, use: Use): readonly Found[] => {
	const { start, duration } = effectWindow(use, material);
	return named('effect')(material).map((found) => ({
		...found,
		...{ start, end: plus(start, duration) },
	}));
};

const transitionIn = (material: MaterialOf<'transitions'>, use: Use): readonly Found[] => {
	const called = firstOf(material.name, material.resource_id, material.effect_id);
	const { duration } = transitionLength(material);
	return [{ what: 'transition', name: called, ...acrossEnd(use, duration) }];
};

const maskIn = (material: MaterialOf<'masks'>, use: Use): readonly Found[] => {
	const off = maskOffIn(use, material);
	return named('mask')(material).map((found) => ({ ...found, ...(off !== undefined && { off }) }));
};

type Finders = {
	readonly [B in ReadBucket]?: (material: MaterialOf<B>, use: Use) => readonly Found[];
};

/** What materials beside a segment's own are. Others only carry numbers: speeds, fades, places. */
const BESIDE: Finders = {
	effects: effectIn,
	video_effects: effectOnClip,
	audio_effects: named('audio_effect'),
	masks: maskIn,
	common_mask: maskIn,
	common_masks: maskIn,
	chromas: () => [{ what: 'chroma_key', name: '' }],
	transitions: transitionIn,
	material_animations: animationsIn,
};

/** What a segment itself is, by its own material. */
const ITSELF: Finders = {
	videos: ({ type, material_name, path }) => [
		{
			what: type === 'photo' ? 'photo' : 'video',
			name: firstOf(material_name, fileNameOf(path)),
		},
	],
	audios: ({ name, path }) => [{ what: 'sound', name: firstOf(name, fileNameOf(path)) }],
	texts: () => [{ what: 'text', name: '' }],
	stickers: named('sticker'),
	images: named('sticker'),
	material_colors: () => [{ what: 'color', name: '' }],
	video_effects: named('effect'),
	effects: effectIn,
};

const foundBy = (finders: Finders, filed: Filed | undefined, use: Use): readonly Found[] => {
	if (!filed || filed.bucket === 'other') return [];
	// A filed material has the shape of its bucket: `Filed` pairs them.
	const find = finders[filed.bucket] as
		((material: Filed['material'], use: Use) => readonly Found[]) | undefined;
	return find?.(filed.material, use) ?? [];
};

/** What tracks of layers hold, and the bucket of their materials. */
const LAYERS: ReadonlyMap<string, readonly [what: ElementKind, bucket: ReadBucket]> = new Map([
	['effect', ['effect', 'video_effects']],
	['filter', ['filter', 'effects']],
	['adjust', ['adjustment', 'effects']],
]);

const itself = (use: Use, isCompound: boolean): Found => {
	const { material, trackType } = use;
	const name = nameIn(material);
	if (isCompound) return { what: 'compound', name };
	// What is no effect or filter is not drawn there, whatever it is.
	const [layer, bucket] = LAYERS.get(trackType) ?? [];
	if (layer && material?.bucket !== bucket) return { what: layer, name };
	const [found] = foundBy(ITSELF, material, use);
	return found ?? { what: 'segment', name };
};

const once = (found: readonly Found[]): readonly Found[] => [
	...new Map(found.map((one) => [`${one.what}\n${one.name}\n${String(one.start)}`, one])).values(),
];

/** What is on a segment. `soundless`: nothing of it is heard, so that whatever would change its sound is told apart. */
const foundIn = (use: Use, { isCompound, soundless }: Nature): readonly Found[] => {
	const isKeyed = use.segment.common_keyframes.some(
		({ keyframe_list, property_type }) =>
			keyframe_list.length > 0 && (soundless === undefined || property_type !== VOLUME),
	);
	const beside = use.companions.flatMap((filed) => foundBy(BESIDE, filed, use));
	return once([
		itself(use, isCompound),
		...beside.filter(({ what }) => soundless === undefined || what !== 'audio_effect'),
		...(isKeyed ? [{ what: 'keyframes', name: '' } as const] : []),
	]);
};

/** What the draft has switched off of a segment that is seen, beside what has a material of its own. */
const offIn = (use: Use): readonly Found[] => [
	...looksOffIn(use).map((off): Found => ({ what: 'text', name: '', off })),
	...gradingOffIn(use).map((off): Found => ({ what: 'adjustment', name: '', off })),
	...outlineOffIn(use).map((off): Found => ({ what: 'processing', name: '', off })),
];

/** Whether a segment has a sound beside its picture. */
const soundsToo = ({ material }: Use, isCompound: boolean): boolean =>
	isCompound || (material?.bucket === 'videos' && hasSound(material.material));

const elementOf = ({ what, name, start, end, off }: Found, use: Use, unseen = off): Element => ({
	...{ what, name, segment: use.id, track: use.track },
	...{ start: start ?? use.target.start, end: end ?? endOf(use.target) },
	...(unseen !== undefined && { unseen }),
	...(off !== undefined && { isOff: true as const }),
	...(isCaption(use) && { isCaption: true as const }),
});

/** What can only be said of a segment when it is known what it has become. */
export interface Nature {
	readonly isCompound: boolean;
	/** The file that it plays. Default: none. */
	readonly file?: AssetId | undefined;
	/** Why nothing of it is heard. */
	readonly soundless: Bilingual | undefined;
}

/** The elements of the segments, the segment itself first; sounds that the draft silences with the words why. */
export const elementsOf = (
	uses: readonly (readonly [Use, Nature])[],
	draft: Pick<Draft, 'muted'>,
): readonly Element[] =>
	uses.flatMap(([use, nature]) => {
		const { soundless, file } = nature;
		const mute = soundless && muteOf(use, draft);
		const unheard = mute && unheardOf(mute);
		const isSound = use.trackType === 'audio';
		const found = foundIn(use, nature);
		const name = found[0]?.name ?? '';
		const silent = !isSound && unheard !== undefined && soundsToo(use, nature.isCompound);
		const unused = soundless ? unusedSoundsOf(use, soundless, mute !== undefined) : [];
		return [
			...found.map((one, index) => ({
				...elementOf(one, use, isSound ? unheard : undefined),
				// The segment itself is the first.
				...(index === 0 && file !== undefined && { file }),
			})),
			...(isSound ? [] : offIn(use).map((one) => elementOf(one, use))),
			...(silent ? [elementOf({ what: 'sound', name }, use, unheard)] : []),
			...unused.map((one) => elementOf(one, use)),
		];
	});

/** The app's own font is nobody else's to give away. */
const nearOwn = ({ name, resourceId, asset }: FontRequest): Near => {
	const found = name === '' ? OWN_FONT : { name, resourceId };
	const hint = libraryHint(found);
	return {
		code: 'FONT_SUBSTITUTED',
		text:
			name === ''
				? {
						zh: `未指定字体的文字在剪映中使用其自带字体，这里以 Noto Sans SC 代替${hint.zh}`,
						en: `captions without a font of their own use the app's built-in font, which is not here: Noto Sans SC stands for it${hint.en}`,
					}
				: {
						zh: `“${name}”是剪映自带的系统字体，这里以 Noto Sans SC 代替${hint.zh}`,
						en: `${name} is the own font of the app, for which Noto Sans SC stands${hint.en}`,
					},
		library: libraryKeys(found),
		...(asset !== undefined && { unless: asset }),
	};
};

const fontsIn = ({ id: segment, track, target, text }: TextClip): readonly Element[] => {
	const fonts = text.runs.map(({ style: { font } }) => {
		const isOwn = isOwnFont(font);
		const name = firstOf(font.name, font.resourceId, isOwn ? '' : (font.asset ?? ''));
		return [name, isOwn ? nearOwn(font) : undefined] as const;
	});
	return [...new Map(fonts)].map(([name, near]) => ({
		...{ what: 'font' as const, name, segment, track },
		...{ start: target.start, end: endOf(target) },
		...(near && { near }),
		isCaption: true as const,
	}));
};

/** The fonts of a timeline's captions; those without a name are the app's own. */
export const fontElementsOf = ({ visuals }: Pick<Timeline, 'visuals'>): readonly Element[] =>
	visuals.flatMap((clip) => (clip.kind === 'text' ? fontsIn(clip) : []));
