/** Puts a finished video where it belongs: the agent's folder first, then every upload target. */
import { join } from 'node:path';
import type { DeliveryFile, DeliveryTarget } from '../deliver/target';
import { BrokenInvariant } from '../kernel/errors';
import { failureOf } from './failure';
import type { CaptionFormat } from './captionFiles';
import type { Delivery, Job, JobOptions, KeptFile, KeptVideo } from './job';

const CONTENT_TYPES = {
	mp4: 'video/mp4',
	mov: 'video/quicktime',
	webm: 'video/webm',
	mkv: 'video/x-matroska',
	srt: 'application/x-subrip',
	vtt: 'text/vtt',
	png: 'image/png',
} as const satisfies Record<JobOptions['container'] | CaptionFormat | 'png', string>;

/** Where the agent keeps finished videos. */
export const videosIn = (data: string): string => join(data, 'videos');

/** The MIME type of a finished video, or of its captions, by its name. */
export const contentTypeOf = (name: string): string =>
	new Map<string, string>(Object.entries(CONTENT_TYPES)).get(name.split('.').at(-1) ?? '') ??
	'application/octet-stream';

/** A file that is kept for a job, as delivery targets want it. */
export const keptFile = (data: string, { name, bytes }: KeptFile): DeliveryFile => ({
	file: join(videosIn(data), name),
	name,
	contentType: contentTypeOf(name),
	bytes,
});

/** Everything that is kept for a job: the video, then its captions. */
export const keptFiles = (video: KeptVideo): readonly KeptFile[] => [video, ...video.captions];

/** What an upload needs to know beside the file. */
export interface Upload {
	readonly job: Pick<Job, 'id'>;
	readonly data: string;
	readonly onProgress: (bytes: number) => void;
	readonly signal: AbortSignal;
	/** Whether an abort is the delivery's failure rather than the job's end. */
	readonly isOurs: () => boolean;
}

const targetOf = (targets: readonly DeliveryTarget[], name: string): DeliveryTarget => {
	const target = targets.find((one) => one.name === name);
	if (target) return target;
	throw new BrokenInvariant(`no delivery target is named ${name} any more`);
};

/** One delivery after it was tried. A failure is its state, not thrown, unless the job itself ends. */
export const delivered = async (
	{ target }: Delivery,
	file: DeliveryFile,
	{ targets, upload }: { readonly targets: readonly DeliveryTarget[]; readonly upload: Upload },
): Promise<Delivery> => {
	try {
		const { url } = await targetOf(targets, target).put(file, upload.onProgress, upload.signal);
		return { target, state: 'done', url, error: null };
	} catch (cause) {
		if (upload.signal.aborted && !upload.isOurs()) throw cause;
		const { hint, object } = failureOf(cause, { id: upload.job.id, folder: upload.data });
		const error = {
			code: 'DELIVERY_FAILED',
			hint,
			...(object !== undefined && { object }),
		} as const;
		return { target, state: 'failed', url: null, error };
	}
};
