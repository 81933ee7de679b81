/** What the options of a render ask of a timeline: size, rate, captions, and what to do about approximations. Pure. */
import { namedIn } from '../compile/needs';
import { encodingOf } from '../compile/plan';
import type { SoundPlan } from '../compile/sound';
import { codecOf, type RenderOptions } from '../config/options';
import type { Nearness } from '../draft/normalise';
import { AgentError } from '../kernel/errors';
import { pixels, rateOf } from '../kernel/units';
import { resized, retimed, withLines } from '../timeline/resized';
import { CODECS, type Encoding } from '../timeline/scene';
import type { Canvas, Timeline } from '../timeline/timeline';

/** The shorter side of a preview. */
export const PREVIEW_LINES = 360;
const LINES = { '720p': 720, '1080p': 1080, '4k': 2160 } as const;

/** Width and height, where a size says them, made even as encoders need them. */
export const sidesIn = (
	size: RenderOptions['size'],
): Pick<Canvas, 'width' | 'height'> | undefined => {
	const sides = /^(\d+)x(\d+)$/.exec(size);
	const even = (side: string | undefined): Canvas['width'] =>
		pixels(Math.max(2, Math.round(Number(side) / 2) * 2));
	return sides ? { width: even(sides[1]), height: even(sides[2]) } : undefined;
};

/** Whether a size that is asked for is larger than that of a preview. */
export const isAbovePreview = (size: RenderOptions['size']): boolean => {
	const sides = sidesIn(size);
	return sides ? Math.min(sides.width, sides.height) > PREVIEW_LINES : size in LINES;
};

const askedFor = (canvas: Canvas, size: RenderOptions['size']): Canvas => {
	const sides = sidesIn(size);
	if (sides) return { ...canvas, ...sides };
	return size in LINES ? withLines(canvas, LINES[size as keyof typeof LINES]) : canvas;
};

const canvasFor = (canvas: Canvas, { size, preview }: RenderOptions): Canvas => {
	const asked = askedFor(canvas, size);
	return preview && Math.min(asked.width, asked.height) > PREVIEW_LINES
		? withLines(asked, PREVIEW_LINES)
		: asked;
};

/** The timeline without texts and the fonts and pictures of their letters, those of compound clips gone too. */
const withoutWords = (timeline: Timeline): Timeline => {
	const visuals = timeline.visuals
		.filter(({ kind }) => kind !== 'text')
		.map((clip) =>
			clip.kind === 'nested' ? { ...clip, timeline: withoutWords(clip.timeline) } : clip,
		);
	const used = new Set<string>([
		...visuals.flatMap(namedIn),
		...timeline.sounds.map(({ asset }) => asset),
	]);
	const unused = new Set(timeline.visuals.flatMap(namedIn).filter((name) => !used.has(name)));
	return { ...timeline, visuals, assets: timeline.assets.filter(({ id }) => !unused.has(id)) };
};

/** The shortest side that encoders of AV1 take. */
const AV1_SIDE = 64;

const checkSides = (
	{ width, height }: Pick<Canvas, 'width' | 'height'>,
	options: RenderOptions,
): void => {
	if (codecOf(options) !== 'av1' || Math.min(width, height) >= AV1_SIDE) return;
	const [size, least] = [`${String(width)}x${String(height)}`, String(AV1_SIDE)];
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: `codec: av1 的画面每边至少 ${least} 像素，这里是 ${size}，请改用 h264 或更大的 size`,
			en: `codec: av1 takes pictures of ${least} pixels or more each way, and this one has ${size}; use h264 or a larger size`,
		},
	});
};

/**
 * The timeline in the size and rate that is asked for, with or without its captions.
 * @throws {AgentError} REQUEST_INVALID where the codec has no pictures of that size
 */
export const wanted = (timeline: Timeline, options: RenderOptions): Timeline => {
	const canvas = canvasFor(timeline.canvas, options);
	checkSides(canvas, options);
	const sized = resized(timeline, canvas);
	const timed = options.fps === undefined ? sized : retimed(sized, rateOf(options.fps));
	return options.captions === 'burn' || options.captions === 'both' ? timed : withoutWords(timed);
};

/** How pictures are encoded. */
export const encodingFor = ({ preview, quality, ...asked }: RenderOptions): Encoding =>
	encodingOf(codecOf(asked), preview ? 'draft' : quality);

/** The sound with the loudness that is asked for. */
export const leveledTo = (sound: SoundPlan, { loudness }: RenderOptions): SoundPlan =>
	loudness === 'off' ? sound : { ...sound, loudness: Number(loudness) };

/** The codecs that each container holds. */
const HELD: Readonly<Record<RenderOptions['container'], readonly Encoding['codec'][]>> = {
	mp4: CODECS,
	mov: ['h264', 'h265'],
	webm: ['av1'],
	mkv: CODECS,
};

/**
 * Refuses what no container holds, saying what it does, and a size that the codec does not have.
 * @throws {AgentError} REQUEST_INVALID
 */
export const checkOptions = (options: RenderOptions): void => {
	const { container, size } = options;
	const codec = codecOf(options);
	const sides = sidesIn(size);
	if (sides) checkSides(sides, options);
	const held = HELD[container];
	if (held.includes(codec)) return;
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: `container: ${container} 不能与 codec: ${codec} 一起使用，可用：${held.join('、')}`,
			en: `container: ${container} does not hold codec: ${codec}, but ${held.join(' and ')}`,
		},
	});
};

/** What becomes of what is only near: `on_unsupported: skip` leaves it out. */
export const nearnessOf = ({ on_unsupported: choice }: RenderOptions): Nearness =>
	choice === 'skip' ? 'leave out' : 'draw';
