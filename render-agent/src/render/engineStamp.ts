/** What draws: a stamp that changes with the code, the packages and the fonts that decide how a picture looks. */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { DIST } from './places';
import { systemFontFiles } from './text/systemFonts';

/** The built rooms that a picture or a sample comes through. */
const ROOMS = ['kernel', 'timeline', 'compile', 'compose', 'render'];
const PACKAGES = [
	'@napi-rs/canvas',
	'@expo-google-fonts/noto-sans-sc',
	'@expo-google-fonts/noto-color-emoji',
	'linebreak',
	'bidi-js',
];

const versionOf = (name: string): string => {
	try {
		return readFileSync(require.resolve(`${name}/package.json`), 'utf8');
	} catch {
		return 'none';
	}
};

/** Where the build writes the sum of what it has built, so that no start has to read all of it. */
export const BUILT_STAMP = join(DIST, 'stamp');

/** The sum of the built rooms. Hexadecimal. */
export const sumOfRooms = (): string => {
	const hash = createHash('sha256');
	for (const room of ROOMS)
		for (const name of readdirSync(join(DIST, room), { recursive: true, encoding: 'utf8' }).sort())
			if (/\.(js|wasm)$/.test(name)) hash.update(name).update(readFileSync(join(DIST, room, name)));
	return hash.digest('hex');
};

const builtStamp = (): string => {
	try {
		return readFileSync(BUILT_STAMP, 'utf8');
	} catch {
		return sumOfRooms();
	}
};

const ownCode = (): string => {
	const hash = createHash('sha256').update(process.version).update(builtStamp());
	for (const name of PACKAGES) hash.update(versionOf(name));
	return hash.digest('hex');
};

const ownFonts = (): string => {
	const hash = createHash('sha256');
	for (const file of systemFontFiles()) {
		const { size, mtimeMs } = statSync(file, { throwIfNoEntry: false }) ?? { size: 0, mtimeMs: 0 };
		hash.update(`${file}\n${String(size)}\n${String(mtimeMs)}\n`);
	}
	return hash.digest('hex');
};

const once = (make: () => string): (() => string) => {
	let made: string | undefined;
	return () => (made ??= make());
};

/** Changes when the agent's own code, Node, or a package that draws does. */
export const codeStamp = once(ownCode);

/** Changes when fonts of the machine come, go or change. */
export const fontsStamp = once(ownFonts);
