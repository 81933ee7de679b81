/** When a worker takes jobs, by the clock on the wall. Pure: the time is handed in. */
import { AgentError } from '../kernel/errors';

const DAY_MINUTES = 1_440;

/** One stretch of a day: minutes since midnight, the first inside, the last not; over midnight when it ends before it begins. */
interface Stretch {
	readonly from: number;
	readonly until: number;
}

/** A timetable: each day the same. */
export type Timetable = readonly Stretch[];

const minuteOf = (text: string): number | undefined => {
	const [, hours, minutes] = /^(\d{1,2}):(\d{2})$/.exec(text.trim()) ?? [];
	const [h, m] = [Number(hours), Number(minutes)];
	return h <= 24 && m < 60 && h * 60 + m <= DAY_MINUTES ? h * 60 + m : undefined;
};

/** The timetable of a text such as `22:00-07:00,12:00-13:30`. @throws {AgentError} REQUEST_INVALID */
export const timetableOf = (text: string): Timetable =>
	text.split(',').map((part) => {
		const [from, until] = part.split('-').map(minuteOf);
		if (from !== undefined && until !== undefined && from !== until) return { from, until };
		throw new AgentError('REQUEST_INVALID', {
			object: {
				zh: `RENDER_AGENT_WORKER_HOURS / --hours：无法识别 ${part.trim()}，请写成 22:00-07:00`,
				en: `RENDER_AGENT_WORKER_HOURS / --hours: ${part.trim()} is not understood; write it like 22:00-07:00`,
			},
		});
	});

/** Whether a minute of the day lies in a timetable. */
export const isWithin = (timetable: Timetable, minute: number): boolean =>
	timetable.some(({ from, until }) =>
		from < until ? from <= minute && minute < until : minute >= from || minute < until,
	);

/** The minute of the day of a time on this machine's clock. */
export const minuteOfDay = (milliseconds: number): number => {
	const at = new Date(milliseconds);
	return at.getHours() * 60 + at.getMinutes();
};

/** When the next stretch begins, as `22:00`. */
export const nextBeginning = (timetable: Timetable, minute: number): string => {
	const waits = timetable.map(({ from }) => (from - minute + DAY_MINUTES) % DAY_MINUTES);
	const next = (minute + Math.min(...waits)) % DAY_MINUTES;
	const two = (value: number): string => String(value).padStart(2, '0');
	return `${two(Math.floor(next / 60))}:${two(next % 60)}`;
};
