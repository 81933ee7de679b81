/** What a built ffmpeg or ffprobe says of itself in its own bytes, which can be read on a system that cannot run it. */
import { readFileSync } from 'node:fs';

/** A library that is linked into a program. */
export interface Linked {
	readonly name: 'x264' | 'zlib';
	/** Undefined when its build left none. */
	readonly version: string | undefined;
	readonly license: string;
}

/** What is known of a program. */
export interface Built {
	readonly version: string | undefined;
	/** As its configuration says, in SPDX words. */
	readonly license: string;
	readonly linked: readonly Linked[];
}

const first = (text: string, pattern: RegExp): string | undefined => pattern.exec(text)?.[1];

const licenseOf = (text: string): string => {
	const isGpl = text.includes('--enable-gpl');
	const isThree = text.includes('--enable-version3');
	if (isGpl) return isThree ? 'GPL-3.0-or-later' : 'GPL-2.0-or-later';
	return isThree ? 'LGPL-3.0-or-later' : 'LGPL-2.1-or-later';
};

/** Reads a program of ffmpeg. */
export const builtOf = (file: string): Built => {
	const text = readFileSync(file, 'latin1');
	const zlib = first(text, /\bdeflate (\d[\d.]*) Copyright/);
	const x264 = {
		name: 'x264',
		version: first(text, / (r\d{4,} [\da-f]{7,})/),
		license: 'GPL-2.0-or-later',
	} as const;
	return {
		version: first(text, /%s version ([A-Za-z]?-?\d[\w.+~-]*)/),
		license: licenseOf(text),
		linked: [
			...(text.includes('x264 - core') ? [x264] : []),
			...(zlib === undefined ? [] : [{ name: 'zlib', version: zlib, license: 'Zlib' } as const]),
		],
	};
};
