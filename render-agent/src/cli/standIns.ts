/** What is said where a graphics card was asked for and software encodes: the same words at the terminal, in the log and by `doctor`. */
import type { Settings } from '../config/schema';
import type { Bilingual, Words } from '../kernel/words';
import type { EncoderChoice } from '../render/encoderTrials';
import { encoderName, SOFTWARE_ENCODERS } from '../render/encoders';
import { CODECS, type Encoding } from '../timeline/scene';
import type { OpenMachine } from './machine';

type Codec = Encoding['codec'];
type Refused = EncoderChoice['refused'][number];

/** That an encoder is not used, and why. */
export const refusalOf = ({ name, why }: Refused): Bilingual => ({
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

/** Who is told of stand-ins at a start, before anybody asked for a codec. */
export interface Listener {
	/** Of H.264, which videos are unless another codec is asked for. */
	readonly warn: (words: Words) => void;
	/** Of the others: many cards have no AV1, and most people never ask for it. */
	readonly note: (words: Words) => void;
}

/** Says it once the trial is over. Where nothing renders, nothing is said: others tell that. */
export const tellStandIns = async (
	machine: Pick<OpenMachine, 'machine'>,
	asked: Settings['encoder'],
	{ warn, note }: Listener,
): Promise<void> => {
	const found = await machine.machine().catch(() => undefined);
	if (!found) return;
	const [usual, ...others] = CODECS;
	standIns(asked, found.encoders, [usual]).forEach(warn);
	standIns(asked, found.encoders, others).forEach(note);
};
