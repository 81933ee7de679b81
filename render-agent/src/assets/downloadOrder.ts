/** In which order the files of a draft are fetched. Pure. */
import type { AssetReference } from '../timeline/asset';

/** When the timeline first needs a file, in microseconds. Sound is mixed as a whole, so it can come last. */
const neededAt = ({ use, usedBy }: AssetReference): number =>
	use === 'audio'
		? Number.POSITIVE_INFINITY
		: usedBy.reduce((first, { start }) => Math.min(first, start), Number.POSITIVE_INFINITY);

/** References by the time at which the timeline first shows them, those that are only heard last. */
export const inOrderOfUse = (references: readonly AssetReference[]): readonly AssetReference[] =>
	references
		.map((reference) => ({ reference, at: neededAt(reference) }))
		// Infinity minus infinity would be no number.
		.sort((one, other) => (one.at === other.at ? 0 : one.at - other.at))
		.map(({ reference }) => reference);
