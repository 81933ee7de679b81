/** The options that must stand before a file from outside. The only place that writes `-i` for one; pure. */

/** A local file that we named, and the format that its first bytes have. */
export interface Input {
	readonly file: string;
	/** ffmpeg's name of the format. */
	readonly demuxer: string;
	/** A decoder to force, such as `libvpx-vp9`, which reads transparency that `vp9` ignores. Must be one of ours. */
	readonly decoder?: string;
}

/** More pixels than this in one picture are refused before it is decoded. */
export const MAX_PIXELS = 67_108_864;
/** More streams than this in one file are refused. */
export const MAX_STREAMS = 16;
const MAX_ALLOC = 1_073_741_824;

const VIDEO = [
	...['h264', 'hevc', 'mpeg4', 'mpeg2video', 'mpeg1video', 'h263', 'flv', 'msmpeg4', 'msmpeg4v2'],
	...['vp8', 'vp9', 'libvpx', 'libvpx-vp9', 'av1', 'libdav1d', 'libaom-av1', 'prores', 'dnxhd'],
	...['mjpeg', 'png', 'apng', 'gif', 'webp', 'bmp', 'tiff', 'qtrle', 'rawvideo'],
];

const AUDIO = [
	...['aac', 'mp3', 'mp3float', 'mp2', 'mp2float', 'opus', 'libopus', 'vorbis', 'libvorbis'],
	...['flac', 'alac', 'ac3', 'eac3', 'wmav2', 'amrnb', 'amrwb', 'libopencore_amrnb'],
	...['libopencore_amrwb', 'adpcm_ima_wav', 'adpcm_ms', 'adpcm_ima_qt', 'pcm_alaw', 'pcm_mulaw'],
	...['pcm_u8', 'pcm_s8', 'pcm_s16le', 'pcm_s16be', 'pcm_s24le', 'pcm_s24be', 'pcm_s32le'],
	...['pcm_s32be', 'pcm_f32le', 'pcm_f32be', 'pcm_f64le', 'pcm_f64be'],
];

/** Never drawn, but a file that carries one must still open. */
const SUBTITLES = ['mov_text', 'subrip', 'srt', 'ass', 'ssa', 'webvtt', 'text'];

const DECODERS = new Set([...VIDEO, ...AUDIO, ...SUBTITLES]);

const limits = (demuxer: string): readonly string[] => [
	...['-protocol_whitelist', 'file', '-format_whitelist', demuxer],
	...['-codec_whitelist', [...DECODERS].join(',')],
	...['-max_pixels', String(MAX_PIXELS), '-max_streams', String(MAX_STREAMS)],
	...['-f', demuxer],
];

/** Formats without an index. */
const UNINDEXED: ReadonlySet<string> = new Set(['mpegts', 'mpeg', 'ac3', 'eac3']);

/** Whether seeking in a file lands anywhere near, also too late: it is read from its start instead. */
export const isUnindexed = ({ demuxer }: Pick<Input, 'demuxer'>): boolean => UNINDEXED.has(demuxer);

/**
 * An output beside the one that is wanted, which is thrown away: it keeps a file's other streams in use. In formats without
 * an index ffmpeg counts time from where the streams in use begin, so that picture and sound, each read alone, would
 * lose how far apart they begin. `until` is where reading may end, in seconds of the file. Nothing for other formats.
 */
export const keptClock = (
	media: Pick<Input, 'demuxer'>,
	{ others, until }: { readonly others: 'v' | 'a'; readonly until: string },
): readonly string[] =>
	isUnindexed(media)
		? [...['-map', `0:${others}?`, '-c', 'copy', '-t', until], ...['-f', 'null', '-']]
		: [];

/**
 * For ffmpeg: what must stand before and including `-i`. Only the named format and the listed decoders are used, no
 * other file or address is opened, and no part of the name is taken for a pattern or protocol.
 */
export const safeInput = ({ file, demuxer, decoder }: Input): readonly string[] => [
	...['-max_alloc', String(MAX_ALLOC)],
	...limits(demuxer),
	...(decoder !== undefined && DECODERS.has(decoder) ? ['-c:v', decoder] : []),
	...['-i', `file:${file}`],
];

/** For ffprobe: the same. */
export const probeInput = ({ file, demuxer }: Input): readonly string[] => [
	...['-max_alloc', String(MAX_ALLOC)],
	...limits(demuxer),
	...['-i', `file:${file}`],
];

/** The part of a question to ffprobe that names its input, with its limits: ffmpeg opens the same file by it. */
export const inputIn = (args: readonly string[]): readonly string[] =>
	args.slice(args.indexOf('-max_alloc'));
