/** Every contender beside the agent, in the order of the table. */
import { graph } from './graph';
import type { Peer } from './peer';

/** The contenders. */
export const PEERS: readonly Peer[] = [graph];
