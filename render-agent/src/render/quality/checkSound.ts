/** Decodes seconds of the joined file: whether they can be decoded, and whether they sound as loud as what was mixed. */
import { SAMPLE_RATE } from '../../compile/sound';
import { runRaw } from '../processes';
import type { Tools } from '../tools';
import { decodesLast } from './checkEnds';
import { levelsOf } from './levelMeter';
import { FILES_ONLY, isFresh, type JoinedVideo, wrong } from './joinedVideo';

const LENGTH = 1;
const STEPS = 10;
/** Decibels by which the levels of a window may differ on the mean: encoders lose some, a wrong sound is further off. */
const FOREIGN = 9;
/** Below it levels are not told apart. dBFS. */
const FLOOR = -50;

const tenths = (seconds: number): number => Math.floor(seconds * STEPS) / STEPS;

const loudestIn = (levels: readonly number[]): number =>
	levels.reduce((best, level, at) => (level > (levels[best] ?? FLOOR) ? at : best), 0) / STEPS;

/** Whether a second shows a chunk that was made for this file; of a file without any, the first one is looked at. */
const showsFresh = (video: JoinedVideo, from: number): boolean => {
	const { num, den } = video.canvas.rate;
	const [begin, end] = [(from * num) / den, ((from + LENGTH) * num) / den];
	const fresh = video.chunks.filter((_, index) => isFresh(video, index));
	if (fresh.length === 0) return from === 0;
	return fresh.some(({ first, last }) => first.frame < end && last.frame >= begin);
};

/** Seconds that are decoded, each by when it begins. */
interface Windows {
	readonly first: number;
	readonly middle: number;
	readonly last: number;
}

/** So near to the middle a key frame is taken for it: nothing before has to be decoded. Of the file's length. */
const NEAR = 0.25;

const middleOf = ({ frames, keys, canvas: { rate } }: JoinedVideo, spare: number): number => {
	const seconds = (frames * rate.den) / rate.num;
	const moments = keys.map((key) => Math.ceil(((key * rate.den) / rate.num) * STEPS) / STEPS);
	const far = (at: number): number => Math.abs(at - spare / 2);
	const nearest = moments.reduce((best, at) => (far(at) < far(best) ? at : best), 0);
	return far(nearest) <= NEAR * seconds ? nearest : tenths(spare / 2);
};

const windowsOf = (video: JoinedVideo): Windows => {
	const { rate } = video.canvas;
	const spare = Math.max(0, (video.frames * rate.den) / rate.num - LENGTH);
	return { first: 0, middle: Math.min(tenths(spare), middleOf(video, spare)), last: tenths(spare) };
};

/** Which of them are seen: none whose pictures are decoded on the way to another, for decoding begins at the key frame before. */
const seenOf = (video: JoinedVideo, { first, middle, last }: Windows): readonly number[] => {
	const { num, den } = video.canvas.rate;
	const keyBefore = (from: number): number =>
		video.keys.findLast((key) => key * den <= from * num) ?? 0;
	const isLastSeen = showsFresh(video, last);
	const isOnTheWay = (from: number, to: number): boolean => from * num >= keyBefore(to) * den;
	const isMiddleSeen = showsFresh(video, middle) && !(isLastSeen && isOnTheWay(middle, last));
	const seen = [
		...(isMiddleSeen ? [middle] : []),
		// It may be decoded on the way to the last frame.
		...(isLastSeen && !decodesLast(LENGTH, video) ? [last] : []),
	];
	const onTheWay = [...(isMiddleSeen ? [middle] : []), ...(isLastSeen ? [last] : [])];
	const isFirstSeen =
		showsFresh(video, first) && !onTheWay.some((to) => first !== to && isOnTheWay(first, to));
	return [...new Set([...(isFirstSeen ? [first] : []), ...seen])];
};

/** Of files up to so long the whole sound is decoded. Seconds. */
const SHORT = 60;

/** What is heard: begins, and lengths. Of longer files the first, middle, last and loudest second. Seconds. */
const heardOf = (
	{ frames, levels, canvas: { rate } }: JoinedVideo,
	{ first, middle, last }: Windows,
): readonly { readonly from: number; readonly length: number }[] => {
	const seconds = (frames * rate.den) / rate.num;
	if (seconds <= SHORT) return [{ from: 0, length: seconds }];
	const loudest = tenths(Math.min(last, Math.max(0, loudestIn(levels) - LENGTH / 2)));
	return [...new Set([first, middle, last, loudest])].map((from) => ({ from, length: LENGTH }));
};

type Stretch = ReturnType<typeof heardOf>[number];

