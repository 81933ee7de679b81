import fc from 'fast-check';
import { AgentError } from '../../../render-agent/src/kernel/errors';
import { createIdleTime } from '../../../render-agent/src/worker/idle';
import { LINUX_IDLE } from '../../../render-agent/src/worker/idleLinux';
import { MAC_IDLE } from '../../../render-agent/src/worker/idleMac';
import { WINDOWS_IDLE } from '../../../render-agent/src/worker/idleWindows';
import { type RestParts, restNow } from '../../../render-agent/src/worker/rest';
import { isWithin, nextBeginning, timetableOf } from '../../../render-agent/src/worker/timetable';
import { createFakeClock } from '../../support/fakeClock';

const at = (text: string): number => {
	const [hours, minutes] = text.split(':').map(Number);
	return (hours ?? 0) * 60 + (minutes ?? 0);
};

describe('a timetable', () => {
	it('over midnight holds the night, its beginning, and not its end', () => {
		const night = timetableOf('22:00-07:00');
		const inside = ['22:00', '23:59', '00:00', '06:59'];
		const outside = ['07:00', '12:00', '21:59'];
		expect(inside.map((time) => isWithin(night, at(time)))).toEqual([true, true, true, true]);
		expect(outside.map((time) => isWithin(night, at(time)))).toEqual([false, false, false]);
	});

	it('may have several stretches; the next one is named', () => {
		const two = timetableOf('12:00-13:30, 22:00-07:00');
		expect(isWithin(two, at('13:29'))).toBe(true);
		expect(nextBeginning(two, at('13:30'))).toBe('22:00');
		expect(nextBeginning(two, at('08:00'))).toBe('12:00');
	});

	it.each(['22-7', '25:00-07:00', '22:00', '22:60-07:00', '', '7:00-7:00'])(
		'%s is refused in words',
		(text) => {
			expect(() => timetableOf(text)).toThrow(/write it like 22:00-07:00/);
		},
	);

	it('and its opposite share out every minute of the day', () => {
		const minute = fc.integer({ min: 0, max: 1439 });
		const text = (m: number): string =>
			`${String(Math.floor(m / 60)).padStart(2, '0')}:${String(m % 60).padStart(2, '0')}`;
		fc.assert(
			fc.property(minute, minute, minute, (from, until, now) => {
				fc.pre(from !== until);
				const on = isWithin(timetableOf(`${text(from)}-${text(until)}`), now);
				const off = isWithin(timetableOf(`${text(until)}-${text(from)}`), now);
				return on !== off;
			}),
		);
	});
});

describe('how long nobody has used a machine', () => {
	it('is read from what logind prints', () => {
		const now = 1_800_000_000_000;
		const idle = 'IdleHint=yes\nIdleSinceHint=1799999700000000\n';
		expect(LINUX_IDLE.idleOf(idle, now)).toBe(300_000);
		expect(LINUX_IDLE.idleOf('IdleHint=no\nIdleSinceHint=0\n', now)).toBe(0);
		expect(LINUX_IDLE.idleOf('IdleHint=yes\nIdleSinceHint=0\n', now)).toBe(Infinity);
		expect(LINUX_IDLE.idleOf('Failed to connect to bus', now)).toBeUndefined();
	});

	it('is read from what a Mac prints', () => {
		const printed = '  | |   {\n  | |     "HIDIdleTime" = 90000000000\n';
		expect(MAC_IDLE.idleOf(printed, 0)).toBe(90_000);
		expect(MAC_IDLE.idleOf('', 0)).toBeUndefined();
	});

	it('is read from what Windows prints, for a user and for a service', () => {
		expect(WINDOWS_IDLE.idleOf('input\r\n61000\r\n', 0)).toBe(61_000);
		const head = ' USERNAME   SESSIONNAME  ID  STATE   IDLE TIME  LOGON TIME';
		const sessions = (...lines: readonly string[]): string =>
			['sessions', head, ...lines].join('\r\n');
		const li = (idle: string): string =>
			`>li         console       1  Active  ${idle}  11/24/2026 9:01 AM`;
		const off = ' wang                     2  Disc    2+01:30  11/20/2026 8:00 AM';
		expect(WINDOWS_IDLE.idleOf(sessions(li('none')), 0)).toBe(0);
		expect(WINDOWS_IDLE.idleOf(sessions(li('.')), 0)).toBe(0);
		expect(WINDOWS_IDLE.idleOf(sessions(li('7'), off), 0)).toBe(7 * 60_000);
		expect(WINDOWS_IDLE.idleOf(sessions(off), 0)).toBe((2 * 1440 + 90) * 60_000);
		expect(WINDOWS_IDLE.idleOf('sessions', 0)).toBe(Infinity);
		expect(WINDOWS_IDLE.idleOf('Access denied', 0)).toBeUndefined();
	});

	it('is asked three times a minute at most, and unknown where the program fails', async () => {
		let asked = 0;
		const time = createIdleTime('linux', () => {
			asked += 1;
			return Promise.resolve({ code: 0, said: 'IdleHint=no\n' });
		});
		for (let now = 0; now < 60_000; now += 5_000) expect(await time(now)).toBe(0);
		expect(asked).toBe(3);
		const failing = createIdleTime('linux', () => Promise.resolve({ code: 1, said: '' }));
		expect(await failing(0)).toBeUndefined();
		expect(await createIdleTime('aix', () => Promise.reject(new RangeError()))(0)).toBeUndefined();
	});
});

const partsOf = (more: Partial<RestParts>): RestParts => ({
	timetable: undefined,
	idleMinutes: undefined,
	idleTime: () => Promise.resolve(0),
	notReady: () => undefined,
	room: () => Promise.resolve(),
	clock: createFakeClock(new Date(2026, 10, 26, 12, 30).getTime()),
	language: 'en',
	...more,
});

describe('a worker', () => {
	it('works when nothing is said, also while the machine is used', async () => {
		expect(await restNow(partsOf({}))).toBeUndefined();
	});

	it('rests out of its hours, and says until when', async () => {
		expect(await restNow(partsOf({ timetable: timetableOf('22:00-07:00') }))).toEqual({
			words: 'by its timetable until 22:00',
			isTold: true,
		});
	});

	it('rests while the machine is used, when told so, and works where that cannot be known', async () => {
		const used = partsOf({ idleMinutes: 10, idleTime: () => Promise.resolve(9 * 60_000) });
		expect(await restNow(used)).toMatchObject({ isTold: true });
		const idle = partsOf({ idleMinutes: 10, idleTime: () => Promise.resolve(10 * 60_000) });
		expect(await restNow(idle)).toBeUndefined();
		const unknown = partsOf({ idleMinutes: 10, idleTime: () => Promise.resolve(undefined) });
		expect(await restNow(unknown)).toBeUndefined();
	});

	it('rests when it cannot work, with the code and what to do', async () => {
		const full = new AgentError('DISK_FULL', { hint: { folder: 'D:\\data' } });
		const rest = await restNow(partsOf({ room: () => Promise.reject(full) }));
		expect(rest).toMatchObject({ isTold: false });
		expect(rest?.words).toMatch(/^DISK_FULL: .*D:\\data/);
	});
});
