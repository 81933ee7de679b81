/** What is known of damaged files when they are drawn: what of their pictures must not be shown. Pure. */
import type { DamagedFiles } from '../compile/damagedMedia';
import { tickOf } from '../kernel/units';
import type { AssetFacts, AssetId, PictureFacts } from '../timeline/asset';
import type { TimeRange } from '../timeline/range';

type Facts = ReadonlyMap<AssetId, AssetFacts>;

/** Whether so much of a video is lost that nothing good is left to be shown instead. */
const isAllLost = ({ duration, rate }: PictureFacts, lost: readonly TimeRange[]): boolean =>
	duration - lost.reduce((sum, one) => sum + one.duration, 0) < 2 * tickOf(rate);

/** The files with what must not be shown of them. Of one that is lost as a whole is shown whatever there is. */
export const withSpoiled = (facts: Facts, damaged: DamagedFiles): Facts =>
	new Map(
		[...facts].map(([id, asset]): [AssetId, AssetFacts] => {
			const { picture } = asset;
			const spoiled = damaged.get(id)?.picture ?? [];
			const isUsable = picture?.motion === 'video' && !isAllLost(picture, spoiled);
			if (spoiled.length === 0 || !isUsable) return [id, asset];
			return [id, { ...asset, picture: { ...picture, spoiled } }];
		}),
	);

/** Whether more of some file is known to be spoiled than when it was drawn. */
export const hasMoreSpoiled = (facts: Facts, drawn: Facts): boolean =>
	[...facts].some(
		([id, { picture }]) =>
			picture?.spoiled !== undefined && drawn.get(id)?.picture?.spoiled === undefined,
	);
