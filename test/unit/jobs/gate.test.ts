import { createGate } from '../../../render-agent/src/jobs/gate';
import { createFakeClock } from '../../support/fakeClock';

const NEVER = new AbortController().signal;

/** A work that goes on until it is told to end. */
const heldWork = () => {
	let finish: (done: string) => void = () => undefined;
	const promise = new Promise<string>((resolve) => {
		finish = resolve;
	});
	let begun = false;
	const work = (): Promise<string> => {
		begun = true;
		return promise;
	};
	return {
		work,
		end: () => {
			finish('done');
		},
		hasBegun: () => begun,
	};
};

describe('a gate', () => {
	const limits = { atOnce: 1, line: 1, time: 1000 };

	it('lets one in, the next when that one is out, and refuses what would wait too long a line', async () => {
		const gate = createGate(createFakeClock(), limits);
		const [first, second] = [heldWork(), heldWork()];
		const one = gate(first.work, NEVER);
		const two = gate(second.work, NEVER);
		await expect(gate(heldWork().work, NEVER)).rejects.toMatchObject({ code: 'BUSY' });
		expect([first.hasBegun(), second.hasBegun()]).toEqual([true, false]);
		first.end();
		await expect(one).resolves.toBe('done');
		second.end();
		await expect(two).resolves.toBe('done');
	});

	it('stops what takes too long, and lets the next in', async () => {
		const clock = createFakeClock();
		const gate = createGate(clock, limits);
		const slow = gate(
			(signal) =>
				new Promise((_, reject) => {
					signal.addEventListener('abort', () => {
						reject(signal.reason as Error);
					});
				}),
			NEVER,
		);
		const next = gate(() => Promise.resolve('next'), NEVER);
		const told = expect(slow).rejects.toMatchObject({ code: 'TIMED_OUT' });
		await clock.advance(1001);
		await told;
		await expect(next).resolves.toBe('next');
	});

	it('one who leaves the line leaves no gap in it', async () => {
		const gate = createGate(createFakeClock(), limits);
		const first = heldWork();
		const one = gate(first.work, NEVER);
		const gone = new AbortController();
		const leaver = heldWork();
		const left = gate(leaver.work, gone.signal);
		gone.abort(new Error('gone'));
		await expect(left).rejects.toThrow('gone');
		const last = gate(() => Promise.resolve('last'), NEVER);
		first.end();
		await one;
		await expect(last).resolves.toBe('last');
		expect(leaver.hasBegun()).toBe(false);
	});

	it('a failure inside opens it again', async () => {
		const gate = createGate(createFakeClock(), limits);
		await expect(gate(() => Promise.reject(new Error('no')), NEVER)).rejects.toThrow('no');
		await expect(gate(() => Promise.resolve(1), NEVER)).resolves.toBe(1);
	});
});
