/** A job as clients see it. */
import { z } from 'zod/v4';
import type { Links } from '../deliver/links';
import { CAPTION_FORMATS } from '../jobs/captionFiles';
import type { PictureKind } from '../jobs/drawPictures';
import { errorOf } from '../jobs/failure';
import type { Delivered } from '../jobs/deliveredLinks';
import { type Delivery, EXTRAS, type Job, type KeptVideo } from '../jobs/job';
import { isOver, wireStatusOf } from '../jobs/state';
import { PHASE_TEXTS, STEPS } from '../jobs/steps';
import type { Diagnostic } from '../kernel/diagnostic';
import { type Microseconds, toSeconds } from '../kernel/units';
import { inLanguage, type Language } from '../kernel/words';
import { reportShape } from '../report/shape';
import { errorBody, errorBodyOf } from './errorBody';
import { numbersOf } from './status';

const DAY = 86_400_000;

/** A difference between draft and video on the wire. */
export const warning = z.object({
	code: z.string().describe('What kind of difference it is.'),
	segment: z.string().nullable().describe('Id of the segment in the draft.'),
	track: z.number().int().nullable().describe('Index of the track in the draft, from 0.'),
	start: z.number().nullable().describe('Where it begins on the timeline. Seconds.'),
	end: z.number().nullable().describe('Where it ends on the timeline. Seconds.'),
	text: z.string(),
});

const delivery = z.object({
	target: z.string().describe('Name of the delivery target.'),
	state: z.enum(['pending', 'done', 'failed']),
	url: z
		.string()
		.nullable()
		.describe(
			'Where the video lies there: a link as it is now, or an address or path that may be open to the target alone.',
		),
	error: errorBody.nullable(),
	files: z
		.array(z.object({ kind: z.enum(EXTRAS), url: z.string() }))
		.describe('What went along with the video.'),
});

/** Reports of older versions have less. */
const storedReport = reportShape.partial();

const reportOf = ({ report }: Job): JobView['report'] =>
	storedReport.safeParse(report).data ?? null;

/** The fields of a job on the wire, beside `code` and `message`. */
export const jobView = z.object({
	job_id: z.string(),
	draft_url: z.string().describe("The draft's address as it was submitted."),
	status: z.enum(['pending', 'processing', 'completed', 'failed']),
	progress: z
		.number()
		.int()
		.min(0)
		.max(100)
		.describe('Percent; never falls, and is 100 only with video_url.'),
	phase: z.enum([...STEPS, 'done']).describe('The earliest unfinished step.'),
	phase_text: z.string(),
	frames_done: z.number().int().nullable(),
	frames_total: z.number().int().nullable(),
	eta_seconds: z.number().int().nullable(),
	queue_position: z.number().int().nullable().describe('Place in the queue from 1, while pending.'),
	video_url: z
		.string()
		.describe(
			'A link to the finished video, made anew each time: at the first target that gives one, else with the agent. Empty until then.',
		),
	video_bytes: z.number().int().nullable().describe('Size of the finished video.'),
	duration_seconds: z.number().nullable().describe('Length of the finished video.'),
	width: z.number().int().nullable().describe('Width of the finished video. Pixels.'),
	height: z.number().int().nullable().describe('Height of the finished video. Pixels.'),
	poster_url: z.string().nullable().describe('Address of the poster, where one was asked for.'),
	storyboard_url: z
		.string()
		.nullable()
		.describe('Address of the storyboard, where one was asked for.'),
	error_message: z.string().describe('The sentence and what it is about; empty unless failed.'),
	error_code: z.string().nullable(),
	error_status: z.number().int().nullable().describe('The HTTP status that belongs to error_code.'),
	hint: z.string().nullable().describe('What to do about the failure.'),
	captions: z
		.array(
			z.object({
				format: z.enum(CAPTION_FORMATS),
				url: z
					.string()
					.describe(
						'Address of the file, at the first target that gives a link to it, else with the agent.',
					),
			}),
		)
		.describe('Caption files of the finished video; empty unless they were asked for.'),
	warnings: z.array(warning),
	delivery: z.array(delivery),
	reused_frames: z.number().int(),
	next_poll_seconds: z
		.number()
		.int()
		.nullable()
		.describe('When to ask again; null when it is over.'),
	metadata: z.record(z.string(), z.unknown()).nullable().describe('As it was submitted.'),
	created_at: z.string().describe('Local time without a zone, as in 2026-11-23T08:27:28.543000.'),
	started_at: z.string().nullable(),
	completed_at: z.string().nullable(),
	report: storedReport
		.nullable()
		.describe('How true the video is to the draft, and how it was made.'),
});

/** A job on the wire. */
export type JobView = z.infer<typeof jobView>;

/** What is needed to show a job. */
export interface ViewParts {
	readonly links: Links;
	readonly retentionDays: number;
	readonly position: (job: Job) => number | null;
	/** The deliveries of a job, with links as they are now. */
	readonly delivered: (job: Job) => Delivered;
}

const pad = (value: number, length = 2): string => String(value).padStart(length, '0');

