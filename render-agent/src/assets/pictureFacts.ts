/** Reads a picture stream's facts from ffprobe's words. Pure. */
import { type FrameRate, type Microseconds, nearestPixel } from '../kernel/units';
import type { PictureFacts } from '../timeline/asset';
import type { FrameJson, StreamJson } from './probeJson';

const fraction = (text: string | undefined, separator: string): FrameRate | undefined => {
	const [num = 0, den = 0] = (text ?? '').split(separator).map(Number);
	return num > 0 && den > 0 ? { num, den } : undefined;
};

const HIGHEST_RATE = 1000;

const rateOf = ({ avg_frame_rate, r_frame_rate }: StreamJson): FrameRate => {
	const rates = [fraction(avg_frame_rate, '/'), fraction(r_frame_rate, '/')];
	return rates.find((rate) => rate && rate.num / rate.den <= HIGHEST_RATE) ?? { num: 25, den: 1 };
};

/** Rates that lie no further apart than this are the same one, as a share. */
const SAME = 0.02;

/** The rate of the pictures of a video that are closest together, of those that are not evenly spaced; ffprobe counts fields of some as pictures. */
const densestOf = (
	{ avg_frame_rate, r_frame_rate }: StreamJson,
	motion: PictureFacts['motion'],
): Pick<PictureFacts, 'densest'> => {
	const [mean, base] = [fraction(avg_frame_rate, '/'), fraction(r_frame_rate, '/')];
	if (motion !== 'video' || !mean || !base) return {};
	const denser = (base.num * mean.den) / (base.den * mean.num);
	if (denser < 1 + SAME || Math.abs(denser - 2) < SAME) return {};
	return { densest: base.num / base.den > HIGHEST_RATE ? { num: HIGHEST_RATE, den: 1 } : base };
};

const rotationIn = (list: StreamJson['side_data_list']): number | undefined =>
	list?.find(({ rotation }) => rotation !== undefined)?.rotation;

/** Clockwise quarter turns in degrees: ffprobe counts counter-clockwise. */
const rotationOf = (stream: StreamJson, frame: FrameJson | undefined): number => {
	const told = rotationIn(stream.side_data_list) ?? rotationIn(frame?.side_data_list) ?? 0;
	return (((Math.round(-told / 90) * 90) % 360) + 360) % 360;
};

const ALPHA = /^(rgba|bgra|argb|abgr|ya8|ya16|yuva|gbrap|pal8|rgba64|bgra64)/;
const RGB = /^(rgb|bgr|gbr|argb|abgr|rgba|bgra|pal8|0rgb|0bgr)/;

const matrixOf = ({ color_space = '', pix_fmt = '' }: StreamJson): PictureFacts['matrix'] => {
	if (RGB.test(pix_fmt) || color_space === 'gbr') return 'rgb';
	if (color_space === 'bt709') return 'bt709';
	if (color_space === 'bt470bg' || color_space === 'smpte170m') return 'bt601';
	return color_space.startsWith('bt2020') ? 'bt2020' : 'unknown';
};

const displayedSize = (stream: StreamJson, rotation: number): readonly [number, number] => {
	const { width = 1, height = 1, sample_aspect_ratio } = stream;
	const shape = fraction(sample_aspect_ratio, ':') ?? { num: 1, den: 1 };
	const wide = Math.max(1, (width * shape.num) / shape.den);
	return rotation % 180 === 0 ? [wide, height] : [height, wide];
};

const toldPictures = ({ nb_frames }: StreamJson): Pick<PictureFacts, 'pictures'> => {
	const pictures = Number(nb_frames);
	return pictures > 0 ? { pictures } : {};
};

/** Facts of a stream whose size is known to be positive. `firstFrame` may tell how a photo was held. */
export const pictureFacts = (
	stream: StreamJson,
	{
		motion,
		duration,
		firstFrame,
	}: {
		motion: PictureFacts['motion'];
		duration: Microseconds;
		firstFrame: FrameJson | undefined;
	},
): PictureFacts => {
	const { pix_fmt = 'unknown', codec_name = 'unknown', color_transfer, tags } = stream;
	const rotation = rotationOf(stream, firstFrame);
	const [width, height] = displayedSize(stream, rotation);
	return {
		width: nearestPixel(width),
		height: nearestPixel(height),
		rate: motion === 'still' ? { num: 1, den: 1 } : rateOf(stream),
		alpha: ALPHA.test(pix_fmt) || tags?.['alpha_mode'] === '1',
		motion,
		codec: codec_name,
		pixelFormat: pix_fmt,
		matrix: matrixOf(stream),
		fullRange: stream.color_range === 'pc' || pix_fmt.startsWith('yuvj') || RGB.test(pix_fmt),
		rotation,
		hdr: color_transfer === 'smpte2084' || color_transfer === 'arib-std-b67',
		duration,
		...(motion === 'animation' && toldPictures(stream)),
		...densestOf(stream, motion),
	};
};
