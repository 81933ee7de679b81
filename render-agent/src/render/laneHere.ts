/**
 * Lanes in the thread that asks, for work that programs do while nobody else is to be answered. They hear and say what a
 * worker thread does, and cost none: one starts, loads and cleans up for longer than such work takes in it.
 */
import { tellDoubtsTo } from './doubts';
import { perform } from './performing';
import { groupsOf } from './runGroups';
import { type FromThread, givenUp, type Task, type ThreadSetup, type ToThread } from './tasks';

/** Where a task is sent, and heard of. */
export interface Lane {
	readonly send: (message: ToThread) => void;
	/** `hear` is told what it says, `die` that it is no more. Gives how not to be told any longer. */
	readonly listen: (
		hear: (message: FromThread) => void,
		die: (cause: unknown) => void,
	) => () => void;
}

/** More texts and stills above take too long to be drawn where others are waited for meanwhile. */
const MOST_ABOVE = 16;

/**
 * Whether programs do nearly all of a task: they decode and encode sound, and runs of which one ffmpeg makes every frame,
 * with few pictures of ours laid over them.
 */
export const isDoneByPrograms = (task: Task): boolean => {
	if (task.kind !== 'run') return task.kind === 'sound';
	// Neighbors that are made in the same way are one group.
	const [group, ...others] = task.isDrawn ? [] : groupsOf(task);
	const direct = others.length === 0 ? group?.direct : undefined;
	return (
		direct !== undefined &&
		direct.above.length <= MOST_ABOVE &&
		direct.pieces.every(({ kind }) => kind === 'video')
	);
};

/** Gives a lane in this thread for a task; undefined where the task is for another thread. */
export type LaneFor = (task: Task) => Lane | undefined;

const isEnd = ({ kind }: FromThread): boolean =>
	kind === 'finished' || kind === 'failed' || kind === 'left';

/** Opens lanes in this thread: one run at a time, for runs share the memory of their thread, and any number of sounds. */
export const openLanesHere = (setup: ThreadSetup): LaneFor => {
	const telling = new Set<(message: FromThread) => void>();
	tellDoubtsTo((sha256) => {
		for (const tell of telling) tell({ kind: 'doubted', sha256 });
	});
	let hasRun = false;
	const laneOf = (isRun: boolean): Lane => {
		const stop = new AbortController();
		const hearing = new Set<(message: FromThread) => void>();
		const tell = (message: FromThread): void => {
			if (isEnd(message)) telling.delete(tell);
			if (isEnd(message) && isRun) hasRun = false;
			for (const hear of hearing) hear(message);
		};
		return {
			send: (message) => {
				if (message.kind === 'abort') {
					stop.abort(givenUp());
					return;
				}
				telling.add(tell);
				void perform(message.task, setup, { tell, stop, mayDraw: false });
			},
			listen: (hear) => {
				hearing.add(hear);
				return () => hearing.delete(hear);
			},
		};
	};
	return (task) => {
		const isRun = task.kind === 'run';
		if (!isDoneByPrograms(task) || (isRun && hasRun)) return undefined;
		if (isRun) hasRun = true;
		return laneOf(isRun);
	};
};
