/** Looks at the joined file before anybody gets it: streams, counts, lengths, and what its decoded ends and joints show. */
import { z } from 'zod/v4';
import { PACKETS_LIMIT, run } from '../processes';
import type { Tools } from '../tools';
import { freshIn, requireCopied } from './carriedOver';
import { checkPictures } from './checkPictures';
import { checkSound } from './checkSound';
import { PACKET, type PacketTimes, requireFrames, requireSound, requireStarts } from './checkTimes';
import { FILES_ONLY, type JoinedVideo, wrong } from './joinedVideo';

/** What the file says of itself. */
export const videoFacts = z.object({
	codec: z.string(),
	profile: z.string(),
	pixelFormat: z.string(),
	frames: z.number(),
	seconds: z.number(),
	soundCodec: z.string(),
	soundSeconds: z.number(),
});

/** What the file says of itself. */
export type VideoFacts = z.infer<typeof videoFacts>;

interface Stream {
	readonly codec_type?: string;
	readonly codec_name?: string;
	readonly profile?: string;
	readonly pix_fmt?: string;
	readonly width?: number;
	readonly height?: number;
	readonly avg_frame_rate?: string;
	readonly sample_rate?: string;
	readonly start_time?: string;
	readonly duration?: string;
	readonly tags?: Readonly<Record<string, string>>;
}

const CODECS = { h264: 'h264', h265: 'hevc', av1: 'av1' } as const;
type Where = readonly [
	where: { readonly file: string; readonly ffprobe: string },
	signal: AbortSignal,
];

/** What ffprobe says of a file. */
const asked = async (
	question: readonly string[],
	{ file, ffprobe }: { readonly file: string; readonly ffprobe: string },
	signal: AbortSignal,
): Promise<string> => {
	const args = ['-v', 'error', ...FILES_ONLY, ...question, file];
	const { code, printed, said } = await run(ffprobe, args, { signal, most: PACKETS_LIMIT });
	signal.throwIfAborted();
	if (code !== 0) throw wrong({ zh: '无法读取', en: 'cannot be read' }, said);
	return printed;
};

const streamsOf = async (...[where, signal]: Where): Promise<readonly Stream[]> => {
	const printed = await asked(['-show_streams', '-of', 'json'], where, signal);
	return (JSON.parse(printed) as { readonly streams?: readonly Stream[] }).streams ?? [];
};

/** The packets of picture and sound. */
interface Packets {
	readonly picture: PacketTimes;
	/** Bytes of each of the picture. */
	readonly sizes: readonly number[];
	readonly sound: PacketTimes;
}

const timesIn = (packets: readonly (readonly string[])[]): PacketTimes => ({
	moments: packets.map(([, , at = '']) => Number.parseFloat(at)).sort((a, b) => a - b),
	decoded: packets.map(([, , , at = '']) => Number.parseFloat(at)),
});

const packetsOf = async (...[where, signal]: Where): Promise<Packets> => {
	const entries = ['-show_entries', 'packet=codec_type,pts_time,dts_time,size'];
	const printed = await asked([...entries, '-of', 'csv'], where, signal);
	const packets = printed.split('\n').map((line) => line.split(','));
	const [seen, heard] = ['video', 'audio'].map((kind) =>
		packets.filter(([what, of]) => what === 'packet' && of === kind),
	);
	return {
		picture: timesIn(seen ?? []),
		sizes: (seen ?? []).map(([, , , , size = '']) => Number.parseInt(size, 10)),
		sound: timesIn(heard ?? []),
	};
};

/** The length of a stream. Matroska says in a tag where it ends. */
const secondsOf = ({ duration, start_time: starts = '0', tags }: Stream): number => {
	if (duration !== undefined) return Number(duration);
	const [hours = 0, minutes = 0, seconds = 0] = (tags?.['DURATION'] ?? '').split(':').map(Number);
	return hours * 3600 + minutes * 60 + seconds - Number(starts);
};

