/** A timeline at another size or rate: everything scales with the canvas. Pure. */
import { type FrameRate, frames, type Pixels, pixels } from '../kernel/units';
import { mapped } from './curve';
import { contained } from './geometry';
import type { TextBlock } from './text';
import type { Backdrop, Canvas, PictureClip, Placement, Timeline, VisualClip } from './timeline';

const even = (length: number): Pixels => pixels(Math.max(2, Math.round(length / 2) * 2));

/** The canvas with its shorter side `lines` long, the longer one in proportion; both even. */
export const withLines = ({ width, height, rate }: Canvas, lines: number): Canvas => {
	const factor = lines / Math.min(width, height);
	return { width: even(width * factor), height: even(height * factor), rate };
};

const scaledPlacement = (placement: Placement, factor: number): Placement => ({
	...placement,
	x: mapped(placement.x, (value) => value * factor),
	y: mapped(placement.y, (value) => value * factor),
});

const scaledText = (block: TextBlock, factor: number): TextBlock => ({
	...block,
	runs: block.runs.map(({ text, style }) => ({
		text,
		style: { ...style, height: style.height * factor },
	})),
	...(block.wrapAt !== undefined && { wrapAt: block.wrapAt * factor }),
});

const scaledBackdrop = (backdrop: Backdrop, factor: number): Backdrop =>
	backdrop.kind === 'blur' ? { kind: 'blur', sigma: backdrop.sigma * factor } : backdrop;

const scaledFit = ({ fit }: PictureClip, factor: number): Pick<PictureClip, 'fit'> =>
	fit?.kind === 'natural' ? { fit: { kind: 'natural', factor: fit.factor * factor } } : {};

/**
 * The timeline of a compound clip on a canvas that grows or shrinks with the one around it: words in it stay sharp. It grows
 * no larger than it is seen at scale 1.
 */
const withinResized = (inner: Timeline, change: Change): Timeline => {
	const { width, height } = inner.canvas;
	const { from, to } = change;
	const seen = contained(inner.canvas, to);
	const factor = Math.min(factorOf(change), Math.max(1, seen.width / width));
	const isSame = width === from.width && height === from.height;
	const side = (length: number, most: Pixels): Pixels =>
		pixels(isSame ? Math.min(even(length * factor), most) : even(length * factor));
	const canvas = { width: side(width, to.width), height: side(height, to.height) };
	return resized(inner, { ...inner.canvas, ...canvas });
};

/** From one canvas to another. */
interface Change {
	readonly from: Pick<Canvas, 'width' | 'height'>;
	readonly to: Pick<Canvas, 'width' | 'height'>;
}

const factorOf = ({ from, to }: Change): number =>
	Math.min(to.width / from.width, to.height / from.height);

const scaledClip = (clip: VisualClip, { from, to }: Change): VisualClip => {
	const factor = factorOf({ from, to });
	// Lengths of effects are shares of the canvas.
	if (clip.kind === 'effect' || clip.kind === 'filter') return clip;
	const placement = scaledPlacement(clip.placement, factor);
	switch (clip.kind) {
		case 'text':
			return { ...clip, placement, text: scaledText(clip.text, factor) };
		case 'picture':
			return {
				...clip,
				...scaledFit(clip, factor),
				placement,
				...(clip.backdrop && { backdrop: scaledBackdrop(clip.backdrop, factor) }),
			};
		case 'nested':
			return {
				...clip,
				placement,
				timeline: withinResized(clip.timeline, { from, to }),
				...(clip.backdrop && { backdrop: scaledBackdrop(clip.backdrop, factor) }),
			};
		case 'color':
			return { ...clip, placement };
	}
};

/**
 * The timeline on another canvas. What stood in the draft's canvas is fitted whole into the new one, so another shape
 * gets bars; lengths in pixels follow.
 */
export const resized = (timeline: Timeline, canvas: Canvas): Timeline => {
	const { width, height } = timeline.canvas;
	if (width === canvas.width && height === canvas.height) return timeline;
	const change = { from: timeline.canvas, to: canvas };
	return {
		...timeline,
		canvas: { ...canvas, rate: timeline.canvas.rate },
		visuals: timeline.visuals.map((clip) => scaledClip(clip, change)),
	};
};

/** The timeline at another frame rate, those of compound clips too: as long as before, to the nearest frame. */
export const retimed = (timeline: Timeline, rate: FrameRate): Timeline => {
	const old = timeline.canvas.rate;
	const count = Math.round((timeline.frames * old.den * rate.num) / (old.num * rate.den));
	return {
		...timeline,
		canvas: { ...timeline.canvas, rate },
		frames: frames(Math.max(1, count)),
		visuals: timeline.visuals.map((clip) =>
			clip.kind === 'nested' ? { ...clip, timeline: retimed(clip.timeline, rate) } : clip,
		),
	};
};
