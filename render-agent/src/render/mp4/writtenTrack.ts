/** The index of an mp4 that holds one picture track and nothing else. @source ISO/IEC 14496-12 */
import { boxOf } from './boxes';

/** A track as it is written. Lists have an entry for each sample, in the order in which they are decoded. */
export interface WrittenTrack {
	readonly width: number;
	readonly height: number;
	readonly timescale: number;
	readonly step: number;
	/** Body of the decoder's settings, `avcC`. */
	readonly settings: Uint8Array;
	readonly sizes: readonly number[];
	/** The whole description of the samples, body of `stsd`. Default: one made of the settings, in our colors. */
	readonly description?: Uint8Array;
	/** When each is decoded, in steps; ascending from 0. Default: one after another, without a gap. */
	readonly decoded?: readonly number[];
	/** Which picture it is in the order in which they are shown, from 0: when it is shown, in steps. */
	readonly shown: readonly number[];
	/** Numbers of the samples that can be decoded by themselves. */
	readonly keys: readonly number[];
	/** Frames between decoding and showing a picture that comes in its turn. */
	readonly delay: number;
	/** Where in the file the first sample begins; the others follow. */
	readonly begin: number;
}

const words = (...values: readonly number[]): Buffer => {
	const bytes = Buffer.alloc(values.length * 4);
	values.forEach((value, i) => bytes.writeUInt32BE(value >>> 0, i * 4));
	return bytes;
};

const halves = (...values: readonly number[]): Buffer => {
	const bytes = Buffer.alloc(values.length * 2);
	values.forEach((value, i) => bytes.writeUInt16BE(value, i * 2));
	return bytes;
};

/** A list with its count before it. */
const listBox = (type: string, entries: readonly (readonly number[])[]): Buffer =>
	boxOf(type, words(0, entries.length), words(...entries.flat()));

const UPRIGHT = [0x10000, 0, 0, 0, 0x10000, 0, 0, 0, 0x40000000];
const UNDETERMINED = 0x55c4;
const BT709 = [1, 1, 1] as const;
const SHOWN_IN_MOVIE = 3;
const WHOLE_SPEED = 0x10000;
const RESOLUTION = 0x480000;

const description = ({ width, height, settings }: WrittenTrack): Buffer => {
	const entry = [
		words(0),
		halves(0, 1, 0, 0),
		words(0, 0, 0),
		halves(width, height),
		words(RESOLUTION, RESOLUTION, 0),
		halves(1),
		Buffer.alloc(32),
		halves(24, 0xffff),
	];
	const colors = boxOf('colr', Buffer.from('nclx'), halves(...BT709), Buffer.from([0]));
	return boxOf('stsd', words(0, 1), boxOf('avc1', ...entry, boxOf('avcC', settings), colors));
};

/** From one moment to the next, and one step for the last. */
const stepsOf = (decoded: readonly number[], step: number): readonly (readonly number[])[] =>
	decoded.map((at, i) => [1, ((decoded[i + 1] ?? at + 1) - at) * step]);

const table = (track: WrittenTrack): Buffer => {
	const { sizes, step, shown, delay, keys, begin, decoded } = track;
	return boxOf(
		'stbl',
		track.description ? boxOf('stsd', track.description) : description(track),
		listBox('stts', decoded ? stepsOf(decoded, step) : [[sizes.length, step]]),
		listBox(
			'ctts',
			shown.map((place, i) => [1, (place - (decoded?.[i] ?? i) + delay) * step]),
		),
		listBox(
			'stss',
			keys.map((key) => [key + 1]),
		),
		listBox('stsc', [[1, sizes.length, 1]]),
		boxOf('stsz', words(0, 0, sizes.length), words(...sizes)),
		listBox('co64', [[Math.floor(begin / 2 ** 32), begin]]),
	);
};

/** Ticks up to the end of what is shown last. */
const lengthOf = ({ shown, step }: WrittenTrack): number =>
	shown.reduce((end, place) => Math.max(end, place + 1), 0) * step;

const media = (track: WrittenTrack): Buffer => {
	const length = lengthOf(track);
	const own = boxOf('dref', words(0, 1), boxOf('url ', words(1)));
	return boxOf(
		'mdia',
		boxOf('mdhd', words(0, 0, 0, track.timescale, length), halves(UNDETERMINED, 0)),
		boxOf('hdlr', words(0, 0), Buffer.from('vide'), words(0, 0, 0), Buffer.from('\0')),
		boxOf('minf', boxOf('vmhd', words(1, 0, 0)), boxOf('dinf', own), table(track)),
	);
};

/** What stands before the samples. */
export const fileType = (): Buffer =>
	boxOf('ftyp', Buffer.from('isom'), words(512), Buffer.from('isomiso2avc1mp41'));

/** The index, which may stand behind the samples. */
export const movieIndex = (track: WrittenTrack): Buffer => {
	const { width, height, timescale, step, delay } = track;
	const length = lengthOf(track);
	const head = [words(0, 0, 0, timescale, length, WHOLE_SPEED), halves(0x100, 0), words(0, 0)];
	const movie = boxOf('mvhd', ...head, words(...UPRIGHT), words(0, 0, 0, 0, 0, 0, 2));
	const trackHead = [words(SHOWN_IN_MOVIE, 0, 0, 1, 0, length, 0, 0), halves(0, 0, 0, 0)];
	const size = words(width * 0x10000, height * 0x10000);
	const edit = listBox('elst', [[length, delay * step, WHOLE_SPEED]]);
	const trak = boxOf(
		'trak',
		boxOf('tkhd', ...trackHead, words(...UPRIGHT), size),
		boxOf('edts', edit),
		media(track),
	);
	return boxOf('moov', movie, trak);
};
