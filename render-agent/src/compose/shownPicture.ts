/** Which picture of a video, and which frame of a nested scene, a moment of a clip shows. */
import { type Frames, frames, SECOND, tickOf } from '../kernel/units';
import { endOf } from '../timeline/range';
import type { NestedSource, VideoSource } from '../timeline/scene';
import { assetTimeAt, innerFrameAt, nearestBefore, SAME_MOMENT } from '../timeline/tempo';

/**
 * The frame of a nested scene that an outer moment (microseconds into the clip) shows; beyond its window the nearest. `tick`:
 * microseconds for which it is shown.
 */
export const innerFrame = (
	{ paced, rate, window }: NestedSource,
	at: number,
	tick: number,
): Frames => {
	const last = Math.max(window.from, window.to - 1);
	const frame = innerFrameAt(paced, { rate, tick }, at);
	return frames(Math.min(last, Math.max(window.from, frame)));
};

/**
 * Which picture of a source with its own rate a moment of its clip shows, counted from the start of the file and on through
 * its rounds, where it loops: by the rule of `nearestBefore`, as sources that are sampled evenly. `tick`: microseconds for which it is shown.
 */
export const ownPicture = (
	{ paced, rate, loops }: VideoSource,
	at: number,
	tick: number,
): number => {
	const time = assetTimeAt(paced, at);
	const placeOf = (moment: number): number => (moment * rate.num) / (rate.den * SECOND);
	const step = Math.abs(placeOf(assetTimeAt(paced, at + tick) - time));
	// What runs backwards shows what it shows forwards, from the last to the first.
	const shown = placeOf(time) - (paced.reversed ? step : 0);
	const nearest = placeOf(nearestBefore(tickOf(rate)));
	const picture = Math.max(0, Math.floor(shown + nearest));
	const { source, target } = paced;
	if (loops || at < 0 || at > target.duration) return picture;
	// What is nearest may lie just outside of what the clip plays, behind a cut of the footage itself.
	const first = Math.max(0, Math.round(placeOf(source.start)));
	const last = Math.ceil(placeOf(endOf(source) - SAME_MOMENT)) - 1;
	return Math.max(first, Math.min(last, picture));
};
