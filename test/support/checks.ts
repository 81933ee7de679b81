/** Every check of the manifest as a pure function: undefined when it holds, else a sentence that says what was seen. */
import type { Check, PictureCheck, SoundCheck } from './manifest';
import { amplitudeOf, between, levelOf, type Sound } from './samples';
import {
	everywhere,
	type Frame,
	inkOf,
	isNear,
	meanOf,
	type Region,
	type Rgb,
	spreadOf,
	type Video,
} from './video';

/** What is wrong, in a sentence; undefined when nothing is. */
export type Finding = string | undefined;

type Of<Type extends Check['type']> = Extract<Check, { readonly type: Type }>;

const colorText = (color: Rgb): string => `rgb(${color.map((c) => c.toFixed(0)).join(', ')})`;
const placeText = (region: Region): string => `[${region.join(', ')}]`;
const isIn = (value: number, [least, most]: readonly [number, number]): boolean =>
	value >= least && value <= most;

/** The mean of a picture below which it counts as black. */
const BLACK = 12;

const pixel = ({ t, region, rgb, tol }: Of<'pixel'>, video: Video): Finding => {
	const seen = meanOf(video.at(t), region);
	return isNear(seen, rgb, tol)
		? undefined
		: `the mean of ${placeText(region)} is ${colorText(seen)}, not ${colorText(rgb)} ± ${String(tol)}`;
};

/** The test clip's counter: eight blocks of 80 × 40 along the bottom edge of 640 × 360. */
const BLOCKS = 8;

/** The number that the test clip carries, read from the middle of each block. */
export const counterOf = (frame: Frame): number => {
	const width = frame.width / BLOCKS;
	const height = frame.height / 9;
	const bits = Array.from({ length: BLOCKS }, (_, k) => {
		const left = Math.round(k * width + width / 4);
		const top = Math.round(frame.height - (height * 3) / 4);
		const middle: Region = [left, top, Math.round(width / 2), Math.round(height / 2)];
		const [red, green, blue] = meanOf(frame, middle);
		return red + green + blue > 3 * 128 ? 2 ** k : 0;
	});
	return bits.reduce((sum, bit) => sum + bit, 0);
};

const frameCounter = ({ t, n, tol_frames }: Of<'frame_counter'>, video: Video): Finding => {
	const seen = counterOf(video.at(t));
	return Math.abs(seen - n) <= tol_frames
		? undefined
		: `the clip shows its frame ${String(seen)}, not ${String(n)} ± ${String(tol_frames)}`;
};

const colorBox = (check: Of<'color_bbox'>, video: Video): Finding => {
	const frame = video.at(check.t);
	const ink = { rgb: check.rgb, tolerance: check.color_tol };
	const spread = spreadOf(frame, everywhere(frame), ink);
	if (spread === undefined) return `there is no pixel near ${colorText(check.rgb)}`;
	const [left, right] = spread.columns;
	const [top, bottom] = spread.rows;
	const center = [(left + right) / 2, (top + bottom) / 2] as const;
	const away = Math.max(
		Math.abs(center[0] - check.center[0]),
		Math.abs(center[1] - check.center[1]),
	);
	const [width, height] = [right - left + 1, bottom - top + 1];
	const box = `the box of ${colorText(check.rgb)} is ${String(width)} × ${String(height)} about ${center.join(', ')}`;
	if (away > check.tol_center)
		return `${box}, not about ${check.center.join(', ')} ± ${String(check.tol_center)}`;
	if (check.width !== undefined && !isIn(width, check.width))
		return `${box}, not ${check.width.join(' to ')} wide`;
	if (check.height !== undefined && !isIn(height, check.height))
		return `${box}, not ${check.height.join(' to ')} high`;
	return undefined;
};

const offset = ({ t, a, b, dx, dy }: Of<'offset'>, video: Video): Finding => {
	const frame = video.at(t);
	const from = spreadOf(frame, everywhere(frame), { rgb: a.rgb, tolerance: a.tol });
	const to = spreadOf(frame, everywhere(frame), { rgb: b.rgb, tolerance: b.tol });
	if (from === undefined) return `there is no pixel near ${colorText(a.rgb)}`;
	if (to === undefined) return `there is no pixel near ${colorText(b.rgb)}`;
	const x = to.mean[0] - from.mean[0];
	const y = to.mean[1] - from.mean[1];
	return isIn(x, dx) && isIn(y, dy)
		? undefined
		: `${colorText(b.rgb)} lies ${x.toFixed(1)}, ${y.toFixed(1)} px from ${colorText(a.rgb)}, not ${dx.join(' to ')}, ${dy.join(' to ')}`;
};

type InkCheck = Of<'ink_present'> | Of<'ink_absent'> | Of<'ink_ratio'>;

const inkAt = (check: InkCheck, frame: Frame): number =>
	inkOf(frame, check.region, { rgb: check.rgb, tolerance: check.tol });

const ink = (check: InkCheck, video: Video): Finding => {
	const count = inkAt(check, video.at(check.t));
	const seen = `${placeText(check.region)} holds ${String(count)} pixels of ${colorText(check.rgb)}`;
	switch (check.type) {
		case 'ink_present':
			return count >= check.min_px ? undefined : `${seen}, fewer than ${String(check.min_px)}`;
		case 'ink_absent':
			return count <= check.max_px ? undefined : `${seen}, more than ${String(check.max_px)}`;
		case 'ink_ratio': {
			const whole = inkAt(check, video.at(check.ref_t));
			const when = `of the ${String(whole)} at ${String(check.ref_t)} s`;
			if (whole === 0) return `${seen}, and none at ${String(check.ref_t)} s`;
			return count / whole <= check.max
				? undefined
				: `${seen}, more than ${String(check.max)} ${when}`;
		}
	}
};

