/** What stands beside a segment that it cannot be about: looks of a sound or of what acts on the whole picture, what changes the sound of a compound clip. */
import type { DiagnosticCode, ElementKind } from '../kernel/diagnostic';
import type { Bilingual } from '../kernel/words';
import { isPlainBlend, isSlider, isSliderAtRest } from './adjustments';
import type { Filed } from './draft';
import { gradesOnIn } from './grades';
import { isTurnedDown } from './luts';
import type { MaterialOf, ReadBucket } from './materialSchema';
import { trimsIn } from './outlines';
import { about, called, firstOf, nameOf, type Note, type Use } from './scope';
import { changesAskedOf } from './sounds';
import { effectOffIn, maskOffIn } from './switchedOff';

interface Stray {
	readonly code: DiagnosticCode;
	/** Default: as the code says. */
	readonly what?: ElementKind;
	readonly name: string;
	readonly said: Bilingual;
}

type Finder = () => readonly Stray[];

const effect = (material: MaterialOf<'effects'>): readonly Stray[] => {
	const { type } = material;
	const name = nameOf(material);
	if (isSlider(type)) return [{ code: 'COLOR_STAGE_IGNORED', name: '', said: ADJUSTMENT }];
	switch (type) {
		case 'filter':
			return [{ code: 'FILTER_UNSUPPORTED', name, said: { zh: '滤镜', en: 'filter' } }];
		case 'lut':
			return [{ code: 'COLOR_STAGE_IGNORED', what: 'lut', name, said: { zh: 'LUT', en: 'LUT' } }];
		case 'mix_mode':
			return [{ code: 'BLEND_UNSUPPORTED', name, said: { zh: '混合模式', en: 'blend mode' } }];
		default:
			// What nobody draws anywhere is named with the other stages.
			return [];
	}
};

const ADJUSTMENT: Bilingual = { zh: '调节', en: 'adjustment' };

const said = (zh: string, en: string): Bilingual => ({ zh, en });
const GRADING: Finder = () => [
	{ code: 'COLOR_STAGE_IGNORED', name: '', said: said('调色', 'color grading') },
];
const TRIMMING: Finder = () => [
	{
		code: 'STAGE_UNSUPPORTED',
		name: '',
		said: said('圆角、描边或阴影', 'rounding, outline or shadow'),
	},
];
const mask = (material: MaterialOf<'masks'>): readonly Stray[] => [
	{ code: 'MASK_UNSUPPORTED', name: nameOf(material), said: said('蒙版', 'mask') },
];

/** What of the companions of a sound is a look, bucket by bucket; nothing draws it. */
const LOOKS: { readonly [B in ReadBucket]?: (material: MaterialOf<B>) => readonly Stray[] } = {
	effects: effect,
	video_effects: (material) => [
		{ code: 'EFFECT_UNSUPPORTED', name: nameOf(material), said: said('特效', 'effect') },
	],
	masks: mask,
	...{ common_mask: mask, common_masks: mask },
	material_animations: ({ animations }) =>
		animations.map(({ name, resource_id, id }) => ({
			code: 'ANIMATION_UNSUPPORTED',
			name: firstOf(name, resource_id, id),
			said: said('动画', 'animation'),
		})),
	chromas: () => [
		{
			code: 'STAGE_UNSUPPORTED',
			what: 'chroma_key',
			name: '',
			said: said('色度抠图', 'chroma key'),
		},
	],
	...{ hsl: GRADING, color_curves: GRADING },
	...{ primary_color_wheels: GRADING, log_color_wheels: GRADING },
	...{ video_radius: TRIMMING, video_strokes: TRIMMING, video_shadows: TRIMMING },
};

const lookIn = (filed: Filed): readonly Stray[] => {
	if (filed.bucket === 'other') return [];
	// A filed material has the shape of its bucket: `Filed` pairs them.
	const find = LOOKS[filed.bucket] as
		((material: Filed['material']) => readonly Stray[]) | undefined;
	return find?.(filed.material) ?? [];
};

const shownName = (name: string): string => (name === '' ? '' : called(name, ''));

