/** Results of workers elsewhere as they arrive, in pieces, and what is made of them: whole, unchanged, and a video. */
import { appendFile, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { z } from 'zod/v4';
import { remove } from '../config/heldFiles';
import { headOf, sha256Of } from '../assets/hashFile';
import { probe, type RunProbe } from '../assets/probe';
import { sniff, SNIFF_BYTES } from '../assets/sniff';
import { corrupt } from '../deliver/faults';
import { AgentError } from '../kernel/errors';
import { frames, microseconds, pixels, SECOND } from '../kernel/units';
import type { PictureFacts } from '../timeline/asset';
import { CAPTION_FORMATS } from './captionFiles';
import { PICTURE_KINDS } from './drawPictures';
import { EXTRAS } from './job';
import type { RenderedVideo } from './pipeline';

/** What a worker may hand over. Their files are named by these words, never by what comes over the wire. */
export const RESULT_KINDS = ['video', 'report', ...CAPTION_FORMATS, ...PICTURE_KINDS] as const;

/** One of them. */
export type ResultKind = (typeof RESULT_KINDS)[number];

const MIB = 1024 ** 2;

/** The most bytes of one piece. */
export const PIECE_BYTES = 8 * MIB;

const VIDEO_LIMIT = 256 * 1024 ** 3;
const OTHER_LIMIT = 256 * MIB;

const limitOf = (kind: ResultKind): number => (kind === 'video' ? VIDEO_LIMIT : OTHER_LIMIT);

const bytes = z.number().int().min(1).max(VIDEO_LIMIT);
const arrived = z.object({ bytes, sha256: z.string().regex(/^[0-9a-f]{64}$/) });
const whole = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);

/** What people are sent to must be a web address. */
const webAddress = z.url({ protocol: /^https?$/ }).max(8192);

/** A finished video as its worker describes it. */
export const madeElsewhere = arrived.extend({
	duration_us: whole.describe('Length of the video. Microseconds.'),
	frames: whole,
	width: whole,
	height: whole,
	reused_frames: whole,
	report: arrived.describe('The file of the kind report.'),
	captions: z.array(arrived.extend({ format: z.enum(CAPTION_FORMATS) })).max(10),
	pictures: z.array(arrived.extend({ kind: z.enum(PICTURE_KINDS) })).max(10),
	delivered: z
		.array(
			z.object({
				target: z.string().min(1).max(80),
				url: webAddress.nullable().describe('null: nobody but the worker gets there.'),
				files: z.array(z.object({ kind: z.enum(EXTRAS), url: webAddress })).max(20),
			}),
		)
		.min(1)
		.max(10)
		.optional()
		.describe('Where the worker has put the video itself. Absent: it has sent it here.'),
});

/** A finished video as its worker describes it. */
export type MadeElsewhere = z.infer<typeof madeElsewhere>;

const fileOf = (folder: string, kind: ResultKind): string => join(folder, `received-${kind}`);

const sizeOf = async (file: string): Promise<number> =>
	(await stat(file).catch(() => undefined))?.size ?? 0;

/** Bytes of a result that are here. */
export const receivedBytes = (folder: string, kind: ResultKind): Promise<number> =>
	sizeOf(fileOf(folder, kind));

/** Reads a piece whole, so that one that breaks off leaves nothing. @throws {AgentError} TOO_LARGE */
export const pieceOf = async (body: Readable): Promise<Buffer> => {
	const parts: Buffer[] = [];
	let length = 0;
	for await (const part of body as AsyncIterable<Buffer>) {
		length += part.length;
		if (length > PIECE_BYTES) throw new AgentError('TOO_LARGE', { hint: { limit: '8 MiB' } });
		parts.push(part);
	}
	return Buffer.concat(parts);
};

/** A piece of a result and its place in it. */
export interface Piece {
	readonly kind: ResultKind;
	readonly offset: number;
	/** Bytes of the whole result. */
	readonly total: number;
	readonly bytes: Buffer;
}

/**
 * Adds a piece where it belongs and gives how many bytes are there; a piece for another place changes nothing. One at a
 * time for each folder.
 * @throws {AgentError} TOO_LARGE
 */
export const addPiece = async (
	folder: string,
	{ kind, offset, total, bytes: added }: Piece,
): Promise<number> => {
	const limit = Math.min(total, limitOf(kind));
	if (total > limit || offset + added.length > limit)
		throw new AgentError('TOO_LARGE', { object: kind, hint: { limit: String(limit) } });
	const file = fileOf(folder, kind);
	const here = await sizeOf(file);
	if (here !== offset) return here;
	await appendFile(file, added);
	return here + added.length;
};

const requireWhole = async (
	{ folder, kind }: { folder: string; kind: ResultKind },
	told: z.infer<typeof arrived>,
	signal: AbortSignal,
): Promise<string> => {
	const file = fileOf(folder, kind);
	const isSame =
		(await sizeOf(file)) === told.bytes && (await sha256Of(file, signal)) === told.sha256;
	if (isSame) return file;
	// What arrived wrong is sent again from its start.
	await remove(file);
	throw corrupt({
		zh: `${kind} 与工作机发出的不一致`,
		en: `${kind} is not what the worker has sent`,
	});
};

