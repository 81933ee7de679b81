/** The part of the package `linebreak` that is used here: it comes without types. */
declare module 'linebreak' {
	class LineBreaker {
		constructor(text: string);
		/** The next place, in UTF-16 code units, before which a line may end; null after the last. */
		nextBreak(): { readonly position: number; readonly required: boolean } | null;
	}
	export = LineBreaker;
}
