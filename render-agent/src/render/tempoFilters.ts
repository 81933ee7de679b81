/** The filters that make a sound run faster or slower, with its pitch or without. Pure. */
import { SAMPLE_RATE, type SoundPiece } from '../compile/sound';

/** The least factor that one filter takes. */
const SLOWEST_TEMPO = 0.5;
const isOne = (factor: number): boolean => Math.abs(factor - 1) < 1e-6;

/** A chain of tempo filters, which keep the pitch. */
const stretched = (factor: number): readonly string[] => {
	if (isOne(factor)) return [];
	return factor < SLOWEST_TEMPO
		? [`atempo=${String(SLOWEST_TEMPO)}`, ...stretched(factor / SLOWEST_TEMPO)]
		: [`atempo=${factor.toFixed(6)}`];
};

const pitched = (factor: number): readonly string[] =>
	isOne(factor)
		? []
		: [`asetrate=${String(Math.round(SAMPLE_RATE * factor))}`, `aresample=${String(SAMPLE_RATE)}`];

/** The filters that bring a piece's sound to the length of its clip: evenly, along speed curves too. */
export const tempoFilters = ({ paced, pitch }: SoundPiece): readonly string[] => {
	const factor = paced.target.duration === 0 ? 1 : paced.source.duration / paced.target.duration;
	return pitch === 'keep' ? stretched(factor) : pitched(factor);
};
