/** Measures how loud a stretch of a file is, as broadcasters do (EBU R128). */
import { run } from '../processes';
import { safeInput } from '../safeInput';
import type { Stretch } from './decodedSound';
import { SECOND } from '../../kernel/units';

/** Below this nothing is there that could be made louder. LUFS. */
const SILENT = -60;
/** Decibels that a sound is raised or lowered at most. */
const MOST = 24;

/** The integrated loudness that the report of the `ebur128` filter names, in LUFS. */
export const loudnessIn = (said: string): number | undefined => {
	const found = /Integrated loudness:\s*I:\s*(-?[\d.]+) LUFS/.exec(said)?.[1];
	return found === undefined ? undefined : Number(found);
};

/** The factor that brings a stretch to `target` LUFS; 1 for silence and what cannot be measured. */
export const loudnessGain = async (
	{ media, from, duration }: Stretch,
	target: number,
	{ ffmpeg, signal }: { readonly ffmpeg: string; readonly signal: AbortSignal },
): Promise<number> => {
	const seconds = (time: number): string => (time / SECOND).toFixed(6);
	const { said } = await run(
		ffmpeg,
		[
			...['-hide_banner', '-nostdin', '-nostats', '-v', 'info', '-threads', '1'],
			...(from > 0 ? ['-ss', seconds(from)] : []),
			...['-t', seconds(duration), ...safeInput(media)],
			...['-map', '0:a:0', '-vn', '-sn', '-dn', '-af', 'ebur128=framelog=quiet'],
			...['-f', 'null', '-'],
		],
		signal,
	);
	const loudness = loudnessIn(said);
	if (loudness === undefined || loudness < SILENT) return 1;
	return 10 ** (Math.min(MOST, Math.max(-MOST, target - loudness)) / 20);
};
