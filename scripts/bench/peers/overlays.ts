/** Layers over layers in one ffmpeg graph: places and turns as expressions of time. ffmpeg's overlay knows whole pixels only. */
import { join } from 'node:path';
import { ran } from '../draftMotion';
import type { Keyed, Layer, Timeline } from '../timelines';
import type { Job } from './peer';
import { greatest, widthOf } from './rectangles';

/** Inputs, and the graph that makes `[v]` of them. */
export interface Drawing {
	readonly inputs: readonly string[];
	readonly graph: string;
}

/** The stretch of a file that a layer shows, as an input. */
export const span = ({ fps }: Timeline, layer: Layer, media: string): readonly string[] => [
	...['-ss', String(layer.in), '-t', String(ran(layer, layer.dur) / fps)],
	...['-i', join(media, layer.src)],
];

/** A keyed value as an expression of `t`, seconds of the clip. */
const along = (value: Keyed, fps: number): string => {
	if (typeof value === 'number') return String(value);
	return value.slice(1).reduceRight((otherwise, [frame, to], i) => {
		const [before, from] = value[i] ?? [0, to];
		const slope = (to - from) / ((frame - before) / fps);
		const line = `(${String(from)}+(t-${String(before / fps)})*${String(slope)})`;
		return i === value.length - 2 ? line : `if(lt(t,${String(frame / fps)}),${line},${otherwise})`;
	}, '0');
};

const isStill = ({ kind }: Layer): boolean => kind === 'image';

const scaleStep = (timeline: Timeline, layer: Layer): readonly string[] => {
	const { sc = 1 } = layer;
	const width = `'${String(widthOf(timeline, layer))}*(${along(sc, timeline.fps)})'`;
	return [`scale=w=${width}:h=-2${typeof sc === 'number' ? '' : ':eval=frame'}`];
};

/** What changes its size cannot be turned on a canvas of fixed size: it is first laid on one of its largest. */
const turnSteps = ({ w, h, fps }: Timeline, { rot = 0, sc = 1 }: Layer): readonly string[] => {
	if (rot === 0) return [];
	const most = greatest(sc);
	const pad = `pad=w=${String(Math.ceil(w * most))}:h=${String(Math.ceil(h * most))}:x=(ow-iw)/2:y=(oh-ih)/2:color=black@0:eval=frame`;
	return [
		...(typeof sc === 'number' ? [] : [pad]),
		`rotate=a='(${along(rot, fps)})*PI/180':c=none:ow='hypot(iw,ih)':oh=ow`,
	];
};

const fadeSteps = ({ fps }: Timeline, { al = 1, dur }: Layer): readonly string[] => {
	if (al === 1) return [];
	if (typeof al === 'number') return [`colorchannelmixer=aa=${String(al)}`];
	const [, full, leaving] = al.map(([frame]) => frame);
	return [
		`fade=in:d=${String((full ?? 0) / fps)}:alpha=1`,
		`fade=out:st=${String((leaving ?? 0) / fps)}:d=${String((dur - (leaving ?? 0)) / fps)}:alpha=1`,
	];
};

const chainOf = (timeline: Timeline, layer: Layer): string => {
	const { fps } = timeline;
	const { start, dur } = layer;
	const changes = [...turnSteps(timeline, layer), ...fadeSteps(timeline, layer)];
	const still = [`loop=loop=-1:size=1`, `fps=${String(fps)}`, `trim=end_frame=${String(dur)}`];
	return [
		...scaleStep(timeline, layer),
		...(changes.length > 0 ? ['format=yuva420p'] : []),
		...(isStill(layer) ? still : []),
		...changes,
		`setpts=PTS+${String(start / fps)}/TB`,
	].join(',');
};

const placeOf = ({ w, h, fps }: Timeline, layer: Layer): string => {
	const { x = w / 2, y = h / 2, start } = layer;
	const at = (value: Keyed): string =>
		along(value, fps).replace(/\bt\b/g, `(t-${String(start / fps)})`);
	return `x='${at(x)}-w/2':y='${at(y)}-h/2'`;
};

/** The lowest layer with the others over it. */
export const overlays = ({ timeline, media }: Job): Drawing => {
	const { video } = timeline;
	const steps = video.slice(1).map((layer, i) => {
		const before = i === 0 ? '[0:v]' : `[o${String(i)}]`;
		const made = i === video.length - 2 ? '[v]' : `[o${String(i + 1)}]`;
		return `[${String(i + 1)}:v]${chainOf(timeline, layer)}[l${String(i)}];${before}[l${String(i)}]overlay=${placeOf(timeline, layer)}:eof_action=pass${made}`;
	});
	return {
		inputs: video.flatMap((layer) =>
			isStill(layer) ? ['-i', join(media, layer.src)] : span(timeline, layer, media),
		),
		graph: steps.join(';'),
	};
};
