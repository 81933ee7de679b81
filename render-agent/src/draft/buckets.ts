/** The lists of materials that a draft has beside those that are read: which of them the apps write, and what is in one that nobody knows. */
import { isObject, type Json, objectsIn } from '../kernel/json';

/** Lists that the apps write and that are not read: what a segment refers to there is told with the segment. */
const UNREAD: ReadonlySet<string> = new Set(
	`ai_translates audio_track_indexes beats digital_humans digital_human_model_dressing flowers green_screens handwrites
	hsl_curves huazi manual_beautys manual_deformations multi_language_refs placeholders placeholder_infos plugin_effects
	realtime_denoises smart_crops smart_relights tail_leaders time_marks video_trackings vocal_beautifys`.split(
		/\s+/,
	),
);

/** Whether the apps write a list of materials of that name, which is not read. */
export const isKnownUnread = (bucket: string): boolean => UNREAD.has(bucket);

/** Ids of all that the segments of a draft refer to. */
export const referredIn = ({ tracks }: Json): ReadonlySet<unknown> =>
	new Set(
		objectsIn(tracks)
			.flatMap(({ segments }) => objectsIn(segments))
			.flatMap(({ material_id, extra_material_refs: refs }): readonly unknown[] => [
				material_id,
				...(Array.isArray(refs) ? (refs as readonly unknown[]) : []),
			]),
	);

/** What is in a list of materials and no segment refers to; what is no list is so as it is. */
export const strayIn = (bucket: unknown, referred: ReadonlySet<unknown>): readonly unknown[] =>
	Array.isArray(bucket)
		? bucket.filter((item: unknown) => !(isObject(item) && referred.has(item['id'])))
		: [bucket];

/** A material that has the id of an earlier one in the same draft and says something else. */
export interface Twice {
	readonly bucket: string;
	readonly id: string;
}

/** The materials whose id an earlier one has that says something else. */
export const twiceAmong = (materials: Json): readonly Twice[] => {
	const first = new Map<string, unknown>();
	return Object.entries(materials).flatMap(([bucket, list]) =>
		objectsIn(list).flatMap((item): readonly Twice[] => {
			const { id } = item;
			if (typeof id !== 'string' || id === '') return [];
			const before = first.get(id);
			if (before === undefined) first.set(id, item);
			return before === undefined || JSON.stringify(before) === JSON.stringify(item)
				? []
				: [{ bucket, id }];
		}),
	);
};
