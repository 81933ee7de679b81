/** Every entry of the apps' catalogues as pictures, those that are drawn alike once: seen in its time, and at no other. */
import type { CatalogEntry } from '../../render-agent/src/draft/catalog/catalog';
import type { Timeline } from '../../render-agent/src/timeline/timeline';
import { catalogReadings } from '../../scripts/catalogCounts';
import {
	type Change,
	captionPiece,
	draftOf,
	extra,
	type Json,
	materialWith,
	piece,
	type Piece,
	read,
	segmentWith,
	textTrack,
	track,
	type TrackPieces,
	videoTrack,
} from '../support/drafts';
import { drawn } from '../support/studio';

jest.setTimeout(120_000);

/** Frames a second: fewer than people see, many enough to tell. */
const RATE = 10;
const NO_FILES = { facts: new Map() };

const small = (...tracks: TrackPieces[]): Json => ({
	...draftOf(...tracks),
	canvas_config: { width: 64, height: 36 },
	fps: RATE,
});

/** A clip of colors that lead from one to the other. */
const colors = (id: string, when: readonly [number, number], ...changes: Change[]): Piece => {
	const [from = '', to = ''] = id.split(' ');
	const gradient = {
		...{ is_gradient: true, gradient_colors: [from, to], gradient_percents: [0, 1] },
		gradient_angle: 30,
	};
	return piece(['material_colors', { solid_color: from, ...gradient }], [id, ...when], changes);
};

const NIGHT = '#102060 #40C0FF';
const DAY = '#E0A020 #FFF0C0';

const words = (text: string, when: readonly [number, number], ...changes: Change[]): Piece =>
	captionPiece(text, when, materialWith({ font_size: 24 }), ...changes);

type Animated = 'in' | 'out' | 'loop' | 'group';

const named = ({ ids, zh, en }: CatalogEntry) => ({
	name: zh === '' ? en : zh,
	resource_id: ids[0] ?? '',
});

const entriesOf = (title: string): readonly CatalogEntry[] =>
	catalogReadings().find((reading) => reading.title === title)?.catalog?.entries ?? [];

/** A timeline of each entry of a catalogue; of those that differ in nothing that is drawn, the first. */
const differing = (
	title: string,
	jsonOf: (entry: ReturnType<typeof named>) => Json,
): readonly (readonly [name: string, timeline: Timeline])[] => {
	const found = new Map<string, readonly [string, Timeline]>();
	for (const entry of entriesOf(title)) {
		const { timeline } = read(jsonOf(named(entry)));
		const key = JSON.stringify([timeline.visuals, timeline.transitions]);
		if (!found.has(key)) found.set(key, [entry.zh + entry.en, timeline]);
	}
	return [...found.values()];
};

const framesOf = async (timeline: Timeline): Promise<readonly Buffer[]> => {
	const { raw } = await drawn(timeline, NO_FILES);
	expect(raw).toHaveLength(timeline.frames);
	return raw;
};

/** The frames, of those in a range, that are other than they were. */
const changed = (
	frames: readonly Buffer[],
	before: readonly Buffer[],
	[from, to]: readonly [number, number],
): number =>
	frames.slice(from, to).filter((frame, i) => !frame.equals(before[from + i] ?? frame)).length;

/** Where a look must be seen and where nothing may have changed, in frames. */
interface Wanted {
	readonly seen: readonly [number, number];
	readonly same: readonly (readonly [number, number])[];
}

interface Compared {
	/** The draft without the look. */
	readonly plain: Json;
	/** What it must be outside of the look's time. Default: as without the look. */
	readonly rested?: Json;
	readonly when: Wanted;
}

const failuresOf = async (
	timelines: ReturnType<typeof differing>,
	{ plain, rested = plain, when: { seen, same } }: Compared,
): Promise<readonly string[]> => {
	const before = await framesOf(read(plain).timeline);
	const after = await framesOf(read(rested).timeline);
	const failures: string[] = [];
	for (const [name, timeline] of timelines) {
		const frames = await framesOf(timeline);
		if (changed(frames, before, seen) === 0) failures.push(`${name} is not seen`);
		if (same.some((range) => changed(frames, after, range) > 0))
			failures.push(`${name} changes what is outside of its time`);
	}
	return failures;
};

