/** Makes the files of a run, each group of them in its way. */
import { makeDirect } from './directChunk';
import { drawChunk } from './drawChunk';
import { rawVideoInput } from './encoding';
import { growing, runEncoders } from './runEncoders';
import { groupsOf, type RunGroup } from './runGroups';
import type { SceneWorld } from './sceneReader';
import { RunMeter } from './quality/runMeter';
import type { StallWatch } from './stall';
import { type Findings, MustBeDrawn, type Task } from './tasks';

/** What a run is made with. */
export interface RunMaking {
	/** Its signal is the watch's. */
	readonly world: SceneWorld;
	readonly watch: StallWatch;
	/** Aborted with the first failure. */
	readonly stop: AbortController;
	/** A file is whole. */
	readonly made: (part: number, findings: Findings) => void;
	/** Frames of the run that are done. */
	readonly progressed: (frames: number) => void;
	/** Whether frames may be drawn one by one. */
	readonly mayDraw: boolean;
}

const drawGroup = async (
	{ from, parts, stretch, alone }: RunGroup,
	{ world, watch, stop, made, progressed }: RunMaking,
): Promise<void> => {
	const { canvas } = stretch.scene;
	const meter = new RunMeter(
		canvas,
		parts.map(({ count }) => count),
	);
	const encoders = runEncoders({
		...{ ffmpeg: world.ffmpeg, inputOptions: rawVideoInput(canvas), parts },
		...{ alone, stop, watch },
		made: (part) => {
			made(from + part, meter.findingsOf(part));
		},
	});
	let drawn = 0;
	try {
		await drawChunk(stretch, world, async (frame, shown) => {
			meter.push(frame, shown);
			await encoders.take(frame);
			progressed(++drawn);
		});
		await encoders.ended();
	} catch (error) {
		stop.abort(error);
		await encoders.ended().catch(() => undefined);
		throw stop.signal.reason as Error;
	}
};

const makeGroup = async (group: RunGroup, making: RunMaking): Promise<void> => {
	const { direct, parts, stretch, from } = group;
	const alive = growing(making.watch, stretch.count);
	const progressed = (frames: number): void => {
		alive(frames);
		making.progressed(frames);
	};
	const findings =
		direct && (await makeDirect({ stretch, direct, parts }, making.world, progressed));
	if (findings)
		findings.forEach((found, part) => {
			making.made(from + part, found);
		});
	else if (making.mayDraw) await drawGroup(group, making);
	else throw new MustBeDrawn();
};

/**
 * Makes the files of a run.
 * @throws {AgentError} ENCODE_FAILED, MEDIA_BROKEN, TOO_LARGE, DISK_FULL, NOT_READY; the signal's reason when aborted
 * @throws {MustBeDrawn} where frames may not be drawn, and have to be
 */
export const makeRun = async (
	run: Extract<Task, { kind: 'run' }>,
	making: RunMaking,
): Promise<void> => {
	let before = 0;
	for (const found of groupsOf(run)) {
		const group = run.isDrawn ? { ...found, direct: undefined } : found;
		const begun = before;
		const progressed = (frames: number): void => {
			making.progressed(begun + frames);
		};
		await makeGroup(group, { ...making, progressed });
		before += group.stretch.count;
	}
};
