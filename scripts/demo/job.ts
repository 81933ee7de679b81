/** What the agent tells about the demo's job, and a line that shows it. */
import { setTimeout as sleep } from 'node:timers/promises';

/** A job as the agent's gen_video_status gives it. */
export interface JobView {
	readonly status: 'pending' | 'processing' | 'completed' | 'failed';
	/** 0 to 100. */
	readonly progress: number;
	readonly phase: string;
	readonly phase_text: string;
	readonly frames_done: number | null;
	readonly frames_total: number | null;
	readonly video_url: string;
	readonly created_at: string;
	readonly completed_at: string | null;
	readonly warnings: readonly { readonly code: string; readonly text: string }[];
}

/** Between two looks at the job. Milliseconds. */
const PAUSE = 200;

const look = async (origin: string, draftUrl: string): Promise<JobView | undefined> => {
	const answer = await fetch(`${origin}/openapi/capcut-mate/v1/gen_video_status`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', 'accept-language': 'en' },
		body: JSON.stringify({ draft_url: draftUrl }),
	});
	return answer.ok ? ((await answer.json()) as JobView) : undefined;
};

/** Looks at a draft's job again and again until `signal` aborts, and once more then; shows what it sees. */
export const watchJob = async (
	{ origin, draftUrl }: { readonly origin: string; readonly draftUrl: string },
	show: (job: JobView) => void,
	signal: AbortSignal,
): Promise<void> => {
	for (;;) {
		const isLast = signal.aborted;
		const job = await look(origin, draftUrl).catch(() => undefined);
		if (job !== undefined) show(job);
		if (isLast) return;
		await sleep(PAUSE);
	}
};

const CELLS = 32;

/** One line: a bar, per cent, what is going on, and frames where there are any. */
export const lineOf = ({ progress, phase_text, frames_done, frames_total }: JobView): string => {
	const full = Math.round((progress / 100) * CELLS);
	const bar = '█'.repeat(full) + '░'.repeat(CELLS - full);
	const frames =
		frames_total === null ? '' : `  ${String(frames_done ?? 0)}/${String(frames_total)} frames`;
	return `${bar} ${String(progress).padStart(3)} %  ${phase_text}${frames}`;
};

/** Seconds from submission to the finished video; undefined while it is not finished. */
export const secondsOf = ({ created_at, completed_at }: JobView): number | undefined =>
	completed_at === null ? undefined : (Date.parse(completed_at) - Date.parse(created_at)) / 1000;
