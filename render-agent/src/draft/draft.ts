/** A draft after it was read: defaults filled in, materials by id, compound clips read as drafts of their own. */
import type { MaterialOf, OtherMaterial, ReadBucket } from './materialSchema';
import type { DraftTrack } from './schema';
import type { UnknownField } from './unknownFields';

/** A material of a bucket that is read. */
type ReadMaterial = {
	readonly [B in ReadBucket]: { readonly bucket: B; readonly material: MaterialOf<B> };
}[ReadBucket];

/** A material with the bucket that it lies in, which tells what it is for. `other`: known by name only. */
export type Filed =
	| ReadMaterial
	| {
			readonly bucket: 'other';
			readonly from: string;
			readonly material: OtherMaterial;
			/** Switched off, or nothing in it says anything: apps write many of those for every clip. */
			readonly atRest: boolean;
	  };

/** A draft that was read. Foreign names, no nulls, nothing left out. */
export interface Draft {
	readonly canvas: { readonly width: number; readonly height: number };
	/** Frames a second. */
	readonly fps: number;
	/** Microseconds, as the draft says; its segments may last longer. */
	readonly duration: number;
	/** No original sound of any video is heard. */
	readonly muted: boolean;
	/** The order of the tracks decides what lies above, where the indexes of segments disagree. */
	readonly byTrackOrder: boolean;
	/** Names of the app's curves between keyframes, by the `graphID` of keyframes. */
	readonly curves: ReadonlyMap<string, string>;
	readonly tracks: readonly DraftTrack[];
	/** By id; of several with one id, the first. */
	readonly materials: ReadonlyMap<string, Filed>;
	/** The drafts inside compound clips, by the id of their material. */
	readonly compounds: ReadonlyMap<string, Draft>;
	/** Fields that hold something and are not known here, such as `segments[].glow`. Sorted. */
	readonly unknownFields: readonly UnknownField[];
}
