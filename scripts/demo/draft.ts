/** The demo's draft: what is shown when, written as a JianYing draft in the layout that get_draft serves. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textMaterial } from './captions';
import {
	blurredCanvas,
	idsOf,
	keyframes,
	type MediaFile,
	type Piece,
	pictureMaterial,
	segment,
	soundMaterial,
	speed,
	textFades,
	transition,
	us,
} from './draftParts';
import {
	CANVAS,
	DRAFT_ID,
	INSET,
	LENGTH,
	type Line,
	LINES,
	MEDIA,
	type MediaName,
	type Motion,
	SHOTS,
} from './storyboard';

/** A draft in the making: materials by bucket, tracks in order. */
class Draft {
	readonly ids = idsOf(2026);
	readonly materials: Record<string, Piece[]> = {};
	readonly tracks: Piece[] = [];

	/** Puts a material into its bucket; gives its id. */
	add(bucket: string, make: (id: string) => Piece): string {
		const id = this.ids();
		(this.materials[bucket] ??= []).push(make(id));
		return id;
	}

	media(name: MediaName): string {
		const file: MediaFile = MEDIA[name];
		const path = `/app/output/draft/${DRAFT_ID}/${file.path}`;
		return file.kind === 'audio'
			? this.add('audios', (id) => soundMaterial(id, file, path))
			: this.add('videos', (id) => pictureMaterial(id, file, path));
	}

	track(type: string, name: string, segments: readonly Piece[]): void {
		const id = this.ids();
		this.tracks.push({ attribute: 0, flag: 0, id, is_default_name: false, name, type, segments });
	}
}

const motionOf = (draft: Draft, motion: Motion = {}, eased = false): readonly Piece[] =>
	Object.entries(motion).map(([property, keys]) => keyframes(draft.ids, { property, keys, eased }));

const mainSegments = (draft: Draft): readonly Piece[] => {
	let start = 0;
	return SHOTS.map(({ media, length, from = 0, motion, blurred = false, volume = 1, by }) => {
		const refs = [draft.add('speeds', speed)];
		if (blurred) refs.push(draft.add('canvases', (id) => blurredCanvas(id, 0.75)));
		if (by !== undefined) refs.push(draft.add('transitions', (id) => transition(id, ...by)));
		const material = draft.media(media);
		const facts = { material, start, length, from, refs, volume, clip: {}, layer: 0 };
		start += length;
		return segment(draft.ids, { ...facts, keyframes: motionOf(draft, motion) });
	});
};

const insetSegment = (draft: Draft): Piece => {
	const { media, start, length, clip, motion, volume = 0 } = INSET;
	return segment(draft.ids, {
		...{ material: draft.media(media), start, length, from: 0, volume, clip, layer: 1 },
		refs: [draft.add('speeds', speed)],
		keyframes: motionOf(draft, motion, true),
	});
};

const lineSegment = (draft: Draft, line: Line): Piece => {
	const length = line.end - line.start;
	return segment(draft.ids, {
		material: draft.add('texts', (id) => textMaterial(id, line)),
		...{ start: line.start, length, from: null, clip: { y: line.y }, layer: 15_000 },
		refs: [draft.add('material_animations', (id) => textFades(id, length, 0.35))],
	});
};

const musicSegment = (draft: Draft): Piece =>
	segment(draft.ids, {
		...{
			material: draft.media('music'),
			start: 0,
			length: LENGTH,
			from: 0,
			volume: 0.75,
			layer: 0,
		},
		refs: [
			draft.add('speeds', speed),
			draft.add('audio_fades', (id) => ({
				...{ id, fade_in_duration: us(0.6), fade_out_duration: us(1.8) },
				...{ fade_type: 0, type: 'audio_fade' },
			})),
		],
	});

const PLATFORM = { app_id: 3704, app_source: 'lv', app_version: '5.9.0', os: 'windows' };

/** The whole of `draft_content.json`. */
export const draftContent = (): Piece => {
	const draft = new Draft();
	draft.track('video', 'main_track', mainSegments(draft));
	draft.track('video', 'picture_in_picture', [insetSegment(draft)]);
	LINES.forEach((lines, i) => {
		const name = i === 0 ? 'captions_zh' : 'captions_en';
		draft.track(
			'text',
			name,
			lines.map((line) => lineSegment(draft, line)),
		);
	});
	draft.track('audio', 'music', [musicSegment(draft)]);
	return {
		canvas_config: { width: CANVAS.width, height: CANVAS.height, ratio: 'original' },
		color_space: 0,
		config: { maintrack_adsorb: true, video_mute: false },
		duration: us(LENGTH),
		fps: CANVAS.fps,
		free_render_index_mode_on: false,
		id: draft.ids(),
		keyframe_graph_list: [],
		materials: draft.materials,
		name: '',
		new_version: '110.0.0',
		platform: PLATFORM,
		last_modified_platform: PLATFORM,
		render_index_track_mode_on: false,
		tracks: draft.tracks,
		version: 360_000,
	};
};

/** Writes the draft's JSON files into `folder`, beside its media. */
export const writeDraft = (folder: string): void => {
	mkdirSync(folder, { recursive: true });
	const content = JSON.stringify(draftContent());
	writeFileSync(join(folder, 'draft_content.json'), content);
	writeFileSync(join(folder, 'draft_info.json'), content);
	const meta = {
		draft_id: DRAFT_ID,
		draft_name: DRAFT_ID,
		draft_fold_path: '',
		draft_root_path: '',
	};
	writeFileSync(join(folder, 'draft_meta_info.json'), JSON.stringify(meta));
};
