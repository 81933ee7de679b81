/** Which characters a font has, from its `cmap` table. Formats 4 and 12, which every font for text has; others are refused. */

/** Code points as sorted, disjoint intervals: `[first, last, first, last, …]`, both ends inside. */
export type Coverage = Uint32Array;

/** Whether a code point lies in one of the intervals. */
export const covers = (coverage: Coverage, codePoint: number): boolean => {
	let low = 0;
	let high = coverage.length / 2 - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		if (codePoint < (coverage[2 * middle] ?? 0)) high = middle - 1;
		else if (codePoint > (coverage[2 * middle + 1] ?? 0)) low = middle + 1;
		else return true;
	}
	return false;
};

/** Preference of an encoding record: full Unicode, then the basic plane; 0 is not Unicode. */
const rankOf = (platform: number, encoding: number, format: number): number => {
	const unicode = platform === 0 || (platform === 3 && (encoding === 1 || encoding === 10));
	if (!unicode) return 0;
	if (format === 12) return 2;
	return format === 4 ? 1 : 0;
};

/** The intervals of a `cmap` table; empty when it has no subtable that we read. */
export const coverageOf = (cmap: Buffer): Coverage => {
	let best = { rank: 0, at: 0 };
	const records = cmap.readUInt16BE(2);
	for (let i = 0; i < records; i += 1) {
		const record = 4 + 8 * i;
		const at = cmap.readUInt32BE(record + 4);
		const rank = rankOf(
			cmap.readUInt16BE(record),
			cmap.readUInt16BE(record + 2),
			cmap.readUInt16BE(at),
		);
		if (rank > best.rank) best = { rank, at };
	}
	if (best.rank === 0) return new Uint32Array();
	const table = cmap.subarray(best.at);
	return joined(best.rank === 2 ? groupsOf(table) : segmentsOf(table));
};

const groupsOf = (table: Buffer): readonly (readonly [number, number])[] => {
	const count = Math.min(table.readUInt32BE(12), Math.floor((table.length - 16) / 12));
	return Array.from({ length: Math.max(count, 0) }, (_, i) => {
		const at = 16 + 12 * i;
		return [table.readUInt32BE(at), table.readUInt32BE(at + 4)];
	});
};

const segmentsOf = (table: Buffer): readonly (readonly [number, number])[] => {
	const doubled = table.readUInt16BE(6);
	const intervals: [number, number][] = [];
	let done = -1;
	for (let at = 0; at < doubled; at += 2) {
		const last = table.readUInt16BE(14 + at);
		// Segments must ascend; a forged table that overlaps itself would cost a walk of each.
		const first = Math.max(table.readUInt16BE(16 + doubled + at), done + 1);
		const glyphAt = glyphsOf(table, 16 + doubled + at, doubled);
		for (let code = first; code <= last && code < 0xffff; code += 1)
			if (glyphAt(code) !== 0) intervals.push([code, code]);
		done = Math.max(done, last);
	}
	return intervals;
};

/** The glyph of a character in one segment of format 4; 0 is none. `at` is where the segment's first character is told. */
const glyphsOf = (table: Buffer, at: number, step: number): ((code: number) => number) => {
	const first = table.readUInt16BE(at);
	const delta = table.readUInt16BE(at + step);
	const slot = at + 2 * step;
	const offset = table.readUInt16BE(slot);
	if (offset === 0) return (code) => (code + delta) & 0xffff;
	return (code) => {
		const listed = slot + offset + 2 * (code - first);
		return listed + 2 <= table.length ? table.readUInt16BE(listed) : 0;
	};
};

const joined = (intervals: readonly (readonly [number, number])[]): Coverage => {
	const sorted = intervals.filter(([first, last]) => first <= last).sort((a, b) => a[0] - b[0]);
	const ends: number[] = [];
	for (const [first, last] of sorted) {
		const open = ends[ends.length - 1];
		if (open !== undefined && first <= open + 1) ends[ends.length - 1] = Math.max(open, last);
		else ends.push(first, last);
	}
	return Uint32Array.from(ends);
};
