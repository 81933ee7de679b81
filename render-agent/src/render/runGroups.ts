/** Parts of a run that are made in the same way: neighbors that one ffmpeg can make alone, or that are drawn. Pure. */
import { type Direct, directOf, type Stretch, windowed } from '../compile/direct';
import { type Frames, frames, plus } from '../kernel/units';
import type { Scene } from '../timeline/scene';
import type { RunPart, Task } from './tasks';

/** Neighboring parts of a run. */
export interface RunGroup {
	/** The number of the first of them in the run. */
	readonly from: number;
	readonly parts: readonly [RunPart, ...RunPart[]];
	readonly stretch: Stretch;
	/** As in the run. */
	readonly alone: boolean;
	/** Absent: their frames are drawn. */
	readonly direct: Direct | undefined;
}

type Run = Pick<Extract<Task, { kind: 'run' }>, 'first' | 'scene' | 'parts' | 'alone'>;

const stretchOf = (scene: Scene, first: Frames, parts: readonly RunPart[]): Stretch => {
	const count = parts.reduce((sum, part) => plus(sum, part.count), frames(0));
	return { first, count, scene: windowed(scene, first, plus(first, count)) };
};

/** Whether one ffmpeg can make the frames of a chunk, together with neighbors that it can make too. */
export const isDirect = (chunk: Stretch): boolean => directOf(chunk) !== undefined;

/** The parts of a run in groups, in their order. */
export const groupsOf = ({ first, scene, parts, alone }: Run): readonly RunGroup[] => {
	const groups: { from: number; isDirect: boolean; parts: [RunPart, ...RunPart[]] }[] = [];
	let at = first;
	parts.forEach((part, from) => {
		const direct = isDirect({ first: at, count: part.count, scene });
		at = plus(at, part.count);
		const last = groups.at(-1);
		if (last?.isDirect === direct) last.parts.push(part);
		else groups.push({ from, isDirect: direct, parts: [part] });
	});
	at = first;
	return groups.map((group) => {
		const { from, parts: together } = group;
		const stretch = stretchOf(scene, at, together);
		at = plus(at, stretch.count);
		return {
			from,
			parts: together,
			stretch,
			alone,
			direct: group.isDirect ? directOf(stretch) : undefined,
		};
	});
};
