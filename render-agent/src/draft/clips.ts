/** What a segment becomes: something seen, something heard, both, or a note why neither. */
import { inLibrary, libraryHint } from '../timeline/library';
import type { SoundClip, VisualClip } from '../timeline/timeline';
import { compoundOf, nestedOf } from './compounds';
import type { Filed } from './draft';
import { effectClipOf } from './effects';
import { filterClipOf } from './grading';
import { noteKeyframes } from './keyframeNotes';
import type { Keyed } from './keyframes';
import type { MaterialOf } from './materialSchema';
import { overlayOf } from './overlays';
import {
	type AnimationPace,
	animationPaceOf,
	noteEmptyRange,
	noteSpeeds,
	notePace,
	paceOf,
	stillPaceOf,
} from './pace';
import { colorClipOf, cropOf, hasSound, isVideo, pictureOf } from './pictures';
import { about, aboutLibrary, called, companionOf, nameIn, type Scope, type Use } from './scope';
import { isHeard, soundOf } from './sounds';
import { outlineOf } from './shapeOutlines';
import { shapeOf } from './shapes';
import { noteStages, noteVideoStages } from './stages';
import { noteLooksOfSound } from './strayCompanions';
import { templateOf } from './textTemplates';
import { textClipOf } from './texts';
import { noteUnused } from './unusedCompanions';

/** What came of a segment. */
export interface Clips {
	readonly visual?: VisualClip | undefined;
	readonly sounds: readonly SoundClip[];
}

const NOTHING: Clips = { sounds: [] };

const keyedStill = (use: Use): Keyed => ({ use, paced: stillPaceOf(use) });

const ANIMATED = /\.gif(\?.*)?$/i;

const motionOf = (
	use: Use,
	{ type, path }: MaterialOf<'videos'>,
	{ note }: Scope,
): AnimationPace => {
	if (type === 'photo') return { paced: stillPaceOf(use), repeats: false };
	if (type === 'gif' || ANIMATED.test(path.trim())) return animationPaceOf(use, note);
	return { paced: paceOf(use), repeats: false };
};

const videoClips = (use: Use, video: MaterialOf<'videos'>, scope: Scope): Clips => {
	const color = companionOf(use, 'material_colors');
	if (color?.is_color_clip && video.path === '')
		return { visual: colorClipOf(keyedStill(use), color, scope), sounds: [] };
	const { paced, repeats } = motionOf(use, video, scope);
	const { path, material_name: name } = video;
	const asset = scope.assets.refer({ use: isVideo(video) ? 'video' : 'photo', path, name }, use);
	if (video.type !== 'photo' && !repeats) noteSpeeds(use, scope.canvas, scope.note);
	noteVideoStages(use, video, scope.note);
	const crop = cropOf(video);
	const heard = hasSound(video) && !scope.draft.muted;
	return {
		visual: {
			...pictureOf({ use, paced }, { asset, crop }, scope),
			...(repeats && { repeats }),
		},
		sounds: heard ? soundOf(use, { asset, paced }, scope) : [],
	};
};

const audioClips = (use: Use, { path, name }: MaterialOf<'audios'>, scope: Scope): Clips => {
	const paced = paceOf(use);
	noteSpeeds(use, scope.canvas, scope.note);
	noteKeyframes(use, () => false, scope.note);
	noteStages(use, scope.note);
	noteLooksOfSound(use, scope.note);
	if (!isHeard(use, paced)) return NOTHING;
	const asset = scope.assets.refer({ use: 'audio', path, name }, use);
	return { sounds: soundOf(use, { asset, paced }, scope) };
};

/** A file that a picture can be read from; the app's own stickers name folders of its cache. */
const isPicture = (path: string): boolean =>
	/\.(png|apng|jpe?g|webp|gif)(\?.*)?$/i.test(path.replace(/[\uFEFF\u200B-\u200D]/g, '').trim());

/** Stickers are drawn for a canvas of this width. */
const STICKER_CANVAS = 1080;

/** Whether a sticker has something of a shape: an outline, a fill, a line or a shadow. */
const hasShape = (sticker: MaterialOf<'stickers'>): boolean => {
	const { border_color, has_shadow, shadow_color, shape_fill_render_style: fill } = sticker;
	const isDressed = has_shadow || border_color + shadow_color !== '';
	return (
		isDressed ||
		fill.color.render_type !== 'solid' ||
		outlineOf({ ...sticker, name: '' }) !== undefined
	);
};

/** Names the shape of a sticker that has a picture, which is drawn instead. */
const noteShape = (use: Use, sticker: MaterialOf<'stickers' | 'images'>, { note }: Scope): void => {
	if (!('shape_param' in sticker) || !hasShape(sticker)) return;
	note(use, about('STAGE_UNSUPPORTED', sticker.name, 'processing'), {
		zh: '贴纸以其图片绘制，草稿中另有的形状未使用',
		en: 'a sticker is drawn from its picture, the shape beside it in the draft is not used',
	});
};

/** A sticker without a picture, drawn from its shape where the draft has one. */
const shapedSticker = (
	use: Use,
	sticker: MaterialOf<'stickers' | 'images'>,
	scope: Scope,
): VisualClip | undefined =>
	'shape_param' in sticker && outlineOf({ ...sticker, name: '' })
		? shapeOf(keyedStill(use), sticker, scope)
		: undefined;

