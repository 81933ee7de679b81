import { type Job, together } from '../../../render-agent/src/render/together';

const NEVER = new AbortController().signal;

/** Jobs that are each done after a while, and which of them were at work together. */
const watched = (
	names: readonly string[],
): { readonly jobs: readonly Job[]; readonly seen: () => readonly string[] } => {
	const working = new Set<string>();
	const seen = new Set<string>();
	const jobs = names.map((name): Job => ({
		isSmall: name.startsWith('small'),
		perform: async () => {
			working.add(name);
			seen.add([...working].join(' '));
			await new Promise((resolve) => setTimeout(resolve, 5));
			working.delete(name);
		},
	}));
	return { jobs, seen: () => [...seen] };
};

it('does large jobs one after another on one lane, each with a small one beside it', async () => {
	const { jobs, seen } = watched(['small sound', 'first', 'second', 'small chunk', 'third']);
	await together(jobs, 1, NEVER);
	const large = seen().map((names) =>
		names.split(' ').filter((name) => /^(first|second|third)$/.test(name)),
	);
	expect(large.flat()).toEqual(expect.arrayContaining(['first', 'second', 'third']));
	expect(Math.max(...large.map(({ length }) => length))).toBe(1);
	expect(seen()).toContain('small sound first');
});

it('does small jobs on every lane when nothing large is left', async () => {
	const { jobs, seen } = watched(['small-a', 'small-b', 'small-c']);
	await together(jobs, 2, NEVER);
	expect(seen()).toContain('small-a small-b small-c');
});

it('stops what waits with the first failure, and throws it when all have ended', async () => {
	const told: string[] = [];
	const job = (name: string, perform: Job['perform'], isSmall = false): Job => ({
		isSmall,
		perform: async (signal) => {
			told.push(`${name} begins`);
			await perform(signal);
			told.push(`${name} ends`);
		},
	});
	const slow = job('sound', () => new Promise((resolve) => setTimeout(resolve, 20)), true);
	const broken = job('broken', () => Promise.reject(new RangeError('no room')));
	const waiting = job('waiting', () => Promise.resolve());
	await expect(together([slow, broken, waiting], 1, NEVER)).rejects.toThrow('no room');
	expect(told).toEqual(['sound begins', 'broken begins', 'sound ends']);
});

it('throws why it was stopped', async () => {
	const stop = new AbortController();
	const job: Job = {
		isSmall: false,
		perform: () => {
			stop.abort(new RangeError('cancelled'));
			return Promise.resolve();
		},
	};
	await expect(together([job], 1, stop.signal)).rejects.toThrow('cancelled');
});
