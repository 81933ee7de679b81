/** Every contender beside the agent, in the order of the table. */
import { absentPeer } from './absent';
import { ges } from './ges';
import { graph } from './graph';
import { mlt } from './mlt';
import type { Peer } from './peer';

/** The contenders. */
export const PEERS: readonly Peer[] = [
	graph,
	mlt,
	ges,
	absentPeer(
		'editly',
		'its packages gl and canvas are built by install scripts, which a plain npm ci does not run',
	),
];
