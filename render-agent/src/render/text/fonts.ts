/** Which font draws which characters. Owns the choice and its fallbacks; refuses to leave a box where a character was. */
import { AgentError } from '../../kernel/errors';
import type { AssetId } from '../../timeline/asset';
import { plainName } from '../../timeline/fontNames';
import type { FontRequest, TextStyle } from '../../timeline/text';
import { bundledEmoji, bundledFace, faceOfFile, type Face } from './faces';
import { kindOf, SUBSTITUTES } from './fontKinds';
import { systemFontsIn, systemFontFolders, type SystemFonts } from './systemFonts';

/** The face that a style is drawn with. */
export interface ChosenFace {
	readonly face: Face;
	/** The style is bold and the face is not: its outlines must be thickened. */
	readonly thicken: boolean;
	/** The face is another than the one that the draft asks for. */
	readonly substituted: boolean;
}

/** How one grapheme cluster is drawn. */
export interface ChosenGlyphs {
	/** The characters that are drawn: those of the cluster that the face has. Empty when no font has any. */
	readonly text: string;
	readonly face: Face;
	readonly thicken: boolean;
	/** The characters of the cluster that no font has together with the rest, and that are left out. */
	readonly lost: readonly string[];
}

/** The fonts of one render. */
export interface Fonts {
	/** The face whose measures a style has. */
	readonly faceOf: (style: Pick<TextStyle, 'font' | 'bold'>) => ChosenFace;
	/** The face for one cluster: the style's own, else one that has its characters. */
	readonly glyphsOf: (cluster: string, style: Pick<TextStyle, 'font' | 'bold'>) => ChosenGlyphs;
}

const COLOR_EMOJI = ['Noto Color Emoji', 'Segoe UI Emoji', 'Apple Color Emoji'];
const EMOJI = /\p{Emoji_Presentation}|\uFE0F|[\u{1F1E6}-\u{1F1FF}]/u;
const UNSEEN = /^[\p{Default_Ignorable_Code_Point}\p{Cc}]$/u;

const isSeen = (character: string): boolean => !UNSEEN.test(character);

const hasAll = (face: Face, cluster: string): boolean =>
	Array.from(cluster)
		.filter(isSeen)
		.every((character) => face.has(character.codePointAt(0) ?? 0));

/** The characters of a cluster that a face has, with the unseen ones that join them; empty when it has none. */
const drawable = (face: Face, cluster: string): string => {
	const had = (character: string): boolean => face.has(character.codePointAt(0) ?? 0);
	const characters = Array.from(cluster);
	if (!characters.some((character) => isSeen(character) && had(character))) return '';
	return characters.filter((character) => !isSeen(character) || had(character)).join('');
};

/**
 * The app's own font.
 * @throws {AgentError} NOT_READY when the fonts that come with the agent are gone
 */
const ownFace = (bold: boolean): Face => {
	const face = bundledFace(bold ? 'bold' : 'regular');
	if (face) return face;
	throw new AgentError('NOT_READY', {
		object: {
			zh: '随程序安装的字体 Noto Sans SC 无法读取',
			en: 'the font Noto Sans SC, which comes with the agent, cannot be read',
		},
	});
};

const byName = (request: FontRequest, bold: boolean, system: SystemFonts): ChosenFace => {
	const { kind, heavy } = kindOf(request.name);
	const own = (substituted: boolean): ChosenFace => ({
		face: ownFace(bold || heavy),
		thicken: false,
		substituted,
	});
	const nameless = request.name === '' && (request.asset ?? request.resourceId) !== '';
	if (kind === 'own') return own(nameless);
	const exact = system.named([request.name], bold);
	if (exact) return { face: exact, thicken: bold && !exact.bold, substituted: false };
	const near =
		SUBSTITUTES[kind].length > 0 ? system.named(SUBSTITUTES[kind], bold || heavy) : undefined;
	return near ? { face: near, thicken: bold && !near.bold, substituted: true } : own(true);
};

/** The characters of a cluster that are seen, each once. */
const seenOf = (cluster: string): readonly number[] => [
	...new Set(
		Array.from(cluster)
			.filter(isSeen)
			.map((character) => character.codePointAt(0) ?? 0),
	),
];

