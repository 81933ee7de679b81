/** What segments ask for that the engine does not draw: each named in words, nothing dropped in silence. */
import type { DiagnosticCode } from '../kernel/diagnostic';
import { effectsOf, isSlider } from './adjustments';
import type { MaterialOf } from './materialSchema';
import { about, called, nameOf, type Note, othersOf, type Use } from './scope';

interface Stage {
	readonly code: DiagnosticCode;
	readonly zh: string;
	readonly en: string;
}

const stage = (zh: string, en: string): Stage => ({ code: 'STAGE_UNSUPPORTED', zh, en });
const color = (zh: string, en: string): Stage => ({ code: 'COLOR_STAGE_IGNORED', zh, en });

/** Buckets of companions that would change the picture. */
const STAGES: ReadonlyMap<string, Stage> = new Map(
	Object.entries({
		smart_crops: stage('智能裁剪', 'smart crop'),
		video_trackings: stage('跟踪', 'tracking'),
		plugin_effects: stage('插件效果', 'plug-in effect'),
		green_screens: stage('绿幕', 'green screen'),
		manual_deformations: stage('变形', 'deformation'),
		digital_humans: stage('数字人', 'digital human'),
		digital_human_model_dressing: stage('数字人服饰', 'dress of a digital human'),
		smart_relights: stage('智能打光', 'relighting'),
		manual_beautys: stage('手动美颜', 'retouching'),
		ai_translates: stage('AI 翻译', 'translated lips'),
		flowers: { code: 'TEXT_EFFECT_IGNORED', zh: '花字', en: 'text effect' },
		hsl_curves: color('HSL 曲线', 'HSL curves'),
	}),
);

const EFFECTS: ReadonlyMap<string, Stage> = new Map(
	Object.entries({
		text_effect: { code: 'TEXT_EFFECT_IGNORED', zh: '花字', en: 'text effect' },
		text_shape: { code: 'TEXT_EFFECT_IGNORED', zh: '气泡', en: 'speech bubble' },
	}),
);
/** Kinds of `effects` that are drawn. */
const DRAWN: ReadonlySet<string> = new Set(['mix_mode', 'filter', 'lut']);
const OTHER_EFFECT: Stage = { code: 'EFFECT_UNSUPPORTED', zh: '效果', en: 'effect' };

/** Buckets of companions that nothing is drawn of, and sounds of, which are named with what is heard. */
const UNSEEN: ReadonlySet<string> = new Set([
	...['placeholders', 'placeholder_infos', 'beats', 'time_marks', 'multi_language_refs'],
	...['audio_track_indexes', 'realtime_denoises', 'vocal_beautifys'],
]);

const isBypassed = ({ segment }: Use, from: string): boolean =>
	from === 'hsl_curves' && !segment.enable_hsl;

/** What a companion of a bucket is called; one that nobody knows by its bucket. */
const stageOf = (from: string): Stage =>
	STAGES.get(from) ?? stage(`素材“${from}”`, `the material ${from}`);

const noteStage = (
	use: Use,
	{ code, zh, en }: Stage,
	{ name, note }: { readonly name: string; readonly note: Note },
): void => {
	const shown = name === '' ? '' : called(name, '');
	note(use, about(code, name), {
		zh: `${zh}${shown}未绘制`,
		en: `${en}${shown === '' ? '' : ` ${shown}`} is not drawn`,
	});
};

/** Text effects and bubbles of captions are drawn, or named, with their words. */
const isNamedWithText = ({ material }: Use, type: string): boolean =>
	(type === 'text_effect' || type === 'text_shape') && material?.bucket === 'texts';

/** Notes what a clip's companions ask for and nobody draws. */
export const noteStages = (use: Use, note: Note): void => {
	for (const { from, material, atRest } of othersOf(use)) {
		if (atRest || UNSEEN.has(from) || isBypassed(use, from)) continue;
		noteStage(use, stageOf(from), { name: nameOf(material), note });
	}
	for (const effect of effectsOf(use)) {
		const { type } = effect;
		if (DRAWN.has(type) || isSlider(type) || isNamedWithText(use, type)) continue;
		noteStage(use, EFFECTS.get(type) ?? OTHER_EFFECT, { name: nameOf(effect), note });
	}
};

/** Notes what the app computes from a video with means of its own. */
export const noteVideoStages = (use: Use, video: MaterialOf<'videos'>, note: Note): void => {
	const asked: readonly (readonly [boolean, Stage])[] = [
		[video.matting.flag > 0, stage('智能抠像', 'the cut-out of people')],
		[
			video.stable.stable_level > 0 || video.stable.matrix_path !== '',
			stage('防抖', 'stabilization'),
		],
		[video.video_algorithm.algorithms.length > 0, stage('智能处理', 'video enhancement')],
		[use.segment.cartoon, stage('漫画效果', 'the cartoon look')],
	];
	for (const [isAsked, what] of asked) if (isAsked) noteStage(use, what, { name: '', note });
	if (use.segment.reverse && video.reverse_path !== '')
		note(use, 'REVERSE_BAKED_IGNORED', {
			zh: '倒放直接取自原视频，未使用剪映生成的倒放文件',
			en: 'the original is played backwards, not the reversed file that the app made',
		});
};
