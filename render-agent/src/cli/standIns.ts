/** What is said where a graphics card was asked for and software encodes: the same words at the terminal, in the log and by `doctor`. */
import type { Settings } from '../config/schema';
import type { Words } from '../kernel/words';
import type { EncoderChoice } from '../render/encoderTrials';
import { encoderName, SOFTWARE_ENCODERS } from '../render/encoders';
import type { Encoding } from '../timeline/scene';
import type { OpenMachine } from './machine';

type Codec = Encoding['codec'];
type Bilingual = Exclude<Words, string>;
type Refused = EncoderChoice['refused'][number];

const CODECS = ['h264', 'h265', 'av1'] as const satisfies readonly Codec[];

/** That an encoder is not used, and why. */
export const refusalOf = ({
	name,
	why,
}: Refused): { readonly zh: string; readonly en: string } => ({
	zh: `${name} 未通过编码试验（${why}）`,
	en: `${name} did not pass its trial here (${why})`,
});

const lackOf = (name: string): Bilingual => ({
	zh: `这个 ffmpeg 没有 ${name}`,
	en: `This ffmpeg has no ${name}`,
});

/**
 * One sentence for each codec that the card that was asked for does not take here: why, and what encodes instead. None
 * where software was asked for, or whatever works.
 * @param codecs those that somebody wants; default: all
 */
export const standIns = (
	asked: Settings['encoder'],
	{ family, codecs: taken, refused }: EncoderChoice,
	codecs: readonly Codec[] = CODECS,
): readonly Words[] => {
	if (asked === 'software' || asked === 'auto') return [];
	return codecs
		.filter((codec) => family !== asked || !taken.includes(codec))
		.map((codec) => {
			const name = encoderName(asked, codec);
			const refusal = refused.find((one) => one.name === name);
			const { zh, en } = refusal ? refusalOf(refusal) : lackOf(name);
			const instead = SOFTWARE_ENCODERS[codec];
			return { zh: `${zh}，改用 ${instead}。`, en: `${en}; ${instead} is used instead.` };
		});
};

/** Says it once the trial is over. Where nothing renders, nothing is said: others tell that. */
export const tellStandIns = async (
	machine: Pick<OpenMachine, 'machine'>,
	asked: Settings['encoder'],
	say: (words: Words) => void,
): Promise<void> => {
	const found = await machine.machine().catch(() => undefined);
	if (found) standIns(asked, found.encoders).forEach(say);
};
