/** Says of files of the user's library that they are there and cannot be read, wherever the video does without them. Pure. */
import { type Diagnostic, type ElementKind, kindOf } from '../kernel/diagnostic';
import { type Bilingual, inLanguage, type Words } from '../kernel/words';
import type { AssetReference } from '../timeline/asset';
import type { Element } from '../timeline/element';
import { keyOf, type LibraryEntry, type LibraryUse } from '../timeline/library';

/** A file of the library that cannot be read. */
export interface UnreadableFile {
	readonly entry: LibraryEntry;
	/** Its name, and where it is known what is wrong with it. */
	readonly file: Words;
	/** Its mapping names it and it is not there. Default: it is there. */
	readonly missing?: true;
	/** What it is called in the draft, and where it is asked for. */
	readonly reference: Pick<AssetReference, 'label' | 'usedBy'>;
}

/** What a file of each kind would make exact; the first of them is what it is told of where nothing else is. */
const SERVES: Readonly<Record<LibraryUse, readonly [ElementKind, ...ElementKind[]]>> = {
	font: ['font'],
	sticker: ['sticker', 'mask', 'text_effect'],
	lut: ['lut', 'filter', 'adjustment'],
	overlay: ['effect'],
};

const saidMissing = (file: Words): Bilingual => ({
	zh: `素材库为它指定了文件 ${inLanguage(file, 'zh')}，但该文件不存在，视频按没有该文件渲染；请放入该文件，或改正 library.json`,
	en: `your library names the file ${inLanguage(file, 'en')} for it, which is not there, and the video is made without it: put the file there, or correct library.json`,
});

const saidBroken = (file: Words): Bilingual => ({
	zh: `素材库中有对应的文件 ${inLanguage(file, 'zh')}，但无法使用，视频按没有该文件渲染；请用完好的文件替换它`,
	en: `your library has the file ${inLanguage(file, 'en')} for it, but it cannot be read, and the video is made without it: put a whole file in its place`,
});

const said = ({ file, missing }: UnreadableFile): Bilingual =>
	missing ? saidMissing(file) : saidBroken(file);

const isFor = (
	{ entry: { use, key } }: UnreadableFile,
	{ what, library = [] }: { what: ElementKind; library?: readonly string[] | undefined },
): boolean => SERVES[use].includes(what) && library.some((name) => keyOf(use, name) === key);

const withWords = (text: Words, file: UnreadableFile): Words => ({
	zh: `${inLanguage(text, 'zh')}；${said(file).zh}`,
	en: `${inLanguage(text, 'en')}; ${said(file).en}`,
});

const subjectOf = ({ code, subject }: Diagnostic): Parameters<typeof isFor>[1] => ({
	what: subject?.what ?? kindOf(code).what,
	library: subject?.library,
});

/** The same differences; those for which the library has a file that cannot be read say so. */
export const withUnreadable = (
	diagnostics: readonly Diagnostic[],
	unreadable: readonly UnreadableFile[] = [],
): readonly Diagnostic[] =>
	diagnostics.map((one) => {
		const file = unreadable.find((broken) => isFor(broken, subjectOf(one)));
		return file ? { ...one, text: withWords(one.text, file) } : one;
	});

/** The same elements; those that are only near because such a file cannot be read say so. */
export const elementsUnread = (
	elements: readonly Element[],
	unreadable: readonly UnreadableFile[],
): readonly Element[] =>
	elements.map((element) => {
		const { near, what } = element;
		const file = unreadable.find((broken) => near && isFor(broken, { ...near, what }));
		return near && file
			? { ...element, near: { ...near, text: withWords(near.text, file) } }
			: element;
	});

/** A word about each file that nothing else tells of: the video is as the draft says without it. */
export const untoldUnreadable = (
	unreadable: readonly UnreadableFile[] = [],
	{
		elements,
		diagnostics,
	}: { readonly elements: readonly Element[]; readonly diagnostics: readonly Diagnostic[] },
): readonly Diagnostic[] => {
	const told = [
		...diagnostics.map(subjectOf),
		...elements.flatMap(({ near, what }) => (near ? [{ ...near, what }] : [])),
	];
	return unreadable
		.filter((file) => !told.some((one) => isFor(file, one)))
		.flatMap((file) =>
			file.reference.usedBy.map((place): Diagnostic => ({
				code: 'LIBRARY_FILE_UNREADABLE',
				subject: { what: SERVES[file.entry.use][0], name: file.reference.label },
				...place,
				text: said(file),
			})),
		);
};
