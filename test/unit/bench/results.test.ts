import { type Row, type Run, withPart } from '../../../scripts/bench/results';

const machine: Run['machine'] = {
	...{ cores: 2, cpu: 'x', memoryGib: 8, system: 'linux x64', node: '24.0.0', ffmpeg: '7.0' },
};
const occasion = { date: '2026-01-01', load: 1, highestLoad: 2, took: 9, code: 'abc' };
const used = { cpu: 1, wall: 1, memory: 1 };

const rowOf = (timeline: Row['timeline'], frames: number): Row => ({
	...occasion,
	...{ timeline, frames, rounds: 1, agent: used, peers: {} },
	limit: { decode: 1, encode: 1, sound: 1, cpu: 3, wall: 1 },
	chunking: { bytes: 1, onePassBytes: 1, ssim: 1, onePassSsim: 1 },
});

describe('keeping what was measured', () => {
	it('puts a part in the place of an earlier one of the same timeline, in the order of timelines', () => {
		const parts = [rowOf('T4', 1), rowOf('T1', 1), rowOf('T4', 2)];
		const run = parts.reduce<Run | undefined>(
			(before, row) => withPart(before, machine, { row }),
			undefined,
		);
		expect(run?.rows.map(({ timeline, frames }) => [timeline, frames])).toEqual([
			['T1', 1],
			['T4', 2],
		]);
	});

	it('keeps what was measured beside the contest, and nothing of another kind of machine', () => {
		const first = withPart(undefined, machine, { row: rowOf('T1', 1) });
		const second = withPart(first, machine, { extra: { captions: { ...occasion, ...used } } });
		expect(second.rows).toHaveLength(1);
		expect(second.extras.captions?.memory).toBe(1);
		const other = withPart(second, { ...machine, cores: 16 }, { row: rowOf('T2', 1) });
		expect(other.rows.map(({ timeline }) => timeline)).toEqual(['T2']);
		expect(other.extras).toEqual({});
	});
});
