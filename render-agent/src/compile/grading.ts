/** What is done to the color of a clip, with its LUT files in their places. */
import type { AssetId } from '../timeline/asset';
import type { Grading, MediaFile } from '../timeline/scene';
import type { ChromaKey, Graded } from '../timeline/timeline';

/** The grading of a clip, or undefined when it changes nothing. LUT files that are not there are left out. */
export const gradingOf = (
	{ luts = [], adjustments = {}, filters = [], key }: Graded & { readonly key?: ChromaKey },
	mediaOf: (asset: AssetId) => MediaFile | undefined,
): Grading | undefined => {
	const found = luts.flatMap(({ asset, strength }) => {
		const media = strength > 0 ? mediaOf(asset) : undefined;
		return media ? [{ media, strength }] : [];
	});
	const strong = filters.filter(({ strength }) => strength > 0);
	const isPlain = !key && found.length + strong.length + Object.keys(adjustments).length === 0;
	return isPlain ? undefined : { ...(key && { key }), luts: found, adjustments, filters: strong };
};
