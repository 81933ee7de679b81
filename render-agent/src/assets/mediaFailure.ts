/** Turns everything that could not be had into one failure, or into one warning for each place that does without. Pure. */
import { basename } from 'node:path';
import type { Diagnostic, ElementKind } from '../kernel/diagnostic';
import { AgentError, type ErrorCode } from '../kernel/errors';
import { type Bilingual, inLanguage, listed, type Words } from '../kernel/words';
import { type AssetReference, shownFile } from '../timeline/asset';
import { libraryHint, libraryKeys } from '../timeline/library';

/** An asset that could not be had, and why. */
export interface Unobtained {
	readonly reference: AssetReference;
	readonly error: AgentError;
}

/** Worst first: what the failure of several is called. */
const ORDER: readonly ErrorCode[] = [
	'ADDRESS_REFUSED',
	'MEDIA_UNREACHABLE',
	'MEDIA_MISSING',
	'MEDIA_BROKEN',
	'TOO_LARGE',
];

/** What a file is called: by the draft, and one of the library by its own name. */
export const namedFile = (
	{ label, place }: Pick<AssetReference, 'label' | 'place'>,
	file: string,
): string => (place.kind === 'library' ? basename(file) : label);

/** A file that is nothing that can be used, and why. */
export const brokenMedia = (label: string, why: Words): AgentError =>
	new AgentError('MEDIA_BROKEN', {
		object: {
			zh: `${label}（${inLanguage(why, 'zh')}）`,
			en: `${label} (${inLanguage(why, 'en')})`,
		},
	});

/** Whether a failure is one asset's own; others (a full disk, a cancelled job) end everything. */
export const isOfAsset = (error: unknown): error is AgentError =>
	error instanceof AgentError && ORDER.includes(error.code);

/** What could not be had: by its title and where it is, with what is wrong of it. */
const nameOf = ({ reference, error }: Unobtained): Words => {
	const { label, title } = reference;
	const said = error.object ?? label;
	if (title === undefined) return said;
	const shown = shownFile(reference);
	const [zh, en] = [inLanguage(said, 'zh'), inLanguage(said, 'en')];
	if (!en.startsWith(label)) return { zh: `${title}（${zh}）`, en: `${title} at ${en}` };
	const behind = (text: string): string => text.slice(label.length);
	return { zh: `${shown.zh}${behind(zh)}`, en: `${shown.en}${behind(en)}` };
};

const text = (words: Words): string => (typeof words === 'string' ? words : words.en);

const unique = (names: readonly Words[]): readonly Words[] => [
	...new Map(names.map((name) => [text(name), name])).values(),
];

const joined = (settings: readonly string[]): string => {
	const [name = ''] = (settings[0] ?? '').split('=');
	const blocks = settings.flatMap((setting) => setting.slice(name.length + 1).split(','));
	return `${name}=${[...new Set(blocks)].join(',')}`;
};

const hintOf = (unobtained: readonly Unobtained[]): Readonly<Record<string, string>> => {
	const hints = unobtained.map(({ error }) => error.hint);
	const settings = hints.flatMap(({ setting }) => setting ?? []);
	const all: Record<string, string> = Object.fromEntries(
		hints.flatMap((hint) => Object.entries(hint)),
	);
	return settings.length > 0 ? { ...all, setting: joined(settings) } : all;
};

/** One failure that names everything that could not be had. `unobtained` must not be empty. */
export const mediaFailure = (unobtained: readonly Unobtained[]): AgentError => {
	const code = ORDER.find((name) => unobtained.some(({ error }) => error.code === name));
	return new AgentError(code ?? 'MEDIA_UNREACHABLE', {
		object: listed(unique(unobtained.map(nameOf))),
		hint: hintOf(unobtained),
		cause: unobtained[0]?.error.cause,
	});
};

const WHAT: Readonly<Record<AssetReference['use'], ElementKind>> = {
	video: 'video',
	photo: 'photo',
	audio: 'sound',
	sticker: 'sticker',
	texture: 'text_effect',
	font: 'font',
	lut: 'lut',
};

