/** What a job says of its video: the file that was made, and how long and how large it is. Pure. */
import { nearestMicrosecond, SECOND } from '../kernel/units';
import type { Made } from '../render/renderPlan';
import type { Canvas } from '../timeline/timeline';
import type { RenderedVideo } from './pipeline';

/** The video of what was made on a canvas, with what came along. */
export const renderedVideo = (
	{ file, bytes, sha256, frames, reusedFrames }: Made,
	{ width, height, rate }: Canvas,
	rest: Pick<RenderedVideo, 'report' | 'captions' | 'pictures'>,
): RenderedVideo => ({
	...{ file, bytes, sha256, frames, reusedFrames, width, height },
	duration: nearestMicrosecond((frames * rate.den * SECOND) / rate.num),
	...rest,
});
