/** What is said to people, in the languages that they read. */

/** The languages of every message. `zh` is the default on the compatible routes. */
export type Language = 'zh' | 'en';

/** A text in both languages, or one that is the same in both: a name, an address, a number. */
export type Words = string | Readonly<Record<Language, string>>;

/** A text in one language. */
export const inLanguage = (words: Words, language: Language): string =>
	typeof words === 'string' ? words : words[language];

/** Joins texts into one list in both languages: `、` in Chinese, `, ` in English. */
export const listed = (items: readonly Words[]): Words => ({
	zh: items.map((item) => inLanguage(item, 'zh')).join('、'),
	en: items.map((item) => inLanguage(item, 'en')).join(', '),
});
