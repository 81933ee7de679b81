/** What a clip's picture is read from: the decoder's crop and size, from the asset's facts and the clip's greatest size. */
import {
	type FrameRate,
	type Frames,
	most,
	microseconds,
	type Pixels,
	pixels,
	SECOND,
} from '../kernel/units';
import type { AssetFacts, PictureFacts } from '../timeline/asset';
import { valueAt } from '../timeline/curve';
import { contained, covering, type Size } from '../timeline/geometry';
import type {
	MediaFile,
	PictureShape,
	PixelRect,
	StillSource,
	VideoSource,
} from '../timeline/scene';
import type { Curve } from '../timeline/curve';
import { endOf } from '../timeline/range';
import { assetTimeAt, clipMoment, type Paced } from '../timeline/tempo';
import type { Canvas, Crop, PictureClip, Placement, Timeline } from '../timeline/timeline';

/** Decoders that read the transparency of a codec, where ffmpeg's own ignores it. */
const ALPHA_DECODERS: Readonly<Record<string, string>> = { vp8: 'libvpx', vp9: 'libvpx-vp9' };

/** An asset's file as sources name it. */
export const mediaOf = (
	{ id, file, demuxer, sha256, picture }: AssetFacts,
	{ assets }: Timeline,
): MediaFile => {
	const decoder = picture?.alpha ? ALPHA_DECODERS[picture.codec] : undefined;
	return {
		...{ file, demuxer, sha256 },
		...(decoder !== undefined && { decoder }),
		label: assets.find((asset) => asset.id === id)?.label ?? '',
	};
};

/** The frames for which a source is opened. */
export interface FrameWindow {
	readonly from: Frames;
	readonly to: Frames;
}

const SAMPLES = 48;

const greatest = (curve: Curve, duration: number): number => {
	if (curve.kind === 'constant') return Math.abs(curve.value);
	const moments = [
		...curve.keys.map(({ at }) => at as number).filter((at) => at >= 0 && at <= duration),
		...Array.from({ length: SAMPLES + 1 }, (_, i) => (duration * i) / SAMPLES),
	];
	return Math.max(...moments.map((at) => Math.abs(valueAt(curve, at))));
};

/** The greatest scale that a placement reaches during its clip, per axis. */
export const greatestScale = (
	{ scaleX, scaleY }: Placement,
	duration: number,
): { readonly x: number; readonly y: number } => ({
	x: greatest(scaleX, duration),
	y: greatest(scaleY, duration),
});

const isWhole = ({ left, top, right, bottom }: Crop): boolean =>
	left <= 0 && top <= 0 && right >= 1 && bottom >= 1;

/** Where a part of a side begins and how long it is, in whole pixels: two at least where the side has them. */
const spanOf = (from: number, to: number, side: number): { at: Pixels; length: Pixels } => {
	const at = Math.min(Math.round(from * side), Math.max(0, side - 2));
	const length = Math.min(Math.max(2, Math.round(to * side) - at), side - at);
	return { at: pixels(at), length: pixels(length) };
};

/** A crop in whole pixels; undefined when nothing is cut. */
const cropRect = (crop: Crop, { width, height }: PictureFacts): PixelRect | undefined => {
	if (isWhole(crop)) return undefined;
	const across = spanOf(crop.left, crop.right, width);
	const down = spanOf(crop.top, crop.bottom, height);
	return { x: across.at, y: down.at, width: across.length, height: down.length };
};

/** The decoder scales to what is seen, but never beyond both the file's own size and twice the canvas. */
const deliveredSide = (seen: number, own: number, canvas: number): Pixels =>
	pixels(Math.max(2, Math.round(seen > Math.max(own, canvas * 2) ? own : seen)));

interface Shown {
	readonly crop: Crop;
	readonly scale: { readonly x: number; readonly y: number };
	readonly flipX: boolean;
	readonly flipY: boolean;
	readonly fit: PictureClip['fit'];
}

/** Size of a used picture on the canvas at scale 1. */
const boxOf = (used: Size, canvas: Canvas, fit: PictureClip['fit']): Size => {
	switch (fit?.kind) {
		case 'natural':
			return { width: used.width * fit.factor, height: used.height * fit.factor };
		case 'cover':
			return covering(used, canvas);
		case undefined:
			return contained(used, canvas);
	}
};

/** Pixels of the part of a picture that is used. */
const usedSize = (crop: Crop, { width, height }: PictureFacts): Size => {
	if (!crop.corners)
		return { width: (crop.right - crop.left) * width, height: (crop.bottom - crop.top) * height };
	const { topLeft, topRight, bottomLeft } = crop.corners;
	const length = (to: typeof topLeft): number =>
		Math.max(2, Math.hypot((to.x - topLeft.x) * width, (to.y - topLeft.y) * height));
	return { width: length(topRight), height: length(bottomLeft) };
};