/** A time as capcut-mate writes it: local, without a zone, with microseconds unless they are zero. */
export const localTime = (milliseconds: number): string => {
	const at = new Date(milliseconds);
	const day = `${String(at.getFullYear())}-${pad(at.getMonth() + 1)}-${pad(at.getDate())}`;
	const time = `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
	const fraction = at.getMilliseconds() === 0 ? '' : `.${pad(at.getMilliseconds(), 3)}000`;
	return `${day}T${time}${fraction}`;
};

const timeOrNull = (time: number | null): string | null => (time === null ? null : localTime(time));

const seconds = (time: Microseconds | undefined): number | null =>
	time === undefined ? null : toSeconds(time);

/** A difference in a language. */
export const warningOf = (
	{ code, segment, track, start, end, text }: Diagnostic,
	language: Language,
): JobView['warnings'][number] => ({
	code,
	segment: segment ?? null,
	track: track ?? null,
	start: seconds(start),
	end: seconds(end),
	text: inLanguage(text, language),
});

const deliveryOf = (
	{ error, files, ...same }: Delivery,
	language: Language,
): JobView['delivery'][number] => ({
	...same,
	files: files.map(({ kind, url }) => ({ kind, url })),
	error: error && errorBodyOf(errorOf(error), language),
});

/** Where a kept file of a job can be opened: at the first target that gives a link to it, else with the agent; empty where neither can. */
type LinkTo = (name: string) => string;

const linkToOf =
	(job: Job, { linkTo }: Delivered, { links, retentionDays }: ViewParts): LinkTo =>
	(name) => {
		const own = job.base + links.pathOf(name, (job.completedAt ?? 0) + retentionDays * DAY);
		// What a worker has put elsewhere is not here to be opened.
		return linkTo(name) ?? (job.video?.elsewhere === true ? '' : own);
	};

const pictureOf = (video: KeptVideo, wanted: PictureKind, linkTo: LinkTo): string | null => {
	const kept = video.beside.find(({ kind }) => kind === wanted);
	return kept ? linkTo(kept.name) : null;
};

type VideoFields =
	| 'video_url'
	| 'video_bytes'
	| 'duration_seconds'
	| 'width'
	| 'height'
	| 'poster_url'
	| 'storyboard_url'
	| 'captions';

const NO_VIDEO: Pick<JobView, VideoFields> = {
	video_url: '',
	video_bytes: null,
	duration_seconds: null,
	width: null,
	height: null,
	poster_url: null,
	storyboard_url: null,
	captions: [],
};

/** What is told of a video. An unfinished job has none, even while its video is on its way. */
const videoFields = (job: Job, linkTo: LinkTo): Pick<JobView, VideoFields> => {
	const { video, completedAt } = job;
	if (!video || completedAt === null) return NO_VIDEO;
	const { name, bytes, seconds, width, height, captions } = video;
	return {
		video_url: linkTo(name),
		video_bytes: bytes,
		duration_seconds: seconds,
		width,
		height,
		poster_url: pictureOf(video, 'poster', linkTo),
		storyboard_url: pictureOf(video, 'storyboard', linkTo),
		captions: captions.flatMap((file) => {
			const format = CAPTION_FORMATS.find((one) => file.name.endsWith(`.${one}`));
			return format ? [{ format, url: linkTo(file.name) }] : [];
		}),
	};
};

const pollOf = ({ state, etaSeconds }: Job): number | null => {
	if (isOver(state)) return null;
	return etaSeconds === null ? 3 : Math.min(10, Math.max(1, Math.ceil(etaSeconds / 4)));
};

type NamingFields = 'job_id' | 'draft_url' | 'status' | 'progress';

type FailureFields = 'error_message' | 'error_code' | 'error_status' | 'hint';

const failureFields = ({ failure }: Job, language: Language): Pick<JobView, FailureFields> => {
	if (!failure) return { error_message: '', error_code: null, error_status: null, hint: null };
	const { detail, hint } = errorBodyOf(errorOf(failure), language);
	const { status } = numbersOf(failure.code);
	return { error_message: detail, error_code: failure.code, error_status: status, hint };
};

/** A job in a language. */
export const jobViewOf = (job: Job, language: Language, parts: ViewParts): JobView => {
	const delivered = parts.delivered(job);
	// Tools show the fields in this order, of long answers only the beginning.
	return {
		job_id: job.id,
		draft_url: job.draft,
		status: wireStatusOf(job.state),
		progress: job.progress,
		...videoFields(job, linkToOf(job, delivered, parts)),
		...failureFields(job, language),
		...courseFields(job, language, parts),
		delivery: delivered.delivery.map((one) => deliveryOf(one, language)),
		report: reportOf(job),
	};
};

const courseFields = (
	job: Job,
	language: Language,
	parts: ViewParts,
): Omit<JobView, NamingFields | VideoFields | FailureFields | 'delivery' | 'report'> => ({
	phase: job.phase,
	phase_text: inLanguage(PHASE_TEXTS[job.phase], language),
	frames_done: job.framesDone,
	frames_total: job.framesTotal,
	eta_seconds: job.etaSeconds,
	queue_position: parts.position(job),
	warnings: job.warnings.map((one) => warningOf(one, language)),
	reused_frames: job.reusedFrames,
	next_poll_seconds: pollOf(job),
	metadata: job.options.metadata ?? null,
	created_at: localTime(job.createdAt),
	started_at: timeOrNull(job.startedAt),
	completed_at: timeOrNull(job.completedAt),
});
