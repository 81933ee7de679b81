/** Where the picture of a timeline becomes another one. */
import { type Frames, frames, SECOND } from '../kernel/units';
import type { AssetId } from '../timeline/asset';
import { valueAt } from '../timeline/curve';
import { endOf } from '../timeline/range';
import type { Crossing } from '../timeline/scene';
import { ROUNDED } from '../timeline/tempo';
import { staysPut, type Timeline, type VisualClip } from '../timeline/timeline';
import { lowestOf, type PlacedClip } from './layers';

/** A clip that fills the ground. */
type Ground = Extract<VisualClip, { kind: 'picture' | 'nested' | 'color' }>;

const isGround = (clip: VisualClip, lowest: number): clip is Ground =>
	(clip.kind === 'picture' || clip.kind === 'nested' || clip.kind === 'color') &&
	valueAt(clip.placement.opacity, 0) > 0 &&
	clip.layer === lowest;

interface PlacedGround extends PlacedClip {
	readonly clip: Ground;
	/** Among all that is placed. */
	readonly index: number;
}

/** The layers whose pictures fill the ground: the lowest ones, unless they begin unseen. */
const groundOf = (placed: readonly PlacedClip[]): readonly PlacedGround[] => {
	const lowest = lowestOf(placed.map(({ clip }) => clip));
	return placed.flatMap(({ clip, layer }, index) =>
		isGround(clip, lowest) ? [{ clip, layer, index }] : [],
	);
};

const ascending = (all: readonly Frames[]): readonly Frames[] =>
	[...new Set(all)].sort((a, b) => a - b);

/** Frames at which some picture of the ground appears or leaves, at once or in a transition. Ascending. */
export const groundEdges = (placed: readonly PlacedClip[]): readonly Frames[] =>
	ascending(groundOf(placed).flatMap(({ layer: { from, to } }) => [from, to]));

/** A frame at which the picture becomes another one. */
export interface Cut {
	readonly at: Frames;
	/** A number by lot that goes with what begins there, wherever it lies. Equal ones are as good as each other. */
	readonly rank: number;
	/** Whether what begins there moves, grows or turns by itself: a key frame in the midst of that shows as a jump. Default false. */
	readonly moves?: boolean;
}

/** How far a dissolve has gone, 0 to 1, where encoders take the picture for a new one. */
const TURNED = 2 / 3;

/** A clip that goes on less than so much further into the footage of the one before is the same shot: a split, or a jump cut. Microseconds. */
const NEAR = 2 * SECOND;

/** Whether a clip shows the shot that the one before it showed, up to where it begins. */
const goesOn = (before: PlacedGround | undefined, { clip, layer }: PlacedGround): boolean => {
	if (before?.clip.kind !== 'picture' || clip.kind !== 'picture') return false;
	const { asset, source, reversed } = before.clip;
	const further = clip.source.start - endOf(source);
	const isForward = !reversed && !clip.reversed && further >= -ROUNDED;
	return before.layer.to === layer.from && asset === clip.asset && isForward && further < NEAR;
};

/** Where in a transition, or at its end, encoders take the picture for a new one, or might as well. */
const turnedAt = ({ look, from, to }: Crossing): Frames =>
	look.family === 'dissolve' ? frames(from + Math.round((to - from) * TURNED)) : to;

/** What a clip begins with: names of files stay as they are from one writing of a draft to the next, as ids do not. */
const openingOf = (clip: Ground, labels: ReadonlyMap<AssetId, string>): unknown => {
	switch (clip.kind) {
		case 'picture':
			return [labels.get(clip.asset), clip.source.start];
		case 'nested':
			return [clip.timeline.frames, clip.source.start];
		case 'color':
			return clip.color;
	}
};

/** FNV-1a of 32 bits. */
const FNV = { offset: 0x81_1c_9d_c5, prime: 0x01_00_01_93 };
/** Stirs a sum, so that texts that differ in their last character lie far apart. */
const STIR = 0x85_eb_ca_6b;

/** A number by lot from a text: the same on every machine. */
const lotOf = (text: string): number => {
	const sum = Array.from(text).reduce(
		(before, one) => Math.imul(before ^ (one.codePointAt(0) ?? 0), FNV.prime),
		FNV.offset,
	);
	const stirred = Math.imul(sum ^ (sum >>> 16), STIR);
	return (stirred ^ (stirred >>> 13)) >>> 0;
};

const beginningWith = (clip: Ground, labels: ReadonlyMap<AssetId, string>): Omit<Cut, 'at'> => ({
	rank: lotOf(JSON.stringify(openingOf(clip, labels))),
	...(!staysPut(clip.placement) && { moves: true }),
});

/** What ends where nothing begins. */
const ENDING = { rank: 0 };

/**
 * Where one picture of the ground appears or leaves without a transition, in dissolves where most of the next is there
 * already, and after other transitions. Where a shot goes on there is none. Ascending.
 */
export const cutsOf = (
	placed: readonly PlacedClip[],
	{ assets }: Pick<Timeline, 'assets'>,
): readonly Cut[] => {
	const labels = new Map(assets.map(({ id, label }) => [id, label]));
	const found = new Map<Frames, Omit<Cut, 'at'>>();
	const ground = groundOf(placed);
	for (const { layer } of ground)
		if (!layer.crossings.some(({ to }) => to === layer.to)) found.set(layer.to, ENDING);
	for (const [place, one] of ground.entries()) {
		const { clip, layer, index } = one;
		if (goesOn(ground[place - 1], one)) {
			found.delete(layer.from);
			continue;
		}
		const beginning = beginningWith(clip, labels);
		for (const crossing of layer.crossings)
			if (crossing.right === index) found.set(turnedAt(crossing), beginning);
		if (!layer.crossings.some(({ from }) => from === layer.from)) found.set(layer.from, beginning);
	}
	return [...found].map(([at, cut]) => ({ at, ...cut })).sort((a, b) => a.at - b.at);
};
