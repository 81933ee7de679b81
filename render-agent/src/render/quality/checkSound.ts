/** Decodes seconds of the joined file: whether they can be decoded, and whether they sound as loud as what was mixed. */
import { SAMPLE_RATE } from '../../compile/sound';
import { runRaw } from '../processes';
import type { Tools } from '../tools';
import { decodesLast } from './checkEnds';
import { levelsOf } from './levelMeter';
import { FILES_ONLY, isFresh, type JoinedVideo, wrong } from './joinedVideo';

/** A stretch that is decoded. Seconds, in tenths. */
interface Window {
	readonly from: number;
	readonly picture: boolean;
}

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

/** First, middle, last and loudest second; of short files everything. */
const windowsOf = (video: JoinedVideo): readonly Window[] => {
	const { frames, keys, levels } = video;
	const { rate } = video.canvas;
	const seconds = (frames * rate.den) / rate.num;
	const last = Math.max(0, tenths(seconds - LENGTH));
	// The middle begins where nothing before it has to be decoded.
	const middle = keys.find((key) => key >= frames / 2) ?? 0;
	const inside = Math.min(last, tenths((middle * rate.den) / rate.num) + 1 / STEPS);
	const loudest = Math.min(last, Math.max(0, loudestIn(levels) - LENGTH / 2));
	const isLastSeen = showsFresh(video, last);
	const behind = keys.findLast((key) => key * rate.den <= last * rate.num) ?? 0;
	const windows = [0, inside, last].map((from) => ({
		from,
		// On the way to the last second everything behind the key frame before it is decoded, once is enough; and it may be
		// decoded on the way to the last frame.
		picture:
			from === last
				? isLastSeen && !decodesLast(LENGTH, video)
				: showsFresh(video, from) && !(isLastSeen && from * rate.num >= behind * rate.den),
	}));
	const all = [...windows, { from: tenths(loudest), picture: false }];
	return all.filter(({ from }, i) => all.findIndex((one) => one.from === from) === i);
};

/** Of what is only heard no picture is decoded either to find out what there is. */
const HEARD = ['-vn', '-codec_whitelist', 'aac,opus,libopus'];

const decoding = (file: string, windows: readonly Window[]): readonly string[] => {
	const inputs = windows.flatMap(({ from, picture }) => [
		// What does not decode fails without its last smoothing too, which is a quarter of the work.
		...[...FILES_ONLY, ...(picture ? ['-skip_loop_filter', 'all'] : HEARD)],
		...['-threads', '1', '-ss', from.toFixed(1)],
		...['-t', String(LENGTH), '-i', file],
	]);
	const sounds = windows.map((_, i) => `[${String(i)}:a:0]`).join('');
	const pictures = windows.flatMap(({ picture }, i) =>
		picture ? ['-map', `${String(i)}:v:0`] : [],
	);
	return [
		...['-v', 'error', '-nostdin', '-xerror', ...inputs],
		...['-filter_complex', `${sounds}concat=n=${String(windows.length)}:v=0:a=1[sound]`],
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

/**
 * Decodes the windows.
 * @throws {AgentError} ENCODE_FAILED, saying where
 */
export const checkSound = async (
	video: JoinedVideo,
	{ ffmpeg }: Tools,
	signal: AbortSignal,
): Promise<void> => {
	const windows = windowsOf(video);
	const { code, bytes, said } = await runRaw(ffmpeg, decoding(video.file, windows), signal);
	signal.throwIfAborted();
	if (code !== 0) throw wrong({ zh: '无法解码', en: 'cannot be decoded' }, said);
	const samples = new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength >> 2);
	const levels = levelsOf(samples);
	windows.forEach(({ from }, index) => {
		const begin = Math.round(from * STEPS);
		// The last step of a file may be cut off; the ends of windows are not all heard.
		const wanted = video.levels.slice(begin, begin + STEPS).slice(0, -1);
		const heard = levels.slice(index * STEPS, (index + 1) * STEPS);
		if (differenceOf(heard, wanted) <= FOREIGN) return;
		throw wrong({
			zh: `第 ${from.toFixed(1)} 秒的声音不是混音的结果`,
			en: `does not sound like what was mixed at ${from.toFixed(1)} s`,
		});
	});
};
