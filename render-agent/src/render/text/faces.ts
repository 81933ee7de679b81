/** Font files made known to Skia, once a process, each under a private name. Owns registration; refuses files that are no fonts. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { GlobalFonts } from '@napi-rs/canvas';
import { covers } from './coverage';
import { readFontFacts, type FontFacts } from './sfnt';

/** A font file that can be drawn with. */
export interface Face {
	/** The private family name under which Skia knows the file. */
	readonly family: string;
	/** A name for people. */
	readonly label: string;
	/** Typographic ascender and descender in em, both positive. */
	readonly ascent: number;
	readonly descent: number;
	readonly bold: boolean;
	readonly color: boolean;
	readonly has: (codePoint: number) => boolean;
}

const known = new Map<string, Face | undefined>();

/** The face of a font file (the first of a collection), or undefined when Skia or we cannot read it. Remembered. */
export const faceOfFile = (file: string, facts = readFontFacts(file)): Face | undefined => {
	if (known.has(file)) return known.get(file);
	const face = facts && registered(file, facts);
	known.set(file, face);
	return face;
};

const registered = (file: string, facts: FontFacts): Face | undefined => {
	const family = `capcut-render-${createHash('sha256').update(file).digest('hex').slice(0, 24)}`;
	// All threads of the process share one registry. Skia's own opening fails on some paths beyond ASCII.
	const there =
		GlobalFonts.has(family) ||
		GlobalFonts.registerFromPath(file, family) ||
		GlobalFonts.register(readFileSync(file), family);
	if (!there) return undefined;
	const { ascent, descent, bold, color, coverage } = facts;
	const has = (codePoint: number): boolean => covers(coverage, codePoint);
	return { family, label: facts.names[0] ?? family, ascent, descent, bold, color, has };
};

/** The face that stands for the app's own font: Noto Sans SC, which comes with the agent. */
export const bundledFace = (weight: 'regular' | 'bold'): Face | undefined => {
	const folder = dirname(require.resolve('@expo-google-fonts/noto-sans-sc/package.json'));
	const path =
		weight === 'bold' ? '700Bold/NotoSansSC_700Bold.ttf' : '400Regular/NotoSansSC_400Regular.ttf';
	return faceOfFile(join(folder, path));
};

/** The color emoji that may come with the agent: Noto Color Emoji, or undefined where it is not installed. */
export const bundledEmoji = (): Face | undefined => {
	try {
		const folder = dirname(require.resolve('@expo-google-fonts/noto-color-emoji/package.json'));
		return faceOfFile(join(folder, '400Regular/NotoColorEmoji_400Regular.ttf'));
	} catch {
		// An optional package: without it the emoji of the machine are drawn.
		return undefined;
	}
};
