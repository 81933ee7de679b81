/** Hands a finished video over: in pieces through the gateway, or straight to the worker's own targets. */
import { join } from 'node:path';
import type { z } from 'zod/v4';
import { writeHashed } from '../assets/hashFile';
import { UNWATCHED } from '../deliver/target';
import { objectStem } from '../deliver/objectKey';
import { contentTypeOf } from '../jobs/deliverVideo';
import type { Extra } from '../jobs/job';
import type { RenderedVideo } from '../jobs/pipeline';
import type { MadeElsewhere, ResultKind } from '../jobs/received';
import { targetOf, type Targets } from '../jobs/targetBook';
import type { Clock } from '../kernel/clock';
import { AgentError } from '../kernel/errors';
import type { Log } from '../config/log';
import { type Gateway, isPassing, untilAnswered, waitBefore } from './gateway';
import { heard, here, type lentJob } from './wire';

/** A job as its gateway has lent it. */
export type LentJob = z.infer<typeof lentJob>;

/** What handing over needs. */
export interface HandOverParts extends Targets {
	readonly gateway: Gateway;
	readonly clock: Clock;
	readonly log: Log;
	/** Whether videos go straight to the worker's own targets. */
	readonly isStraight: boolean;
}

/** A finished video and the folder that it lies in. */
export interface Handed {
	readonly job: LentJob;
	readonly video: RenderedVideo;
	readonly folder: string;
}

interface Result {
	readonly kind: ResultKind;
	readonly file: string;
	readonly bytes: number;
	readonly sha256: string;
}

const PIECE = 4 * 1024 ** 2;

/** Sends a file from where the gateway has it, piece by piece; a cut costs one piece. */
const send = async (
	{ gateway, clock }: HandOverParts,
	{ job, result: { kind, file, bytes } }: { job: LentJob; result: Result },
	signal: AbortSignal,
): Promise<void> => {
	const path = `/jobs/${job.job_id}/results/${kind}?fence=${String(job.fence)}`;
	const there = async (): Promise<number> =>
		(await gateway.ask({ path, gives: here }, signal)).bytes;
	const put = async (offset: number): Promise<number> => {
		const at = `${path}&offset=${String(offset)}&total=${String(bytes)}`;
		const piece = { file, from: offset, bytes: Math.min(PIECE, bytes - offset) };
		const question = { path: at, body: { piece }, gives: here, patience: 60_000 };
		return (await gateway.ask(question, signal)).bytes;
	};
	let offset = await untilAnswered(there, clock, signal);
	for (let stuck = 0; offset < bytes;) {
		// A piece that may have arrived is asked about before it is sent again.
		const now = await put(offset).catch((error: unknown) => {
			signal.throwIfAborted();
			if (!isPassing(error)) throw error;
			return untilAnswered(there, clock, signal);
		});
		stuck = now > offset ? 0 : stuck + 1;
		if (stuck > 0) await clock.sleep(waitBefore(stuck - 1), signal);
		offset = now;
	}
};

const reportOf = async ({ video, folder }: Handed): Promise<Result> => {
	const file = join(folder, 'report-to-send.json');
	return { kind: 'report', ...(await writeHashed(file, JSON.stringify(video.report))) };
};

const besideOf = ({ captions, pictures }: RenderedVideo): readonly Result[] => [
	...captions.map(({ format, ...rest }) => ({ ...rest, kind: format })),
	...pictures,
];

const told = ({ bytes, sha256 }: Pick<Result, 'bytes' | 'sha256'>) => ({ bytes, sha256 });

const madeOf = (
	video: RenderedVideo,
	report: Result,
	delivered: MadeElsewhere['delivered'],
): MadeElsewhere => ({
	...told(video),
	duration_us: video.duration,
	frames: video.frames,
	width: video.width,
	height: video.height,
	reused_frames: video.reusedFrames,
	report: told(report),
	captions: video.captions.map((one) => ({ ...told(one), format: one.format })),
	pictures: video.pictures.map((one) => ({ ...told(one), kind: one.kind })),
	...(delivered && { delivered }),
});

