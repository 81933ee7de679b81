/** Captions that show their words as they are spoken: when each word has its turn, and what then happens to it. */
import { microseconds } from '../kernel/units';
import type { Spoken, SpokenWord } from '../timeline/text';
import { colorOf } from './colors';
import type { DraftAnimation, MaterialOf } from './materialSchema';
import { about, called, type Note, type Use } from './scope';

const MILLISECOND = 1000;
/** What the app offers first for the word of the moment. */
const GOLD = { red: 1, green: 0.87, blue: 0, alpha: 1 };
const LIGHTS_UP = /高亮|卡拉|变色|karaoke|highlight|colou?r|lighten/iu;

/** The animation that makes a caption speak, if it has one. */
const captionAnimation = ({ companions }: Use): DraftAnimation | undefined =>
	companions
		.flatMap((filed) => (filed.bucket === 'material_animations' ? filed.material.animations : []))
		.find(({ type }) => type === 'caption');

interface Timed {
	readonly text: string;
	readonly from: number;
	readonly to: number;
}

type Words = MaterialOf<'texts'>['words'];

/** When words begin: one without a begin follows the one before it, those behind the end of both lists share evenly what is left. Milliseconds. */
const beginsOf = ({ text, start_time, end_time }: Words, whole: number): readonly number[] => {
	const known = text.map((_word, i) => start_time[i] ?? (i === 0 ? 0 : end_time[i - 1]));
	const last = known.findLastIndex((time) => time !== undefined);
	const from = known[last] ?? 0;
	const share = Math.max(0, whole - from) / (text.length - last);
	return known.map((time, i) => time ?? from + (i - last) * share);
};

/** Whether nobody has timed the words. */
const isUntimed = ({ start_time, end_time }: Words): boolean =>
	start_time.length + end_time.length === 0;

/** The words with their times in microseconds, as the recognition wrote them. One without an end lasts until the next begins. */
const recognized = (words: Words, duration: number): readonly Timed[] => {
	const { text, end_time } = words;
	if (isUntimed(words)) return [];
	const whole = duration / MILLISECOND;
	const begins = beginsOf(words, whole);
	return text.flatMap((word, i) => {
		const from = begins[i] ?? 0;
		const to = end_time[i] ?? begins[i + 1] ?? Math.max(from, whole);
		return word.trim() === ''
			? []
			: [{ text: word.trim(), from: from * MILLISECOND, to: to * MILLISECOND }];
	});
};

/** Names lists of words and times that are not equally long. */
const noteUneven = (use: Use, timed: Words, note: Note): void => {
	if (isUntimed(timed)) return;
	const { text, start_time, end_time } = timed;
	const lengths = [text, start_time, end_time].map(({ length }) => length);
	if (new Set(lengths).size === 1) return;
	const [words, starts, ends] = lengths.map(String);
	const shown = `text ${words ?? ''}, start_time ${starts ?? ''}, end_time ${ends ?? ''}`;
	note(
		use,
		{ code: 'FIELD_UNKNOWN', how: 'approximated' },
		{
			zh: `materials.texts[].words 的各列表长度不同（${shown}）：没有时间的词取相邻词之间或剩余的时间，多出的时间不使用`,
			en: `the lists in materials.texts[].words differ in length (${shown}): words without a time have that between their neighbors, or what is left; times without a word are not used`,
		},
	);
};

/** Words that nobody has timed: spread over the clip by their letters. */
const spreadOver = (text: string, duration: number): readonly Timed[] => {
	const segments = [...new Intl.Segmenter('und', { granularity: 'word' }).segment(text)];
	const length = Math.max(1, text.length);
	return segments
		.filter(({ isWordLike }) => isWordLike)
		.map(({ segment, index }) => ({
			text: segment,
			from: (index / length) * duration,
			to: ((index + segment.length) / length) * duration,
		}));
};

/** Each word at its place in the text; words that are not there are left out. */
const placed = (text: string, timed: readonly Timed[]): readonly SpokenWord[] => {
	let at = 0;
	return timed.flatMap((word) => {
		const start = text.indexOf(word.text, at);
		if (start < 0) return [];
		at = start + word.text.length;
		const [from, to] = [Math.round(word.from), Math.round(word.to)];
		return [{ from: microseconds(from), to: microseconds(Math.max(from, to)), start, end: at }];
	});
};

/** How a caption's words are spoken, with a word that it is only near. Without a caption animation: not at all. */
export const spokenOf = (
	use: Use,
	{ material, text }: { readonly material: MaterialOf<'texts'>; readonly text: string },
	note: Note,
): Spoken | undefined => {
	const animation = captionAnimation(use);
	if (!animation) return undefined;
	const { name, resource_id } = animation;
	const shown = called(name, resource_id);
	noteUneven(use, material.words, note);
	const heard = placed(text, recognized(material.words, use.target.duration));
	const words = heard.length > 0 ? heard : placed(text, spreadOver(text, use.target.duration));
	if (words.length === 0) {
		note(use, about('ANIMATION_UNSUPPORTED', name), {
			zh: `逐词字幕动画${shown}没有可用的词，已忽略`,
			en: `caption animation ${shown} is left out: the caption has no words`,
		});
		return undefined;
	}
	const lights = LIGHTS_UP.test(name) || material.ktv_color !== '';
	const isDrawn = note(use, about('ANIMATION_APPROXIMATED', name), {
		zh: `逐词字幕动画${shown}以近似的“${lights ? '逐词变色' : '逐词出现'}”绘制`,
		en: `caption animation ${shown} is drawn as words that ${lights ? 'light up' : 'appear'} as they are spoken, which is only near to it`,
	});
	if (!isDrawn) return undefined;
	return lights
		? { way: 'light', color: colorOf(material.ktv_color) ?? GOLD, words }
		: { way: 'appear', words };
};
