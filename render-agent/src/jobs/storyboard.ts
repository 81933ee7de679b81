/** Pictures of a draft without its video: a contact sheet, or one frame. Opens only what the frames show. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchAssets } from '../assets/fetchAssets';
import { fetchDraft } from '../assets/fetchDraft';
import { frameOfSeconds, momentsOf } from '../compile/moments';
import { assetsAt } from '../compile/stills';
import type { StoryboardWish } from '../config/storyboardOptions';
import { AgentError } from '../kernel/errors';
import { type Frames, SECOND, startOf } from '../kernel/units';
import { shownSeconds } from '../kernel/words';
import { drawPoster, drawStoryboard, type MadePicture, type Pictured } from '../render/posters';
import type { Timeline } from '../timeline/timeline';
import { fontFilesOf } from './captionFonts';
import type { DrawParts } from './drawDraft';
import { probeWith } from './probeFiles';
import { createGate } from './gate';
import { inPassingFolder } from './passingFolder';
import type { Work } from './pipeline';
import { readWithLibrary } from './ownFiles';
import { checkOptions, nearnessOf, wanted } from './wanted';

/** The picture of a draft. */
export interface DraftPicture extends Omit<MadePicture, 'file'> {
	readonly png: Buffer;
}

/** What pictures of drafts are made with. `folder` holds unpacked drafts meanwhile. */
export interface StoryboardParts extends Omit<DrawParts, 'store'> {
	readonly folder: string;
}

/**
 * Makes the picture. One at a time: renders go first. BUSY when too many wait, TIMED_OUT after two minutes.
 * @throws {AgentError} any code of the draft, media, render kinds; the signal's reason when aborted
 */
export type Storyboard = (
	work: Pick<Work, 'draft' | 'options'>,
	wish: StoryboardWish,
	signal: AbortSignal,
) => Promise<DraftPicture>;

const LIMITS = { atOnce: 1, line: 16, time: 120_000 };

/** The frames to show. @throws {AgentError} REQUEST_INVALID for a moment behind the end */
const framesOf = (timeline: Timeline, wish: StoryboardWish): readonly Frames[] => {
	if (wish.kind === 'sheet') return momentsOf(timeline, wish.count);
	const { frames, canvas } = timeline;
	const end = startOf(frames, canvas.rate);
	if (wish.at * SECOND <= end) return [frameOfSeconds(timeline, wish.at)];
	const [at, last] = [String(wish.at), shownSeconds(end)];
	throw new AgentError('REQUEST_INVALID', {
		object: {
			zh: `at: ${at} 在视频结束（${last} 秒）之后，请写 0 到 ${last} 之间的秒数`,
			en: `at: ${at} lies behind the end of the video, which lasts ${last} s; write seconds from 0 to ${last}`,
		},
	});
};

interface Drawing {
	readonly work: Pick<Work, 'draft' | 'options'>;
	readonly wish: StoryboardWish;
	readonly parts: StoryboardParts;
	readonly folder: string;
}

const pictureOf = async (
	pictured: Pictured,
	{ wish, frames, title }: { wish: StoryboardWish; frames: readonly Frames[]; title: string },
	{ parts, signal }: { parts: StoryboardParts; signal: AbortSignal },
): Promise<DraftPicture> => {
	const { threads } = await parts.machine();
	const { file, ...made } =
		wish.kind === 'poster'
			? await drawPoster(pictured, wish, { threads, signal })
			: await drawStoryboard(pictured, { ...wish, frames, title }, { threads, signal });
	return { ...made, png: await readFile(file) };
};

const draw = async (
	{ work, wish, parts, folder }: Drawing,
	signal: AbortSignal,
): Promise<DraftPicture> => {
	const { draft, options } = work;
	checkOptions(options);
	await parts.room?.(0);
	const { tools, patience } = await parts.machine();
	const library = await parts.library?.();
	const { client, cache, local, stored } = parts;
	const own = join(folder, 'draft');
	const source = await fetchDraft(
		{ draft, client, folder: own, local, ...(stored && { stored }) },
		signal,
	);
	const looking = { run: probeWith(tools, patience) };
	const reading = { text: source.text, nearness: nearnessOf(options), library, looking };
	const read = await readWithLibrary(reading, signal);
	const timeline = wanted(read.timeline, options);
	const frames = framesOf(timeline, wish);
	const fetched = await fetchAssets(
		{
			references: assetsAt(timeline, frames),
			source,
			...(library && { library }),
			cache,
			...looking,
			onMissing: options.on_missing,
		},
		signal,
	);
	try {
		const fonts = fontFilesOf(timeline, fetched);
		const pictured = { timeline, facts: fetched.assets, fonts, folder };
		const title = source.id ?? '';
		return await pictureOf(pictured, { wish, frames, title }, { parts, signal });
	} finally {
		fetched.release();
	}
};

/** Makes pictures of drafts. */
export const createStoryboard = (parts: StoryboardParts): Storyboard => {
	const gate = createGate(parts.clock, LIMITS);
	return (work, wish, signal) =>
		gate((stop) => {
			const place = { parent: parts.folder, name: 'storyboard', signal: stop };
			return inPassingFolder(place, (folder) => draw({ work, wish, parts, folder }, stop));
		}, signal);
};