/** Whether something else stands for what could not be had: a draft names fonts, LUTs and pictures in letters of its author's own computer. */
export const isReplaced = ({ reference: { use } }: Pick<Unobtained, 'reference'>): boolean =>
	use === 'font' || use === 'lut' || use === 'texture';

/**
 * Ends where media could not be had that nothing else stands for.
 * @throws {AgentError} ADDRESS_REFUSED, MEDIA_UNREACHABLE, MEDIA_MISSING, MEDIA_BROKEN or TOO_LARGE, naming all of them
 */
export const requireMedia = (unobtained: readonly Unobtained[]): void => {
	const lacking = unobtained.filter((item) => !isReplaced(item));
	if (lacking.length > 0) throw mediaFailure(lacking);
};

/** Why a file is not used, in the midst of a sentence: it is nowhere to be had, or it is there and cannot be read. */
const lackOf = ({ error }: Unobtained): Bilingual => {
	if (error.code !== 'MEDIA_BROKEN') return { zh: '无法获取', en: 'cannot be had' };
	return { zh: '已找到，但已损坏或无法读取', en: 'is there but cannot be read' };
};

/** One warning for each use of a LUT that could not be had. */
const lutWarnings = (lacking: Unobtained): readonly Diagnostic[] => {
	const { id, label, called = { name: label, resourceId: '' } } = lacking.reference;
	const { hasNear, usedBy } = lacking.reference;
	const hint = libraryHint(called);
	const lack = lackOf(lacking);
	return usedBy.map((place) => ({
		code: hasNear ? ('COLOR_STAGE_APPROXIMATED' as const) : ('COLOR_STAGE_IGNORED' as const),
		subject: {
			...{ what: 'lut', name: called.name || called.resourceId },
			...{ file: id, library: libraryKeys(called) },
		},
		...place,
		text: hasNear
			? {
					zh: `LUT“${label}”的文件${lack.zh}，以名称相近的调色代替${hint.zh}`,
					en: `LUT “${label}” is drawn as the nearest grading by its name: its file ${lack.en}${hint.en}`,
				}
			: {
					zh: `LUT“${label}”的文件${lack.zh}，未应用${hint.zh}`,
					en: `LUT “${label}” is not applied: its file ${lack.en}${hint.en}`,
				},
	}));
};

/** One warning for each use of a picture in letters that could not be had. */
const textureWarnings = (lacking: Unobtained): readonly Diagnostic[] => {
	const { id, label, called = { name: label, resourceId: '' }, usedBy } = lacking.reference;
	const lack = lackOf(lacking);
	const hint = libraryHint(called);
	return usedBy.map((place) => ({
		code: 'TEXT_EFFECT_IGNORED' as const,
		subject: { what: 'text_effect', name: label, file: id, library: libraryKeys(called) },
		...place,
		text: {
			zh: `文字的纹理图片“${label}”${lack.zh}，以纯色代替${hint.zh}`,
			en: `the picture “${label}” in letters ${lack.en}, they are filled with one color${hint.en}`,
		},
	}));
};

/** One warning for each use of what could not be had. Of fonts is told where it is known what stands for them. */
export const missingWarnings = (unobtained: readonly Unobtained[]): readonly Diagnostic[] =>
	unobtained.flatMap((item) => {
		if (item.reference.use === 'font') return [];
		if (item.reference.use === 'lut') return lutWarnings(item);
		if (item.reference.use === 'texture') return textureWarnings(item);
		const { use, id: file, label, title } = item.reference;
		const name = nameOf(item);
		const [zh, en] = [inLanguage(name, 'zh'), inLanguage(name, 'en')];
		const words = {
			zh: `素材无法获取，已跳过：${zh}`,
			en: `left out, its media cannot be had: ${en}`,
		};
		return item.reference.usedBy.map((place) => ({
			code: 'MEDIA_MISSING' as const,
			subject: { what: WHAT[use], name: title ?? label, file },
			...place,
			text: words,
		}));
	});
