/** The fonts of the machine, looked through when a draft needs one that does not come with it. Owns where systems keep fonts. */
import { readdirSync } from 'node:fs';
import { homedir, platform } from 'node:os';
import { extname, join } from 'node:path';
import { plainName } from '../../timeline/fontNames';
import { covers } from './coverage';
import { faceOfFile, type Face } from './faces';
import { readFontFacts, type FontFacts } from './sfnt';

/** Fonts that are installed on a machine. Read when first asked. */
export interface SystemFonts {
	/** The face whose family or full name is one of these, in this order; case, blanks and hyphens do not count. */
	readonly named: (names: readonly string[], bold: boolean) => Face | undefined;
	/** A face that has all of these characters. */
	readonly having: (codePoints: readonly number[]) => Face | undefined;
}

interface Installed {
	readonly file: string;
	readonly facts: FontFacts;
	readonly names: ReadonlySet<string>;
}

const MAX_FILES = 3000;
const MAX_DEPTH = 6;
const EXTENSIONS = new Set(['.ttf', '.otf', '.ttc', '.otc']);

/** The folders in which this system keeps fonts. */
export const systemFontFolders = (): readonly string[] => {
	const home = homedir();
	if (platform() === 'win32')
		return ['C:\\Windows\\Fonts', join(home, 'AppData/Local/Microsoft/Windows/Fonts')];
	if (platform() === 'darwin')
		return ['/System/Library/Fonts', '/Library/Fonts', join(home, 'Library/Fonts')];
	return [
		'/usr/share/fonts',
		'/usr/local/share/fonts',
		join(home, '.local/share/fonts'),
		join(home, '.fonts'),
	];
};

const filesUnder = (folder: string, depth = 0): readonly string[] => {
	try {
		const entries = readdirSync(folder, { withFileTypes: true });
		return entries
			.sort((a, b) => (a.name < b.name ? -1 : 1))
			.flatMap((entry) => {
				const path = join(folder, entry.name);
				if (entry.isDirectory()) return depth < MAX_DEPTH ? filesUnder(path, depth + 1) : [];
				return EXTENSIONS.has(extname(entry.name).toLowerCase()) ? [path] : [];
			});
	} catch {
		// A folder that is not there, or not ours to read, has no fonts.
		return [];
	}
};

/** The font files in the folders of this system that are looked at. */
export const systemFontFiles = (folders = systemFontFolders()): readonly string[] =>
	folders.flatMap((folder) => filesUnder(folder)).slice(0, MAX_FILES);

const installedIn = (folders: readonly string[]): readonly Installed[] =>
	systemFontFiles(folders).flatMap((file) => {
		const facts = readFontFacts(file);
		return facts ? [{ file, facts, names: new Set(facts.names.map(plainName)) }] : [];
	});

/** Names of faces that stand out beside the app's own: with serifs, narrow, of another weight or all of one width. */
const ODD = /serif|mono|condensed|narrow|thin|light|black|heavy|medium/iu;

/** Upright and plain faces without serifs first, color ones last: how well a face serves for a few missing characters. */
const plainness = ({ facts }: Installed): number =>
	Number(facts.color) * 8 +
	Number(facts.italic) * 4 +
	Number(facts.names.some((name) => ODD.test(name))) * 2 +
	Number(facts.bold);

const opened = new Map<string, SystemFonts>();

/**
 * The fonts in these folders. Nothing is read before the first question, and nothing twice: what is installed later is
 * seen after a restart.
 */
export const systemFontsIn = (folders: readonly string[]): SystemFonts => {
	const key = folders.join('\n');
	const there = opened.get(key) ?? lookThrough(folders);
	opened.set(key, there);
	return there;
};

const lookThrough = (folders: readonly string[]): SystemFonts => {
	let list: readonly Installed[] | undefined;
	const byCharacters = new Map<string, Face | undefined>();
	const installed = (): readonly Installed[] =>
		(list ??= [...installedIn(folders)].sort((a, b) => plainness(a) - plainness(b)));

	const lookFor = (codePoints: readonly number[]): Face | undefined => {
		for (const { file, facts } of installed()) {
			if (!codePoints.every((codePoint) => covers(facts.coverage, codePoint))) continue;
			const face = faceOfFile(file, facts);
			if (face) return face;
		}
		return undefined;
	};
	const having = (codePoints: readonly number[]): Face | undefined => {
		const key = codePoints.join();
		if (!byCharacters.has(key)) byCharacters.set(key, lookFor(codePoints));
		return byCharacters.get(key);
	};
	const named = (names: readonly string[], bold: boolean): Face | undefined => {
		for (const name of names.map(plainName)) {
			const family = installed().filter((font) => font.names.has(name) && !font.facts.italic);
			const found = family.find(({ facts }) => facts.bold === bold) ?? family[0];
			const face = found && faceOfFile(found.file, found.facts);
			if (face) return face;
		}
		return undefined;
	};
	return { named, having };
};
