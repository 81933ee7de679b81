/** Timelines within timelines: which of their frames a stretch of the outer one shows, compiled for just these. */
import { frames, tickOf } from '../kernel/units';
import type { NestedPiece, NestedSource, Scene } from '../timeline/scene';
import { clipMoment, innerFrameAt } from '../timeline/tempo';
import type { Canvas, NestedClip } from '../timeline/timeline';
import type { FrameWindow } from './sources';

/** A nested timeline that runs backwards is drawn forward in pieces of this many frames, and shown backwards. */
const BACKWARDS = 12;

/** The inner frames that are shown in a window of the outer timeline. */
const innerWindow = (
	{ timeline, target, source, tempo, reversed }: NestedClip,
	{ rate }: Canvas,
	{ from, to }: FrameWindow,
): FrameWindow => {
	const ends = [from, to - 1].map((frame) =>
		innerFrameAt(
			{ target, source, tempo, reversed },
			{ rate: timeline.canvas.rate, tick: tickOf(rate) },
			clipMoment(frames(frame), rate, target.start),
		),
	);
	const last = timeline.frames - 1;
	const first = Math.min(last, ...ends);
	return { from: frames(first), to: frames(Math.min(last, Math.max(...ends)) + 1) };
};

const piecesOf = (
	{ from, to }: FrameWindow,
	length: number,
	sceneOf: (window: FrameWindow) => Scene,
): readonly NestedPiece[] =>
	Array.from({ length: Math.ceil((to - from) / length) }, (_, i) => {
		const start = frames(from + i * length);
		const end = frames(Math.min(to, start + length));
		return { from: start, to: end, scene: sceneOf({ from: start, to: end }) };
	});

/** What a nested clip is drawn from. `sceneOf` compiles a window of its timeline. */
export const nestedSource = (
	clip: NestedClip,
	{ canvas, window }: { readonly canvas: Canvas; readonly window: FrameWindow },
	sceneOf: (window: FrameWindow) => Scene,
): NestedSource => {
	const { target, source, tempo, reversed } = clip;
	const { width, height, rate } = clip.timeline.canvas;
	const inner = innerWindow(clip, canvas, window);
	const factor = Math.min(canvas.width / width, canvas.height / height);
	return {
		kind: 'nested',
		pieces: piecesOf(inner, reversed ? BACKWARDS : inner.to - inner.from, sceneOf),
		window: inner,
		rate,
		canvas: { width, height },
		paced: { target, source, tempo, reversed },
		box: { width: width * factor, height: height * factor },
	};
};