/** Names the looks beside a sound: there is no picture to draw them on. */
export const noteLooksOfSound = (use: Use, note: Note): void => {
	for (const { code, what, name, said } of use.companions.filter(asksIn(use)).flatMap(lookIn)) {
		const shown = shownName(name);
		note(use, about(code, name, what), {
			zh: `声音片段上的${said.zh}${shown}未绘制：它没有画面`,
			en: `${said.en}${shown === '' ? '' : ` ${shown}`} of a sound is not drawn: there is no picture`,
		});
	}
};

/** Whether a layer that changes the color of all beneath it draws a companion: sliders, filters, LUTs and grades. */
export const isOfColor = (filed: Filed): boolean =>
	filed.bucket === 'effects' ? filed.material.type !== 'mix_mode' : COLORING.has(filed.bucket);

const COLORING: ReadonlySet<Filed['bucket']> = new Set<Filed['bucket']>([
	'hsl',
	'color_curves',
	'primary_color_wheels',
	'log_color_wheels',
]);

/** Buckets of what may be written and at rest. */
const RESTING: ReadonlySet<Filed['bucket']> = new Set<Filed['bucket']>([
	...COLORING,
	'video_radius',
	'video_strokes',
	'video_shadows',
]);

/** Whether a slider, filter, LUT or blend mode changes nothing as it stands. */
const isAtRest = (use: Use, effect: MaterialOf<'effects'>): boolean =>
	isSliderAtRest(use, effect) || isPlainBlend(effect) || isTurnedDown(use, effect);

/** Whether a companion asks for something that is seen: it is neither at rest nor switched off, which is told of where it is. */
const asksIn = (use: Use): ((filed: Filed) => boolean) => {
	const trims = trimsIn(use).filter(({ isOn }) => isOn);
	const asking = new Set<Filed['bucket']>([
		...gradesOnIn(use),
		...trims.map(({ bucket }) => bucket),
	]);
	return (filed) => {
		if (RESTING.has(filed.bucket)) return asking.has(filed.bucket);
		switch (filed.bucket) {
			case 'effects':
				return !isAtRest(use, filed.material) && effectOffIn(use, filed.material) === undefined;
			case 'video_effects':
				return filed.material.value !== 0;
			case 'masks':
			case 'common_mask':
			case 'common_masks':
				return maskOffIn(use, filed.material) === undefined;
			default:
				return true;
		}
	};
};

/** Names the looks beside an effect, filter or adjustment on a track of its own that it does not take. */
export const noteLooksOfPlaceless = (use: Use, note: Note): void => {
	const asks = asksIn(use);
	const unused = use.companions.filter(
		(filed) => (use.trackType === 'effect' || !isOfColor(filed)) && asks(filed),
	);
	for (const { code, what, name, said } of unused.flatMap(lookIn)) {
		const shown = shownName(name);
		note(use, about(code, name, what), {
			zh: `特效、滤镜或调节片段上的${said.zh}${shown}未应用，对整个画面生效`,
			en: `${said.en}${shown === '' ? '' : ` ${shown}`} of an effect, filter or adjustment is not applied, it acts on the whole picture`,
		});
	}
};

/** Names what would change the sound of a compound clip as a whole: only what lies inside is changed. */
export const noteSoundsOfCompound = (use: Use, note: Note): void => {
	for (const filed of use.companions) {
		if (filed.bucket !== 'audio_effects') continue;
		const name = nameOf(filed.material);
		const shown = shownName(name);
		note(use, about('AUDIO_EFFECT_IGNORED', name), {
			zh: `复合片段的音频效果${shown}未应用：请加在其内部的声音上`,
			en: `audio effect${shown === '' ? '' : ` ${shown}`} of a compound clip is not applied: put it on the sounds inside`,
		});
	}
	for (const { zh, en } of changesAskedOf(use))
		note(use, about('AUDIO_EFFECT_IGNORED', '', 'processing'), {
			zh: `复合片段的${zh}未应用：请加在其内部的声音上`,
			en: `${en} of a compound clip is not applied: put it on the sounds inside`,
		});
};