/** Where a video goes straight: the job's own targets, else the worker's preset ones; none when the worker lacks one. */
const straightTo = (
	{ isStraight, targets, presetTargets }: HandOverParts,
	job: LentJob,
): readonly string[] => {
	if (!isStraight || !job.may_go_straight) return [];
	const names = targets.map(({ name }) => name);
	if (job.targets.length === 0) return presetTargets ?? names;
	return job.targets.every((name) => names.includes(name)) ? job.targets : [];
};

const kindOf = ({ kind }: Result): Extra => {
	if (kind === 'report' || kind === 'poster' || kind === 'storyboard') return kind;
	return 'captions';
};

const endOf = ({ kind }: Result, { options }: LentJob): string => {
	if (kind === 'video') return options.container;
	if (kind === 'report') return 'json';
	return kind === 'poster' || kind === 'storyboard' ? `${kind}.png` : kind;
};

type Delivered = NonNullable<MadeElsewhere['delivered']>[number];

/** An address that others may get to; a path on this machine is none. */
const webAddressOf = (url: string): string | null => (/^https?:/i.test(url) ? url : null);

const putTo = async (
	parts: HandOverParts,
	{ job, target: name, results }: { job: LentJob; target: string; results: readonly Result[] },
	signal: AbortSignal,
): Promise<Delivered> => {
	const target = targetOf(parts, name, undefined);
	const stem = objectStem(parts.clock.now(), job.job_id);
	const put = async (result: Result): Promise<string> => {
		const end = `.${endOf(result, job)}`;
		const file = {
			file: result.file,
			name: `${job.job_id}${end}`,
			key: `${stem}${end}`,
			downloadName: `${job.download_name ?? job.job_id}${end}`,
			contentType: contentTypeOf(end),
			bytes: result.bytes,
		};
		return (await target.put(file, UNWATCHED, signal)).url;
	};
	const files: Delivered['files'][number][] = [];
	let url: Delivered['url'] = null;
	for (const result of results) {
		if (result.kind === 'video') url = webAddressOf(await put(result));
		else if (target.isSingle !== true && job.deliver_extras.includes(kindOf(result))) {
			const link = webAddressOf(await put(result));
			if (link !== null) files.push({ kind: kindOf(result), url: link });
		}
	}
	return { target: name, url, files };
};

/** What was put straight to the worker's targets; undefined when it has to go through the gateway. */
const putStraight = async (
	parts: HandOverParts,
	{ job, results }: { job: LentJob; results: readonly Result[] },
	signal: AbortSignal,
): Promise<MadeElsewhere['delivered']> => {
	const targets = straightTo(parts, job);
	if (targets.length === 0) return undefined;
	try {
		const delivered: Delivered[] = [];
		for (const target of targets)
			delivered.push(await putTo(parts, { job, target, results }, signal));
		return delivered;
	} catch (err) {
		signal.throwIfAborted();
		parts.log.warn({ job: job.job_id, err }, 'not delivered straight: it goes through the gateway');
		return undefined;
	}
};

const ATTEMPTS = 3;

/**
 * Hands a finished video over.
 * @throws {AgentError} LEASE_LOST, CANCELLED, DELIVERY_CORRUPT, ENCODE_FAILED; the signal's reason when aborted
 */
export const handOver = async (
	parts: HandOverParts,
	handed: Handed,
	signal: AbortSignal,
): Promise<void> => {
	const { gateway, clock } = parts;
	const { job, video } = handed;
	const report = await reportOf(handed);
	const beside = besideOf(video);
	const film: Result = { ...told(video), kind: 'video', file: video.file };
	const delivered = await putStraight(parts, { job, results: [...beside, report, film] }, signal);
	const sent = delivered ? [report] : [...beside, report, film];
	const body = { fence: job.fence, ...madeOf(video, report, delivered) };
	const path = `/jobs/${job.job_id}/done`;
	for (let tried = 1; ; tried += 1) {
		for (const result of sent) await send(parts, { job, result }, signal);
		try {
			// Hashing a long video takes the gateway a while.
			const done = () => gateway.ask({ path, body, gives: heard, patience: 600_000 }, signal);
			await untilAnswered(done, clock, signal);
			return;
		} catch (error) {
			const isCorrupt = error instanceof AgentError && error.code === 'DELIVERY_CORRUPT';
			if (!isCorrupt || tried >= ATTEMPTS) throw error;
		}
	}
};
