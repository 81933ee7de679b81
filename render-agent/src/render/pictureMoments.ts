/** When a decoded picture is shown, as expressions for ffmpeg's `setpts`. Pure. */
import type { VideoSource } from '../timeline/scene';

/**
 * A picture's moment, as an expression. Before version 6, ffmpeg gives the last picture of some animations no time of its
 * own when it begins anew: there each round is counted from its first picture. Microseconds.
 */
export const shownMoment = ({
	loops,
	pictures,
	length,
}: Pick<VideoSource, 'loops' | 'pictures' | 'length'>): string => {
	if (!loops || pictures === undefined || length <= 0) return 'PTS';
	const count = String(pictures);
	const remembered = `0*st(0\\,if(mod(N\\,${count})\\,ld(0)\\,PTS))`;
	return `(${remembered}+floor(N/${count})*${String(length)}+PTS-ld(0))`;
};

/**
 * A picture's moment since the first of its run, as an expression. What is shown at the in-point of a clip comes as much
 * sooner as the run begins before it. `nearest`: how long before its moment a picture is shown. Microseconds.
 */
export const sinceFirst = (
	{ from, early = 0 }: { readonly from: number; readonly early?: number },
	moment: string,
	{ seek, nearest }: { readonly seek: number; readonly nearest: number },
): string => {
	const begin = from - seek;
	const since = begin < 0 ? `${moment}+${(-begin).toFixed(0)}` : `${moment}-${begin.toFixed(0)}`;
	if (early === 0) return `(${since})`;
	const last = (begin + early + nearest).toFixed(0);
	return `(${since}-${early.toFixed(0)}*lte(PTS\\,${last}))`;
};
