/** Writes a timeline as a JianYing draft: overlaps become transitions on cuts, places halves of the canvas, and so on. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { textMaterial } from '../demo/captions';
import {
	blurredCanvas,
	idsOf,
	keyframes,
	type MediaFile,
	type Piece,
	pictureMaterial,
	segment,
	soundMaterial,
	us,
} from '../demo/draftParts';
import { type Properties, propertiesOf, ran, sizeOf, speedPoints } from './draftMotion';
import { captionText, type Keyed, type Layer, type Timeline } from './timelines';

/** A draft in the making. */
class Draft {
	readonly ids = idsOf(5);
	readonly materials: Record<string, Piece[]> = {};
	readonly tracks: Piece[] = [];
	private readonly media: string;

	constructor(media: string) {
		this.media = media;
	}

	pathOf(src: string): string {
		return join(this.media, src);
	}

	add(bucket: string, make: (id: string) => Piece): string {
		const id = this.ids();
		(this.materials[bucket] ??= []).push(make(id));
		return id;
	}

	track(type: string, segments: readonly Piece[]): void {
		this.tracks.push({ attribute: 0, flag: 0, id: this.ids(), name: '', type, segments });
	}
}

/** Entries of the editor's catalog. */
const TRANSITIONS = {
	fade: { name: '叠化', effect_id: '322577', resource_id: '6724845717472416269' },
	slideleft: { name: '左移', effect_id: '2917286', resource_id: '6726711499676455435' },
	circleopen: { name: '圆形遮罩', effect_id: '2916676', resource_id: '6725767129519362573' },
} as const;

/** Frames by which a clip begins and ends later or earlier than its layer: a draft cuts in the middle of an overlap. */
interface Trim {
	readonly head: number;
	readonly tail: number;
	/** What leads to the next clip, and how long it lasts. Frames. */
	readonly next: Layer | undefined;
}

const NO_TRIM: Trim = { head: 0, tail: 0, next: undefined };

const trimOf = (layer: Layer, next: Layer | undefined): Trim => ({
	head: (layer.xfade ?? 0) / 2,
	tail: (next?.xfade ?? 0) / 2,
	next: (next?.xfade ?? 0) > 0 ? next : undefined,
});

const fixed = (value: Keyed | undefined, otherwise: number): number =>
	typeof value === 'number' ? value : otherwise;

const clipOf = (properties: Properties): Piece => ({
	x: fixed(properties['KFTypePositionX'], 0),
	y: fixed(properties['KFTypePositionY'], 0),
	scale: fixed(properties['KFTypeScaleX'], 1),
	rotation: fixed(properties['KFTypeRotation'], 0),
	alpha: fixed(properties['KFTypeAlpha'], 1),
});

/** Keyframes on the clock of the file. */
const keyframesOf = (
	draft: Draft,
	properties: Properties,
	{ layer, trim, fps }: { layer: Layer; trim: Trim; fps: number },
): readonly Piece[] =>
	Object.entries(properties).flatMap(([property, value]) => {
		if (typeof value === 'number') return [];
		const begins = layer.kind === 'image' ? -trim.head / fps : layer.in;
		const keys = value.map(([frame, one]) => [begins + frame / fps, one] as const);
		return [keyframes(draft.ids, { property, keys })];
	});

const speedOf = (layer: Layer, { head, tail }: Trim): ((id: string) => Piece) => {
	const [begin, end] = [head, layer.dur - tail];
	const average = (ran(layer, end) - ran(layer, begin)) / (end - begin);
	return (id) => ({
		...{ id, type: 'speed', speed: average, mode: layer.ramp ? 1 : 0 },
		curve_speed: layer.ramp
			? { id: `${id}c`, name: '', speed_points: speedPoints(layer, begin, end) }
			: null,
	});
};

const media = (layer: { src: string }, seconds: number): MediaFile => {
	const kind = /mp3$/.test(layer.src) ? 'audio' : /mp4$/.test(layer.src) ? 'video' : 'photo';
	return { kind, path: layer.src, seconds };
};

