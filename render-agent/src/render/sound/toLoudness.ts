/** By how much sounds are raised or lowered to come to a loudness. */

/** Below this nothing is there that could be made louder. LUFS. */
const SILENT = -60;
/** Decibels that a sound is raised or lowered at most. */
export const MOST_DECIBELS = 24;

/** The factor of so many decibels. */
export const factorOf = (decibels: number): number => 10 ** (decibels / 20);

/** Decibels, as many as a sound is raised or lowered at most. */
export const atMost = (decibels: number): number =>
	Math.min(MOST_DECIBELS, Math.max(-MOST_DECIBELS, decibels));

/** The decibels between a loudness and the one wanted, both in LUFS. */
export const wayTo = (target: number, loudness: number): number => target - loudness;

/** The decibels that bring a loudness to another, both in LUFS, as far as it is raised or lowered; undefined for silence. */
export const raiseTo = (target: number, loudness: number | undefined): number | undefined =>
	loudness === undefined || loudness < SILENT ? undefined : atMost(wayTo(target, loudness));
