import { workerViewOf } from '../../../render-agent/src/http/workerView';

const NOW = 1_800_000_000_000;
const worker = {
	...{ id: 'w1', name: 'pc', platform: 'win32 x64', version: '1', encoders: [] },
	...{ resting: null, createdAt: NOW - 9_000_000, revokedAt: null },
};

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

it.each<[number, string, string]>([
	[0, 'waiting', 'waits for a job'],
	[9 * SECOND, 'waiting', 'waits for a job'],
	[42 * SECOND, 'waiting', 'waits for a job; last heard 42 s ago'],
	[91 * SECOND, 'gone', 'is not heard; last heard 91 s ago'],
	[5 * MINUTE, 'gone', 'is not heard; last heard 5 min ago'],
	[3 * HOUR, 'gone', 'is not heard; last heard 3 h ago'],
	[72 * HOUR, 'gone', 'is not heard; last heard 3 days ago'],
	// The clock of the gateway was set back.
	[-HOUR, 'waiting', 'waits for a job'],
])('a worker that was heard %i ms ago is %s: %s', (ago, state, doing) => {
	const seen = { ...worker, seenAt: NOW - ago };
	expect(workerViewOf(seen, { jobs: [], now: NOW }, 'en')).toMatchObject({ state, doing });
});

it('says it in Chinese, and why it rests', () => {
	const resting = { ...worker, seenAt: NOW - 30 * SECOND, resting: '按时间表休息到 22:00' };
	expect(workerViewOf(resting, { jobs: [], now: NOW }, 'zh').doing).toBe(
		'休息中; 按时间表休息到 22:00; 30 秒前有消息',
	);
});

it('of a revoked one nothing more is said', () => {
	const revoked = { ...worker, seenAt: NOW - HOUR, revokedAt: NOW };
	expect(workerViewOf(revoked, { jobs: [], now: NOW }, 'en').doing).toBe('revoked');
});
