/** A worker as people see it: what it is, when it was heard last, what it does. */
import type { z } from 'zod/v4';
import type { Job } from '../jobs/job';
import { PHASE_TEXTS } from '../jobs/steps';
import { inLanguage, type Language, type Words } from '../kernel/words';
import type { KnownWorker } from '../keys/workerStore';
import type { workerView } from '../worker/wire';
import { localTime } from './jobView';

/** A worker on the wire. */
export type WorkerView = z.infer<typeof workerView>;

/** Not heard for so long, a worker counts as gone. Milliseconds: two pulls and some. */
const GONE_AFTER = 90_000;

const stateOf = (
	{ revokedAt, seenAt, resting }: KnownWorker,
	{ jobs, now }: { readonly jobs: readonly Job[]; readonly now: number },
): WorkerView['state'] => {
	if (revokedAt !== null) return 'revoked';
	if (now - seenAt > GONE_AFTER) return 'gone';
	if (jobs.length > 0) return 'working';
	return resting === null ? 'waiting' : 'resting';
};

const DOING: Readonly<Record<WorkerView['state'], Words>> = {
	working: '',
	waiting: { zh: '等待任务', en: 'waits for a job' },
	resting: { zh: '休息中', en: 'rests' },
	gone: { zh: '没有消息', en: 'is not heard' },
	revoked: { zh: '已吊销', en: 'revoked' },
};

/** Silence of which nothing is said: a worker that waits is heard twice a minute. Milliseconds. */
const QUIET = 10_000;

const SPANS = [
	{ length: 172_800_000, unit: 86_400_000, zh: '天', en: 'days' },
	{ length: 7_200_000, unit: 3_600_000, zh: '小时', en: 'h' },
	{ length: 120_000, unit: 60_000, zh: '分钟', en: 'min' },
	{ length: 0, unit: 1_000, zh: '秒', en: 's' },
] as const;

/** How long ago a worker was heard, when that was not just now: one that was killed is missed only after a while. */
const silenceWords = (milliseconds: number, language: Language): readonly string[] => {
	if (milliseconds < QUIET) return [];
	const span = SPANS.find(({ length }) => milliseconds >= length);
	if (!span) return [];
	const count = String(Math.floor(milliseconds / span.unit));
	const words = { zh: `${count} ${span.zh}前有消息`, en: `last heard ${count} ${span.en} ago` };
	return [inLanguage(words, language)];
};

const jobWords = ({ id, progress, phase }: Job, language: Language): string =>
	`${id} ${String(progress)}% ${inLanguage(PHASE_TEXTS[phase], language)}`;

/** A worker with the jobs that it holds. `now`: milliseconds since 1970. */
export const workerViewOf = (
	worker: KnownWorker,
	held: { readonly jobs: readonly Job[]; readonly now: number },
	language: Language,
): WorkerView => {
	const state = stateOf(worker, held);
	const said = [
		...held.jobs.map((job) => jobWords(job, language)),
		...(state === 'working' ? [] : [inLanguage(DOING[state], language)]),
		...(worker.resting === null || state === 'revoked' || state === 'gone' ? [] : [worker.resting]),
		...(state === 'revoked' ? [] : silenceWords(held.now - worker.seenAt, language)),
	];
	return {
		worker_id: worker.id,
		name: worker.name,
		platform: worker.platform,
		version: worker.version,
		encoders: [...worker.encoders],
		state,
		doing: said.join('; '),
		last_seen: localTime(worker.seenAt),
		created_at: localTime(worker.createdAt),
	};
};
