/** Builds the scene of a stretch of frames: only the layers that it shows, each with its source opened for just these frames. */
import { type Frames, least, most } from '../kernel/units';
import type { AssetFacts, AssetId } from '../timeline/asset';
import type { Grading, Layer, LayerBackdrop, NestedSource, Scene, Source } from '../timeline/scene';
import type { Effect } from '../timeline/effectLooks';
import { changesOfLit } from '../timeline/textChanges';
import type {
	ColorClip,
	EffectClip,
	NestedClip,
	PictureClip,
	TextClip,
	Timeline,
	VisualClip,
} from '../timeline/timeline';
import { gradingOf } from './grading';
import { layersOf, type PlacedClip } from './layers';
import { nestedSource } from './nesting';
import { withPictures } from './letterPictures';
import {
	backdropSource,
	type FrameWindow,
	greatestScale,
	letterPicture,
	mediaOf,
	pictureSource,
} from './sources';

/** The facts of the assets that are there. */
export type Facts = ReadonlyMap<AssetId, AssetFacts>;

interface Building {
	readonly timeline: Timeline;
	readonly facts: Facts;
	readonly sources: Source[];
}

const add = (building: Building, source: Source): number => building.sources.push(source) - 1;

const pictureContent = (
	clip: PictureClip,
	window: FrameWindow,
	building: Building,
): number | undefined => {
	const facts = building.facts.get(clip.asset);
	if (!facts?.picture) return undefined;
	const { canvas, isSparse = false } = building.timeline;
	const media = mediaOf(facts, building.timeline);
	const { picture } = facts;
	return add(building, pictureSource(clip, { media, picture, canvas, isSparse }, window));
};

/** With nothing beneath it a timeline within is a video like others, black where it shows nothing. */
const groundOf = (
	{ blend, backdrop }: NestedClip,
	{ bottom }: Pick<Layer, 'bottom'>,
): NestedSource['ground'] => (bottom && blend === 'normal' && !backdrop ? 'black' : 'clear');

const nestedContent = (
	clip: NestedClip,
	{ window, ground }: Pick<NestedSource, 'ground'> & { readonly window: FrameWindow },
	building: Building,
): number => {
	const { facts, timeline } = building;
	const { canvas, isSparse } = timeline;
	return add(
		building,
		nestedSource(clip, { canvas, window, ground, ...(isSparse && { isSparse }) }, (inner) => {
			const placed = layersOf(inner, ground);
			return (part) => sceneOf(inner, { placed, facts }, part);
		}),
	);
};

const textSource = (
	{ id: segment, placement, target }: TextClip,
	{ text, changes }: Pick<TextClip, 'text' | 'changes'>,
	{ facts, timeline }: Building,
): Source => {
	const { x, y } = greatestScale(placement, target.duration);
	const lettered = withPictures(text, (asset) => {
		const found = facts.get(asset);
		return found?.picture && letterPicture(mediaOf(found, timeline), found.picture);
	});
	return {
		...{ kind: 'text', segment, ...lettered, scale: Math.max(x, y) },
		...(changes && { moving: { changes, start: target.start } }),
	};
};

/** What a clip's mask is made of, where that is a source. */
const matteOf = (clip: VisualClip, building: Building): Pick<Layer, 'matte'> => {
	if (clip.kind === 'effect' || clip.kind === 'filter') return {};
	const matte = clip.mask?.matte;
	if (!matte || matte.kind === 'path') return {};
	if (matte.kind === 'text') {
		const { x, y } = greatestScale(clip.placement, clip.target.duration);
		const scale = Math.max(x, y);
		return { matte: add(building, { kind: 'text', segment: clip.id, block: matte.block, scale }) };
	}
	const facts = building.facts.get(matte.asset);
	if (!facts?.picture) return {};
	const { timeline } = building;
	const media = mediaOf(facts, timeline);
	return { matte: add(building, backdropSource(media, facts.picture, timeline.canvas)) };
};

/** A layer without a mask whose picture is not there. */
const unmasked = <L extends Pick<Layer, 'mask' | 'matte'>>(layer: L): L => {
	const { mask, ...whole } = layer;
	const isMade =
		mask?.matte === undefined || mask.matte.kind === 'path' || layer.matte !== undefined;
	// What is left out is optional.
	return isMade ? layer : (whole as L);
};

const CLEAR = { red: 0, green: 0, blue: 0, alpha: 0 };

/** The words of a caption that are spoken; those that light up are drawn once more, in their color. */
const spokenIn = (clip: VisualClip, building: Building): Pick<Layer, 'spoken'> => {
	if (clip.kind !== 'text' || !clip.spoken) return {};
	const { spoken, text, changes } = clip;
	if (spoken.way === 'appear') return { spoken: { words: spoken.words } };
	const runs = text.runs.map((run) => {
		const { gradient, texture, ...plain } = run.style;
		const style = gradient || texture ? plain : run.style;
		return { ...run, style: { ...style, fill: { ...spoken.color, alpha: style.fill.alpha } } };
	});
	const { background } = text;
	// The box behind the words stays as a clear one: both pictures are the same size.
	const clear = background && { background: { ...background, color: CLEAR } };
	const moved = changes && changesOfLit(changes);
	const look = { text: { ...text, runs, ...clear }, ...(moved && { changes: moved }) };
	const lit = add(building, textSource(clip, look, building));
	return { spoken: { words: spoken.words, lit } };
};

