/** What stands beside a segment and cannot be used there: a second of what there is one of, looks of what has no picture. */
import type { Bilingual } from '../kernel/words';
import type { Filed } from './draft';
import { about, type Note, type Use } from './scope';
import { noteLooksOfPlaceless } from './strayCompanions';

/** Buckets of which a segment uses one. */
const SINGLE: Readonly<Partial<Record<Filed['bucket'], Bilingual>>> = {
	speeds: { zh: '变速', en: 'speed' },
	canvases: { zh: '背景', en: 'background' },
	transitions: { zh: '转场', en: 'transition' },
	chromas: { zh: '色度抠图', en: 'chroma key' },
	color_curves: { zh: '颜色曲线', en: 'set of color curves' },
	primary_color_wheels: { zh: '一级色轮', en: 'set of primary color wheels' },
	log_color_wheels: { zh: 'Log 色轮', en: 'set of log color wheels' },
	video_shadows: { zh: '阴影', en: 'drop shadow' },
	video_strokes: { zh: '描边', en: 'outline' },
	video_radius: { zh: '圆角', en: 'rounding of corners' },
	audio_fades: { zh: '淡入淡出', en: 'fade of the sound' },
	sound_channel_mappings: { zh: '声道选择', en: 'choice of channels' },
	loudnesses: { zh: '响度', en: 'loudness' },
};

/** A material without what tells it from another one of its kind. */
const saidBy = ({ material }: Filed): string => JSON.stringify({ ...material, id: '' });

/** Those behind the first of their bucket that say something else than it does. */
const secondsIn = ({ companions }: Use): readonly Bilingual[] => {
	const firsts = new Map<Filed['bucket'], { readonly filed: Filed; said?: string }>();
	return companions.flatMap((filed) => {
		const what = SINGLE[filed.bucket];
		if (!what) return [];
		const first = firsts.get(filed.bucket);
		if (!first) firsts.set(filed.bucket, { filed });
		if (!first || first.filed === filed) return [];
		first.said ??= saidBy(first.filed);
		return first.said === saidBy(filed) ? [] : [what];
	});
};

/** Only one blend mode counts. */
const blendsIn = ({ companions }: Use): readonly Bilingual[] =>
	companions
		.filter((filed) => filed.bucket === 'effects' && filed.material.type === 'mix_mode')
		.slice(1)
		.map(() => ({ zh: '混合模式', en: 'blend mode' }));

/** Tracks of what changes all that lies beneath: it has no picture of its own. */
const PLACELESS: ReadonlySet<string> = new Set(['effect', 'filter', 'adjust']);

const isMoved = ({ segment: { clip } }: Use): boolean => {
	const { alpha, rotation, scale, transform } = clip;
	const still = rotation === 0 && transform.x === 0 && transform.y === 0;
	return !(still && alpha === 1 && scale.x === 1 && scale.y === 1);
};

/** Names what a segment's companions ask for and cannot have. */
export const noteUnused = (use: Use, note: Note): void => {
	for (const { zh, en } of [...secondsIn(use), ...blendsIn(use)])
		note(use, about('STAGE_UNSUPPORTED', '', 'processing'), {
			zh: `第二个${zh}未使用，以第一个为准`,
			en: `a second ${en} is left out, the first one counts`,
		});
	if (!PLACELESS.has(use.trackType)) return;
	noteLooksOfPlaceless(use, note);
	if (isMoved(use))
		note(use, about('STAGE_UNSUPPORTED', '', 'processing'), {
			zh: '特效、滤镜或调节片段上的位置、大小或不透明度未应用，对整个画面生效',
			en: 'a place, size or opacity of an effect, filter or adjustment is not applied, it acts on the whole picture',
		});
};
