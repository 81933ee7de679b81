/** Which stretches of a file's sound are silent since they decode to what no sound holds. */
import { SAMPLE_RATE } from '../../compile/sound';
import { AgentError } from '../../kernel/errors';
import { fromSeconds } from '../../kernel/units';
import type { AssetFacts } from '../../timeline/asset';
import { rangeBetween, type TimeRange } from '../../timeline/range';
import { decodedSound } from './decodedSound';
import type { Silenced } from './saneSound';

const momentOf = (sample: number) => fromSeconds(sample / SAMPLE_RATE);

const isUndecodable = (error: unknown): boolean =>
	error instanceof AgentError && error.code === 'AUDIO_FAILED';

/**
 * Decodes the first sound of a file from end to end and tells what of it is silenced. Its own time, ascending. Nothing where
 * nothing can be decoded.
 * @throws {AgentError} RENDER_FAILED when its decoder was killed; the signal's reason when aborted
 */
export const silencedIn = async (
	{ file, demuxer, sha256, sound }: Pick<AssetFacts, 'file' | 'demuxer' | 'sha256' | 'sound'>,
	{ ffmpeg, signal }: { readonly ffmpeg: string; readonly signal: AbortSignal },
): Promise<readonly TimeRange[]> => {
	if (!sound) return [];
	const media = { ...{ file, demuxer, sha256 }, label: '' };
	const count = Math.ceil((sound.duration / fromSeconds(1)) * SAMPLE_RATE);
	const all = new Map<number, Silenced>();
	const heard = (one: Silenced): void => void all.set(one.from, one);
	const isMono = sound.channels === 1;
	const decoded = decodedSound({ media, first: 0, count, isMono }, { ffmpeg, signal, heard });
	const block = new Float32Array(SAMPLE_RATE * 2);
	try {
		while ((await decoded.fill(block)) === block.length);
		// A decoder that was stopped has told a part of it only.
		signal.throwIfAborted();
	} catch (error) {
		signal.throwIfAborted();
		if (!isUndecodable(error)) throw error;
	} finally {
		await decoded.close();
	}
	return [...all.values()].map(({ from, to }) => rangeBetween(momentOf(from), momentOf(to + 1)));
};
