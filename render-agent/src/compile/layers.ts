/** Gives each clip its layer: the frames in which it is seen, its backdrop, its part in transitions, back to front. */
import { frames, least, most, nearestFrame } from '../kernel/units';
import { endOf } from '../timeline/range';
import type { Crossing, Layer } from '../timeline/scene';
import {
	type Placement,
	type ShownClip,
	type Timeline,
	type Transition,
	UNMOVED,
	type VisualClip,
} from '../timeline/timeline';
import { passesOutline } from '../timeline/transitionKinds';
import { type CrossedFrames, crossedFrames, isSeen } from '../timeline/transitionWindow';

/** A clip with its layer, before it is known which source the layer shows. */
export interface PlacedClip {
	readonly clip: VisualClip;
	readonly layer: Omit<Layer, 'content' | 'backdrop'>;
}

/** The frames of a transition that are in the timeline. */
const framesOf = (transition: Transition, { canvas, frames: total }: Timeline): CrossedFrames => {
	const { from, cut, to } = crossedFrames(transition, canvas.rate);
	return { from: most(from, frames(0)), cut, to: least(to, total) };
};

/** Whether a transition never shows both of its clips: one that cuts above something shows the other's outline for a moment. */
const isApart = ({ apart, look }: Transition, { layer }: VisualClip, lowest: number): boolean =>
	apart === true && (layer === lowest || !passesOutline(look));

const crossingsOf = (
	timeline: Timeline,
	{ clips, lowest }: { readonly clips: readonly VisualClip[]; readonly lowest: number },
): readonly Crossing[] =>
	timeline.transitions.flatMap((transition) => {
		const left = clips.findIndex(({ id }) => id === transition.left);
		const right = clips.findIndex(({ id }) => id === transition.right);
		const { cut, ...window } = framesOf(transition, timeline);
		const first = clips[left];
		if (!first || right < 0 || !isSeen({ cut, ...window })) return [];
		const apart = isApart(transition, first, lowest) && { apart: cut };
		return [{ look: transition.look, ...window, ...apart, left, right }];
	});

/** Flips of pictures are done by their decoders; of texts and nested scenes by the layer. */
const layerPlacement = ({ kind, placement }: ShownClip): Placement =>
	kind === 'picture' ? { ...placement, flipX: false, flipY: false } : placement;

type Standing = Pick<Layer, 'placement' | 'animations' | 'mask' | 'outline' | 'effects' | 'blend'>;

/** Where and how a layer stands. */
const standingOf = (clip: VisualClip): Standing => {
	if (clip.kind === 'effect' || clip.kind === 'filter')
		// What only changes what lies beneath has no place of its own.
		return { placement: UNMOVED, animations: [] };
	const { animations, mask, outline, effects, blend } = clip;
	return {
		placement: layerPlacement(clip),
		animations,
		...(mask && { mask }),
		...(outline && { outline }),
		...(effects && effects.length > 0 && { effects }),
		...(blend !== 'normal' && { blend }),
	};
};

/** The layer of the lowest clips with a picture of their own. */
export const lowestOf = (clips: readonly VisualClip[]): number =>
	Math.min(
		...clips.filter(({ kind }) => kind !== 'effect' && kind !== 'filter').map(({ layer }) => layer),
	);

/** No clip's layer. */
const NONE = -Infinity;

/**
 * Every clip with its layer, back to front. Clips that no frame shows are left out.
 * @param ground what the timeline is drawn on; default black, as videos are. Clear: its lowest clips may lie above others.
 */
export const layersOf = (
	timeline: Timeline,
	ground: 'black' | 'clear' = 'black',
): readonly PlacedClip[] => {
	const { canvas, frames: total } = timeline;
	const lowest = lowestOf(timeline.visuals);
	const bottom = ground === 'black' ? lowest : NONE;
	const seen = timeline.visuals.filter(
		({ target }) =>
			nearestFrame(endOf(target), canvas.rate) > nearestFrame(target.start, canvas.rate),
	);
	const crossings = crossingsOf(timeline, { clips: seen, lowest: bottom });
	return seen.map((clip, index) => {
		const own = crossings.filter(({ left, right }) => left === index || right === index);
		const from = nearestFrame(clip.target.start, canvas.rate);
		const to = least(nearestFrame(endOf(clip.target), canvas.rate), total);
		return {
			clip,
			layer: {
				id: clip.id,
				from: own.reduce((first, crossing) => least(first, crossing.from), from),
				to: own.reduce((last, crossing) => most(last, crossing.to), to),
				start: clip.target.start,
				duration: clip.target.duration,
				...standingOf(clip),
				crossings: own,
				bottom: clip.layer === bottom,
				...(ground === 'clear' && clip.layer === lowest && { spreads: true }),
			},
		};
	});
};
