import fc from 'fast-check';
import { openDatabase } from '../../../render-agent/src/jobs/stores/database';
import { createJobStore } from '../../../render-agent/src/jobs/stores/sqliteJobStore';
import { type Failure, jobOptions, type Lease } from '../../../render-agent/src/jobs/job';
import {
	canStep,
	isOver,
	JOB_STATES,
	statesOf,
	wireStatusOf,
} from '../../../render-agent/src/jobs/state';

const FAILURE: Failure = { code: 'RENDER_FAILED', hint: {} };

const storeWithJob = () => {
	const store = createJobStore(openDatabase(':memory:', 0));
	store.submit(
		{
			id: 'j_1',
			draft: 'http://a/b',
			draftKey: 'http://a/b',
			identity: 'x',
			owner: '',
			base: 'http://c',
			options: jobOptions.parse({}),
			warnings: [],
			idempotencyKey: undefined,
			targets: [],
		},
		{ queueLimit: 10, now: 0 },
	);
	return store;
};

const DEEDS = [
	'claim',
	'rendering',
	'delivering',
	'complete',
	'fail',
	'giveBack',
	'cancel',
	'lapse',
	'note',
	'stale',
] as const;

type Store = ReturnType<typeof storeWithJob>;

const deedsOf = (
	store: Store,
	lease: Lease,
	now: number,
): Record<(typeof DEEDS)[number], () => unknown> => ({
	claim: () => store.claim(now, now + 5),
	rendering: () => store.step(lease, 'rendering', now),
	delivering: () => store.step(lease, 'delivering', now),
	complete: () =>
		store.complete(
			lease,
			{
				video: {
					name: 'j_1.mp4',
					bytes: 1,
					sha256: '',
					captions: [],
					beside: [],
					at: 0,
					seconds: 1,
					width: 64,
					height: 36,
				},
				delivery: [],
				frames: 1,
				reusedFrames: 0,
				report: {},
			},
			now,
		),
	fail: () => store.fail(lease, FAILURE, now),
	giveBack: () => store.giveBack(lease, now),
	cancel: () => store.cancel('j_1', now),
	lapse: () => store.recover(now + 1000, 3),
	note: () =>
		store.note(lease, {
			phase: 'render',
			progress: now % 150,
			framesDone: 1,
			framesTotal: 2,
			etaSeconds: 1,
		}),
	stale: () => store.fail({ ...lease, fence: lease.fence - 1 }, FAILURE, now),
});

describe('the states of a job', () => {
	it('no walk of events leaves the table, goes back in progress, or ends twice', () => {
		fc.assert(
			fc.property(fc.array(fc.constantFrom(...DEEDS), { maxLength: 30 }), (deeds) => {
				const store = storeWithJob();
				let lease: Lease = { id: 'j_1', fence: 0 };
				let progress = 0;
				for (const [now, deed] of deeds.entries()) {
					const result = deedsOf(store, lease, now)[deed]();
					if (deed === 'claim' && result) lease = result as Lease;
					const shown = store.find('j_1')?.progress ?? -1;
					expect(shown).toBeGreaterThanOrEqual(progress);
					progress = shown;
				}
				const states = store.history('j_1').map(({ state }) => state);
				states.slice(1).forEach((state, index) => {
					expect(canStep(states[index] ?? 'failed', state)).toBe(true);
				});
				expect(states.at(-1)).toBe(store.find('j_1')?.state);
				expect(states.filter(isOver).length).toBeLessThanOrEqual(1);
			}),
			{ numRuns: 150 },
		);
	});

	it('nothing written under an old fence counts', () => {
		const store = storeWithJob();
		const old = store.claim(0, 5);
		store.recover(6, 10);
		const fresh = store.claim(7, 12);
		expect(store.fail(old ?? { id: '', fence: 0 }, FAILURE, 8)).toBe(false);
		expect(store.beat(old ?? { id: '', fence: 0 }, 99)).toBe(false);
		expect(store.beat(fresh ?? { id: '', fence: 0 }, 99)).toBe(true);
	});

	it('the words of the wire share out the states: each has exactly one', () => {
		const words = ['pending', 'processing', 'completed', 'failed'] as const;
		expect(words.flatMap(statesOf).sort()).toEqual([...JOB_STATES].sort());
		for (const word of words) expect(statesOf(word).map(wireStatusOf)).toContain(word);
	});
});
