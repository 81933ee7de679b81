/** A report of fidelity as people read it: what it is, where, and why, a line for each thing that differs. */
import type { ElementKind, Fidelity } from '../kernel/diagnostic';
import { inLanguage, type Language, nearestTime, type Words } from '../kernel/words';
import type { FidelityItem, FidelityReport } from './shape';

/** What people call the kinds of things in a draft. */
const NAMES: Readonly<Record<ElementKind, Words>> = {
	video: { zh: '视频', en: 'video' },
	photo: { zh: '图片', en: 'photo' },
	sound: { zh: '音频', en: 'sound' },
	text: { zh: '字幕', en: 'caption' },
	sticker: { zh: '贴纸', en: 'sticker' },
	color: { zh: '纯色', en: 'color' },
	compound: { zh: '复合片段', en: 'compound clip' },
	segment: { zh: '片段', en: 'segment' },
	effect: { zh: '特效', en: 'effect' },
	filter: { zh: '滤镜', en: 'filter' },
	lut: { zh: 'LUT', en: 'LUT' },
	adjustment: { zh: '调节', en: 'adjustment' },
	transition: { zh: '转场', en: 'transition' },
	animation: { zh: '动画', en: 'animation' },
	font: { zh: '字体', en: 'font' },
	text_effect: { zh: '花字', en: 'text effect' },
	mask: { zh: '蒙版', en: 'mask' },
	blend: { zh: '混合模式', en: 'blend mode' },
	chroma_key: { zh: '色度抠图', en: 'chroma key' },
	audio_effect: { zh: '音频效果', en: 'audio effect' },
	keyframes: { zh: '关键帧', en: 'keyframes' },
	processing: { zh: '处理', en: 'processing' },
	reference: { zh: '引用', en: 'reference' },
	field: { zh: '字段', en: 'fields' },
	option: { zh: '参数', en: 'option' },
	mix: { zh: '混音', en: 'mix' },
};

const HOW: Readonly<Record<Fidelity, Words>> = {
	exact: { zh: '精确', en: 'exact' },
	approximated: { zh: '近似', en: 'approximated' },
	skipped: { zh: '略过', en: 'skipped' },
};

const MAX_SHOWN = 3;

const placesOf = ({ places, times }: FidelityItem, language: Language): string => {
	const timed = places.flatMap(({ start, end }) =>
		start === null || end === null ? [] : [`${nearestTime(start)}–${nearestTime(end)}`],
	);
	const more = times - Math.min(MAX_SHOWN, timed.length);
	const shown = timed.slice(0, MAX_SHOWN).join(', ');
	if (shown === '') return '';
	if (more <= 0) return ` [${shown}]`;
	return inLanguage(
		{ zh: ` [${shown} 等 ${String(times)} 处]`, en: ` [${shown} and ${String(more)} more]` },
		language,
	);
};

/** What it is is said where the reason does not name it. */
const lineOf = (item: FidelityItem, language: Language): string => {
	const why = item.why?.[language] ?? '';
	const name = item.name === '' ? '' : `“${item.name}”`;
	const isNamed = name !== '' && why.includes(item.name);
	const [zh, en] = [inLanguage(NAMES[item.what], 'zh'), inLanguage(NAMES[item.what], 'en')];
	const what = { zh: `${zh}${name}：`, en: `${en}${name === '' ? '' : ` ${name}`}: ` };
	const head = `${inLanguage(HOW[item.how], language)}${placesOf(item, language)}`;
	return `${head} ${isNamed ? '' : inLanguage(what, language)}${why}`;
};

/** A line for each thing that is not exact, in the order of the items. */
export const differenceLines = (
	items: readonly FidelityItem[],
	language: Language,
): readonly string[] =>
	items.filter(({ how }) => how !== 'exact').map((item) => lineOf(item, language));

/** What is exact and yet worth a word: hidden, muted, switched off, of no effect. Fields that nobody knows and that are empty are not. */
const remarkLines = (items: readonly FidelityItem[], language: Language): readonly string[] =>
	items
		.filter(({ how, why, code }) => how === 'exact' && why !== null && code !== 'FIELD_UNKNOWN')
		.map((item) => lineOf(item, language));

/** The summary, then a line for each thing that is not exact, the worst first, and for each that is and of which there is something to say. */
export const fidelityLines = (report: FidelityReport, language: Language): readonly string[] => [
	report.summary[language],
	...differenceLines(report.items, language),
	...remarkLines(report.items, language),
];