const pictureSegment = (
	draft: Draft,
	timeline: Timeline,
	{ layer, trim, blur, index }: { layer: Layer; trim: Trim; blur: number; index: number },
): Piece => {
	const { fps, w, h } = timeline;
	const [width, height] = sizeOf(layer);
	const file = { ...media(layer, 600), width, height };
	const material = draft.add('videos', (id) => ({
		...pictureMaterial(id, file, draft.pathOf(layer.src)),
		has_audio: false,
	}));
	const refs = [draft.add('speeds', speedOf(layer, trim))];
	// The inverse of the share of the canvas's shorter side that a draft's blur stands for.
	if (blur > 0)
		refs.push(
			draft.add('canvases', (id) => ({
				...blurredCanvas(id, 1),
				blur: blur / (0.045 * Math.min(w, h)),
			})),
		);
	const { next } = trim;
	if (next)
		refs.push(
			draft.add('transitions', (id) => ({
				...{ id, type: 'transition', platform: 'all', is_overlap: true },
				...{ duration: us((next.xfade ?? 0) / fps), ...TRANSITIONS[next.xtype ?? 'fade'] },
			})),
		);
	const properties = propertiesOf(timeline, layer);
	const [begin, end] = [trim.head, layer.dur - trim.tail];
	const base = segment(draft.ids, {
		...{ material, start: (layer.start + begin) / fps, length: (end - begin) / fps, from: 0, refs },
		...{ clip: clipOf(properties), layer: index },
		keyframes: keyframesOf(draft, properties, { layer, trim, fps }),
	});
	const from = layer.kind === 'image' ? 0 : layer.in + ran(layer, begin) / fps;
	const length = layer.kind === 'image' ? end - begin : ran(layer, end) - ran(layer, begin);
	const range = { start: us(from), duration: us(length / fps) };
	return { ...base, speed: length / (end - begin), source_timerange: range };
};

/** Layers that follow one another lie on one track; the others each on a track of its own. */
const tracksOf = (layers: readonly Layer[]): readonly (readonly Layer[])[] => {
	const tracks: Layer[][] = [];
	for (const layer of layers) {
		const last = tracks.at(-1);
		const before = last?.at(-1);
		const end = before ? before.start + before.dur - (layer.xfade ?? 0) : -1;
		if (last && Math.abs(end - layer.start) < 1e-6) last.push(layer);
		else tracks.push([layer]);
	}
	return tracks;
};

/** A layer that is the blurred ground of the next one goes into that one's canvas. */
const grounded = (layers: readonly Layer[]): readonly { layer: Layer; blur: number }[] =>
	layers
		.map((layer, i) => ({ layer, blur: layers[i - 1]?.blur ?? 0 }))
		.filter(({ layer }) => layer.blur === undefined);

const captionSegments = (draft: Draft, { captions, fps }: Timeline): readonly Piece[] =>
	Array.from({ length: captions?.count ?? 0 }, (_, i) => {
		const [start, length] = [((captions?.every ?? 0) * i) / fps, (captions?.frames ?? 0) / fps];
		return segment(draft.ids, {
			material: draft.add('texts', (id) => ({
				...textMaterial(id, { text: captionText(i), size: 4.89 }),
				check_flag: 15,
			})),
			...{ start, length, from: null, refs: [], clip: { y: -0.7 }, layer: 15_000 },
		});
	});

const soundSegments = (draft: Draft, { audio, fps }: Timeline): readonly (readonly Piece[])[] =>
	audio.map((sound, i) => {
		const facts = {
			material: draft.add('audios', (id) =>
				soundMaterial(id, media(sound, 600), draft.pathOf(sound.src)),
			),
			...{ start: sound.start / fps, length: sound.dur / fps, from: sound.in },
			...{ refs: [], volume: sound.gain ?? 1, layer: i },
		};
		const base = segment(draft.ids, facts);
		return [{ ...base, source_timerange: { start: us(sound.in), duration: us(sound.dur / fps) } }];
	});

/** The `draft_content.json` of a timeline whose files lie in the folder `media`. */
export const draftOf = (timeline: Timeline, media: string): Piece => {
	const draft = new Draft(media);
	const blurs = new Map(grounded(timeline.video).map(({ layer, blur }) => [layer, blur]));
	tracksOf([...blurs.keys()]).forEach((layers, index) => {
		const segments = layers.map((layer, i) => {
			const trim = layers.length > 1 ? trimOf(layer, layers[i + 1]) : NO_TRIM;
			return pictureSegment(draft, timeline, { layer, trim, blur: blurs.get(layer) ?? 0, index });
		});
		draft.track('video', segments);
	});
	if (timeline.captions) draft.track('text', captionSegments(draft, timeline));
	for (const segments of soundSegments(draft, timeline)) draft.track('audio', segments);
	return {
		canvas_config: { width: timeline.w, height: timeline.h, ratio: 'original' },
		config: { maintrack_adsorb: true, video_mute: false },
		...{ duration: us(timeline.frames / timeline.fps), fps: timeline.fps, id: draft.ids() },
		...{ materials: draft.materials, name: '', new_version: '110.0.0' },
		platform: { app_id: 3704, app_source: 'lv', app_version: '5.9.0', os: 'windows' },
		...{ tracks: draft.tracks, version: 360_000 },
	};
};

/** Writes a draft into a folder of its own; gives the folder. */
export const writeDraft = (folder: string, content: Piece): string => {
	mkdirSync(folder, { recursive: true });
	writeFileSync(join(folder, 'draft_content.json'), JSON.stringify(content));
	return folder;
};
