import { doTogether, type Work } from '../../../render-agent/src/render/together';

const NEVER = new AbortController().signal;

/** All that can go on by itself has gone on. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Pieces of work by their names, of which each is done when the test says so. */
const held = (names: readonly string[]) => {
	const begun: string[] = [];
	const ends = new Map<string, () => void>();
	const works = names.map((name): Work => ({
		isSmall: name.startsWith('small'),
		perform: async () => {
			begun.push(name);
			await new Promise<void>((resolve) => ends.set(name, resolve));
		},
	}));
	const end = async (name: string): Promise<readonly string[]> => {
		ends.get(name)?.();
		await settled();
		return begun.splice(0);
	};
	return { works, end, begun: () => begun.splice(0) };
};

it('does large ones one after another on one lane, and a small one beside', async () => {
	const { works, end, begun } = held(['small sound', 'first', 'second', 'small chunk']);
	const done = doTogether(works, 1, NEVER);
	expect(begun()).toEqual(['small sound', 'first']);
	expect(await end('small sound')).toEqual(['small chunk']);
	expect(await end('small chunk')).toEqual([]);
	expect(await end('first')).toEqual(['second']);
	expect(await end('second')).toEqual([]);
	await done;
});

it('does small ones on every lane when nothing large is left', async () => {
	const { works, end, begun } = held(['small-a', 'small-b', 'small-c', 'small-d']);
	const done = doTogether(works, 2, NEVER);
	expect(begun()).toEqual(['small-a', 'small-b', 'small-c']);
	expect(await end('small-b')).toEqual(['small-d']);
	for (const name of ['small-a', 'small-c', 'small-d']) await end(name);
	await done;
});

it('stops what waits with the first failure, and throws it when all have ended', async () => {
	const { works, end, begun } = held(['small sound', 'waiting']);
	const [sound, waiting] = works;
	const broken: Work = { isSmall: false, perform: () => Promise.reject(new RangeError('no room')) };
	let isOver = false;
	const done = doTogether(
		[sound, broken, waiting].flatMap((one) => one ?? []),
		1,
		NEVER,
	);
	const failed = done.finally(() => (isOver = true)).catch((error: unknown) => error);
	await settled();
	expect([begun(), isOver]).toEqual([['small sound'], false]);
	await end('small sound');
	expect(await failed).toEqual(new RangeError('no room'));
	expect(begun()).toEqual([]);
});

it('throws why it was stopped', async () => {
	const stop = new AbortController();
	const work: Work = {
		isSmall: false,
		perform: () => {
			stop.abort(new RangeError('cancelled'));
			return Promise.resolve();
		},
	};
	await expect(doTogether([work], 1, stop.signal)).rejects.toThrow('cancelled');
});
