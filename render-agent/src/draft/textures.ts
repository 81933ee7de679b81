/** Pictures in letters: where a draft has the file of one, and how it lies. */
import type { Words } from '../kernel/words';
import type { Called } from '../timeline/called';
import { inLibrary, libraryHint, libraryKeys, type LibraryEntry } from '../timeline/library';
import type { LetterTexture } from '../timeline/text';
import { fileNameOf } from './fileName';
import { type About, called as quoted, type Scope, type Use } from './scope';
import { type DraftTexture, draftTexture } from './textContent';

/** A path that names a picture; others name folders of the app's cache. */
const PICTURE = /\.(?:a?png|jpe?g|webp|gif|bmp)(?:\?.*)?$/i;

/** Smaller ones are dust, larger ones one color. */
const SCALES = { least: 0.05, most: 20 };

/** A picture in letters and its file. */
export interface FoundTexture {
	readonly written: DraftTexture;
	readonly called: Called;
	/** Of the user's library. Default: the file that the path names. */
	readonly own?: LibraryEntry;
}

const calledBy = ({ path }: DraftTexture, effectId: string): Called => {
	const file = fileNameOf(path);
	return { name: file.replace(PICTURE, ''), resourceId: effectId };
};

/** What the library calls a picture in letters: the name of its file, or the id of the text effect that it belongs to. */
export const textureCalled = (
	written: DraftTexture | null | undefined,
	effectId: string,
): Called => (written ? calledBy(written, effectId) : { name: '', resourceId: effectId });

/** The picture that letters are filled with, where its file is named or the library has one; it may yet be missing. */
export const foundTexture = (
	written: DraftTexture | null | undefined,
	effectId: string,
	library: Scope['library'],
): FoundTexture | undefined => {
	const called = textureCalled(written, effectId);
	const own = inLibrary(library, 'sticker', called);
	if (own) return { written: written ?? draftTexture.parse({}), called, own };
	return written && PICTURE.test(written.path) ? { written, called } : undefined;
};

/** The picture in letters with its file. */
export const textureFrom = (
	{ written: { path, angle, scale }, called, own }: FoundTexture,
	{ use, scope }: { readonly use: Use; readonly scope: Scope },
): LetterTexture => ({
	asset: scope.assets.refer(
		{ ...{ use: 'texture', path, called, name: called.name }, ...(own && { key: own.key }) },
		use,
	),
	angle,
	scale: Math.min(SCALES.most, Math.max(SCALES.least, scale)),
});

/** What is said of a picture in letters that has no file. */
export const withoutTexture = (called: Called): { readonly about: About; readonly text: Words } => {
	const hint = libraryHint(called);
	const { name, resourceId } = called;
	const isNamed = name !== '' || resourceId !== '';
	const shown = isNamed ? quoted(name, resourceId) : '';
	return {
		about: {
			code: 'TEXT_EFFECT_IGNORED',
			subject: { name: '', what: 'text', library: libraryKeys(called) },
		},
		text: {
			zh: `文字的纹理图片${shown}不在草稿中，以纯色代替${hint.zh}`,
			en: `the picture ${isNamed ? `${shown} ` : ''}in letters is not in the draft, they are filled with one color${hint.en}`,
		},
	};
};
