/** The moments of pictures as expressions of their number, for ffmpeg's `setpts`. Pure. */
import { ownPicture } from '../compose/shownPicture';
import { frames, tickOf } from '../kernel/units';
import type { VideoSource } from '../timeline/scene';
import { clipMoment } from '../timeline/tempo';
import type { Canvas } from '../timeline/timeline';
import { ownPlaces } from './decoderRuns';

/** Pictures up to a number, and the frame from which the last of them is seen. */
interface Step {
	readonly upTo: number;
	readonly frame: number;
}

/** A tree of questions, as deep as the logarithm of their count. */
const treeOf = (steps: readonly Step[], otherwise: number): string => {
	if (steps.length === 0) return String(otherwise);
	const middle = (steps.length - 1) >> 1;
	const step = steps[middle] ?? { upTo: 0, frame: 0 };
	const before = treeOf(steps.slice(0, middle), step.frame);
	const after = treeOf(steps.slice(middle + 1), otherwise);
	return `if(lte(N,${String(step.upTo)}),${before},${after})`;
};

/** The moment of each picture by its number: the frame from which it is seen. */
export const momentOf = (changes: readonly number[]): string =>
	treeOf(
		changes.slice(0, -1).map((frame, upTo) => ({ upTo, frame })),
		changes.at(-1) ?? 0,
	);

/**
 * The moment of each picture of a source that keeps its file's own rate, counted in frames from the source's first. Pictures that
 * are not seen have the moment of the next one that is; those behind the last one come after all frames.
 */
export const ownMoments = (source: VideoSource, canvas: Canvas): string => {
	const placeOf = ownPlaces(source, canvas);
	const { start } = source.paced.target;
	const tick = tickOf(canvas.rate);
	const steps: Step[] = [];
	for (let frame = 0; frame < source.count; frame++) {
		const at = clipMoment(frames(source.first + frame), canvas.rate, start);
		const upTo = Math.max(0, placeOf(ownPicture(source, at, tick)));
		if (upTo > (steps.at(-1)?.upTo ?? -1)) steps.push({ upTo, frame });
	}
	return treeOf(steps, source.count);
};
