/** What a run leaves in the folder of videos, and what an earlier run has left there already. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { clearAway } from '../config/heldFiles';
import { writeHashed } from '../assets/hashFile';
import { UNWATCHED } from '../deliver/target';
import { localFolder } from '../deliver/targets/localFolder';
import { toSeconds } from '../kernel/units';
import { CAPTION_FORMATS } from './captionFiles';
import { contentTypeOf, videosIn } from './deliverVideo';
import { PICTURE_KINDS } from './drawPictures';
import type { Job, KeptFile, KeptVideo } from './job';
import type { JobParts } from './parts';
import type { RenderedVideo } from './pipeline';
import type { Finished } from './store';

/** What lies beside videos, by the ends of their names. */
const BESIDE = [...CAPTION_FORMATS, 'json', ...PICTURE_KINDS.map((kind) => `${kind}.png`)];

type Written = Pick<RenderedVideo, 'file' | 'bytes' | 'sha256'>;

const reportFile = (folder: string, report: RenderedVideo['report']): Promise<Written> =>
	writeHashed(join(folder, 'report.json'), JSON.stringify(report, null, '\t'));

/** Moves the video and what goes along with it out of the work folder. */
export const keepVideo = async (
	{ settings: { data }, clock }: JobParts,
	{ job, video, folder }: { job: Job; video: RenderedVideo; folder: string },
	signal: AbortSignal,
): Promise<KeptVideo> => {
	const put = async (end: string, { file, bytes, sha256 }: Written): Promise<KeptFile> => {
		const name = `${job.id}.${end}`;
		const from = { file, name, key: name, downloadName: name, bytes };
		const typed = { ...from, contentType: contentTypeOf(name) };
		await localFolder(videosIn(data)).put(typed, UNWATCHED, signal);
		return { name, bytes, sha256 };
	};
	const captions: KeptFile[] = [];
	for (const one of video.captions) captions.push(await put(one.format, one));
	const beside: KeptVideo['beside'][number][] = [];
	if (job.options.deliver_extras.includes('report')) {
		const report = await put('json', await reportFile(folder, video.report));
		beside.push({ ...report, kind: 'report' });
	}
	for (const one of video.pictures)
		beside.push({ ...(await put(`${one.kind}.png`, one)), kind: one.kind });
	const { width, height, duration } = video;
	return {
		...(await put(job.options.container, video)),
		captions,
		beside,
		at: clock.now(),
		seconds: toSeconds(duration),
		width,
		height,
	};
};

/** What is noted of a video that a worker has put to its targets itself: the agent keeps no file of it. */
export const keptElsewhere = (
	{ clock }: Pick<JobParts, 'clock'>,
	{ job, video }: { job: Job; video: RenderedVideo },
): KeptVideo => {
	const { bytes, sha256, width, height, duration } = video;
	const facts = { bytes, sha256, width, height, seconds: toSeconds(duration) };
	return {
		...facts,
		name: `${job.id}.${job.options.container}`,
		captions: [],
		beside: [],
		elsewhere: true,
		at: clock.now(),
	};
};

/** What an earlier run of the job had finished when it was stopped in the middle of delivering; it is not drawn again. */
export const keptBefore = async (
	{ settings: { data } }: JobParts,
	{ video, framesTotal, reusedFrames, report, delivery }: Job,
): Promise<Finished | undefined> => {
	if (!video) return undefined;
	const there = await stat(join(videosIn(data), video.name)).catch(() => undefined);
	const isElsewhere = delivery.length > 0 && delivery.every(({ state }) => state === 'done');
	if (there?.size !== video.bytes && !isElsewhere) return undefined;
	return { video, frames: framesTotal ?? 0, reusedFrames, report: report ?? {} };
};

/** Removes everything that was kept for a job; what is held is left to the upkeep. */
export const removeKept = async (
	data: string,
	{ id, options }: Pick<Job, 'id' | 'options'>,
): Promise<void> => {
	for (const end of [options.container, ...BESIDE])
		await clearAway(join(videosIn(data), `${id}.${end}`));
};
