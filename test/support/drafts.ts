/** Small drafts for tests, as scripts write them: `draftOf(videoTrack(clip('a.mp4', 0, 2)))`. Times in seconds. */
import { normalise } from '../../render-agent/src/draft/normalise';
import { parseDraft } from '../../render-agent/src/draft/parse';
import { fidelityOf } from '../../render-agent/src/report/fidelity';
import type { FidelityReport } from '../../render-agent/src/report/shape';
import type { Normalised } from '../../render-agent/src/draft/scope';
import type { DiagnosticCode } from '../../render-agent/src/kernel/diagnostic';
import type {
	PictureClip,
	SoundClip,
	TextClip,
	VisualClip,
} from '../../render-agent/src/timeline/timeline';

/** Anything that JSON can be. */
export type Json = Readonly<Record<string, unknown>>;

/** A segment with the materials that it refers to, the first being its own. */
export interface Piece {
	readonly segment: Json;
	readonly materials: readonly (readonly [bucket: string, material: Json])[];
}

/** A change to a piece. */
export type Change = (piece: Piece) => Piece;

/** A track with its pieces. */
export interface TrackPieces {
	readonly fields: Json;
	readonly pieces: readonly Piece[];
}

/** Seconds as a draft counts them. */
export const us = (seconds: number): number => Math.round(seconds * 1_000_000);
/** A time range of a draft. */
export const timeRange = (start: number, duration: number): Json => ({
	start: us(start),
	duration: us(duration),
});

/** Start and duration in seconds. */
export type When = readonly [start: number, duration: number];

/** A segment of any kind. `name` makes its id and that of its material. */
export const piece = (
	[bucket, material]: readonly [string, Json],
	[name, start, duration]: readonly [string, ...When],
	changes: readonly Change[] = [],
): Piece => {
	const id = `${name}@${String(start)}`;
	const plain: Piece = {
		segment: {
			id,
			material_id: `${bucket}:${id}`,
			target_timerange: timeRange(start, duration),
			extra_material_refs: [],
			common_keyframes: [],
		},
		materials: [[bucket, { id: `${bucket}:${id}`, ...material }]],
	};
	return changes.reduce((changed, change) => change(changed), plain);
};

/** A video. */
export const clip = (path: string, when: When, ...changes: Change[]): Piece =>
	piece(['videos', { type: 'video', path }], [path, ...when], changes);
/** A photo. */
export const photo = (path: string, when: When, ...changes: Change[]): Piece =>
	piece(['videos', { type: 'photo', path }], [path, ...when], changes);
/** A sound. */
export const sound = (path: string, when: When, ...changes: Change[]): Piece =>
	piece(['audios', { path }], [path, ...when], changes);

/** A caption's content as drafts hold it: JSON inside JSON. */
export const contentJson = (text: string, ...styles: Json[]): string =>
	JSON.stringify({ text, styles });
/** A caption of one style. */
export const captionPiece = (text: string, when: When, ...changes: Change[]): Piece => {
	const style = { range: [0, text.length], size: 10 };
	return piece(['texts', { content: contentJson(text, style) }], [text, ...when], changes);
};

/** Fields of the segment. */
export const segmentWith =
	(fields: Json): Change =>
	({ segment, materials }) => ({ segment: { ...segment, ...fields }, materials });

/** Fields of its own material. */
export const materialWith =
	(fields: Json): Change =>
	({ segment, materials }) => ({
		segment,
		materials: materials.map(([bucket, material], i) => [
			bucket,
			i === 0 ? { ...material, ...fields } : material,
		]),
	});

/** Another material that the segment refers to. */
export const extra =
	(bucket: string, fields: Json): Change =>
	({ segment, materials }) => {
		const id = `${String(segment['id'])}:${bucket}:${String(materials.length)}`;
		const refs = segment['extra_material_refs'] as readonly string[];
		return {
			segment: { ...segment, extra_material_refs: [...refs, id] },
			materials: [...materials, [bucket, { id, ...fields }]],
		};
	};