const colorsOf = ({ color, gradient }: ColorClip): Pick<ColorClip, 'color' | 'gradient'> => ({
	color,
	...(gradient && { gradient }),
});

const effectIn = ({ look, amount, keyed, sliders, speed, during }: EffectClip): Effect => ({
	...{ look, amount, speed },
	...(keyed && { keyed }),
	...(sliders && { sliders }),
	...(during && { during }),
});

const contentOf = (
	{ clip, layer }: PlacedClip,
	window: FrameWindow,
	building: Building,
): Layer['content'] | undefined => {
	switch (clip.kind) {
		case 'picture': {
			const source = pictureContent(clip, window, building);
			return source === undefined ? undefined : { kind: 'source', source };
		}
		case 'text': {
			return { kind: 'source', source: add(building, textSource(clip, clip, building)) };
		}
		case 'nested':
			return {
				kind: 'source',
				source: nestedContent(clip, { window, ground: groundOf(clip, layer) }, building),
			};
		case 'color':
			return { kind: 'fill', ...colorsOf(clip) };
		case 'effect':
			return { kind: 'effect', effect: effectIn(clip) };
		case 'filter':
			return { kind: 'filter' };
	}
};

const backdropOf = (clip: VisualClip, building: Building): LayerBackdrop | undefined => {
	const backdrop = clip.kind === 'picture' || clip.kind === 'nested' ? clip.backdrop : undefined;
	if (backdrop?.kind !== 'picture') return backdrop;
	const facts = building.facts.get(backdrop.asset);
	if (!facts?.picture) return undefined;
	const source = add(
		building,
		backdropSource(mediaOf(facts, building.timeline), facts.picture, building.timeline.canvas),
	);
	return { kind: 'picture', source };
};

const gradingIn = (
	clip: Exclude<VisualClip, { kind: 'effect' }>,
	{ facts, timeline }: Building,
): Grading | undefined =>
	gradingOf(clip, (asset) => {
		const found = facts.get(asset);
		return found && mediaOf(found, timeline);
	});

/** A layer, and its index among the layers of the whole timeline. */
interface Kept {
	readonly was: number;
	readonly layer: Layer;
}

const renumbered = (layers: readonly Kept[]): readonly Layer[] => {
	const places = new Map(layers.map(({ was }, index) => [was, index]));
	return layers.map(({ layer }) => ({
		...layer,
		crossings: layer.crossings.flatMap((crossing) => {
			const left = places.get(crossing.left);
			const right = places.get(crossing.right);
			return left === undefined || right === undefined ? [] : [{ ...crossing, left, right }];
		}),
	}));
};

/** The frames in which a layer's content is drawn: what does not overlap another clip is not, beyond their cut. */
const drawnFrames = (
	{ crossings }: Pick<Layer, 'crossings'>,
	was: number,
	{ from, to }: FrameWindow,
): FrameWindow => {
	const cuts = (side: 'left' | 'right'): readonly Frames[] =>
		crossings.flatMap((one) => (one[side] === was && one.apart !== undefined ? [one.apart] : []));
	return { from: cuts('right').reduce(most, from), to: cuts('left').reduce(least, to) };
};

/** What stands for the content of a layer that a transition needs, of which it draws nothing here. */
const UNDRAWN: Layer['content'] = { kind: 'fill', color: CLEAR };

const isThere = (clip: VisualClip, { facts }: Building): boolean =>
	clip.kind !== 'picture' || facts.get(clip.asset)?.picture !== undefined;

/** The scene of the frames in `window`. Layers whose asset is not there are left out. */
export const sceneOf = (
	timeline: Timeline,
	{ placed, facts }: { readonly placed: readonly PlacedClip[]; readonly facts: Facts },
	window: FrameWindow,
): Scene => {
	const building: Building = { timeline, facts, sources: [] };
	const layers = placed.flatMap(({ clip, layer }, was) => {
		const seen = { from: most(layer.from, window.from), to: least(layer.to, window.to) };
		if (seen.from >= seen.to) return [];
		const shown = drawnFrames(layer, was, seen);
		if (!isThere(clip, building)) return [];
		const content = shown.from < shown.to ? contentOf({ clip, layer }, shown, building) : UNDRAWN;
		if (!content) return [];
		const backdrop = backdropOf(clip, building);
		const grading = clip.kind === 'effect' ? undefined : gradingIn(clip, building);
		if (clip.kind === 'filter' && !grading) return [];
		const more = {
			...(backdrop && { backdrop }),
			...(grading && { grading }),
			...spokenIn(clip, building),
			...matteOf(clip, building),
		};
		return [{ was, layer: unmasked({ ...layer, content, ...more }) }];
	});
	return { canvas: timeline.canvas, sources: building.sources, layers: renumbered(layers) };
};
