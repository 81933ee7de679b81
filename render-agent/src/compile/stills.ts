/** The plan of single frames: for each one the scene of that frame alone, and the files that it needs. Pure. */
import { type Frames, frames, plus } from '../kernel/units';
import type { AssetReference } from '../timeline/asset';
import type { Scene } from '../timeline/scene';
import type { Timeline } from '../timeline/timeline';
import { layersOf } from './layers';
import { namedIn } from './needs';
import { type Facts, sceneOf } from './scenes';

/** One frame with everything that it shows. */
export interface Still {
	readonly frame: Frames;
	readonly scene: Scene;
}

/** The frames of a timeline, each with sources that are opened for it alone. */
export const stillsOf = (
	timeline: Timeline,
	facts: Facts,
	at: readonly Frames[],
): readonly Still[] => {
	const placed = layersOf(timeline);
	return at.map((frame) => ({
		frame,
		scene: sceneOf(timeline, { placed, facts }, { from: frame, to: plus(frame, frames(1)) }),
	}));
};

/** The assets that some frames need: those of the clips that are seen in them, and of what is in these. */
export const assetsAt = (timeline: Timeline, at: readonly Frames[]): readonly AssetReference[] => {
	const seen = layersOf(timeline).filter(({ layer }) =>
		at.some((frame) => frame >= layer.from && frame < layer.to),
	);
	const named = new Set(seen.flatMap(({ clip }) => namedIn(clip)));
	return timeline.assets.filter(({ id }) => named.has(id));
};