/** A keyframe: its second on the media's clock, its value, and other fields. */
export type Key = readonly [at: number, value: number, fields?: Json];

/** Keyframes of one property. */
export const keyframes =
	(property: string, ...keys: Key[]): Change =>
	({ segment, materials }) => {
		const list = keys.map(([at, value, fields]) => ({
			time_offset: us(at),
			values: [value],
			curveType: 'Line',
			...fields,
		}));
		const others = segment['common_keyframes'] as readonly Json[];
		const added = { property_type: property, keyframe_list: list };
		return { segment: { ...segment, common_keyframes: [...others, added] }, materials };
	};

/** An animation: its start and duration in seconds. */
export type AnimationEntry = readonly [type: string, name: string, start: number, duration: number];

/** Animations of the segment. */
export const animated = (...list: readonly AnimationEntry[]): Change =>
	extra('material_animations', {
		animations: list.map(([type, name, start, duration]) => ({
			type,
			name,
			...timeRange(start, duration),
		})),
	});

/** A track of any type. */
export const track = (fields: Json, ...pieces: Piece[]): TrackPieces => ({ fields, pieces });
/** A track of videos and photos. */
export const videoTrack = (...pieces: Piece[]): TrackPieces => track({ type: 'video' }, ...pieces);
/** A track of sounds. */
export const audioTrack = (...pieces: Piece[]): TrackPieces => track({ type: 'audio' }, ...pieces);
/** A track of captions. */
export const textTrack = (...pieces: Piece[]): TrackPieces => track({ type: 'text' }, ...pieces);

/** A draft of 640 × 360 at 30 frames a second, with its materials in their buckets. */
export const draftOf = (...tracks: TrackPieces[]): Json => {
	const buckets: Record<string, Json[]> = {};
	for (const { pieces } of tracks)
		for (const { materials } of pieces)
			for (const [bucket, material] of materials) (buckets[bucket] ??= []).push(material);
	return {
		canvas_config: { width: 640, height: 360 },
		fps: 30,
		duration: 0,
		tracks: tracks.map(({ fields, pieces }) => ({
			...fields,
			segments: pieces.map(({ segment }) => segment),
		})),
		materials: buckets,
	};
};

/** A draft's JSON as a timeline. */
export const read = (json: unknown): Normalised => normalise(parseDraft(json));
/** The report of a draft, as it is before its files are known. */
export const reportOf = (json: unknown): FidelityReport => {
	const { elements, diagnostics } = read(json);
	return fidelityOf(elements, diagnostics);
};
/** What is seen of some tracks. */
export const visualsOf = (...tracks: TrackPieces[]): readonly VisualClip[] =>
	read(draftOf(...tracks)).timeline.visuals;
/** What is heard of some tracks. */
export const soundsOf = (...tracks: TrackPieces[]): readonly SoundClip[] =>
	read(draftOf(...tracks)).timeline.sounds;
/** The codes of what differs. */
export const codesOf = (...tracks: TrackPieces[]): readonly DiagnosticCode[] =>
	read(draftOf(...tracks)).diagnostics.map(({ code }) => code);

const only = <K extends VisualClip['kind']>(
	kind: K,
	one: Piece,
	type: string,
): Extract<VisualClip, { kind: K }> => {
	const [first] = visualsOf(track({ type }, one));
	if (first?.kind !== kind) throw new RangeError(`no ${kind} came of ${JSON.stringify(one)}`);
	return first as Extract<VisualClip, { kind: K }>;
};
/** The clip of a video or photo that is alone. */
export const pictureOf = (one: Piece): PictureClip => only('picture', one, 'video');
/** The clip of a caption that is alone. */
export const textOf = (one: Piece): TextClip => only('text', one, 'text');
/** The sound of a piece that is alone on an audio track. */
export const soundOf = (one: Piece): SoundClip => {
	const [first] = soundsOf(audioTrack(one));
	if (!first) throw new RangeError(`nothing is heard of ${JSON.stringify(one)}`);
	return first;
};