const countOf = ({ has }: Face, codePoints: readonly number[]): number =>
	codePoints.filter((codePoint) => has(codePoint)).length;

/** The face for a cluster that the style's own has not all of: one that has, else the one that has most of it. */
const fallbackFor = (
	cluster: string,
	faces: readonly Face[],
	system: SystemFonts,
): Face | undefined => {
	const needed = seenOf(cluster);
	const emoji = bundledEmoji();
	const known = emoji ? [...faces, emoji] : faces;
	const whole =
		faces.find((face) => hasAll(face, cluster)) ??
		system.having(needed) ??
		known.find((face) => hasAll(face, cluster));
	if (whole) return whole;
	const some = [...known, ...needed.flatMap((codePoint) => system.having([codePoint]) ?? [])];
	return some.reduce((best, one) => (countOf(one, needed) > countOf(best, needed) ? one : best));
};

/** The characters of a cluster that a face would leave out. */
const lostOf = (cluster: string, face: Face): readonly string[] =>
	seenOf(cluster)
		.filter((codePoint) => !face.has(codePoint))
		.map((codePoint) => String.fromCodePoint(codePoint));

/**
 * The fonts for a draft: its own files, then what the machine has under the name, then Noto Sans SC, then those that the
 * user's library has to spare, then whatever has the character. `files` are the font assets that are there; `folders` where the system keeps fonts.
 */
export const openFonts = ({
	files,
	folders = systemFontFolders(),
}: {
	readonly files: ReadonlyMap<AssetId, string>;
	readonly folders?: readonly string[];
}): Fonts => {
	const system = systemFontsIn(folders);
	const chosen = new Map<string, ChosenFace>();
	const glyphs = new Map<string, ChosenGlyphs>();

	const choose = ({ font, bold }: Pick<TextStyle, 'font' | 'bold'>): ChosenFace => {
		const file = font.asset === undefined ? undefined : files.get(font.asset);
		const face = file === undefined ? undefined : faceOfFile(file);
		if (face) return { face, thicken: bold && !face.bold, substituted: false };
		return byName(font, bold, system);
	};
	const sparesOf = ({ spares = [] }: FontRequest): readonly Face[] =>
		spares.flatMap(({ asset }) => {
			const file = files.get(asset);
			return (file === undefined ? undefined : faceOfFile(file)) ?? [];
		});
	const faceOf = (style: Pick<TextStyle, 'font' | 'bold'>): ChosenFace =>
		remembered(chosen, keyOf(style), () => choose(style));

	const glyphsFor = (cluster: string, style: Pick<TextStyle, 'font' | 'bold'>): ChosenGlyphs => {
		// The agent's own emoji go first, so that a draft looks the same on every machine.
		const emoji = EMOJI.test(cluster)
			? (bundledEmoji() ?? system.named(COLOR_EMOJI, false))
			: undefined;
		const whole = { text: cluster, lost: [] };
		if (emoji && hasAll(emoji, cluster)) return { ...whole, face: emoji, thicken: false };
		const { face, thicken } = faceOf(style);
		if (hasAll(face, cluster)) return { ...whole, face, thicken };
		const known = [ownFace(style.bold), ...sparesOf(style.font), face];
		const other = fallbackFor(cluster, known, system) ?? face;
		return {
			text: drawable(other, cluster),
			face: other,
			thicken: style.bold && !other.bold,
			lost: lostOf(cluster, other),
		};
	};
	const glyphsOf = (cluster: string, style: Pick<TextStyle, 'font' | 'bold'>): ChosenGlyphs =>
		remembered(glyphs, `${keyOf(style)}\n${cluster}`, () => glyphsFor(cluster, style));

	return { faceOf, glyphsOf };
};

const keyOf = ({ font, bold }: Pick<TextStyle, 'font' | 'bold'>): string =>
	[
		...[font.asset ?? '', font.resourceId, plainName(font.name), bold],
		...(font.spares ?? []).map(({ asset }) => asset),
	].join('\n');

const remembered = <T>(memory: Map<string, T>, key: string, make: () => T): T => {
	const found = memory.get(key);
	if (found !== undefined) return found;
	const made = make();
	memory.set(key, made);
	return made;
};
