/** `render <draft> -o FILE`: a draft to a video without a server. */
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, extname, join, resolve } from 'node:path';
import { clearAway, move } from '../config/heldFiles';
import { makeFolder, makeNamedFolder } from '../config/folders';
import { createCache } from '../assets/cache';
import { codecOf, type RenderOptions } from '../config/options';
import type { Settings } from '../config/schema';
import { CAPTION_FORMATS, type CaptionFormat, wantsCaptionFiles } from '../jobs/captionFiles';
import { createRenderer } from '../jobs/drawDraft';
import { cameFromFullDisk } from '../jobs/disk';
import type { RenderedVideo, WorkEvents } from '../jobs/pipeline';
import { PHASE_TEXTS, type Step } from '../jobs/steps';
import { systemClock } from '../kernel/clock';
import type { Diagnostic } from '../kernel/diagnostic';
import { isDiskFull, orDiskFull } from '../kernel/diskFull';
import { AgentError } from '../kernel/errors';
import { toSeconds } from '../kernel/units';
import { inLanguage, type Language, type Words } from '../kernel/words';
import { createClient } from '../net/client';
import { isRunning } from '../render/processes';
import { openMachine, type OpenMachine } from './machine';
import { libraryOf, madeStoreIn } from './places';
import { standIns } from './standIns';

/** What is rendered, and where to. */
export interface RenderCommand {
	readonly draft: string;
	readonly output: string;
	readonly report: string | undefined;
	/** The user's library; absent: that of the settings. */
	readonly library: string | undefined;
	readonly options: RenderOptions;
}

/** Where a command speaks: `line` stays, `progress` is written over by the next. */
export interface Voice {
	readonly language: Language;
	readonly line: (text: string) => void;
	readonly progress: (text: string) => void;
}

const place = ({ track, start, end }: Diagnostic): string =>
	start === undefined || end === undefined
		? ''
		: ` [${track === undefined ? '' : `track ${String(track)}, `}${toSeconds(start).toFixed(1)}–${toSeconds(end).toFixed(1)} s]`;

const eventsTo = ({ language, progress, line }: Voice): WorkEvents => {
	let current: Step | undefined;
	const begin = (step: Step): void => {
		current = step;
		progress(inLanguage(PHASE_TEXTS[step], language));
	};
	return {
		started: begin,
		finished: () => undefined,
		progressed: ({ step, done, total }) => {
			if (step !== current || total <= 0) return;
			progress(
				`${inLanguage(PHASE_TEXTS[step], language)} ${String(Math.floor((done / total) * 100))}%`,
			);
		},
		warned: (diagnostics) => {
			for (const one of diagnostics)
				line(`${one.code}${place(one)}: ${inLanguage(one.text, language)}`);
		},
	};
};

/** Writes beside a place in a folder that is made if need be; nothing is left of it when that fails. */
const writeBeside = async (file: string, write: (part: string) => Promise<void>): Promise<void> => {
	const part = `${file}.part`;
	try {
		await makeFolder(dirname(file));
		await write(part);
	} catch (cause) {
		if (isDiskFull(cause)) throw orDiskFull(cause, dirname(file));
		throw new AgentError('REQUEST_INVALID', {
			object: { zh: `无法写入 ${file}`, en: `${file} cannot be written` },
			cause,
		});
	} finally {
		await clearAway(part);
	}
};

/** Puts a file in its place in one step. @throws {AgentError} REQUEST_INVALID, DISK_FULL */
export const put = (file: string, write: (part: string) => Promise<void>): Promise<void> =>
	writeBeside(file, async (part) => {
		await write(part);
		await move(part, file);
	});

/** Where the captions of a video go: beside it, under its name. */
const captionPlace = (video: string, format: CaptionFormat): string =>
	`${video.slice(0, video.length - extname(video).length)}.${format}`;

/** Finds out before the work whether its result can be put where it should. @throws {AgentError} REQUEST_INVALID, DISK_FULL */
export const requirePlace = (file: string): Promise<void> =>
	writeBeside(file, (part) => writeFile(part, ''));

/** A signal that also aborts when the time of a render is over. */
export const withTimeLimit = (
	signal: AbortSignal,
	{ time_limit_seconds: limit }: RenderOptions,
): AbortSignal => {
	if (limit === undefined) return signal;
	const late = new AbortController();
	systemClock.after(limit * 1000, () => {
		late.abort(new AgentError('TIMED_OUT'));
	});
	return AbortSignal.any([signal, late.signal]);
};

/**
 * A folder for one render of the command line, apart from those of the service, which clears away what is not a job's.
 * Those of commands that were killed go with the next one.
 */
