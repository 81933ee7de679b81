/** Reads of a file what ffmpeg says when it opens it, in ffprobe's words: for files on which ffprobe itself breaks. Pure. */
import type { ProbeJson, StreamJson } from './probeJson';

/** Rates that are said in two decimals, and what they are. */
const NTSC: Readonly<Record<string, string>> = {
	'23.98': '24000/1001',
	'29.97': '30000/1001',
	'47.95': '48000/1001',
	'59.94': '60000/1001',
	'119.88': '120000/1001',
};

const CHANNELS: Readonly<Record<string, number>> = { mono: 1, stereo: 2, quad: 4 };

const STREAM = /^\s*Stream #0:(\d+)\S*: (Video|Audio): (\w+)(.*)$/;
const PICTURE = /, (\w+)(?:\(([^)]*)\))?, (\d+)x(\d+)(?: \[SAR (\d+:\d+))?/;
const SOUND = /, (\d+) Hz, ([^,]+)/;
const LENGTH = /^\s*Duration: (\d+):(\d+):([\d.]+)/m;
const ROTATION = /rotation of (-?[\d.]+) degrees/;

const rateOf = (text: string, unit: 'fps' | 'tbr'): string | undefined => {
	const said = new RegExp(`, ([\\d.]+) ${unit}`).exec(text)?.[1];
	return said === undefined
		? undefined
		: (NTSC[said] ?? `${String(Math.round(Number(said) * 100))}/100`);
};

/** `tv, bt709/bt709/bt709, progressive`: range, and matrix with or without primaries and transfer. */
const colorsIn = (text: string | undefined): Partial<StreamJson> => {
	const parts = (text ?? '').split(', ');
	const range = parts.find((part) => part === 'tv' || part === 'pc');
	const named = parts.find((part) => /^(?:bt|smpte|gbr|unknown\/)/.test(part))?.split('/');
	const [space, , transfer = space] = named ?? [];
	return {
		...(range !== undefined && { color_range: range }),
		...(space !== undefined && { color_space: space }),
		...(transfer !== undefined && { color_transfer: transfer }),
	};
};

const pictureIn = (text: string): Partial<StreamJson> => {
	const [, format, colors, width, height, shape] = PICTURE.exec(text) ?? [];
	const [average, base] = [rateOf(text, 'fps'), rateOf(text, 'tbr')];
	return {
		...(format !== undefined && { pix_fmt: format }),
		...{ width: Number(width ?? 0), height: Number(height ?? 0) },
		...(shape !== undefined && { sample_aspect_ratio: shape }),
		...(average !== undefined && { avg_frame_rate: average }),
		...(base !== undefined && { r_frame_rate: base }),
		...colorsIn(colors),
		disposition: { attached_pic: text.includes('(attached pic)') ? 1 : 0 },
	};
};

/** `stereo`, `5.1(side)`, `3 channels`. */
const channelsOf = (layout: string): number => {
	const [front = NaN, low = 0] = (/^[\d.]+/.exec(layout)?.[0] ?? '').split('.').map(Number);
	return CHANNELS[layout] ?? (Number.isFinite(front) ? front + low : 2);
};

const soundIn = (text: string): Partial<StreamJson> => {
	const [, rate, layout] = SOUND.exec(text) ?? [];
	return rate === undefined
		? {}
		: { sample_rate: rate, channels: channelsOf((layout ?? '').trim()) };
};

const streamIn = (line: string): StreamJson | undefined => {
	const [, index, kind, codec, rest = ''] = STREAM.exec(line) ?? [];
	if (index === undefined) return undefined;
	const facts = kind === 'Video' ? pictureIn(rest) : soundIn(rest);
	const named = codec === undefined ? {} : { codec_name: codec };
	return { index: Number(index), codec_type: kind?.toLowerCase(), ...named, ...facts };
};

/** What ffmpeg's words about its input say of its streams and length. Nothing that it did not say. */
export const probeJsonIn = (said: string): ProbeJson => {
	const streams: StreamJson[] = [];
	for (const line of said.split('\n')) {
		const rotation = ROTATION.exec(line)?.[1];
		const last = streams.at(-1);
		const stream = streamIn(line);
		if (stream) streams.push(stream);
		else if (rotation !== undefined && last)
			streams.splice(-1, 1, { ...last, side_data_list: [{ rotation: Number(rotation) }] });
	}
	const [, hours, minutes, seconds] = LENGTH.exec(said) ?? [];
	const length = Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds);
	return { streams, format: Number.isFinite(length) ? { duration: String(length) } : {} };
};