const shapeOf = (
	{ media, picture, canvas }: { media: MediaFile; picture: PictureFacts; canvas: Canvas },
	{ crop, scale, flipX, flipY, fit }: Shown,
): PictureShape => {
	const { corners } = crop;
	const rect = corners ? undefined : cropRect(crop, picture);
	const used = usedSize(crop, picture);
	const box = boxOf(used, canvas, fit);
	return {
		media,
		displayed: { width: picture.width, height: picture.height },
		...(rect && { crop: rect }),
		...(corners && { corners }),
		flipX,
		flipY,
		width: deliveredSide(box.width * scale.x, used.width, canvas.width),
		height: deliveredSide(box.height * scale.y, used.height, canvas.height),
		alpha: picture.alpha,
		matrix: picture.matrix,
		fullRange: picture.fullRange,
		hdr: picture.hdr,
		box,
	};
};

const WHOLE: Crop = { left: 0, top: 0, right: 1, bottom: 1 };
const FULL_SCALE = { x: 1, y: 1 };

/** A picture that covers the canvas behind a clip. */
export const backdropSource = (
	media: MediaFile,
	picture: PictureFacts,
	canvas: Canvas,
): StillSource => {
	const shape = shapeOf(
		{ media, picture, canvas },
		{ crop: WHOLE, scale: FULL_SCALE, flipX: false, flipY: false, fit: undefined },
	);
	const factor = Math.max(canvas.width / shape.box.width, canvas.height / shape.box.height);
	return {
		kind: 'still',
		...shape,
		width: deliveredSide(shape.box.width * factor, picture.width, canvas.width),
		height: deliveredSide(shape.box.height * factor, picture.height, canvas.height),
	};
};

/** Letters are seldom larger. Pixels. */
const LETTER_SIDE = 2048;

/** A picture in letters, as large as it is up to what letters need. */
export const letterPicture = (media: MediaFile, picture: PictureFacts): StillSource => {
	const most = Math.min(1, LETTER_SIDE / Math.max(picture.width, picture.height));
	const side = (length: number): Pixels => pixels(Math.max(1, Math.round(length * most)));
	const size = { width: side(picture.width), height: side(picture.height) };
	return {
		kind: 'still',
		...shapeOf(
			{ media, picture, canvas: { ...size, rate: picture.rate } },
			{ crop: WHOLE, scale: FULL_SCALE, flipX: false, flipY: false, fit: undefined },
		),
		...size,
		// Letters are painted in RGBA.
		alpha: true,
	};
};

/** Around what is shown of a file something may be read of it, too. Microseconds. */
const AROUND = 11 * SECOND;

/** What must not be shown of a damaged file, as far as it lies where the frames of a window come from. */
const spoiledIn = (
	paced: Paced,
	{ spoiled = [] }: PictureFacts,
	{ window, rate }: { readonly window: FrameWindow; readonly rate: FrameRate },
): Pick<VideoSource, 'spoiled'> => {
	const ends = [window.from, window.to].map((frame) =>
		assetTimeAt(paced, clipMoment(frame, rate, paced.target.start)),
	);
	const [from, to] = [Math.min(...ends) - AROUND, Math.max(...ends) + AROUND];
	const near = spoiled.filter((one) => one.start < to && endOf(one) > from);
	return near.length === 0 ? {} : { spoiled: near };
};

/** The source of a clip for the frames in which it is seen. */
export const pictureSource = (
	clip: PictureClip,
	{
		media,
		picture,
		canvas,
		isSparse,
	}: { media: MediaFile; picture: PictureFacts; canvas: Canvas; isSparse: boolean },
	window: FrameWindow,
): StillSource | VideoSource => {
	const scale = greatestScale(clip.placement, clip.target.duration);
	const shape = shapeOf(
		{ media, picture, canvas },
		{
			crop: clip.crop,
			scale,
			flipX: clip.placement.flipX !== (clip.crop.mirroredX === true),
			flipY: clip.placement.flipY !== (clip.crop.mirroredY === true),
			fit: clip.fit,
		},
	);
	if (picture.motion === 'still') return { kind: 'still', ...shape };
	const { target, source, tempo, reversed } = clip;
	return {
		kind: 'video',
		...shape,
		loops: clip.repeats === true || picture.motion === 'animation',
		...(picture.pictures !== undefined && { pictures: picture.pictures }),
		length: most(picture.duration, microseconds(0)),
		rate: picture.rate,
		...(picture.densest && { densest: picture.densest }),
		...spoiledIn(clip, picture, { window, rate: canvas.rate }),
		paced: { target, source, tempo, reversed },
		sampling: tempo.kind === 'constant' && !isSparse ? 'even' : 'own',
		first: window.from,
		count: (window.to - window.from) as Frames,
	};
};
