/** Whether a worker should rest now, and why: by its timetable, because the machine is in use, or because it cannot work. */
import type { Clock } from '../kernel/clock';
import { type AgentError, asAgentError } from '../kernel/errors';
import { textOf } from '../kernel/errorTexts';
import { inLanguage, type Language, type Words } from '../kernel/words';
import type { IdleTime } from './idle';
import { isWithin, minuteOfDay, nextBeginning, type Timetable } from './timetable';

/** Why a worker rests. `isTold`: because it was told so, not because it cannot work. */
export interface Rest {
	readonly words: string;
	readonly isTold: boolean;
}

/** What a worker rests by. */
export interface RestParts {
	readonly timetable: Timetable | undefined;
	/** Minutes without input that it waits for; undefined: it does not mind. */
	readonly idleMinutes: number | undefined;
	readonly idleTime: IdleTime;
	/** What keeps it from working, such as a missing ffmpeg. */
	readonly notReady: () => AgentError | undefined;
	/** Rejects when the disk has too little room. */
	readonly room: () => Promise<void>;
	readonly clock: Clock;
	readonly language: Language;
}

const MINUTE = 60_000;

const byTimetable = ({ timetable, clock }: RestParts): Words | undefined => {
	const minute = minuteOfDay(clock.now());
	if (!timetable || isWithin(timetable, minute)) return undefined;
	const next = nextBeginning(timetable, minute);
	return { zh: `按时间表休息到 ${next}`, en: `by its timetable until ${next}` };
};

const byUse = async ({ idleMinutes, idleTime, clock }: RestParts): Promise<Words | undefined> => {
	if (idleMinutes === undefined) return undefined;
	const idle = await idleTime(clock.now());
	// A system that does not tell whether it is used would rest for ever.
	if (idle === undefined || idle >= idleMinutes * MINUTE) return undefined;
	return {
		zh: `电脑正在使用，空闲 ${String(idleMinutes)} 分钟后开始`,
		en: `the machine is in use; begins after ${String(idleMinutes)} idle minutes`,
	};
};

const byFault = async ({ notReady, room, language }: RestParts): Promise<string | undefined> => {
	const fault =
		notReady() ??
		(await room().then(
			() => undefined,
			(error: unknown) => asAgentError(error),
		));
	if (!fault) return undefined;
	const { detail, hint } = textOf(fault, language);
	return `${fault.code}: ${detail}. ${hint}`.slice(0, 300);
};

/** Why the worker rests now; undefined when it works. */
export const restNow = async (parts: RestParts): Promise<Rest | undefined> => {
	const told = byTimetable(parts) ?? (await byUse(parts));
	if (told !== undefined) return { words: inLanguage(told, parts.language), isTold: true };
	const fault = await byFault(parts);
	return fault === undefined ? undefined : { words: fault, isTold: false };
};