export const ownFolderIn = async (data: string): Promise<string> => {
	const all = join(data, 'renders');
	makeNamedFolder(data);
	await makeFolder(all);
	for (const name of await readdir(all))
		if (!isRunning(Number(name.split('-')[0]))) await clearAway(join(all, name));
	const own = join(all, `${String(process.pid)}-${randomBytes(6).toString('hex')}`);
	await mkdir(own);
	return own;
};

/** What the command line works with: the user's own drafts and files, on this machine. */
export const workingParts = (settings: Settings, { machine }: OpenMachine) => {
	const client = createClient({ allow: settings.allowAddresses, clock: systemClock });
	const cache = createCache({
		folder: join(settings.data, 'cache'),
		limitBytes: settings.cacheBytes,
		client,
		clock: systemClock,
		isRunning,
	});
	const library = libraryOf(settings);
	const store = madeStoreIn(settings, systemClock);
	const parts = { client, cache, store, clock: systemClock, machine };
	return { ...parts, local: true, ...(library && { library }) };
};

/** What is said of a failure: that it was interrupted, that a disk is full, else what was thrown. */
export const nameOf = (error: unknown, signal: AbortSignal, { data }: Settings): unknown => {
	if (signal.aborted) return signal.reason;
	return cameFromFullDisk(error) && !(error instanceof AgentError)
		? new AgentError('DISK_FULL', { hint: { folder: data }, cause: error })
		: error;
};

/** Size, length and weight of a video, and how much of it was there already. */
const describedIn = (
	language: Language,
	{ width, height, duration, bytes, frames, reusedFrames }: RenderedVideo,
): string => {
	const [reused, all] = [String(reusedFrames), String(frames)];
	return [
		`${String(width)}x${String(height)}`,
		`${toSeconds(duration).toFixed(2)} s`,
		`${(bytes / 1_000_000).toFixed(2)} MB`,
		...(reusedFrames === 0
			? []
			: [
					inLanguage(
						{ zh: `${all} 帧中复用 ${reused} 帧`, en: `${reused} of ${all} frames reused` },
						language,
					),
				]),
	].join(', ');
};

/** What is said of caption files of that name that lie there and are not of this render: players show them with it. */
const leftCaptions = (file: string, { captions }: RenderedVideo): readonly Words[] =>
	CAPTION_FORMATS.filter((format) => captions.every((one) => one.format !== format))
		.map((format) => captionPlace(file, format))
		.filter((place) => existsSync(place))
		.map((place) => ({
			zh: `${place} 不是这次渲染写出的，播放器仍会随视频显示它；不需要请删除`,
			en: `${place} is not of this render, and players show it with the video all the same: remove it if it is not wanted`,
		}));

/**
 * Renders a draft to a file.
 * @throws {AgentError} whatever the renderer throws; REQUEST_INVALID when the file cannot be written; DISK_FULL
 */
export const renderToFile = async (
	command: RenderCommand,
	settings: Settings,
	{ voice, signal }: { voice: Voice; signal: AbortSignal },
): Promise<void> => {
	const { draft, options, output, report } = command;
	const file = resolve(output);
	const places = wantsCaptionFiles(options)
		? CAPTION_FORMATS.map((format) => captionPlace(file, format))
		: [];
	for (const one of [file, ...places, ...(report === undefined ? [] : [resolve(report)])])
		await requirePlace(one);
	const folder = await ownFolderIn(settings.data);
	const machine = await openMachine(settings, { inThisThread: true });
	try {
		const stop = withTimeLimit(signal, options);
		const library = command.library ?? settings.library;
		const parts = workingParts({ ...settings, library }, machine);
		const render = createRenderer({
			...parts,
			machine: async () => {
				const found = await machine.machine();
				for (const words of standIns(settings.encoder, found.encoders, [codecOf(options)]))
					voice.line(inLanguage(words, voice.language));
				return found;
			},
		});
		const video = await render({ draft, options, folder }, eventsTo(voice), stop);
		await put(file, (part) => copyFile(video.file, part));
		for (const caption of video.captions)
			await put(captionPlace(file, caption.format), (part) => copyFile(caption.file, part));
		const told = `${JSON.stringify(video.report, null, '\t')}\n`;
		if (report !== undefined) await put(resolve(report), (part) => writeFile(part, told));
		voice.line(`${file} (${describedIn(voice.language, video)})`);
		for (const words of leftCaptions(file, video)) voice.line(inLanguage(words, voice.language));
	} catch (error) {
		throw nameOf(error, signal, settings);
	} finally {
		await clearAway(folder);
		await machine.close();
	}
};