const stickerClips = (
	use: Use,
	sticker: MaterialOf<'stickers' | 'images'>,
	scope: Scope,
): Clips => {
	const { path, name, resource_id } = sticker;
	const found = { name, resourceId: resource_id };
	const own = inLibrary(scope.library, 'sticker', found);
	if (own || isPicture(path)) {
		noteShape(use, sticker, scope);
		const key = own && { key: own.key };
		const asset = scope.assets.refer({ use: 'sticker', path, name, ...key }, use);
		const picture = pictureOf(keyedStill(use), { asset }, scope);
		const fit = { kind: 'natural', factor: scope.canvas.width / STICKER_CANVAS } as const;
		return { visual: { ...picture, fit }, sounds: [] };
	}
	const shaped = shapedSticker(use, sticker, scope);
	if (shaped) return { visual: shaped, sounds: [] };
	const shown = called(name, resource_id);
	const hint = libraryHint(found);
	scope.note(use, aboutLibrary('STICKER_UNAVAILABLE', found), {
		zh: `贴纸${shown}的图片不在草稿中，无法绘制${hint.zh}`,
		en: `sticker ${shown} is not drawn: its picture is not in the draft${hint.en}`,
	});
	return NOTHING;
};

const KINDS: ReadonlyMap<string, { readonly zh: string; readonly en: string }> = new Map(
	Object.entries({
		drafts: { zh: '空的复合片段', en: 'an empty compound clip' },
		handwrites: { zh: '手绘', en: 'a drawing by hand' },
		digital_humans: { zh: '数字人', en: 'a digital human' },
	}),
);

const noteUnsupported = (use: Use, filed: Filed, { note }: Scope): Clips => {
	const from = filed.bucket === 'other' ? filed.from : filed.bucket;
	const { zh, en } = KINDS.get(from) ?? { zh: from, en: `something of the kind ${from}` };
	const name = nameIn(filed);
	const shown = name === '' ? '' : ` ${called(name, '')}`;
	note(use, about('SEGMENT_UNSUPPORTED', name), {
		zh: `${zh}${shown}未绘制`,
		en: `${en}${shown} is not drawn`,
	});
	return NOTHING;
};

const clipsFrom = (use: Use, filed: Filed, scope: Scope): Clips => {
	switch (filed.bucket) {
		case 'videos':
			return videoClips(use, filed.material, scope);
		case 'audios':
			return audioClips(use, filed.material, scope);
		case 'texts':
			return { visual: textClipOf(keyedStill(use), filed.material, scope), sounds: [] };
		case 'text_templates':
			return { visual: templateOf(keyedStill(use), filed.material, scope), sounds: [] };
		case 'stickers':
		case 'images':
			return stickerClips(use, filed.material, scope);
		case 'material_colors':
			return { visual: colorClipOf(keyedStill(use), filed.material, scope), sounds: [] };
		case 'shapes':
			return { visual: shapeOf(keyedStill(use), filed.material, scope), sounds: [] };
		default:
			return noteUnsupported(use, filed, scope);
	}
};

/**
 * Scripts give captions and stickers a speed that they never write down: one lost reference of those means nothing.
 * @source test/fixtures/09_text
 */
const isForgottenSpeed = ({ trackType }: Use, lost: readonly string[]): boolean =>
	lost.length === 1 && (trackType === 'text' || trackType === 'sticker');

const noteDangling = (use: Use, { draft, note }: Scope): void => {
	const lost = use.segment.extra_material_refs.filter(
		(id) => id !== '' && !draft.materials.has(id),
	);
	if (lost.length === 0 || isForgottenSpeed(use, lost)) return;
	note(use, about('MATERIAL_REF_DANGLING', '', 'reference'), {
		zh: `引用的素材 ${lost.join('、')} 不在草稿中，已忽略`,
		en: `it refers to ${lost.join(', ')}: not in the draft, and so left out`,
	});
};

/** Sounds may overlap, they are summed. Of pictures the apps allow only one at a time on a track. */
const isOverlapLeftOut = (use: Use, { note }: Scope): boolean =>
	use.overlaps &&
	use.trackType !== 'audio' &&
	!note(use, 'SEGMENT_APPROXIMATED', {
		zh: '与同一轨道上的前一片段重叠（应用中不允许）：两者都绘制，靠后的在上面',
		en: 'it overlaps an earlier segment of its track, which the apps do not allow: both are drawn, the later one above',
	});

/** Whether a segment shows or plays what moves by itself, so that a range of it is played. */
const isMoving = (use: Use, { draft }: Scope): boolean =>
	compoundOf(use, draft) !== undefined || isRecorded(use);

const isRecorded = ({ material }: Use): boolean =>
	material?.bucket === 'audios' || (material?.bucket === 'videos' && isVideo(material.material));

/** Whether a segment is left out for what can only be near to it. */
const isLeftOut = (use: Use, scope: Scope): boolean =>
	isOverlapLeftOut(use, scope) || (isMoving(use, scope) && !noteEmptyRange(use, scope.note));

/** What a segment becomes. */
export const clipsOf = (use: Use, scope: Scope): Clips => {
	if (isLeftOut(use, scope)) return NOTHING;
	noteDangling(use, scope);
	noteUnused(use, scope.note);
	notePace(use, scope.note);
	if (use.trackType === 'filter' || use.trackType === 'adjust')
		return { visual: filterClipOf(use, scope), sounds: [] };
	if (use.trackType === 'effect')
		return {
			visual: overlayOf(use, scope) ?? effectClipOf(keyedStill(use), scope.note),
			sounds: [],
		};
	const compound = compoundOf(use, scope.draft);
	if (compound) {
		noteSpeeds(use, scope.canvas, scope.note);
		return { visual: nestedOf({ use, paced: paceOf(use) }, compound, scope), sounds: [] };
	}
	if (use.material) return clipsFrom(use, use.material, scope);
	scope.note(use, 'MATERIAL_REF_DANGLING', {
		zh: `素材 ${use.segment.material_id} 不存在，片段未显示`,
		en: `its material ${use.segment.material_id} is not in the draft, the segment is not shown`,
	});
	return NOTHING;
};
