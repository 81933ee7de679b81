/** Tells Dolby Digital without a container by its first frame and the mark of the next. Pure. */

/** Kilobits a second by their code, and samples a second. */
const KILOBITS = [
	...[32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384, 448, 512, 576, 640],
];
const RATES = [48_000, 44_100, 32_000];
/** The versions of the stream: plain up to here, Plus from there to there. */
const PLAIN_TO = 8;
const PLUS_FROM = 11;
const PLUS_TO = 16;

const marks = (head: Uint8Array, at: number): boolean => head[at] === 0x0b && head[at + 1] === 0x77;

/** Bytes of a plain frame; 0 for codes that there are not. */
const plainLength = (codes: number): number => {
	const rate = RATES[codes >> 6];
	const kilobits = KILOBITS[(codes & 63) >> 1];
	if (rate === undefined || kilobits === undefined) return 0;
	const padded = rate === 44_100 ? codes & 1 : 0;
	return 2 * (Math.floor((kilobits * 96_000) / rate) + padded);
};

/** Bytes of a frame of Plus, which are written in it. */
const plusLength = (head: Uint8Array): number =>
	2 * ((((head[2] ?? 0) & 7) << 8) + (head[3] ?? 0) + 1);

const kindOf = (version: number): 'ac3' | 'eac3' | undefined => {
	if (version <= PLAIN_TO) return 'ac3';
	return version >= PLUS_FROM && version <= PLUS_TO ? 'eac3' : undefined;
};

/** ffmpeg's name of the format, or undefined where it is none. A file of less than a frame and a mark is believed. */
export const dolbyIn = (head: Uint8Array): 'ac3' | 'eac3' | undefined => {
	const [, , , , codes = 0, version = 0] = head;
	const kind = marks(head, 0) ? kindOf(version >> 3) : undefined;
	if (!kind) return undefined;
	const length = kind === 'eac3' ? plusLength(head) : plainLength(codes);
	const isFollowed = length + 2 > head.length || marks(head, length);
	return length > 0 && isFollowed ? kind : undefined;
};
