/** Contenders that are not measured, so that the table says so. */
import type { Peer } from './peer';

/** A contender that is named with the reason why it is not there. */
export const absentPeer = (name: string, why: string): Peer => ({
	...{ name, about: why },
	absent: () => why,
	prepare: () => why,
});
