/** Keeps the machine from falling asleep in the middle of a job. */
import type { Renderer } from '../jobs/pipeline';
import { start } from '../render/processes';
import { createAwake } from '../service/awake';

/** The renderer, keeping the machine from falling asleep as long as it works. */
export const awakeWhile = (renderer: Renderer): Renderer => {
	const awake = createAwake(process.platform, (program, args) =>
		start(program, args, { stdin: true }),
	);
	return async (work, events, signal) => {
		const release = awake.hold();
		try {
			return await renderer(work, events, signal);
		} finally {
			release();
		}
	};
};
