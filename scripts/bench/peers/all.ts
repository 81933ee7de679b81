/** Every contender beside the agent, in the order of the table. */
import { editly } from './editly';
import { ges } from './ges';
import { graph } from './graph';
import { mlt } from './mlt';
import type { Peer } from './peer';

/** The contenders. */
export const PEERS: readonly Peer[] = [graph, mlt, ges, editly];
