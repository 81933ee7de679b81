/** Feeds every entry of the apps' catalogues to the readers of drafts and counts what comes of it. */
import {
	type Catalog,
	type CatalogEntry,
	catalogOf,
	type FoundLook,
	type Wanted,
} from '../render-agent/src/draft/catalog/catalog';
import masks from '../render-agent/src/draft/catalog/masks.json';
import mixModes from '../render-agent/src/draft/catalog/mixModes.json';
import {
	CHARACTER_EFFECTS,
	characterEffectLookOf,
	effectLookOf,
	SCENE_EFFECTS,
} from '../render-agent/src/draft/looks/effectLooks';
import { FILTERS, filterLookOf } from '../render-agent/src/draft/looks/filterLooks';
import { FONTS, fontNameOf } from '../render-agent/src/draft/looks/fontNames';
import { SOUNDS, voiceLookOf } from '../render-agent/src/draft/looks/heardLooks';
import { motionLookOf, motionsOf } from '../render-agent/src/draft/looks/motionLooks';
import { TEXT_EFFECTS, textLookOf } from '../render-agent/src/draft/looks/textLooks';
import { TRANSITIONS, transitionLookOf } from '../render-agent/src/draft/looks/transitionLooks';
import { normalise } from '../render-agent/src/draft/normalise';
import { parseDraft } from '../render-agent/src/draft/parse';
import { kindOf } from '../render-agent/src/render/text/fontKinds';
import type { VisualClip } from '../render-agent/src/timeline/timeline';

/** The family of an entry's look, and whether it is exactly the app's. */
export type Found = Pick<FoundLook<{ readonly family: string }>, 'look' | 'exact'>;

/** A catalogue and how a draft's wish for one of its entries is read. */
export interface CatalogReading {
	/** Name of the file with its entries, without ending. */
	readonly title: string;
	readonly catalog: Catalog | undefined;
	readonly lookOf: (wanted: Wanted) => Found | undefined;
}

/** The clip that a photo with one more material becomes, and whether nothing is to be said of it. */
const photoWith = (
	bucket: string,
	material: object,
): { readonly clip: VisualClip | undefined; readonly exact: boolean } => {
	const target_timerange = { start: 0, duration: 1_000_000 };
	const segment = { id: 's', material_id: 'p', target_timerange, extra_material_refs: ['m'] };
	const draft = {
		canvas_config: { width: 640, height: 360 },
		fps: 30,
		duration: 1_000_000,
		tracks: [{ type: 'video', segments: [segment] }],
		materials: {
			videos: [{ id: 'p', type: 'photo', path: 'a.png' }],
			[bucket]: [{ id: 'm', ...material }],
		},
	};
	const { timeline, diagnostics } = normalise(parseDraft(draft));
	return { clip: timeline.visuals[0], exact: diagnostics.length === 0 };
};

const maskOf = ({ resourceId, name }: Wanted): Found | undefined => {
	const { clip, exact } = photoWith('masks', { resource_id: resourceId, name });
	const shape = clip && 'mask' in clip ? clip.mask.shape : undefined;
	return shape && { look: { family: shape }, exact };
};

const blendOf = ({ resourceId, name }: Wanted): Found | undefined => {
	const material = { type: 'mix_mode', resource_id: resourceId, name };
	const { clip } = photoWith('effects', material);
	const blend = clip && 'blend' in clip ? clip.blend : 'normal';
	return blend === 'normal' ? undefined : { look: { family: blend }, exact: true };
};

/** A font is known by its name; another one of its kind stands for it where it is not installed. */
const fontOf = ({ resourceId }: Wanted): Found | undefined => {
	const name = fontNameOf(resourceId);
	if (name === undefined) return undefined;
	const { kind } = kindOf(name);
	return { look: { family: kind }, exact: kind === 'own' };
};

const motion =
	(phase: Parameters<typeof motionsOf>[0]) =>
	({ resourceId, name }: Wanted): Found | undefined =>
		motionLookOf({ id: resourceId, name }, phase);

/** Every catalogue. */
export const catalogReadings = (): readonly CatalogReading[] => [
	{
		title: 'transitions',
		catalog: TRANSITIONS.catalogs[0],
		lookOf: ({ resourceId, name }) => transitionLookOf(resourceId, name),
	},
	{ title: 'filters', catalog: FILTERS.catalogs[0], lookOf: filterLookOf },
	{ title: 'sceneEffects', catalog: SCENE_EFFECTS.catalogs[0], lookOf: effectLookOf },
	{
		title: 'characterEffects',
		catalog: CHARACTER_EFFECTS.catalogs[0],
		lookOf: characterEffectLookOf,
	},
	{ title: 'videoIn', catalog: motionsOf('in').catalogs[0], lookOf: motion('in') },
	{ title: 'videoOut', catalog: motionsOf('out').catalogs[0], lookOf: motion('out') },
	{ title: 'videoGroup', catalog: motionsOf('group').catalogs[0], lookOf: motion('group') },
	{ title: 'textIn', catalog: motionsOf('in').catalogs[1], lookOf: motion('in') },
	{ title: 'textOut', catalog: motionsOf('out').catalogs[1], lookOf: motion('out') },
	{ title: 'textLoop', catalog: motionsOf('loop').catalogs[0], lookOf: motion('loop') },
	{ title: 'textEffects', catalog: TEXT_EFFECTS.catalogs[0], lookOf: textLookOf },
	{ title: 'fonts', catalog: FONTS, lookOf: fontOf },
	{ title: 'masks', catalog: catalogOf(masks), lookOf: maskOf },
	{ title: 'mixModes', catalog: catalogOf(mixModes), lookOf: blendOf },
	{ title: 'rooms', catalog: SOUNDS.catalogs[0], lookOf: voiceLookOf },
	{ title: 'voices', catalog: SOUNDS.catalogs[1], lookOf: voiceLookOf },
];

/** How many entries of a catalogue are drawn in which way, and as what. */
export interface CatalogCount {
	readonly title: string;
	readonly total: number;
	readonly exact: number;
	readonly byHand: number;
	readonly classified: number;
	readonly unknown: number;
	readonly families: ReadonlyMap<string, number>;
}

type Way = 'exact' | 'byHand' | 'classified' | 'unknown';

/** What comes of one entry as a draft names it: by its resource id and its name. */
export const outcomeOf = (
	entry: CatalogEntry,
	{ lookOf }: CatalogReading,
): { readonly way: Way; readonly family: string } => {
	const name = entry.zh === '' ? entry.en : entry.zh;
	const found = lookOf({ resourceId: entry.ids[0] ?? '', name });
	if (!found) return { way: 'unknown', family: 'unknown' };
	const { family } = found.look;
	if (found.exact) return { way: 'exact', family };
	return { way: entry.look === '' ? 'classified' : 'byHand', family };
};

/** Counts a catalogue. */
export const countOf = (reading: CatalogReading): CatalogCount => {
	const outcomes = (reading.catalog?.entries ?? []).map((entry) => outcomeOf(entry, reading));
	const count = (way: Way): number => outcomes.filter((one) => one.way === way).length;
	const families = new Map<string, number>();
	for (const { family } of outcomes) families.set(family, (families.get(family) ?? 0) + 1);
	return {
		title: reading.title,
		total: outcomes.length,
		exact: count('exact'),
		byHand: count('byHand'),
		classified: count('classified'),
		unknown: count('unknown'),
		families,
	};
};