const inkMean = ({ t, region, between_t }: Of<'ink_mean'>, video: Video): Finding => {
	const brightness = (time: number): number => {
		const [red, green, blue] = meanOf(video.at(time), region);
		return (red + green + blue) / 3;
	};
	const seen = brightness(t);
	const ends = between_t.map(brightness);
	const [low, high] = [Math.min(...ends), Math.max(...ends)];
	return seen > low && seen < high
		? undefined
		: `the mean of ${placeText(region)} is ${seen.toFixed(1)}, not between ${low.toFixed(1)} and ${high.toFixed(1)}`;
};

/** Rows of ink, top to bottom: runs of picture rows that hold any, with the columns that they span. */
const linesOf = (
	frame: Frame,
	rgb: Rgb,
	tolerance: number,
): readonly (readonly [number, number])[] => {
	const lines: [number, number][] = [];
	let open = false;
	for (let y = 0; y < frame.height; y++) {
		const row = spreadOf(frame, [0, y, frame.width, 1], { rgb, tolerance });
		const last = lines.at(-1);
		if (row === undefined) open = false;
		else if (open && last !== undefined) {
			last[0] = Math.min(last[0], row.columns[0]);
			last[1] = Math.max(last[1], row.columns[1]);
		} else {
			lines.push([...row.columns]);
			open = true;
		}
	}
	return lines;
};

const lineAlign = (check: Of<'line_align'>, video: Video): Finding => {
	const lines = linesOf(video.at(check.t), check.rgb, check.tol);
	if (lines.length !== check.lines)
		return `there are ${String(lines.length)} lines of ${colorText(check.rgb)}, not ${String(check.lines)}`;
	const edges = lines.map(([left, right]) => (check.align === 'left' ? left : right));
	return Math.max(...edges) - Math.min(...edges) <= check.tol_px
		? undefined
		: `the ${check.align} edges of the lines are ${edges.join(', ')}, more than ${String(check.tol_px)} px apart`;
};

const dominant = ({ t, region, channel, margin }: Of<'dominant'>, video: Video): Finding => {
	const seen = meanOf(video.at(t), region);
	const index = 'rgb'.indexOf(channel);
	const others = seen.filter((_, i) => i !== index);
	return (seen[index] ?? 0) - Math.max(...others) >= margin
		? undefined
		: `${channel} does not lead by ${String(margin)} in ${placeText(region)}: ${colorText(seen)}`;
};

const grayish = ({ t, region, max_spread }: Of<'grayish'>, video: Video): Finding => {
	const seen = meanOf(video.at(t), region);
	return Math.max(...seen) - Math.min(...seen) <= max_spread
		? undefined
		: `the channels of ${placeText(region)} differ by more than ${String(max_spread)}: ${colorText(seen)}`;
};

const notBlack = ({ t }: Of<'not_black'>, video: Video): Finding => {
	const frame = video.at(t);
	const seen = meanOf(frame, everywhere(frame));
	return (seen[0] + seen[1] + seen[2]) / 3 > BLACK
		? undefined
		: `the picture is black: ${colorText(seen)}`;
};

/** How each type of picture check is answered; each takes the check of its own type alone. */
const PICTURE = {
	pixel,
	frame_counter: frameCounter,
	color_bbox: colorBox,
	offset,
	ink_present: ink,
	ink_absent: ink,
	ink_ratio: ink,
	ink_mean: inkMean,
	line_align: lineAlign,
	dominant,
	grayish,
	not_black: notBlack,
} as const satisfies {
	readonly [Type in PictureCheck['type']]: (check: Of<Type>, video: Video) => Finding;
};

const pictureFinding = (check: PictureCheck, video: Video): Finding => {
	// The table above pairs each type with its own function, which the compiler can't follow through an index.
	const answer = PICTURE[check.type] as (check: PictureCheck, video: Video) => Finding;
	return answer(check, video);
};

const soundFinding = (check: SoundCheck, sound: Sound): Finding => {
	const span = between(sound, check.t0, check.t1);
	const missing = Math.round((check.t1 - check.t0) * sound.rate) - span.length;
	if (check.type === 'silence') {
		const level = levelOf(span);
		return level <= check.max_rms_dbfs
			? undefined
			: `the level is ${level.toFixed(1)} dBFS, above ${String(check.max_rms_dbfs)}`;
	}
	if (missing > 1) return `the sound ends ${String(missing)} samples before ${String(check.t1)} s`;
	const seen = amplitudeOf(span, check.hz, sound.rate);
	return Math.abs(seen - check.peak_amp) <= check.rel_tol * check.peak_amp
		? undefined
		: `${String(check.hz)} Hz has amplitude ${seen.toFixed(3)}, not ${String(check.peak_amp)} ± ${String(check.rel_tol * 100)} %`;
};

/** Whether a check looks at sound. */
export const isSoundCheck = (check: Check): check is SoundCheck => 't0' in check;

/** The times in seconds at which a check looks at the picture. */
export const timesOf = (check: Check): readonly number[] => {
	if (isSoundCheck(check)) return [];
	if (check.type === 'ink_ratio') return [check.t, check.ref_t];
	if (check.type === 'ink_mean') return [check.t, ...check.between_t];
	return [check.t];
};

/** What is wrong with a finished video by one check of the manifest, with the time; undefined when it holds. */
export const findingOf = (check: Check, video: Video, sound: Sound): Finding => {
	if (isSoundCheck(check)) {
		const finding = soundFinding(check, sound);
		return finding && `${check.type} from ${String(check.t0)} to ${String(check.t1)} s: ${finding}`;
	}
	const finding = pictureFinding(check, video);
	return finding && `${check.type} at ${String(check.t)} s: ${finding}`;
};
