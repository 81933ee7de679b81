/** Watches for the clock being set: what is kept for some days must not seem old because it was put forward. */
import type { JobParts } from './parts';

const DAY = 86_400_000;
const LOOK_EVERY = 1_000;
const NOTE_EVERY = 600_000;

/** Less is a clock that is steered, or a process that had no turn. */
const TOLERANCE = 60_000;

/** Watches until it is stopped. */
export interface ClockWatch {
	readonly start: () => void;
	readonly stop: () => void;
}

/**
 * Milliseconds by which the clock has gone on more, or less, than time has. `clock` is what it went on, `ticked` what this
 * process knows to have gone by; a machine may have slept or been off for up to `asleep` beside that. Pure.
 */
export const leapOf = (gone: {
	readonly clock: number;
	readonly ticked: number;
	readonly asleep: number;
}): number => {
	const elapsed = Math.min(Math.max(gone.clock, gone.ticked), gone.ticked + gone.asleep);
	const leap = gone.clock - elapsed;
	return Math.abs(leap) < TOLERANCE ? 0 : leap;
};

/** Notes every leap of the clock in the store; the first look compares with when the agent was last seen. */
export const createClockWatch = ({
	store,
	clock,
	log,
	settings,
}: Pick<JobParts, 'store' | 'clock' | 'log'> & {
	readonly settings: Pick<JobParts['settings'], 'retentionDays'>;
}): ClockWatch => {
	const asleep = Math.min(DAY, (settings.retentionDays * DAY) / 7);
	let last = { wall: clock.now(), ticks: clock.ticks() };
	let notedAt = 0;
	let unschedule = (): void => undefined;

	const compare = (before: number, wall: number, ticked: number): void => {
		const milliseconds = leapOf({ clock: wall - before, ticked, asleep });
		if (milliseconds === 0) return;
		store.noteLeap({ at: wall - milliseconds, milliseconds });
		log.warn({ seconds: Math.round(milliseconds / 1000) }, 'the clock was set');
	};
	const look = (): void => {
		const [wall, ticks] = [clock.now(), clock.ticks()];
		compare(last.wall, wall, ticks - last.ticks);
		last = { wall, ticks };
		if (ticks - notedAt < NOTE_EVERY) return;
		store.seeClock(wall);
		notedAt = ticks;
	};
	const guarded = (deed: () => void) => (): void => {
		try {
			deed();
		} catch (err) {
			log.warn({ err }, 'the time could not be noted');
		}
	};
	return {
		start: () => {
			guarded(() => {
				const before = store.clockSeen();
				if (before !== undefined) compare(before, clock.now(), 0);
				store.seeClock(clock.now());
				notedAt = clock.ticks();
			})();
			unschedule = clock.every(LOOK_EVERY, guarded(look));
		},
		stop: () => {
			unschedule();
		},
	};
};
