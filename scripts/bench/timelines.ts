/** The benchmark's timelines T1 to T8: what is shown when, in output frames; and their small form. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A value, or `[frame of the clip, value]` keyframes joined by straight lines. */
export type Keyed = number | readonly (readonly [frame: number, value: number])[];

/** Zoom (1 covers the canvas) and the place of the picture, in shares of it, that the middle of the canvas shows. */
export type View = readonly [zoom: number, focusX: number, focusY: number];

/** A clip with a picture. Later ones of a timeline lie above. Frames; `in` in seconds of the file. */
export interface Layer {
	readonly kind: 'video' | 'image';
	readonly src: string;
	readonly start: number;
	readonly dur: number;
	readonly in: number;
	readonly speed?: number;
	/** `[frame of the clip, factor]`, linear between them. */
	readonly ramp?: readonly (readonly [frame: number, factor: number])[];
	readonly fit?: 'contain' | 'cover';
	/** Relative to the size that fits into the canvas. */
	readonly sc?: Keyed;
	/** Its middle in canvas pixels. */
	readonly x?: Keyed;
	readonly y?: Keyed;
	/** Degrees clockwise. */
	readonly rot?: Keyed;
	readonly al?: Keyed;
	/** View at the first and at the last frame. */
	readonly kb?: readonly [View, View];
	/** Gaussian sigma in canvas pixels. */
	readonly blur?: number;
	/** Frames that it shares with the clip before. */
	readonly xfade?: number;
	readonly xtype?: 'fade' | 'slideleft' | 'circleopen';
}

/** A clip with sound. Frames; `in` in seconds of the file. */
export interface Sound {
	readonly src: string;
	readonly start: number;
	readonly dur: number;
	readonly in: number;
	readonly gain?: number;
}

/** Captions, one after another. Frames. */
export interface Captions {
	readonly count: number;
	readonly every: number;
	readonly frames: number;
}

/** A timeline that every contender renders. */
export interface Timeline {
	readonly w: number;
	readonly h: number;
	readonly fps: number;
	readonly frames: number;
	readonly video: readonly Layer[];
	readonly audio: readonly Sound[];
	readonly captions: Captions | null;
}

/** The names of the timelines. */
export const NAMES = ['T1', 'T2', 'T3', 'T4', 'T5', 'T6', 'T7', 'T8'] as const;
/** The name of a timeline. */
export type Name = (typeof NAMES)[number];

/** In which form a run has the timelines: as they are, or at half the size and a third of the length. */
export type Form = 'full' | 'small';

const read = (): Readonly<Record<Name, Timeline>> =>
	JSON.parse(readFileSync(join(__dirname, 'timelines.json'), 'utf8')) as Record<Name, Timeline>;

const SMALL_FRAMES = 300;
const SHORTER = 3;
const SMALLER = 2;

const mapped = (value: Keyed, time: number, size: number): Keyed =>
	typeof value === 'number'
		? value / size
		: value.map(([frame, one]) => [frame / time, one / size] as const);

/** A layer at half the size, its times divided by `time`. */
const smallLayer = (layer: Layer, time: number): Layer => {
	const { x, y, sc, rot, al, ramp, blur, xfade } = layer;
	return {
		...layer,
		...{ start: layer.start / time, dur: layer.dur / time, in: layer.in / time },
		...(x !== undefined && { x: mapped(x, time, SMALLER) }),
		...(y !== undefined && { y: mapped(y, time, SMALLER) }),
		...(sc !== undefined && { sc: mapped(sc, time, 1) }),
		...(rot !== undefined && { rot: mapped(rot, time, 1) }),
		...(al !== undefined && { al: mapped(al, time, 1) }),
		...(ramp && { ramp: ramp.map(([frame, factor]) => [frame / time, factor] as const) }),
		...(blur !== undefined && { blur: blur / SMALLER }),
		...(xfade !== undefined && { xfade: xfade / time }),
	};
};

/** The first frames of a timeline. */
export const shortened = (timeline: Timeline, frames: number): Timeline => {
	const cut = <T extends { readonly start: number; readonly dur: number }>(
		all: readonly T[],
	): readonly T[] =>
		all
			.filter(({ start }) => start < frames)
			.map((one) => ({ ...one, dur: Math.min(one.dur, frames - one.start) }));
	const { video, audio, captions } = timeline;
	// Only captions that are there to their end.
	const whole = captions ? Math.floor((frames - captions.frames) / captions.every) + 1 : 0;
	const count = captions && Math.min(captions.count, whole);
	return {
		...timeline,
		...{ frames, video: cut(video), audio: cut(audio) },
		captions: captions && { ...captions, count: count ?? 0 },
	};
};

const startingOnKeyFrames = <T extends Layer | Sound>(all: readonly T[]): readonly T[] =>
	all.map((one) => (one.src === 'B.mp4' ? { ...one, in: 0 } : one));

const small = (name: Name, timeline: Timeline): Timeline => {
	const { w, h, video, audio } = timeline;
	const size = { w: w / SMALLER, h: h / SMALLER };
	if (timeline.captions) return { ...shortened(timeline, SMALL_FRAMES), ...size };
	const divided = {
		...timeline,
		...size,
		frames: timeline.frames / SHORTER,
		video: video.map((layer) => smallLayer(layer, SHORTER)),
		audio: audio.map((sound) => ({
			...sound,
			...{ start: sound.start / SHORTER, dur: sound.dur / SHORTER, in: sound.in / SHORTER },
		})),
	};
	return name === 'T1'
		? {
				...divided,
				video: startingOnKeyFrames(divided.video),
				audio: startingOnKeyFrames(divided.audio),
			}
		: divided;
};

/** A timeline in a form. */
export const timelineOf = (name: Name, form: Form): Timeline => {
	const timeline = read()[name];
	return form === 'full' ? timeline : small(name, timeline);
};

/** A timeline of talking and captions that lasts a number of frames, for cost against length. */
export const longTimeline = (frames: number, form: Form): Timeline => {
	const timeline = shortened(read().T7, frames);
	return form === 'full' ? timeline : { ...timeline, w: timeline.w / 2, h: timeline.h / 2 };
};

const NUMERALS = '春江潮水连海平明月共潮生灩灩随波千万里何处无月';

/** The text of a caption: twelve Chinese characters and its number. */
export const captionText = (index: number): string =>
	Array.from({ length: 12 }, (_, i) => NUMERALS[(index * 7 + i) % NUMERALS.length]).join('') +
	String(index + 1);

/** The value of something keyed at a frame of its clip. */
export const valueAt = (value: Keyed, frame: number): number => {
	if (typeof value === 'number') return value;
	const after = value.findIndex(([at]) => at > frame);
	const [at1, to] = value[after < 0 ? value.length - 1 : after] ?? [0, 0];
	const [at0, from] = value[(after < 0 ? value.length : after) - 1] ?? [at1, to];
	return at1 === at0 ? to : from + ((to - from) * (frame - at0)) / (at1 - at0);
};
