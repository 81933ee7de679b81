/** The demo's story: which pictures when, how they move, what is written over them. Times in seconds. */
import type { Caption, TextColor } from './captions';
import type { Clip, Key, MediaFile, TransitionName } from './draftParts';

/** The id under which the draft is served. */
export const DRAFT_ID = '20261123090000c0ffee01';

/** Length of the video in seconds. */
export const LENGTH = 12;

/** The canvas in pixels, and its frames a second. */
export const CANVAS = { width: 1280, height: 720, fps: 30 } as const;

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

/** A file of the draft by its name. */
export type MediaName = keyof typeof MEDIA;

const AURORA_GREEN: TextColor = [0.42, 1, 0.76];
const LANTERN_GOLD: TextColor = [1, 0.76, 0.32];

/** Keyframes by property: seconds from the segment's start, value. */
export type Motion = Readonly<Record<string, readonly Key[]>>;

/** A clip of the main track. */
export interface Shot {
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
export const SHOTS: readonly Shot[] = [
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
export const INSET: Shot & { readonly start: number; readonly clip: Clip } = {
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

/** A caption with its place and time. */
export interface Line extends Caption {
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
export const LINES: readonly (readonly Line[])[] = [
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
