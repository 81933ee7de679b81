/** Parts of a run that are made in the same way: neighbors that one ffmpeg can make alone, or that are drawn. Pure. */
import { type Direct, directOf, type Stretch, windowed } from '../compile/direct';
import { type Frames, frames, plus } from '../kernel/units';
import type { Scene } from '../timeline/scene';
import { MOST_CHANGES } from './overlayPictures';
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

/** How often a picture above appears or leaves within a chunk that one ffmpeg makes. */
const changesIn = ({ first, count }: Stretch, { above }: Direct): number =>
	new Set(
		above
			.flatMap(({ from, to }) => [from, to])
			.filter((at) => at > first && at < plus(first, count)),
	).size;

/** Files that one ffmpeg opens, unless a single chunk shows more: each takes memory all the time, 24 MiB at 540p and more at 1080p. */
const MOST_INPUTS = 8;

/** What one ffmpeg opens for a chunk, by names that are the same in the next chunk. */
const inputsOf = ({ pieces }: Direct): readonly string[] =>
	pieces.map((piece) =>
		piece.kind === 'video' ? piece.layer.id : `drawn from ${String(piece.from)}`,
	);

/** What one ffmpeg has to open and is to be told. */
interface Load {
	readonly inputs: ReadonlySet<string>;
	readonly changes: number;
}

const NONE: Load = { inputs: new Set(), changes: 0 };

const loadOf = (chunk: Stretch, direct: Direct): Load => ({
	inputs: new Set(inputsOf(direct)),
	changes: changesIn(chunk, direct),
});

const together = (a: Load, b: Load): Load => ({
	inputs: new Set([...a.inputs, ...b.inputs]),
	changes: a.changes + b.changes,
});

const isBearable = ({ inputs, changes }: Load): boolean =>
	inputs.size <= MOST_INPUTS && changes <= MOST_CHANGES;

/** A group in the making. */
interface Gathered {
	readonly from: number;
	readonly isDirect: boolean;
	readonly parts: [RunPart, ...RunPart[]];
	load: Load;
}

const gathered = ({ first, scene, parts }: Run): readonly Gathered[] => {
	const groups: Gathered[] = [];
	let at = first;
	parts.forEach((part, from) => {
		const chunk = { first: at, count: part.count, scene };
		const direct = directOf(chunk);
		const isDirect = direct !== undefined;
		const load = direct ? loadOf(chunk, direct) : NONE;
		at = plus(at, part.count);
		const last = groups.at(-1);
		const sum = together(last?.load ?? NONE, load);
		if (last?.isDirect === isDirect && isBearable(sum)) {
			last.parts.push(part);
			last.load = sum;
		} else groups.push({ from, isDirect, parts: [part], load });
	});
	return groups;
};

/** The parts of a run in groups, in their order. One ffmpeg makes no more of them than it has room for files and can be told changes above. */
export const groupsOf = (run: Run): readonly RunGroup[] => {
	let at = run.first;
	return gathered(run).map(({ from, isDirect, parts }) => {
		const stretch = stretchOf(run.scene, at, parts);
		at = plus(at, stretch.count);
		const direct = isDirect ? directOf(stretch) : undefined;
		return { from, parts, stretch, alone: run.alone, direct };
	});
};
