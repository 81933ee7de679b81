/** Passes over what of a damaged file must not be shown, in ffmpeg's words. Pure. */
import { SECOND, tickOf } from '../kernel/units';
import type { VideoSource } from '../timeline/scene';
import { endOf } from '../timeline/range';

/** Rounding of time stamps. Microseconds. */
const NEAR = 2_000;

type Damaged = Pick<VideoSource, 'spoiled' | 'rate'>;

/** Where reading begins so that the last good picture before `moment` is read too. Microseconds of the file. */
export const beforeSpoiled = ({ spoiled = [], rate }: Damaged, moment: number): number =>
	spoiled.reduceRight(
		(at, one) =>
			one.start - NEAR <= at && at < endOf(one) ? Math.max(0, one.start - 2 * tickOf(rate)) : at,
		moment,
	);

/** The filter that drops such pictures: none for a file of which nothing is to be. `seek`: where reading began. Microseconds. */
export const withoutSpoiled = ({ spoiled = [] }: Damaged, seek: number): readonly string[] => {
	const at = (time: number): string => ((time - NEAR - seek) / SECOND).toFixed(6);
	const dropped = spoiled.map((one) => `gte(t,${at(one.start)})*lt(t,${at(endOf(one))})`);
	return dropped.length === 0 ? [] : [`select='not(${dropped.join('+')})'`];
};
