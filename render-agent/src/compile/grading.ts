/** What is done to the color of a clip, with its LUT files in their places. */
import type { AssetId } from '../timeline/asset';
import { type Curve, extremes } from '../timeline/curve';
import type { Grading, MediaFile } from '../timeline/scene';
import type { ChromaKey, Graded } from '../timeline/timeline';

/** Whether something is mixed in at any time. */
const isSeen = ({
	strength,
	keyed,
}: {
	readonly strength: number;
	readonly keyed?: Curve;
}): boolean => (keyed ? extremes(keyed).most : strength) > 0;

/** The grading of a clip, or undefined when it changes nothing. Of LUT files that are not there the nearest looks are drawn, if any. */
export const gradingOf = (
	{
		luts = [],
		adjustments = {},
		grades = [],
		filters = [],
		gradedWithin: within,
		key,
	}: Graded & { readonly key?: ChromaKey },
	mediaOf: (asset: AssetId) => MediaFile | undefined,
): Grading | undefined => {
	const found = luts.flatMap(({ asset, strength, keyed }) => {
		const how = { strength, ...(keyed && { keyed }) };
		const media = isSeen(how) ? mediaOf(asset) : undefined;
		return media ? [{ media, ...how }] : [];
	});
	const standIns = luts.flatMap(({ asset, near: look, strength, keyed }) =>
		look && !mediaOf(asset) ? [{ look, strength, ...(keyed && { keyed }) }] : [],
	);
	const strong = [...standIns, ...filters].filter(isSeen);
	const stages = found.length + strong.length + grades.length + Object.keys(adjustments).length;
	if (!key && stages === 0) return undefined;
	return {
		...(key && { key }),
		luts: found,
		adjustments,
		...(grades.length > 0 && { grades }),
		filters: strong,
		...(within && { within }),
	};
};
