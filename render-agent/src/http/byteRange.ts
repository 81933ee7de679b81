/** What part of a file a Range header asks for. */

/** Bytes `first` to `last` of a file, both included. */
export interface ByteRange {
	readonly first: number;
	readonly last: number;
}

const lastBytes = (count: number, bytes: number): ByteRange | 'impossible' =>
	count === 0 || bytes === 0
		? 'impossible'
		: { first: Math.max(0, bytes - count), last: bytes - 1 };

/**
 * The one range that a header asks for. Everything when it asks for none, for several or in words that are not
 * understood, as HTTP allows; `impossible` when it starts behind the end.
 */
export const byteRangeOf = (
	header: string | undefined,
	bytes: number,
): ByteRange | 'whole' | 'impossible' => {
	const found = /^bytes=(?:(\d+)-(\d*)|-(\d+))$/.exec(header?.trim() ?? '');
	if (!found) return 'whole';
	const [, from, to, suffix] = found;
	if (suffix !== undefined) return lastBytes(Number(suffix), bytes);
	const first = Number(from);
	const last = to ? Number(to) : bytes - 1;
	if (first >= bytes) return 'impossible';
	return last < first ? 'whole' : { first, last: Math.min(last, bytes - 1) };
};
