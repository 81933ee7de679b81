/** What is said to people, in the languages that they read. */

/** The languages of every message. `zh` is the default on the compatible routes. */
export type Language = 'zh' | 'en';

/** A text in both languages. */
export type Bilingual = Readonly<Record<Language, string>>;

/** A text in both languages, or one that is the same in both: a name, an address, a number. */
export type Words = string | Bilingual;

/** A noun in both languages. */
export interface Counted extends Bilingual {
	/** Whether English says it of one or of many. Default: of one. */
	readonly is?: 'is' | 'are';
}

/** A text in one language. */
export const inLanguage = (words: Words, language: Language): string =>
	typeof words === 'string' ? words : words[language];

/** Joins texts into one list in both languages: `、` in Chinese, `, ` in English. */
export const listed = (items: readonly Words[]): Bilingual => ({
	zh: items.map((item) => inLanguage(item, 'zh')).join('、'),
	en: items.map((item) => inLanguage(item, 'en')).join(', '),
});

/** Several things that are said of one: `；` between them in Chinese, `; ` in English. */
export const together = (items: readonly Words[]): Words => ({
	zh: items.map((item) => inLanguage(item, 'zh')).join('；'),
	en: items.map((item) => inLanguage(item, 'en')).join('; '),
});

/** A length as people write it in a sentence: 2, 0.4, 1.25. From microseconds, in seconds. */
export const shownSeconds = (time: number): string => String(Number((time / 1e6).toFixed(2)));

/** As `shownTime`, of the nearest tenth: a frame begins a little before the moment that it is asked for. */
export const nearestTime = (seconds: number): string => shownTime(seconds + 0.05);

/** A moment or length in seconds as players show it, with tenths: 0:03.5, 1:02:03.0. Begun tenths do not count. */
export const shownTime = (seconds: number): string => {
	const tenths = Math.floor(seconds * 10 + 1e-6);
	const whole = Math.floor(tenths / 10);
	const two = (value: number): string => String(value).padStart(2, '0');
	const [hours, minutes] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60];
	const front = hours > 0 ? `${String(hours)}:${two(minutes)}` : String(minutes);
	return `${front}:${two(whole % 60)}.${String(tenths % 10)}`;
};
