/** Finds the gain that brings a whole mix to a loudness, by mixing it once more than it is heard. */
import type { SoundPlan } from '../../compile/sound';
import type { Level, Mixed, SampleSink } from '../mixOutput';
import { mixSound, type Mixing } from '../mixSound';
import { atMost, factorOf, raiseTo } from './toLoudness';

/** EBU R128 and the platforms: no true peak above −1 dBTP. As far below as the encoders of sound add at most. */
const CEILING_DB = -2;
/** As near as this is near enough. LU. */
const NEAR = 0.2;
/** The limiter takes some loudness away: it is mixed once more for that, so often at most. */
const ATTEMPTS = 3;

/** The level that brings a plan to `target` LUFS; undefined when the mix is silent. */
const levelFor = async (
	plan: SoundPlan,
	target: number,
	mixing: Mixing,
): Promise<Level | undefined> => {
	const measured = (level: Level): Promise<Mixed> =>
		mixSound(plan, { ...mixing, level }, () => Promise.resolve());
	const { loudness } = await measured({ gain: 1, ceiling: Number.MAX_VALUE });
	let decibels = raiseTo(target, loudness.integrated);
	if (decibels === undefined) return undefined;
	const ceiling = factorOf(CEILING_DB);
	const room = CEILING_DB - (loudness.truePeak ?? 0);
	for (let attempt = 0; decibels > room && attempt < ATTEMPTS; attempt++) {
		const { integrated } = (await measured({ gain: factorOf(decibels), ceiling })).loudness;
		const missing = target - (integrated ?? target);
		if (Math.abs(missing) < NEAR) break;
		decibels = atMost(decibels + missing);
	}
	return { gain: factorOf(decibels), ceiling };
};

/**
 * Mixes a plan as `mixSound` does. One that has a target is mixed to nobody first, measured, and brought to its
 * loudness with true peaks of at most −2 dBTP, so that the encoded file stays below −1; a silent one stays as it is. `progressed` hears of no samples meanwhile.
 * @throws {AgentError} AUDIO_FAILED, naming the file
 */
export const mixLeveled = async (
	plan: SoundPlan,
	mixing: Omit<Mixing, 'level'>,
	take: SampleSink,
): Promise<Mixed> => {
	const measuring = {
		...mixing,
		progressed: () => {
			mixing.progressed(0);
		},
	};
	const level =
		plan.loudness === undefined ? undefined : await levelFor(plan, plan.loudness, measuring);
	return mixSound(plan, { ...mixing, ...(level && { level }) }, take);
};
