/** Tells of a step of the work when it begins and when it is done. */
import type { WorkEvents } from './pipeline';

/** Does the work of a step, and tells of it. */
export const takeStep = async <T>(
	events: WorkEvents,
	name: Parameters<WorkEvents['started']>[0],
	work: () => Promise<T> | T,
): Promise<T> => {
	events.started(name);
	const result = await work();
	events.finished(name);
	return result;
};
