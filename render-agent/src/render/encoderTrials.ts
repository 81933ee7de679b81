/** Finds out which encoders in hardware really work on this machine: each must encode something before it is used. */
import { CODECS, type Encoding } from '../timeline/scene';
import { AgentError } from '../kernel/errors';
import { frames } from '../kernel/units';
import { type EncoderFamily, encoderName, HARDWARE, hardwareOptions } from './encoders';
import { run } from './processes';
import { watchStall } from './stall';
import type { Tools } from './tools';

/** Which encoders are used. */
export interface EncoderChoice {
	/** Where the encoding is done; `software` when nothing else is asked for or works. */
	readonly family: EncoderFamily;
	/** Codecs that the family takes on this machine; software makes the others. */
	readonly codecs: readonly Encoding['codec'][];
	/** Encoders that are built in and failed their trial, with what they said. */
	readonly refused: readonly { readonly name: string; readonly why: string }[];
}

/** Software for everything. */
export const IN_SOFTWARE: EncoderChoice = { family: 'software', codecs: [], refused: [] };

interface Trying {
	readonly ffmpeg: string;
	/** How long it may take to encode a second. Milliseconds. */
	readonly patience: number;
}

/** Who says a line, and where in its memory: `0x…`, on Windows the bare digits. */
const SPEAKER = /^\[([^\]@]*) @ (?:0x)?[\da-f]+\]\s*/i;

/** What the encoder itself said first; else the first that anybody did: what follows only tells that nothing came of it. */
const causeIn = (said: string, encoder: string): string => {
	const lines = said.split('\n').map((line) => line.trim());
	const spoken = lines.filter((line) => line !== '');
	const own = spoken.find((line) => SPEAKER.exec(line)?.[1]?.trim() === encoder);
	return (own ?? spoken[0] ?? 'it failed').replace(SPEAKER, '');
};

/** Encodes a second of gray; gives what kept it from that. */
const trial = async (
	told: readonly string[],
	{ ffmpeg, patience }: Trying,
): Promise<string | undefined> => {
	const watch = watchStall('ENCODE_FAILED', { patience });
	const picture = ['-f', 'lavfi', '-i', 'color=gray:s=640x360:r=30', '-frames:v', '30'];
	const into = ['-pix_fmt', 'yuv420p', '-f', 'null', '-'];
	try {
		const args = ['-hide_banner', '-nostdin', '-v', 'error', ...picture, ...told, ...into];
		const { code, said } = await run(ffmpeg, args, watch.signal);
		if (code === 0) return undefined;
		return causeIn(said, told[1] ?? '');
	} catch (error) {
		return String(error);
	} finally {
		watch.end();
	}
};

const tried = async (
	family: (typeof HARDWARE)[number],
	{ ffmpeg, hardware }: Pick<Tools, 'ffmpeg' | 'hardware'>,
	patience: number,
): Promise<EncoderChoice> => {
	const built = CODECS.filter((codec) => hardware.includes(encoderName(family, codec)));
	const codecs: Encoding['codec'][] = [];
	const refused: { name: string; why: string }[] = [];
	for (const codec of built) {
		const told = hardwareOptions(family, { codec, crf: 23, gop: frames(30) });
		const why = await trial(told, { ffmpeg, patience });
		if (why === undefined) codecs.push(codec);
		else refused.push({ name: encoderName(family, codec), why });
	}
	return { family, codecs, refused };
};

/**
 * The encoders to use: those of the family that is asked for, with `auto` of the first that works, else software.
 * @param patience how long one may take to encode a second. Milliseconds
 */
export const chooseEncoders = async (
	asked: EncoderFamily | 'auto',
	tools: Pick<Tools, 'ffmpeg' | 'hardware'>,
	patience: number,
): Promise<EncoderChoice> => {
	if (asked === 'software') return IN_SOFTWARE;
	const families = asked === 'auto' ? HARDWARE : [asked];
	const refused: EncoderChoice['refused'][number][] = [];
	for (const family of families) {
		const choice = await tried(family, tools, patience);
		refused.push(...choice.refused);
		if (choice.codecs.length > 0) return { ...choice, refused };
	}
	return { ...IN_SOFTWARE, refused };
};

/**
 * Tries the encoder in software, which makes whatever nothing else makes.
 * @returns what keeps it from encoding, if anything does
 */
export const softwareFault = async (trying: Trying): Promise<AgentError | undefined> => {
	const why = await trial(['-c:v', 'libx264', '-preset', 'ultrafast'], trying);
	if (why === undefined) return undefined;
	return new AgentError('NOT_READY', {
		object: {
			zh: `libx264 编码试验失败（${why}），请换一个 ffmpeg（FFMPEG_PATH）`,
			en: `the trial of libx264 failed (${why}); use another ffmpeg (FFMPEG_PATH)`,
		},
	});
};

/** Where a codec is encoded. */
export const familyFor = (
	{ family, codecs }: EncoderChoice,
	codec: Encoding['codec'],
): EncoderFamily => (codecs.includes(codec) ? family : 'software');