/** On screen from frame 2 to frame 12 of 14. */
const SHOWN = [0.2, 1] as const;
/** No moment of a frame is a whole fifth of it: there some are just at rest. */
const HALF = { start: 0, duration: 470_000 };

const animation =
	(type: Animated, entry: ReturnType<typeof named>): Change =>
	(one) =>
		extra('material_animations', {
			animations: [{ ...entry, type, ...HALF, start: type === 'out' ? 530_000 : 0 }],
		})(one);

const WHEN: Readonly<Record<Animated, Wanted>> = {
	in: {
		seen: [2, 7],
		same: [
			[0, 2],
			[7, 14],
		],
	},
	out: {
		seen: [7, 12],
		same: [
			[0, 7],
			[12, 14],
		],
	},
	loop: {
		seen: [2, 12],
		same: [
			[0, 2],
			[12, 14],
		],
	},
	group: {
		seen: [2, 7],
		same: [
			[0, 2],
			[7, 14],
		],
	},
};

const captioned = (...changes: Change[]): Json =>
	small(videoTrack(colors(NIGHT, [0, 1.4])), textTrack(words('字幕Ab，好！', SHOWN, ...changes)));
const clipped = (...changes: Change[]): Json =>
	small(
		videoTrack(colors(NIGHT, [0, 1.4])),
		videoTrack(
			colors(DAY, SHOWN, segmentWith({ clip: { scale: { x: 0.5, y: 0.5 } } }), ...changes),
		),
	);

it.each([
	['textIn', 'in', captioned],
	['textOut', 'out', captioned],
	['textLoop', 'loop', captioned],
	['videoIn', 'in', clipped],
	['videoOut', 'out', clipped],
	['videoGroup', 'group', clipped],
] as const)(
	'animations of %s are seen while they last, and leave all as it was',
	async (...[title, type, draft]) => {
		const all = differing(title, (entry) => draft(animation(type, entry)));
		const drawnOnes = all.filter(([, { visuals }]) =>
			visuals.some((clip) => 'animations' in clip && clip.animations.length > 0),
		);
		expect(drawnOnes.length).toBeGreaterThan(5);
		// A picture that moves at some time lies between whole pixels at all times: so does one that fades.
		const rested = draft(animation(type, { name: '渐显', resource_id: '' }));
		expect(await failuresOf(drawnOnes, { plain: draft(), rested, when: WHEN[type] })).toEqual([]);
	},
);

/** Colors with edges, large enough to see a soft blur. */
const scene = (...over: TrackPieces[]): Json => ({
	...small(
		videoTrack(colors(DAY, [0, 0.8])),
		videoTrack(colors(NIGHT, [0, 0.8], segmentWith({ clip: { scale: { x: 0.7, y: 0.8 } } }))),
		...over,
	),
	canvas_config: { width: 160, height: 90 },
});

it.each([
	['sceneEffects', 'effect', 'video_effects', { type: 'video_effect' }],
	['characterEffects', 'effect', 'video_effects', { type: 'face_effect' }],
	['filters', 'filter', 'effects', { type: 'filter', value: 1 }],
] as const)(
	'%s are seen while they last, and change nothing before and after',
	async (...[title, type, bucket, fields]) => {
		const all = differing(title, (entry) =>
			scene(track({ type }, piece([bucket, { ...fields, ...entry }], ['e', 0.1, 0.6]))),
		);
		const drawnOnes = all.filter(([, { visuals }]) =>
			visuals.some((clip) => clip.kind === 'effect' || (clip.kind === 'filter' && clip.filters)),
		);
		expect(drawnOnes.length).toBeGreaterThan(5);
		const when = {
			seen: [1, 7],
			same: [
				[0, 1],
				[7, 8],
			],
		} as const;
		expect(await failuresOf(drawnOnes, { plain: scene(), when })).toEqual([]);
	},
);

it('transitions are seen while they last, between the one clip and the other', async () => {
	const draft = (...changes: Change[]): Json =>
		small(videoTrack(colors(NIGHT, [0, 0.6], ...changes), colors(DAY, [0.6, 0.6])));
	const all = differing('transitions', (entry) =>
		draft(extra('transitions', { ...entry, duration: 600_000 })),
	);
	expect(all.length).toBeGreaterThan(20);
	const when = {
		seen: [3, 9],
		same: [
			[0, 3],
			[9, 12],
		],
	} as const;
	expect(await failuresOf(all, { plain: draft(), when })).toEqual([]);
});
