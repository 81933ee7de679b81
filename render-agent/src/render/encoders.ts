/** The encoders that a codec can be made with, and what each is told for a quality. Pure. */
import { CODECS, type Encoding } from '../timeline/scene';

/** Where the encoding is done. */
export type EncoderFamily = 'software' | 'nvenc' | 'qsv' | 'amf' | 'videotoolbox';

/** Those that are tried in this order when any will do. */
export const HARDWARE = ['nvenc', 'qsv', 'amf', 'videotoolbox'] as const satisfies EncoderFamily[];

type Codec = Encoding['codec'];

/** ffmpeg's name of the software encoder of a codec. */
export const SOFTWARE_ENCODERS: Readonly<Record<Codec, string>> = {
	...{ h264: 'libx264', h265: 'libx265', av1: 'libsvtav1' },
};

const WORDS: Readonly<Record<Codec, string>> = { h264: 'h264', h265: 'hevc', av1: 'av1' };

/** ffmpeg's name of an encoder. It may not exist: AV1 has no encoder in VideoToolbox. */
export const encoderName = (family: EncoderFamily, codec: Codec): string =>
	family === 'software' ? SOFTWARE_ENCODERS[codec] : `${WORDS[codec]}_${family}`;

/** All encoders in hardware that we know how to speak to. */
export const HARDWARE_ENCODERS: readonly string[] = HARDWARE.flatMap((family) =>
	CODECS.map((codec) => encoderName(family, codec)),
);

/** How many files one encoder may be writing at a time on the smallest of cards. */
export const SESSIONS = 3;

/** What x264 and x265 do at a crf, about, in the scale of VideoToolbox: 1 to 100, more is better. */
const appleQuality = (crf: number): string =>
	String(Math.max(1, Math.min(100, Math.round(100 - crf * 1.9))));

const qualityOf = (family: (typeof HARDWARE)[number], crf: string): readonly string[] => {
	switch (family) {
		case 'nvenc':
			return ['-preset', 'p4', '-rc', 'vbr', '-cq', crf, '-b:v', '0', '-forced-idr', '1'];
		case 'qsv':
			return ['-preset', 'medium', '-global_quality', crf];
		case 'amf':
			return ['-quality', 'balanced', '-rc', 'cqp', '-qp_i', crf, '-qp_p', crf];
		case 'videotoolbox':
			return ['-q:v', appleQuality(Number(crf)), '-allow_sw', '0'];
	}
};

/** Options of an encoder in hardware. Without B-frames: some cards have none, and a chunk must not depend on the card. */
export const hardwareOptions = (
	family: (typeof HARDWARE)[number],
	{ codec, crf, gop }: Pick<Encoding, 'codec' | 'crf' | 'gop'>,
): readonly string[] => [
	...['-c:v', encoderName(family, codec), ...qualityOf(family, String(crf))],
	...['-g', String(gop), '-bf', '0'],
	...(codec === 'h264' ? ['-profile:v', 'high'] : []),
	...(codec === 'h265' ? ['-tag:v', 'hvc1'] : []),
];
