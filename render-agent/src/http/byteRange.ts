/** What part of a file a Range header asks for. */

/** Bytes `first` to `last` of a file, both included. */
export interface ByteRange {
	readonly first: number;
	readonly last: number;
}

/**
 * The one range that a header asks for. Everything when it asks for none, for several or in words that are not
 * understood, as HTTP allows; `impossible` when it starts behind the end.
 */
export const byteRangeOf = (
	header: string | undefined,
	bytes: number,
): ByteRange | 'whole' | 'impossible' => {
	const found = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
	const [, from = '', to = ''] = found ?? [];
	if (from === '' && to === '') return 'whole';
	if (from === '') {
		const length = Math.min(Number(to), bytes);
		return length === 0 ? 'impossible' : { first: bytes - length, last: bytes - 1 };
	}
	const first = Number(from);
	const last = to === '' ? bytes - 1 : Math.min(Number(to), bytes - 1);
	if (to !== '' && Number(to) < first) return 'whole';
	return first < bytes ? { first, last } : 'impossible';
};