/** Of what is only heard no picture is decoded either to find out what there is. */
const HEARD = ['-vn', '-codec_whitelist', 'aac,opus,libopus'];
/** What does not decode fails without its last smoothing too, which is a quarter of the work. */
const SEEN = ['-an', '-skip_loop_filter', 'all'];

const decoding = (
	file: string,
	heard: readonly Stretch[],
	seen: readonly number[],
): readonly string[] => {
	const input = (from: number, length: number): readonly string[] => [
		...[...FILES_ONLY, '-threads', '1', '-ss', from.toFixed(1)],
		...['-t', length.toFixed(1), '-i', file],
	];
	const sounds = heard.map((_, i) => `[${String(i)}:a:0]`).join('');
	const pictures = seen.flatMap((_, i) => ['-map', `${String(heard.length + i)}:v:0`]);
	return [
		...['-v', 'error', '-nostdin', '-xerror'],
		...heard.flatMap(({ from, length }) => [...HEARD, ...input(from, length)]),
		...seen.flatMap((from) => [...SEEN, ...input(from, LENGTH)]),
		...['-filter_complex', `${sounds}concat=n=${String(heard.length)}:v=0:a=1[sound]`],
		...['-map', '[sound]', '-f', 'f32le', '-ar', String(SAMPLE_RATE), '-ac', '2', 'pipe:1'],
		...(pictures.length > 0 ? [...pictures, '-an', '-f', 'null', '-'] : []),
	];
};

/** How far the levels of a decoded window are from those that were mixed there. */
const differenceOf = (heard: readonly number[], wanted: readonly number[]): number => {
	const differences = wanted.map((level, i) =>
		Math.abs(Math.max(FLOOR, heard[i] ?? FLOOR) - Math.max(FLOOR, level)),
	);
	return differences.reduce((sum, one) => sum + one, 0) / Math.max(1, differences.length);
};

/** The seconds of a stretch that are compared, by when they begin: the ends of stretches are not all heard. */
const comparedIn = ({ from, length }: Stretch): readonly number[] => {
	const steps = Math.max(0, Math.ceil(length - LENGTH) * 2);
	return Array.from({ length: steps + 1 }, (_, i) => from + i / 2);
};

/** The second of a stretch that does not sound as it was mixed; undefined where all does. */
const foreignIn = (
	stretch: Stretch,
	heard: readonly number[],
	mixed: readonly number[],
): number | undefined =>
	comparedIn(stretch).find((from) => {
		const begin = Math.round(from * STEPS);
		const at = Math.round((from - stretch.from) * STEPS);
		// The last step of a file may be cut off.
		const wanted = mixed.slice(begin, begin + STEPS).slice(0, -1);
		return differenceOf(heard.slice(at, at + STEPS), wanted) > FOREIGN;
	});

/** Whether anything was said but that pictures are not opened where only sound is wanted. */
const hasComplaint = (said: string): boolean =>
	said
		.split('\n')
		.some((line) => line.trim() !== '' && !/not on whitelist|Last message repeated/u.test(line));

/** More than is printed of a sound. Bytes a second, and beside it. */
const PRINTED = { second: SAMPLE_RATE * 8, beside: 1 << 20 };

/**
 * Decodes the first, middle and last second, each from the key frame before it, and the sound: all of a short one, of longer ones
 * these seconds and the loudest. Whatever a decoder complains of is a fault.
 * @throws {AgentError} ENCODE_FAILED, saying where
 */
export const checkSound = async (
	video: JoinedVideo,
	{ ffmpeg }: Tools,
	signal: AbortSignal,
): Promise<void> => {
	const windows = windowsOf(video);
	const stretches = heardOf(video, windows);
	const length = stretches.reduce((sum, one) => sum + one.length, 0);
	const { code, bytes, said } = await runRaw(
		ffmpeg,
		decoding(video.file, stretches, seenOf(video, windows)),
		{ signal, most: Math.ceil(length) * PRINTED.second + PRINTED.beside },
	);
	signal.throwIfAborted();
	if (code !== 0 || hasComplaint(said))
		throw wrong({ zh: '无法解码', en: 'cannot be decoded' }, said);
	const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
	const levels = levelsOf(samples);
	let begin = 0;
	for (const stretch of stretches) {
		const heard = levels.slice(begin);
		begin += Math.round(stretch.length * STEPS);
		const from = foreignIn(stretch, heard, video.levels);
		if (from !== undefined)
			throw wrong({
				zh: `第 ${from.toFixed(1)} 秒的声音不是混音的结果`,
				en: `does not sound like what was mixed at ${from.toFixed(1)} s`,
			});
	}
};
