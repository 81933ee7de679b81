/** Where a worker may put the video of a job itself, instead of handing it over. */
import type { Job } from './job';

/** The targets that a job still has to go to, and whether a worker may put its video there, or to its own. */
export interface StraightWay {
	/** Names of the targets that it still has to go to; none: the worker's own, where it is allowed. */
	readonly targets: readonly string[];
	/** A job that asks for no target stays with the agent, and so does one that has been everywhere. */
	readonly isAllowed: boolean;
}

/** The straight way of a job. */
export const straightWayOf = ({
	delivery,
	options,
}: Pick<Job, 'delivery' | 'options'>): StraightWay => {
	const targets = delivery.flatMap(({ target, state }) => (state === 'done' ? [] : [target]));
	const asksForNone = delivery.length === 0 && options.deliver === undefined;
	return { targets, isAllowed: targets.length > 0 || asksForNone };
};