const noVideo = (why: { readonly zh: string; readonly en: string }, cause?: unknown): AgentError =>
	new AgentError('ENCODE_FAILED', {
		object: { zh: `工作机交来的文件${why.zh}`, en: `the file of the worker ${why.en}` },
		cause,
	});

/** How far a length may be from what was told: containers round, and some count the sound. Microseconds. */
const LENGTH_SLACK = 250_000;
/** How far a count of frames may be from what length and rate give. */
const FRAMES_SLACK = 2;

const isAsLong = ({ duration, rate }: PictureFacts, made: MadeElsewhere): boolean => {
	const slack = Math.max(LENGTH_SLACK, 0.01 * duration);
	const counted = (made.duration_us * rate.num) / (rate.den * SECOND);
	return (
		Math.abs(made.duration_us - duration) <= slack &&
		Math.abs(made.frames - counted) <= Math.max(FRAMES_SLACK, 0.01 * counted)
	);
};

/** Frame rates that drafts and requests ask for are well between. Frames a second. */
const RATES = { least: 1, most: 240 } as const;

/** That frames and length belong to a video at all; all that can be said of one whose file is not looked into. */
const requirePlausible = ({ duration_us: duration, frames: count }: MadeElsewhere): void => {
	const seconds = duration / SECOND;
	const isPlausible =
		count >= 1 &&
		duration >= 1 &&
		count >= RATES.least * seconds - FRAMES_SLACK &&
		count <= RATES.most * seconds + FRAMES_SLACK;
	if (isPlausible) return;
	throw noVideo({
		zh: '的时长与帧数不可能属于同一个视频',
		en: 'is told to have a length and a number of frames that no video has together',
	});
};

/** Looks into the file: a video of the size, length and frames that were told. Without ffprobe only its first bytes are looked at. */
const requireVideo = async (
	file: string,
	{ made, run }: { made: MadeElsewhere; run: RunProbe | undefined },
	signal: AbortSignal,
): Promise<void> => {
	const sniffed = sniff(await headOf(file, SNIFF_BYTES));
	if (sniffed.kind === 'refused' || sniffed.use !== 'video')
		throw noVideo({ zh: '不是视频', en: 'is no video' });
	if (!run) return;
	const probed = { file, demuxer: sniffed.demuxer, use: sniffed.use, label: 'video' };
	const { picture } = await probe(probed, run, signal).catch((cause: unknown) => {
		signal.throwIfAborted();
		throw noVideo({ zh: '无法读取', en: 'cannot be read' }, cause);
	});
	if (picture?.width !== made.width || picture.height !== made.height)
		throw noVideo({ zh: '画面尺寸不符', en: 'has another size than was told' });
	if (!isAsLong(picture, made))
		throw noVideo({
			zh: '时长或帧数不符',
			en: 'has another length or number of frames than was told',
		});
};

const reportIn = async (file: string): Promise<RenderedVideo['report']> => {
	const { success, data } = z
		.record(z.string(), z.unknown())
		.safeParse(JSON.parse(await readFile(file, 'utf8')));
	if (success) return data;
	throw new AgentError('REQUEST_INVALID', { object: 'report' });
};

/**
 * The finished video, its files looked at and in the folder.
 * @throws {AgentError} DELIVERY_CORRUPT when a file has to be sent again, ENCODE_FAILED when it is not what it should be
 */
export const receivedVideo = async (
	folder: string,
	{ made, run }: { made: MadeElsewhere; run: RunProbe | undefined },
	signal: AbortSignal,
): Promise<RenderedVideo> => {
	const whole = (kind: ResultKind, told: z.infer<typeof arrived>): Promise<string> =>
		requireWhole({ folder, kind }, told, signal);
	requirePlausible(made);
	const report = await reportIn(await whole('report', made.report));
	const { delivered } = made;
	const isHere = delivered === undefined;
	const file = isHere ? await whole('video', made) : '';
	if (isHere) await requireVideo(file, { made, run }, signal);
	const captions: RenderedVideo['captions'][number][] = [];
	for (const one of isHere ? made.captions : [])
		captions.push({ ...one, file: await whole(one.format, one) });
	const pictures: RenderedVideo['pictures'][number][] = [];
	for (const one of isHere ? made.pictures : [])
		pictures.push({ ...one, file: await whole(one.kind, one) });
	return {
		...{ file, bytes: made.bytes, sha256: made.sha256, captions, pictures, report },
		duration: microseconds(made.duration_us),
		frames: frames(made.frames),
		width: pixels(made.width),
		height: pixels(made.height),
		reusedFrames: frames(made.reused_frames),
		...(delivered && {
			delivered: delivered.map((one) => ({ ...one, state: 'done' as const, error: null })),
		}),
	};
};