const requirePicture = (picture: Stream, { canvas, codec }: JoinedVideo): void => {
	const { width, height, codec_name: name, pix_fmt: format } = picture;
	const size = `${String(width)}x${String(height)}`;
	if (width !== canvas.width || height !== canvas.height)
		throw wrong({ zh: `画面为 ${size}`, en: `is ${size}` });
	if (name !== CODECS[codec] || format !== 'yuv420p')
		throw wrong({
			zh: `编码为 ${String(name)} ${String(format)}`,
			en: `is encoded as ${String(name)} in ${String(format)}`,
		});
};

const requireLengths = (
	{ picture, sound }: { picture: Stream; sound: Stream },
	{ canvas: { rate }, frames }: JoinedVideo,
): void => {
	const frame = rate.den / rate.num;
	const near = (time: number, wanted: number, tolerance: number): boolean =>
		Math.abs(time - wanted) <= tolerance + 0.002;
	const seconds = secondsOf(picture);
	if (!near(seconds, frames * frame, frame / 2))
		throw wrong({
			zh: `画面长 ${seconds.toFixed(3)} 秒，应为 ${(frames * frame).toFixed(3)} 秒`,
			en: `shows ${seconds.toFixed(3)} s instead of ${(frames * frame).toFixed(3)} s`,
		});
	requireStarts(Number(picture.start_time ?? 0), Number(sound.start_time ?? 0));
	const heard = secondsOf(sound);
	if (near(heard, frames * frame, frame + PACKET)) return;
	throw wrong({
		zh: `声音长 ${heard.toFixed(3)} 秒，与画面不一致`,
		en: `has ${heard.toFixed(3)} s of sound, which is not as long as the picture`,
	});
};

const streamFacts = async (
	video: JoinedVideo,
	tools: Tools,
	signal: AbortSignal,
): Promise<{ readonly facts: VideoFacts; readonly packets: Packets }> => {
	const where = { file: video.file, ffprobe: tools.ffprobe };
	const streams = await streamsOf(where, signal);
	const picture = streams.find(({ codec_type: type }) => type === 'video');
	const sound = streams.find(({ codec_type: type }) => type === 'audio');
	if (!picture) throw wrong({ zh: '没有画面', en: 'has no picture' });
	if (!sound) throw wrong({ zh: '没有声音', en: 'has no sound' });
	requirePicture(picture, video);
	requireLengths({ picture, sound }, video);
	const packets = await packetsOf(where, signal);
	requireFrames(packets.picture, video);
	requireSound(packets.sound, sound.codec_name);
	const facts = {
		codec: picture.codec_name ?? '',
		profile: picture.profile ?? '',
		pixelFormat: picture.pix_fmt ?? '',
		frames: packets.picture.moments.length,
		seconds: secondsOf(picture),
		soundCodec: sound.codec_name ?? '',
		soundSeconds: secondsOf(sound),
	};
	return { facts, packets };
};

/**
 * Looks at the joined file and decodes its first, middle and last second, its loudest one, and the frames
 * on both sides of the joints; no pictures of kept chunks that lie in it as they were. All others are as long as in the
 * files of their chunks.
 * @throws {AgentError} ENCODE_FAILED, saying what is wrong with it
 */
export const checkVideo = async (
	video: JoinedVideo,
	tools: Tools,
	signal: AbortSignal,
): Promise<VideoFacts> => {
	const { facts, packets } = await streamFacts(video, tools, signal);
	const { picture, sizes } = packets;
	const { moments } = picture;
	const looked = { ...video, moments, fresh: freshIn(video, sizes) };
	const checks = [checkSound, checkPictures].map((check) => check(looked, tools, signal));
	const found = await Promise.allSettled(checks);
	// All have ended. What is said is the first fault in this order, whichever was seen first.
	for (const one of found) if (one.status === 'rejected') throw one.reason;
	requireCopied(video, sizes);
	return facts;
};
