/** Speeds, a speed curve and transitions as GStreamer Editing Services have them: clips in pieces of one speed each. */
import { join } from 'node:path';
import { ran } from '../draftMotion';
import type { Layer } from '../timelines';
import { clipOf, moving, soundClips } from './gesClips';
import { type Clip, type Effect, nanoseconds } from './gesProject';
import type { Job } from './peer';
import { writeRings } from './rings';

/** A stretch of a clip, in its frames. */
interface Piece {
	readonly begin: number;
	readonly end: number;
}

/** How far a piece of one speed may come from the curve, in pictures of the file. */
const ASTRAY = 0.5;

const speedOf = (layer: Layer, { begin, end }: Piece): number =>
	(ran(layer, end) - ran(layer, begin)) / (end - begin);

const isNear = (layer: Layer, { begin, end }: Piece): boolean => {
	const speed = speedOf(layer, { begin, end });
	for (let frame = begin; frame < end; frame++) {
		const straight = ran(layer, begin) + speed * (frame - begin);
		if (Math.abs(straight - ran(layer, frame)) > ASTRAY) return false;
	}
	return true;
};

/** Pieces, as long as they may be, of a stretch. `videorate` has one speed from its beginning to its end. */
const piecesOf = (layer: Layer, { begin, end }: Piece): readonly Piece[] => {
	const pieces: Piece[] = [];
	for (let at = begin; at < end; at = pieces.at(-1)?.end ?? end) {
		let to = end;
		while (to > at + 1 && !isNear(layer, { begin: at, end: to })) to -= 1;
		pieces.push({ begin: at, end: to });
	}
	return pieces;
};

/** What is done while a clip comes over the one before: pushed in from the right, out of nothing, or in a growing circle. */
const comingIn = (job: Job, layer: Layer): Effect => {
	const { timeline, folder } = job;
	const { w, fps } = timeline;
	const { xfade = 0, xtype = 'fade' } = layer;
	const over = (from: number, to: number) =>
		[
			[0, from],
			[nanoseconds(xfade, fps), to],
		] as const;
	if (xtype === 'slideleft')
		return { elements: 'videobox', motion: { left: over(-w, 0), right: over(w, 0) } };
	if (xtype === 'fade') return { elements: 'alpha', motion: { alpha: over(0, 1) } };
	const rings = writeRings(join(folder, 'rings.pgm'), timeline, 'light');
	const mask = `filesrc location="${rings}" ! pnmdec ! videoconvert ! video/x-raw,format=GRAY8 ! wipe.mask_sink`;
	return {
		elements: `${mask} videoconvert ! shapewipe name=wipe`,
		motion: { position: over(1, 0) },
	};
};

const pieceClip = (
	job: Job,
	layer: Layer,
	{ piece, above }: { piece: Piece; above: number },
): Clip => {
	const { fps } = job.timeline;
	const { begin, end } = piece;
	const part = {
		...{ kind: layer.kind, src: layer.src, start: layer.start + begin, dur: end - begin },
		in: layer.in + ran(layer, begin) / fps,
	};
	const speed = speedOf(layer, piece);
	const clip = clipOf(part, job, { layer: above, only: 'video' });
	return speed === 1
		? clip
		: { ...clip, effects: [{ elements: `videorate rate=${String(speed)}` }] };
};

/** A clip that goes out to the left, above the next one, which comes in behind it. */
const pushedOut = (job: Job, layer: Layer, piece: Piece): Clip => {
	const { w, h, fps } = job.timeline;
	const run = ran(layer, piece.end) - ran(layer, piece.begin);
	const rectangles = [
		[0, [0, 0, w, h, 1]],
		[run, [-w, 0, w, h, 1]],
	] as const;
	return moving(pieceClip(job, layer, { piece, above: 0 }), layer, { fps, rectangles });
};

/**
 * How many frames a clip and the crossing above it last longer. Of a slow clip `videorate` does not repeat the last picture
 * to the end of the stretch in which the same clips are shown; by then what lies above covers it.
 */
const spareOf = ({ speed = 1 }: Layer): number => (speed < 1 ? Math.ceil(1 / speed) : 0);

/** The frames of a clip in which it comes over the one before, those in which nothing happens, and those in which the next pushes it out. */
const stretchesOf = (
	layer: Layer,
	before: Layer | undefined,
	next: Layer | undefined,
): { readonly coming: Piece; readonly whole: Piece; readonly leaving: Piece } => {
	const { dur, xfade = 0 } = layer;
	const comes = before && xfade > 0 ? xfade + spareOf(before) : 0;
	const pushed = next?.xtype === 'slideleft' ? (next.xfade ?? 0) : 0;
	const spare = next && pushed === 0 ? spareOf(layer) : 0;
	return {
		coming: { begin: 0, end: comes },
		whole: { begin: comes, end: dur - pushed + spare },
		leaving: { begin: dur - pushed, end: dur },
	};
};

/** A clip in its pieces. While it comes it is one piece: at a seam the slow clip below would end. */
const piecesOver = (job: Job, i: number): readonly Clip[] => {
	const { video } = job.timeline;
	const layer = video[i];
	if (!layer) return [];
	const { coming, whole, leaving } = stretchesOf(layer, video[i - 1], video[i + 1]);
	const made = (piece: Piece): Clip => pieceClip(job, layer, { piece, above: video.length - i });
	const over = (clip: Clip): Clip => ({
		...clip,
		effects: [comingIn(job, layer), ...(clip.effects ?? [])],
	});
	return [
		...(coming.end > 0 ? [over(made(coming))] : []),
		...piecesOf(layer, whole).map(made),
		...piecesOf(layer, leaving).map((piece) => pushedOut(job, layer, piece)),
	];
};

/** Clips at their speeds, each above the one before. */
export const paced = (job: Job): readonly Clip[] => {
	const { video } = job.timeline;
	return [...video.flatMap((_, i) => piecesOver(job, i)), ...soundClips(job, video.length + 1)];
};
