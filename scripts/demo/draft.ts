/** The demo's draft: what is shown when, written as a JianYing draft in the layout that get_draft serves. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Caption, type TextColor, textMaterial } from './captions';
import {
	blurredCanvas,
	type Clip,
	idsOf,
	type Key,
	keyframes,
	type MediaFile,
	type Piece,
	pictureMaterial,
	segment,
	soundMaterial,
	speed,
	textFades,
	transition,
	type TransitionName,
	us,
} from './draftParts';

/** The id under which the draft is served. */
export const DRAFT_ID = '20261123090000c0ffee01';

/** Length of the video in seconds. */
export const LENGTH = 12;

const [WIDTH, HEIGHT, RATE] = [1280, 720, 30];

/** The files that the draft refers to. */
export const MEDIA = {
	dusk: { kind: 'photo', path: 'assets/images/dusk.jpg', width: 1920, height: 1080 },
	lanterns: { kind: 'photo', path: 'assets/images/lanterns.jpg', width: 900, height: 1350 },
	city: { kind: 'photo', path: 'assets/images/city.jpg', width: 1920, height: 1080 },
	sea: { kind: 'photo', path: 'assets/images/sea.jpg', width: 1920, height: 1080 },
	aurora: { kind: 'video', path: 'assets/videos/aurora.mp4', width: 1280, height: 720, seconds: 5 },
	fireflies: {
		kind: 'video',
		path: 'assets/videos/fireflies.mp4',
		width: 640,
		height: 640,
		seconds: 4,
	},
	music: { kind: 'audio', path: 'assets/audios/music.wav', seconds: 13 },
} as const satisfies Record<string, MediaFile>;

type MediaName = keyof typeof MEDIA;

const AURORA_GREEN: TextColor = [0.42, 1, 0.76];
const LANTERN_GOLD: TextColor = [1, 0.76, 0.32];

/** Keyframes by property: seconds from the segment's start, value. */
type Motion = Readonly<Record<string, readonly Key[]>>;

interface Shot {
	readonly media: MediaName;
	readonly length: number;
	readonly from?: number;
	readonly motion?: Motion;
	readonly blurred?: boolean;
	readonly volume?: number;
	/** To the next shot. */
	readonly by?: readonly [TransitionName, number];
}

/** The main track, shot after shot. */
const SHOTS: readonly Shot[] = [
	{
		media: 'dusk',
		length: 2.6,
		motion: {
			KFTypeScaleX: [
				[0, 1.04],
				[2.6, 1.24],
			],
			KFTypePositionX: [
				[0, 0.03],
				[2.6, -0.14],
			],
			KFTypePositionY: [
				[0, 0],
				[2.6, 0.1],
			],
		},
		by: ['叠化', 0.8],
	},
	{ media: 'aurora', length: 2.6, from: 0.8, volume: 0.9, by: ['左移', 0.7] },
	{
		media: 'lanterns',
		length: 2,
		blurred: true,
		motion: {
			KFTypeScaleX: [
				[0, 0.92],
				[2, 1],
			],
		},
		by: ['向左擦除', 0.6],
	},
	{
		media: 'city',
		length: 2.5,
		motion: {
			KFTypeScaleX: [
				[0, 1.18],
				[2.5, 1.18],
			],
			KFTypePositionX: [
				[0, 0.17],
				[2.5, -0.17],
			],
			KFTypePositionY: [
				[0, -0.06],
				[2.5, -0.06],
			],
		},
		by: ['闪白', 0.5],
	},
	{
		media: 'sea',
		length: 2.3,
		motion: {
			KFTypeScaleX: [
				[0, 1.26],
				[2.3, 1.05],
			],
			KFTypePositionX: [
				[0, 0.2],
				[2.3, 0.02],
			],
			KFTypePositionY: [
				[0, -0.05],
				[2.3, 0],
			],
		},
	},
];

/** The picture in picture: fireflies that swing in over the city and fade out. */
const INSET: Shot & { readonly start: number; readonly clip: Clip } = {
	media: 'fireflies',
	start: 7.6,
	length: 1.8,
	volume: 0,
	clip: { x: 0.56, y: 0.28, scale: 0.42, rotation: -16, alpha: 0 },
	motion: {
		KFTypePositionX: [
			[0, 1.1],
			[0.7, 0.6],
			[1.8, 0.54],
		],
		KFTypePositionY: [
			[0, 0.5],
			[0.7, 0.3],
			[1.8, 0.26],
		],
		KFTypeRotation: [
			[0, -24],
			[0.7, 6],
			[1.8, 2],
		],
		KFTypeAlpha: [
			[0, 0],
			[0.4, 1],
			[1.45, 1],
			[1.8, 0],
		],
	},
};

interface Line extends Caption {
	readonly start: number;
	readonly end: number;
	/** Height of the line's middle in half canvases, up is positive. */
	readonly y: number;
}

const chinese = (start: number, end: number, line: Omit<Caption, 'size'>): Line => ({
	...{ start, end, y: -0.66, size: 8.5, bold: true, ...line },
});
const english = (start: number, end: number, line: Omit<Caption, 'size'>): Line => ({
	...{ start, end, y: -0.83, size: 5, ...line },
});

/** Captions in two tracks, Chinese and English. */
const LINES: readonly (readonly Line[])[] = [
	[
		{ start: 0.3, end: 2.3, y: 0.14, size: 17, bold: true, spacing: 0.1, text: '从草稿到成片' },
		chinese(2.9, 4.9, { text: '极光在湖上起舞', keyword: '极光', keywordColor: AURORA_GREEN }),
		chinese(5.5, 6.95, { text: '灯火带去心愿', keyword: '灯火', keywordColor: LANTERN_GOLD }),
		chinese(7.5, 9.4, {
			text: '万家灯火，各有故事',
			keyword: '万家灯火',
			keywordColor: LANTERN_GOLD,
		}),
		{
			start: 10,
			end: 11.9,
			y: 0.5,
			size: 13,
			bold: true,
			spacing: 0.08,
			text: '由 n8n 渲染',
			keyword: 'n8n',
			keywordColor: [1, 0.42, 0.5],
		},
	],
	[
		{ start: 0.6, end: 2.3, y: -0.12, size: 6.5, text: 'From a draft to a finished video' },
		english(3.1, 4.9, {
			text: 'The aurora dances over the lake',
			keyword: 'aurora',
			keywordColor: AURORA_GREEN,
		}),
		english(5.65, 6.95, {
			text: 'Lanterns carry our wishes',
			keyword: 'Lanterns',
			keywordColor: LANTERN_GOLD,
		}),
		english(7.7, 9.4, {
			text: 'Every light tells a story',
			keyword: 'light',
			keywordColor: LANTERN_GOLD,
		}),
		{ start: 10.2, end: 11.9, y: 0.3, size: 5.5, text: 'Rendered by an n8n workflow' },
	],
];

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
		canvas_config: { width: WIDTH, height: HEIGHT, ratio: 'original' },
		color_space: 0,
		config: { maintrack_adsorb: true, video_mute: false },
		duration: us(LENGTH),
		fps: RATE,
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
