/** What a font file says of itself, read from its tables. Owns the file format; refuses everything but TrueType and OpenType. */
import { closeSync, openSync, readSync } from 'node:fs';
import { coverageOf, type Coverage } from './coverage';

/** A font file as its tables describe it. */
export interface FontFacts {
	/** Typographic ascender above the baseline, in em. */
	readonly ascent: number;
	/** Typographic descender below the baseline, in em; positive. */
	readonly descent: number;
	readonly coverage: Coverage;
	/** Family and full names in every language that the file has. */
	readonly names: readonly string[];
	readonly bold: boolean;
	readonly italic: boolean;
	/** Glyphs have their own colors, as those of emoji fonts. */
	readonly color: boolean;
}

/** No table that we read is larger than this in an honest font. */
const MAX_TABLE_BYTES = 8 * 1024 * 1024;
const MAX_TABLES = 256;
const SIGNATURES = new Set(['\0\x01\0\0', 'OTTO', 'true']);

interface Place {
	readonly offset: number;
	readonly length: number;
}

/** The facts of a font file (the first face of a collection), or undefined when it is not a font that can be read. */
export const readFontFacts = (file: string): FontFacts | undefined => {
	let handle: number | undefined;
	try {
		handle = openSync(file, 'r');
		return factsOf(handle);
	} catch {
		// Truncated or invented tables end in a range error: not a font for us.
		return undefined;
	} finally {
		if (handle !== undefined) closeSync(handle);
	}
};

const bytesAt = (handle: number, { offset, length }: Place): Buffer => {
	const bytes = Buffer.alloc(Math.min(length, MAX_TABLE_BYTES));
	return bytes.subarray(0, readSync(handle, bytes, 0, bytes.length, offset));
};

const factsOf = (handle: number): FontFacts | undefined => {
	const places = placesOf(handle);
	const table = (tag: string): Buffer | undefined => {
		const place = places?.get(tag);
		return place && bytesAt(handle, place);
	};
	const head = table('head');
	const cmap = table('cmap');
	if (!places || !head || !cmap) return undefined;
	const style = head.readUInt16BE(44);
	return {
		...spanOf(head.readUInt16BE(18), table('OS/2'), table('hhea')),
		coverage: coverageOf(cmap),
		names: namesOf(table('name')),
		bold: (style & 1) !== 0,
		italic: (style & 2) !== 0,
		color: ['COLR', 'CBDT', 'sbix'].some((tag) => places.has(tag)),
	};
};

const placesOf = (handle: number): ReadonlyMap<string, Place> | undefined => {
	const start = bytesAt(handle, { offset: 0, length: 16 });
	const collection = start.toString('latin1', 0, 4) === 'ttcf';
	const base = collection ? start.readUInt32BE(12) : 0;
	const directory = bytesAt(handle, { offset: base, length: 12 + 16 * MAX_TABLES });
	if (!SIGNATURES.has(directory.toString('latin1', 0, 4))) return undefined;
	const count = Math.min(directory.readUInt16BE(4), MAX_TABLES);
	return new Map(
		Array.from({ length: count }, (_, i) => {
			const at = 12 + 16 * i;
			const place = {
				offset: directory.readUInt32BE(at + 8),
				length: directory.readUInt32BE(at + 12),
			};
			return [directory.toString('latin1', at, at + 4), place];
		}),
	);
};

/** What a font whose numbers cannot be meant is taken for: most Chinese fonts. */
const USUAL_SPAN = { ascent: 0.88, descent: 0.12 };

const spanOf = (
	unitsPerEm: number,
	os2: Buffer | undefined,
	hhea: Buffer | undefined,
): Pick<FontFacts, 'ascent' | 'descent'> => {
	const read = os2 ? os2.subarray(68, 72) : hhea?.subarray(4, 8);
	if (read?.length !== 4) return USUAL_SPAN;
	const ascent = read.readInt16BE(0) / unitsPerEm;
	const descent = Math.abs(read.readInt16BE(2)) / unitsPerEm;
	const span = ascent + descent;
	return ascent > 0 && span >= 0.4 && span <= 4 ? { ascent, descent } : USUAL_SPAN;
};

const FAMILY_AND_FULL = new Set([1, 4, 16]);

const namesOf = (name: Buffer | undefined): readonly string[] => {
	if (!name) return [];
	const strings = name.readUInt16BE(4);
	const count = Math.min(name.readUInt16BE(2), Math.floor((name.length - 6) / 12));
	const records = Array.from({ length: count }, (_, i) => 6 + 12 * i);
	const wanted = records.filter((at) => FAMILY_AND_FULL.has(name.readUInt16BE(at + 6)));
	return [
		...new Set(
			wanted.map((at) => {
				const start = strings + name.readUInt16BE(at + 10);
				const bytes = name.subarray(start, start + name.readUInt16BE(at + 8));
				const wide = name.readUInt16BE(at) !== 1 && bytes.length % 2 === 0;
				return wide ? Buffer.from(bytes).swap16().toString('utf16le') : bytes.toString('latin1');
			}),
		),
	];
};
