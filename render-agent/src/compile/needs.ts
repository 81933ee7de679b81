/** Which files each chunk shows, and where a chunk begins to show one that none before it did. Pure. */
import { plus } from '../kernel/units';
import type { AssetId } from '../timeline/asset';
import type { Timeline, VisualClip } from '../timeline/timeline';
import type { Chunk } from './chunks';
import { layersOf } from './layers';

const textsIn = (value: unknown): readonly string[] => {
	if (typeof value === 'string') return [value];
	if (typeof value !== 'object' || value === null) return [];
	return Object.values(value).flatMap(textsIn);
};

/** Whatever of a clip may name an asset: its picture, its background, its LUTs and fonts, and what is inside it. */
export const namedIn = (clip: VisualClip): readonly string[] => textsIn(clip);

/** The assets of which each chunk shows something: of no other does its scene depend. */
export const needsOf = (
	timeline: Timeline,
	chunks: readonly Chunk[],
): readonly ReadonlySet<AssetId>[] => {
	const ids = new Set<string>(timeline.assets.map(({ id }) => id));
	const clips = layersOf(timeline).map(({ clip, layer: { from, to } }) => {
		const named = namedIn(clip).filter((text): text is AssetId => ids.has(text));
		return { from, to, named };
	});
	return chunks.map(({ first, count }) => {
		const seen = clips.filter(({ from, to }) => from < plus(first, count) && to > first);
		return new Set(seen.flatMap(({ named }) => named));
	});
};

/** The numbers of the chunks that show one of these assets, and none before them did. */
export const seamsOf = (
	needs: readonly ReadonlySet<AssetId>[],
	assets: ReadonlySet<AssetId>,
): ReadonlySet<number> => {
	const shown = new Set<AssetId>();
	const seams = new Set<number>();
	needs.forEach((needed, number) => {
		const fresh = [...needed].filter((id) => assets.has(id) && !shown.has(id));
		if (fresh.length > 0 && number > 0) seams.add(number);
		for (const id of fresh) shown.add(id);
	});
	return seams;
};
