/** Pictures that go along with a video, in the size of its canvas: drawn into the work folder after it. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { momentsOf } from '../compile/moments';
import type { Facts } from '../compile/scenes';
import type { Diagnostic } from '../kernel/diagnostic';
import { asAgentError } from '../kernel/errors';
import { textOf } from '../kernel/errorTexts';
import { frames } from '../kernel/units';
import { drawPoster, drawStoryboard, type Pictured } from '../render/posters';
import type { Machine } from '../render/rendering';
import type { Extra } from './job';

/** Pictures that can go along with a video. */
export const PICTURE_KINDS = ['poster', 'storyboard'] as const satisfies readonly Extra[];

/** One of them. */
export type PictureKind = (typeof PICTURE_KINDS)[number];

/** A picture that was drawn: a PNG. */
export interface DrawnPicture {
	readonly kind: PictureKind;
	/** Absolute path. */
	readonly file: string;
	readonly bytes: number;
	/** Hexadecimal SHA-256. */
	readonly sha256: string;
}

const SHEET = { count: 12, width: 1600 };

const WORDS = {
	poster: { zh: '封面', en: 'the poster' },
	storyboard: { zh: '故事板', en: 'the storyboard' },
} as const satisfies Readonly<Record<PictureKind, Diagnostic['text']>>;

const missing = (kind: PictureKind, cause: unknown): Diagnostic => {
	const error = asAgentError(cause);
	return {
		code: 'PICTURE_UNDRAWN',
		text: {
			zh: `${WORDS[kind].zh}未能生成（${textOf(error, 'zh').detail}），视频不受影响`,
			en: `${WORDS[kind].en} could not be drawn (${textOf(error, 'en').detail}); the video is not affected`,
		},
	};
};

type Drawing = Parameters<typeof drawPoster>[2];

const drawn = async (
	kind: PictureKind,
	pictured: Pictured,
	machine: Drawing,
): Promise<DrawnPicture> => {
	const { timeline } = pictured;
	const { rate } = timeline.canvas;
	const [best = frames(0)] = momentsOf(timeline, 1);
	const { file } =
		kind === 'poster'
			? await drawPoster(pictured, { at: (best * rate.den) / rate.num }, machine)
			: await drawStoryboard(
					pictured,
					{ frames: momentsOf(timeline, SHEET.count), width: SHEET.width, title: '' },
					machine,
				);
	const png = await readFile(file);
	return { kind, file, bytes: png.length, sha256: createHash('sha256').update(png).digest('hex') };
};

/**
 * Draws the pictures that were asked for. One that cannot be drawn is a warning and costs nothing else.
 * @throws the signal's reason when aborted
 */
export const drawPictures = async (
	{ timeline, fonts }: Pick<Pictured, 'timeline' | 'fonts'>,
	{
		facts,
		kinds,
		folder,
		threads,
	}: {
		facts: Facts;
		kinds: readonly PictureKind[];
		folder: string;
		threads: Pick<Machine['threads'], 'perform'>;
	},
	signal: AbortSignal,
): Promise<{
	readonly pictures: readonly DrawnPicture[];
	readonly diagnostics: readonly Diagnostic[];
}> => {
	const pictured = { timeline, facts, fonts, folder };
	const pictures: DrawnPicture[] = [];
	const diagnostics: Diagnostic[] = [];
	for (const kind of kinds) {
		try {
			pictures.push(await drawn(kind, pictured, { threads, signal }));
		} catch (error) {
			signal.throwIfAborted();
			diagnostics.push(missing(kind, error));
		}
	}
	return { pictures, diagnostics };
};
