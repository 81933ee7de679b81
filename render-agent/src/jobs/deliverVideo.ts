/** Puts a finished video, and what goes along with it, to every target of its job. */
import { stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { mapPooled } from '../assets/pool';
import { objectStem } from '../deliver/objectKey';
import type { DeliveryFile, DeliveryTarget } from '../deliver/target';
import { AgentError, type ErrorCode } from '../kernel/errors';
import type { CaptionFormat } from './captionFiles';
import { failureOf } from './failure';
import { insisted } from './insist';
import type { Delivery, Extra, Failure, Job, JobOptions, KeptFile, KeptVideo } from './job';
import type { JobParts } from './parts';
import { targetOf, type Targets } from './targetBook';

const CONTENT_TYPES = {
	mp4: 'video/mp4',
	mov: 'video/quicktime',
	webm: 'video/webm',
	mkv: 'video/x-matroska',
	srt: 'application/x-subrip',
	vtt: 'text/vtt',
	json: 'application/json',
	jpg: 'image/jpeg',
	png: 'image/png',
} as const satisfies Record<
	JobOptions['container'] | CaptionFormat | 'json' | 'jpg' | 'png',
	string
>;

/** Where the agent keeps finished videos. */
export const videosIn = (data: string): string => join(data, 'videos');

/** The MIME type of a kept file by its name. */
export const contentTypeOf = (name: string): string =>
	new Map<string, string>(Object.entries(CONTENT_TYPES)).get(name.split('.').at(-1) ?? '') ??
	'application/octet-stream';

/** Everything that is kept for a job: the video, its captions, what else lies beside it. */
export const keptFiles = (video: KeptVideo): readonly KeptFile[] => [
	video,
	...video.captions,
	...video.beside,
];

/** A job whose video is to be delivered. */
export type Deliverable = Pick<Job, 'id' | 'options' | 'delivery'> & { readonly video: KeptVideo };

const withExtension = (name: string, extension: string): string =>
	name.toLowerCase().endsWith(extension) ? name.slice(0, -extension.length) : name;

/** What a kept file of a job is called at its targets. */
export const namesOf = (
	{ id, video }: Pick<Deliverable, 'id' | 'video'>,
	name: string,
): Pick<DeliveryFile, 'name' | 'key'> => ({
	name,
	key: `${objectStem(video.at, id)}${name.slice(id.length)}`,
});

/** A kept file of a job, as delivery targets want it. */
const fileOf = (
	{ id, options, video }: Deliverable,
	{ name, bytes }: KeptFile,
	data: string,
): DeliveryFile => {
	const end = name.slice(id.length);
	const title = withExtension(options.download_name ?? id, extname(video.name));
	return {
		file: join(videosIn(data), name),
		...namesOf({ id, video }, name),
		downloadName: `${title}${end}`,
		contentType: contentTypeOf(name),
		bytes,
	};
};

/** What the job wants to go along: a list of files with their kinds. */
const extrasOf = ({
	options,
	video,
}: Deliverable): readonly (KeptFile & { readonly kind: Extra })[] =>
	[...video.captions.map((one) => ({ ...one, kind: 'captions' as const })), ...video.beside].filter(
		({ kind }) => options.deliver_extras.includes(kind),
	);

/** What deliveries need of the agent. */
export interface DeliverParts extends Targets, Pick<JobParts, 'store' | 'log' | 'clock' | 'turns'> {
	readonly settings: Pick<JobParts['settings'], 'data'>;
}

/** What an upload needs to know beside the files. */
export interface Upload {
	/** Hears how many bytes of the video have gone to the target. */
	readonly onProgress: (target: string, bytes: number) => void;
	readonly signal: AbortSignal;
}

const OWN_CODES: ReadonlySet<ErrorCode> = new Set([
	'ADDRESS_REFUSED',
	'DELIVERY_CLOCK',
	'DELIVERY_CORRUPT',
	'DELIVERY_DENIED',
	'DELIVERY_FAILED',
	'DELIVERY_FULL',
	'DELIVERY_UNREACHABLE',
	'DISK_FULL',
]);

const SETTING = 'RENDER_AGENT_DELIVERY_TIME_LIMIT_SECONDS';

const late = (seconds: number): AgentError =>
	new AgentError('DELIVERY_FAILED', {
		object: {
			zh: `上传未能在 ${String(seconds)} 秒内完成（${SETTING}）`,
			en: `the upload was not done within ${String(seconds)} s (${SETTING})`,
		},
	});

const failureFor = (cause: unknown, { id, target }: { id: string; target: string }): Failure => {
	const folder = cause instanceof AgentError ? (cause.hint['folder'] ?? '') : '';
	const { code, hint, object } = failureOf(cause, { id, folder });
	return {
		code: OWN_CODES.has(code) ? code : 'DELIVERY_FAILED',
		hint: { ...hint, target },
		...(object !== undefined && { object }),
	};
};

const puttingTo = (
	parts: DeliverParts,
	{ job, target, upload }: { job: Deliverable; target: DeliveryTarget; upload: Upload },
): ((file: KeptFile) => Promise<string>) => {
	const { store, settings } = parts;
	return async (kept) => {
		const file = fileOf(job, kept, settings.data);
		const isVideo = kept.name === job.video.name;
		const course = {
			checkpoint: store.checkpoint({ job: job.id, target: target.name, file: kept.name }),
			onProgress: (bytes: number): void => {
				if (isVideo) upload.onProgress(target.name, bytes);
			},
		};
		return (await target.put(file, course, upload.signal)).url;
	};
};

const requireKept = async ({ settings }: DeliverParts, { video }: Deliverable): Promise<void> => {
	const there = await stat(join(videosIn(settings.data), video.name)).catch(() => undefined);
	if (there) return;
	throw new AgentError('DELIVERY_FAILED', {
		object: {
			zh: '视频已从渲染机清理，请重新提交草稿',
			en: 'the agent no longer keeps the video; submit the draft again',
		},
	});
};

interface Delivering {
	readonly job: Deliverable;
	readonly name: string;
	readonly upload: Upload;
}

/** The small files go first: a second try costs little then. */
const putAll = async (
	parts: DeliverParts,
	{ job, name, upload }: Delivering,
	signal: AbortSignal,
): Promise<Delivery> => {
	const target = targetOf(parts, name, job.options.deliver);
	await requireKept(parts, job);
	const put = puttingTo(parts, { job, target, upload: { ...upload, signal } });
	const files: Delivery['files'][number][] = [];
	const extras = target.isSingle === true ? [] : extrasOf(job);
	for (const one of extras) files.push({ kind: one.kind, name: one.name, url: await put(one) });
	return { target: name, state: 'done', url: await put(job.video), error: null, files };
};

const isLate = (thrown: unknown): boolean =>
	thrown instanceof AgentError && thrown.code === 'TIMED_OUT';

/** One delivery after it was tried. */
const deliveredTo = async (parts: DeliverParts, delivering: Delivering): Promise<Delivery> => {
	const { job, name, upload } = delivering;
	const { turns, clock, log } = parts;
	const failure = (): AgentError => late(turns.seconds);
	const put = (signal: AbortSignal): Promise<Delivery> =>
		insisted(putAll(parts, delivering, signal), { clock, log, failure }, signal);
	try {
		return await turns.take(name)(put, upload.signal);
	} catch (thrown) {
		if (upload.signal.aborted) throw thrown;
		const cause = isLate(thrown) ? failure() : thrown;
		const error = failureFor(cause, { id: job.id, target: name });
		parts.log.warn({ job: job.id, target: name, code: error.code, err: cause }, 'delivery failed');
		return { target: name, state: 'failed', url: null, error, files: [] };
	}
};

/** How many targets one job goes to at once. */
const TARGETS_AT_ONCE = 5;

/**
 * The deliveries of a job after each that was not done has been tried, some beside each other. A failure is its state,
 * not thrown, unless the signal ends the job itself; nothing is under way then. `onEach` hears them all after each try.
 */
export const deliverVideo = async (
	parts: DeliverParts,
	job: Deliverable,
	upload: Upload & { readonly onEach?: (all: readonly Delivery[]) => void },
): Promise<readonly Delivery[]> => {
	let all = job.delivery;
	const left = job.delivery.filter(({ state }) => state !== 'done');
	await mapPooled(left, TARGETS_AT_ONCE, async ({ target: name }) => {
		const tried = await deliveredTo(parts, { job, name, upload });
		all = all.map((other) => (other.target === name ? tried : other));
		upload.onEach?.(all);
	});
	return all;
};
